/** Image -> the rights that its identity needs, each with its reasons. */
import { type Capability, needs } from '../service/rights';
import { types } from '../service/resource-types';
import type { BuiltInRole } from '../service/built-in-roles';
import type { Image } from '../image/image';
import type { Origin } from '../value/origin';
import { accountKey } from '../image/storage-accounts';
import { storageAddress } from '../image/blob-uri';
import { assertNever } from '../lib/assert-never';
import { remembered } from '../lib/remembered';
import { addressOf } from '../image/step-content';
import { blobUriOf } from '../image/target-place';
import type { Source, Step, Target, Validator, VnetConfig } from '../image/model-types';
import {
  type ModelList,
  type ResourceId,
  type Scope,
  type Sourced,
  type Text,
  text,
  textKey,
} from '../value/value';
import { ancestor, contains, resourceId, scopeKey, sharedGalleryPath } from '../value/resource-id';

/** Why a right is needed. */
export interface Reason {
  /** Path in the spec, or below `properties`. */
  readonly path: string;
  readonly origin: Origin;
  readonly reason: string;
  readonly doc: string;
}

/** The role that gives a right. */
export type Grant =
  | { readonly kind: 'custom'; readonly actions: readonly string[] }
  /** `beyond`: what it grants that is not needed, where it replaces a custom role. */
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

/** Derives the rights of an image. */
export const rightsOf = remembered((image: Image): readonly Right[] => {
  const { source, distribute, vmProfile } = image.properties;
  const { vnetConfig, userAssignedIdentities } = vmProfile.fields;
  const found: Wanted[] = [
    ...sourceRights(source),
    ...storageUris(image).flatMap((one) => containerRights(one, image)),
    ...distribute.items.flatMap((target, index) => targetRights(target, `distribute[${index}]`)),
    ...networkRights(vnetConfig),
    ...(userAssignedIdentities?.items ?? []).map((id, index) =>
      right(
        'buildIdentity',
        id,
        id,
        `vmProfile.userAssignedIdentities[${index}]`,
        'This identity is assigned to the build VM.',
      ),
    ),
    ...stagingRights(image),
  ];
  return merge(found.map((one) => ({ ...one, grant: grantOf(one.capability, image.roles) })));
});

/** A right for which the role is still to be chosen. */
type Wanted = Omit<Right, 'grant'>;

function right(
  capability: Capability,
  scope: ResourceId,
  { origin }: { readonly origin: Origin },
  path: string,
  reason: string,
): Wanted {
  const place = origin.kind === 'spec' ? entryPath(origin.path) : path;
  const { doc } = needs[capability];
  return {
    capability,
    scope,
    because: [{ path: place, origin, reason, doc }],
  };
}

/** The path of the entry of a list that a path leads into: `distribute[0]` of `distribute[0].gallery`. */
function entryPath(path: string): string {
  return /^.*\]/.exec(path)?.[0] ?? path;
}

function sourceRights(source: Source | undefined): readonly Wanted[] {
  switch (source?.type) {
    case 'ManagedImage': {
      const { imageId } = source.fields;
      if (!imageId) return [];
      return [right('imageSource', imageId, imageId, 'source', 'The source is a managed image.')];
    }
    case 'SharedImageVersion': {
      const version = source.fields.imageVersionId;
      // What is shared directly needs no right, and takes none.
      if (!version || sharedGalleryPath(version)) return [];
      const gallery = ancestor(version, types.gallery);
      return [
        right('gallerySource', gallery, version, 'source', 'The source is a gallery version.'),
      ];
    }
    case 'PlatformImage':
    case undefined:
      return [];
    default:
      return assertNever(source);
  }
}

function targetRights(target: Target, path: string): readonly Wanted[] {
  switch (target.type) {
    case 'ManagedImage': {
      const { imageId } = target.fields;
      if (!imageId) return [];
      const reason = 'A target is a managed image in this group.';
      return [right('imageTarget', ancestor(imageId, types.resourceGroup), imageId, path, reason)];
    }
    case 'SharedImage': {
      const { galleryImageId: id } = target.fields;
      if (!id) return [];
      const gallery = ancestor(id, types.gallery);
      return [
        right('galleryTarget', gallery, id, path, 'A target is an image version in this gallery.'),
        right(
          'imageTarget',
          ancestor(id, types.resourceGroup),
          id,
          path,
          'Microsoft documents these actions for gallery targets as well.',
        ),
      ];
    }
    // Written to its container, or by the service itself.
    case 'VHD':
      return [];
    default:
      return assertNever(target);
  }
}

function networkRights(net: VnetConfig | undefined): readonly Wanted[] {
  const { subnetId: subnet, containerInstanceSubnetId: container } = net?.fields ?? {};
  const at = 'vmProfile.vnetConfig';
  return [
    ...(subnet
      ? [
          right(
            'network',
            ancestor(subnet, types.network),
            subnet,
            `${at}.subnetId`,
            'The build VM uses a subnet of this network.',
          ),
        ]
      : []),
    ...(container
      ? [
          right(
            'containerSubnet',
            container,
            container,
            `${at}.containerInstanceSubnetId`,
            'The build container uses this subnet.',
          ),
        ]
      : []),
  ];
}

function stagingRights({ properties, createsStagingGroup }: Image): readonly Wanted[] {
  const staging = properties.stagingResourceGroup;
  if (!staging || createsStagingGroup) return [];
  const reason = 'The staging resource group already exists.';
  return [right('stagingGroup', staging, staging, 'stagingResourceGroup', reason)];
}

/** A text of the image that names a blob to read or to write. */
interface StorageUri {
  readonly uri: Sourced<Text>;
  readonly path: string;
  readonly capability: 'scripts' | 'vhdTarget';
}

/** The addresses of an image that the service goes to with its identity. */
export const storageUris = remembered(({ properties }: Image): readonly StorageUri[] => {
  const { customize, validate, optimize, distribute } = properties;
  const ofSteps = (steps: ModelList<Step | Validator> | undefined, path: string) =>
    (steps?.items ?? []).flatMap((step, index): readonly StorageUri[] => {
      const address = addressOf(step);
      if (!address) return [];
      const { key, uri } = address;
      return [{ uri, path: `${path}[${index}].${key}`, capability: 'scripts' }];
    });
  const workload = optimize?.fields.workload?.fields.scriptUri;
  return [
    ...ofSteps(customize, 'customize'),
    ...ofSteps(validate?.fields.inVMValidations, 'validate.inVMValidations'),
    ...(workload
      ? [{ uri: workload, path: 'optimize.workload.scriptUri', capability: 'scripts' } as const]
      : []),
    ...distribute.items.flatMap((target, index): readonly StorageUri[] => {
      const uri = blobUriOf(target);
      return uri ? [{ uri, path: `distribute[${index}].uri`, capability: 'vhdTarget' }] : [];
    }),
  ];
});

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
  const names = [address.account, text('default'), address.container];
  const id = resourceId(types.container, names, scope);
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

/** A right and its place among all. */
interface Numbered {
  readonly right: Right;
  readonly number: number;
}

/** Rights that give the same become one, with all the reasons. No right reaches beyond its resource group. */
function merge(rights: readonly Right[]): readonly Right[] {
  const groups = new Map<string, Numbered[]>();
  for (const [number, right] of rights.entries()) {
    const key = scopeKey(ancestor(right.scope, types.resourceGroup));
    const merged = groups.get(key) ?? [];
    groups.set(key, merged);
    mergeInto(merged, { right, number });
  }
  return [...groups.values()]
    .flat()
    .toSorted((a, b) => a.number - b.number)
    .map(({ right }) => right);
}

function mergeInto(merged: Numbered[], { right: one, number }: Numbered): void {
  const wide = merged.findIndex(({ right }) => covers(right, one));
  const other = merged[wide];
  if (other) {
    const because = [...other.right.because, ...one.because];
    merged[wide] = { ...other, right: { ...other.right, because } };
    return;
  }
  const narrow = new Set(merged.filter(({ right }) => covers(one, right)));
  const because = [...[...narrow].flatMap(({ right }) => right.because), ...one.because];
  if (narrow.size > 0) merged.splice(0, merged.length, ...merged.filter((o) => !narrow.has(o)));
  merged.push({ right: { ...one, because }, number });
}
