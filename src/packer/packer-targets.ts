/** Where Packer puts the image -> the targets of an image template. */
import { armText, type ArmValue } from '../arm/arm-value';
import type { ArmPath } from '../arm/document';
import type { LocatedBody } from '../arm/located-body';
import { mapEntries, noteRest, type Argument, type Section } from '../hcl/hcl-section';
import { partsOf } from '../hcl/evaluate-hcl';
import { type Place, resourceId, tagArguments } from './azure-resources';

/** A storage account that a target is in. */
export interface StorageAccount {
  readonly name: ArmValue;
  readonly group: ArmValue | undefined;
}

/** Puts the targets of a source into the body; returns the storage accounts that they need. */
export function readTargets(
  source: Section,
  place: Place,
  body: LocatedBody,
): readonly StorageAccount[] {
  const targets: ArmPath[] = [];
  const add = (): ArmPath => {
    const at = ['properties', 'distribute', targets.length];
    targets.push(at);
    return at;
  };
  readManagedImage(source, place, body, add);
  for (const block of source.takeBlocks('shared_image_gallery_destination')) {
    readGallery(block, source, place, body, add());
  }
  const account = readVhd(source, body, add);
  if (targets.length === 0) {
    const reason =
      'The source has no target. Add one to the spec: "gallery: name/definition", "image: name" or "vhd: name".';
    body.note('obstacle', source.from, reason);
  }
  const tags = tagEntries(source);
  for (const { name, argument } of tags) {
    for (const at of targets) {
      body.set([...at, 'artifactTags', name], argument.value, argument.from);
    }
  }
  return account ? [account] : [];
}

function tagEntries(
  source: Section,
): readonly { readonly name: string; readonly argument: Argument }[] {
  const map = source.take('azure_tags');
  const entries = map ? mapEntries(map, source.scope) : [];
  return [...entries.map(([name, argument]) => ({ name, argument })), ...tagArguments(source)];
}

function readManagedImage(
  source: Section,
  place: Place,
  body: LocatedBody,
  add: () => ArmPath,
): void {
  const name = source.take('managed_image_name');
  const group = source.take('managed_image_resource_group_name');
  if (!name) {
    if (group) body.note('dropped', group.from, 'There is no managed_image_name with it.');
    return;
  }
  const at = add();
  const type = 'Microsoft.Compute/images';
  body.set([...at, 'type'], 'ManagedImage', name.from);
  const id = resourceId(place, { group: group?.value, type, names: [name.value] });
  body.set([...at, 'imageId'], id, name.from);
}

function readGallery(
  block: Section,
  source: Section,
  place: Place,
  body: LocatedBody,
  at: ArmPath,
): void {
  const [name, image, version] = ['gallery_name', 'image_name', 'image_version'].map((one) =>
    block.take(one),
  );
  const subscription = block.take('subscription') ?? block.take('sig_destination_subscription');
  const group = block.take('resource_group');
  body.set([...at, 'type'], 'SharedImage', block.from);
  const id = resourceId(place, {
    subscription: subscription?.value,
    group: group?.value,
    type: `Microsoft.Compute/galleries/images${version ? '/versions' : ''}`,
    names: [name?.value, image?.value, version?.value],
  });
  body.set([...at, 'galleryImageId'], id, (image ?? name)?.from ?? block.from);
  readRegions(block, source, body, at);
  const latest = source.take('shared_gallery_image_version_exclude_from_latest');
  if (latest) body.set([...at, 'excludeFromLatest'], latest.value, latest.from);
  const specialized = block.take('specialized');
  if (specialized && specialized.value !== false) {
    body.note('obstacle', specialized.from, 'The service makes generalized images only.');
  } else if (specialized) {
    body.note('default', specialized.from, 'The service makes generalized images only.');
  }
  noteRest(block, body, () => 'A target of the service has no such setting.');
}

function readRegions(block: Section, source: Section, body: LocatedBody, at: ArmPath): void {
  const storage = block.take('storage_account_type');
  const replicas =
    source.take('shared_gallery_image_version_replica_count') ??
    source.take('shared_image_gallery_replica_count');
  const regions = [
    ...block.takeItems('replication_regions').map((region) => ({ region, replicas })),
    ...block.takeBlocks('target_region').flatMap((one) => {
      const region = one.take('name');
      const own = one.take('replicas') ?? replicas;
      noteRest(one, body, () => 'A region of a target has no such setting.');
      return region ? [{ region, replicas: own }] : [];
    }),
  ];
  regions.forEach(({ region, replicas: count }, index) => {
    const inner = [...at, 'targetRegions', index];
    body.set([...inner, 'name'], region.value, region.from);
    if (count) body.set([...inner, 'replicaCount'], count.value, count.from);
    if (storage) body.set([...inner, 'storageAccountType'], storage.value, storage.from);
  });
  if (regions.length === 0 && storage) {
    body.set([...at, 'storageAccountType'], storage.value, storage.from);
  }
}

/** A VHD in a storage account: Packer adds an id to its name, the service takes the address as it is. */
function readVhd(
  source: Section,
  body: LocatedBody,
  add: () => ArmPath,
): StorageAccount | undefined {
  const [account, group, container, prefix] = [
    'storage_account',
    'resource_group_name',
    'capture_container_name',
    'capture_name_prefix',
  ].map((one) => source.take(one));
  if (!account) {
    for (const one of [group, container, prefix]) {
      if (one) body.note('dropped', one.from, 'There is no storage_account with it.');
    }
    return undefined;
  }
  const at = add();
  body.set([...at, 'type'], 'VHD', account.from);
  body.set([...at, 'runOutputName'], prefix?.value ?? 'vhd', (prefix ?? account).from);
  const uri = armText([
    'https://',
    ...partsOf(account.value),
    '.blob.core.windows.net/',
    ...partsOf(container?.value ?? 'images'),
    '/',
    ...partsOf(prefix?.value ?? 'vhd'),
    '.vhd',
  ]);
  body.set([...at, 'uri'], uri, account.from);
  const reason =
    'Packer writes a new name with each build, the service to this address, which has to be free. "storageAccounts" says in which group the account is.';
  body.note('note', account.from, reason);
  return { name: account.value, group: group?.value };
}
