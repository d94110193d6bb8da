/**
 * A source "azure-arm" -> the source, build VM and targets of an image template.
 * https://developer.hashicorp.com/packer/integrations/hashicorp/azure/latest/components/builder/arm
 */
import type { ArmPath } from '../arm/document';
import type { LocatedBody } from '../arm/located-body';
import { noteRest, type Section } from '../hcl/hcl-section';
import { isSecretName } from '../hcl/secret-names';
import { type Place, resourceId, valueOf } from './azure-resources';
import { leftOutReason } from './left-out';
import { readTargets, type StorageAccount } from './packer-targets';

/** What the steps need to know about a source. */
export interface PackerSource {
  readonly os: 'linux' | 'windows';
  readonly accounts: readonly StorageAccount[];
}

const profile = ['properties', 'vmProfile'];

/** Puts what a source says into the body; each of its arguments gets there, or into a note. */
export function readSource(source: Section, body: LocatedBody): PackerSource {
  const subscription = source.take('subscription_id');
  const place: Place = { subscription: valueOf(subscription) };
  if (subscription) {
    const reason =
      'The deployment goes to a subscription of its own; the spec names it where all resources are in it.';
    body.note('note', subscription.from, reason);
  }
  const location = source.take('location');
  if (location) body.set(['location'], location.value, location.from);
  readBase(source, place, body);
  const os = osOf(source, body);
  readBuildVm(source, place, body);
  const accounts = readTargets(source, place, body);
  noteRest(source, body, (name) => leftOutReason(name) ?? unknownArgument(name));
  return { os, accounts };
}

function readBase(source: Section, place: Place, body: LocatedBody): void {
  const [gallery] = source.takeBlocks('shared_image_gallery');
  if (gallery) return readGalleryBase(gallery, place, body);
  const custom = source.take('custom_managed_image_name');
  const group = source.take('custom_managed_image_resource_group_name');
  if (custom) {
    const names = [custom.value];
    const id = resourceId(place, { group: group?.value, type: 'Microsoft.Compute/images', names });
    body.set(['properties', 'source', 'type'], 'ManagedImage', custom.from);
    body.set(['properties', 'source', 'imageId'], id, custom.from);
    return undefined;
  }
  const url = source.take('image_url');
  if (url) {
    const reason =
      'The service takes no VHD as a source. Make a managed image or a gallery version of it, and name that as the source.';
    return body.note('obstacle', url.from, reason);
  }
  return readMarketplace(source, body);
}

function readMarketplace(source: Section, body: LocatedBody): void {
  const at: ArmPath = ['properties', 'source'];
  const parts = {
    publisher: source.take('image_publisher'),
    offer: source.take('image_offer'),
    sku: source.take('image_sku'),
    version: source.take('image_version'),
  };
  const { publisher, offer, sku } = parts;
  if (!publisher && !offer && !sku) {
    const reason =
      'The source has no image. Give image_publisher, image_offer and image_sku, a managed image, or a gallery version.';
    return body.note('obstacle', source.from, reason);
  }
  const first = publisher ?? offer ?? sku;
  body.set([...at, 'type'], 'PlatformImage', first?.from ?? source.from);
  for (const [key, argument] of Object.entries(parts)) {
    if (argument) body.set([...at, key], argument.value, argument.from);
    else if (key === 'version') body.set([...at, key], 'latest', first?.from ?? source.from);
    else body.note('obstacle', source.from, `The source has no image_${key}.`);
  }
  const [plan] = source.takeBlocks('plan_info');
  if (!plan) return undefined;
  for (const key of ['name', 'product', 'publisher']) {
    const argument = plan.take(`plan_${key}`);
    if (argument)
      body.set([...at, 'planInfo', `plan${capital(key)}`], argument.value, argument.from);
  }
  const code = plan.take('plan_promotion_code');
  if (code) body.note('dropped', code.from, 'The service takes no promotion code.');
  return noteUnknown(plan, body);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function readGalleryBase(gallery: Section, place: Place, body: LocatedBody): void {
  const community = gallery.take('community_gallery_image_id');
  if (community) {
    const reason =
      'The service takes no image of a community gallery. Copy the version to a gallery of your own, and name that as the source.';
    return body.note('obstacle', community.from, reason);
  }
  body.set(['properties', 'source', 'type'], 'SharedImageVersion', gallery.from);
  const whole = gallery.take('id') ?? gallery.take('direct_shared_gallery_image_id');
  const names = ['gallery_name', 'image_name', 'image_version'].map((one) => gallery.take(one));
  const [subscription, group] = [gallery.take('subscription'), gallery.take('resource_group')];
  const [name, image, version] = names;
  const id =
    whole?.value ??
    resourceId(place, {
      subscription: subscription?.value,
      group: group?.value,
      type: 'Microsoft.Compute/galleries/images/versions',
      names: [name?.value, image?.value, version?.value ?? 'latest'],
    });
  body.set(['properties', 'source', 'imageVersionId'], id, (whole ?? name)?.from ?? gallery.from);
  return noteUnknown(gallery, body);
}

function osOf(source: Section, body: LocatedBody): PackerSource['os'] {
  const given = source.take('os_type');
  const word = typeof given?.value === 'string' ? given.value.toLowerCase() : undefined;
  if (given) {
    body.note('default', given.from, 'The source and the steps tell the operating system.');
  }
  if (word === 'windows' || word === 'linux') return word;
  return source.take('winrm_username') || source.take('winrm_use_ssl') ? 'windows' : 'linux';
}

function readBuildVm(source: Section, place: Place, body: LocatedBody): void {
  const put = (name: string, path: ArmPath): void => {
    const argument = source.take(name);
    if (argument) body.set(path, argument.value, argument.from);
  };
  put('vm_size', [...profile, 'vmSize']);
  put('os_disk_size_gb', [...profile, 'osDiskSizeGB']);
  const [network, subnet, group] = [
    'virtual_network_name',
    'virtual_network_subnet_name',
    'virtual_network_resource_group_name',
  ].map((one) => source.take(one));
  if (network && subnet) {
    const names = [network.value, subnet.value];
    const type = 'Microsoft.Network/virtualNetworks/subnets';
    const id = resourceId(place, { group: group?.value, type, names });
    body.set([...profile, 'vnetConfig', 'subnetId'], id, network.from);
    if (!group) {
      const reason =
        "Packer looks for the network in all groups; the spec expects it in the deployment's own. Write group/network/subnet for another one.";
      body.note('note', network.from, reason);
    }
  } else if (network) {
    const reason = 'The service needs the subnet: "vm: { subnet: group/network/subnet }".';
    body.note('obstacle', network.from, reason);
  }
  const identities = source.takeItems('user_assigned_managed_identities');
  identities.forEach(({ value, from }, index) =>
    body.set([...profile, 'userAssignedIdentities', index], value, from),
  );
  source
    .takeItems('disk_additional_size')
    .forEach(({ value, from }, index) =>
      body.set(['properties', 'additionalDataDisks', index, 'sizeGB'], value, from),
    );
  readStagingGroup(source, body);
}

/** The group that Packer builds in is the staging group, which has to be empty and is emptied by the service. */
function readStagingGroup(source: Section, body: LocatedBody): void {
  const group = source.take('build_resource_group_name');
  if (!group) return;
  const reason =
    'The service builds in a group of its own. Where it has to be yours, name an empty one with "stagingResourceGroup"; the service deletes what is in it.';
  body.note('dropped', group.from, reason);
}

function unknownArgument(name: string): string {
  return isSecretName(name)
    ? 'It is a secret, which has no place in a spec.'
    : 'Import does not know this argument of the azure-arm builder; nothing of the spec says it.';
}

/** Notes the arguments of an inner block that import does not know. */
function noteUnknown(block: Section, body: LocatedBody): void {
  noteRest(block, body, () => 'A spec has no place for it.');
}
