/** Image -> the rights that its identity needs, each with its reasons. */
import { type Capability, needs } from '../service/rights';
import type { BuiltInRole } from '../service/built-in-roles';
import type { Image } from '../image/image';
import type { Origin } from '../value/origin';
import { accountKey } from '../image/storage-accounts';
import { storageAddress } from '../image/blob-uri';
import {
  field,
  itemsOf,
  type ResourceId,
  type Scope,
  type Text,
  text,
  textKey,
  type Value,
  valueAt,
} from '../value/value';
import { ancestor, contains } from '../value/resource-id';

/** Why a right is needed. */
export interface Reason {
  /** Path in the spec, or below `properties`. */
  readonly path: string;
  readonly origin: Origin | undefined;
  readonly reason: string;
  readonly doc: string;
}

/** The role that gives a right. */
export type Grant =
  | { readonly kind: 'custom'; readonly actions: readonly string[] }
  /** `beyond`: what it grants that is not needed, where it stands in for a custom role. */
  | { readonly kind: 'builtin'; readonly role: BuiltInRole; readonly beyond: string | undefined };

/** A right of the template's identity. */
export interface Right {
  readonly capability: Capability;
  readonly grant: Grant;
  /** The resource, or the resource group, in which it holds. */
  readonly scope: ResourceId;
  readonly because: readonly Reason[];
  /** The storage account whose resource group is not known: the right cannot be deployed. */
  readonly unknownAccount?: string;
}

/** The actions of a right; none for a built-in role. */
export function actionsOf({ grant }: Right): readonly string[] {
  return grant.kind === 'custom' ? grant.actions : [];
}

function grantOf(capability: Capability, mode: Image['roles']): Grant {
  const need = needs[capability];
  if (need.kind === 'builtin') return { kind: 'builtin', role: need.role, beyond: undefined };
  if (mode !== 'builtin') return { kind: 'custom', actions: need.actions };
  return { kind: 'builtin', role: need.builtIn.role, beyond: need.builtIn.beyond };
}

const group = 'Microsoft.Resources/resourceGroups';

/** Derives the rights of an image. */
export function rightsOf(image: Image): readonly Right[] {
  const { properties } = image;
  const found: Wanted[] = [
    ...sourceRights(valueAt(properties, 'source')),
    ...storageUris(image).flatMap((one) => containerRights(one, image)),
    ...itemsOf(valueAt(properties, 'distribute')).flatMap((target, index) =>
      targetRights(target, `distribute[${index}]`),
    ),
    ...networkRights(valueAt(properties, 'vmProfile', 'vnetConfig')),
    ...itemsOf(valueAt(properties, 'vmProfile', 'userAssignedIdentities')).flatMap((id, index) =>
      id.kind === 'id'
        ? [
            right(
              'buildIdentity',
              id,
              id,
              `vmProfile.userAssignedIdentities[${index}]`,
              'The build VM gets this identity.',
            ),
          ]
        : [],
    ),
    ...stagingRights(image),
  ];
  return merge(found.map((one) => ({ ...one, grant: grantOf(one.capability, image.roles) })));
}

/** A right for which the role is still to be chosen. */
type Wanted = Omit<Right, 'grant'>;

function right(
  capability: Capability,
  scope: ResourceId,
  cause: Value,
  path: string,
  reason: string,
): Wanted {
  const origin = cause.origin;
  const place = origin?.kind === 'spec' ? entryPath(origin.path) : path;
  const { doc } = needs[capability];
  return { capability, scope: bare(scope), because: [{ path: place, origin, reason, doc }] };
}

/** The path of the entry of a list that a path leads into: `distribute[0]` of `distribute[0].gallery`. */
function entryPath(path: string): string {
  return /^.*\]/.exec(path)?.[0] ?? path;
}

function bare(id: ResourceId): ResourceId {
  return { kind: 'id', scope: id.scope, type: id.type, names: id.names };
}

function sourceRights(source: Value | undefined): readonly Wanted[] {
  const image = field(source, 'imageId');
  if (image?.kind === 'id') {
    return [right('imageSource', image, image, 'source', 'The source is a managed image.')];
  }
  const version = field(source, 'imageVersionId');
  if (version?.kind !== 'id') return [];
  const gallery = ancestor(version, 'Microsoft.Compute/galleries');
  return [right('gallerySource', gallery, version, 'source', 'The source is a gallery version.')];
}

function targetRights(target: Value, path: string): readonly Wanted[] {
  const managed = field(target, 'imageId');
  if (managed?.kind === 'id') {
    return [
      right(
        'imageTarget',
        ancestor(managed, group),
        managed,
        path,
        'A target is a managed image in this group.',
      ),
    ];
  }
  const definition = field(target, 'galleryImageId');
  if (definition?.kind === 'id') {
    return [
      right(
        'galleryTarget',
        ancestor(definition, 'Microsoft.Compute/galleries'),
        definition,
        path,
        'A target is an image version in this gallery.',
      ),
      right(
        'imageTarget',
        ancestor(definition, group),
        definition,
        path,
        'Microsoft documents these actions for gallery targets too.',
      ),
    ];
  }
  return [];
}

function networkRights(net: Value | undefined): readonly Wanted[] {
  return ['subnetId', 'containerInstanceSubnetId'].flatMap((key) => {
    const subnet = field(net, key);
    if (subnet?.kind !== 'id') return [];
    const path = `vmProfile.vnetConfig.${key}`;
    if (key === 'containerInstanceSubnetId') {
      return [
        right('containerSubnet', subnet, subnet, path, 'The build container joins this subnet.'),
      ];
    }
    const network = ancestor(subnet, 'Microsoft.Network/virtualNetworks');
    return [
      right('network', network, subnet, path, 'The build VM joins a subnet of this network.'),
    ];
  });
}

function stagingRights(image: Image): readonly Wanted[] {
  const staging = field(image.properties, 'stagingResourceGroup');
  if (staging?.kind !== 'id' || image.createsStagingGroup) return [];
  return [
    right(
      'stagingGroup',
      staging,
      staging,
      'stagingResourceGroup',
      'The staging group exists already.',
    ),
  ];
}

/** A text of the image that names a blob to read or to write. */
interface StorageUri {
  readonly uri: Text;
  readonly path: string;
  readonly capability: 'scripts' | 'vhdTarget';
}

/** The addresses of an image that the service goes to with its identity. */
export function storageUris({ properties }: Image): readonly StorageUri[] {
  const steps = (value: Value | undefined, path: string) =>
    itemsOf(value).map((step, index) => ({ holder: step, path: `${path}[${index}]` }));
  const holders = [
    ...steps(valueAt(properties, 'customize'), 'customize'),
    ...steps(valueAt(properties, 'validate', 'inVMValidations'), 'validate.inVMValidations'),
    { holder: valueAt(properties, 'optimize', 'workload'), path: 'optimize.workload' },
    ...steps(valueAt(properties, 'distribute'), 'distribute'),
  ];
  return holders.flatMap(({ holder, path }) =>
    (['scriptUri', 'sourceUri', 'uri'] as const).flatMap((key): readonly StorageUri[] => {
      const uri = field(holder, key);
      if (uri?.kind !== 'text') return [];
      return [{ uri, path: `${path}.${key}`, capability: key === 'uri' ? 'vhdTarget' : 'scripts' }];
    }),
  );
}

const storageReasons = {
  scripts: 'A script or file is read from this container.',
  vhdTarget: 'A VHD is written here.',
} as const;

function containerRights({ uri, path, capability }: StorageUri, image: Image): readonly Wanted[] {
  const address = storageAddress(uri);
  if (address.kind !== 'container') return [];
  const account = textKey(address.account);
  const known = image.storageAccounts.get(accountKey(account));
  const scope: Scope = known?.scope ?? {
    subscription: text(`<subscription of ${account}>`),
    resourceGroup: text(`<resource group of ${account}>`),
  };
  const type = 'Microsoft.Storage/storageAccounts/blobServices/containers';
  const names = [address.account, text('default'), address.container];
  const id: ResourceId = { kind: 'id', scope, type, names };
  const found = right(capability, id, uri, path, storageReasons[capability]);
  return [known ? found : { ...found, unknownAccount: account }];
}

/** True when one right gives all that the other does. */
function covers(wide: Right, narrow: Right): boolean {
  if (!contains(wide.scope, narrow.scope)) return false;
  if (wide.capability === narrow.capability) return true;
  const [give, take] = [needs[wide.capability], needs[narrow.capability]];
  if (give.kind !== 'custom' || take.kind !== 'custom') return false;
  const given = wide.grant.kind === 'custom' ? wide.grant.actions : give.builtIn.covers;
  return take.actions.every((action) => given.some((pattern) => allows(pattern, action)));
}

/** True where an action of a role, `*` standing for any characters, is or includes an action. */
function allows(pattern: string, action: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === action;
  return action.startsWith(start) && action.endsWith(end);
}

/** Rights that give the same become one, with all the reasons. */
function merge(rights: readonly Right[]): readonly Right[] {
  const merged: Right[] = [];
  for (const one of rights) {
    const wide = merged.findIndex((other) => covers(other, one));
    const other = merged[wide];
    if (other) {
      merged[wide] = { ...other, because: [...other.because, ...one.because] };
      continue;
    }
    const narrow = merged.filter((other_) => covers(one, other_));
    const because = [...narrow.flatMap((right_) => right_.because), ...one.because];
    merged.splice(0, merged.length, ...merged.filter((right_) => !narrow.includes(right_)));
    merged.push({ ...one, because });
  }
  return merged;
}
