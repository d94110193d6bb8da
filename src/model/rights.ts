/** Image -> the rights that its identity needs, each with its reasons. */
import { docs } from '../diagnostics/docs';
import { blobHost, type Capability, needs } from '../service/rights';
import type { Image } from './image';
import type { Origin } from './origin';
import {
  field,
  itemsOf,
  literalText,
  type ParameterUse,
  type Part,
  type ResourceId,
  type Scope,
  type Text,
  text,
  textKey,
  type Value,
  valueAt,
} from './value';

/** Why a right is needed. */
export interface Reason {
  /** Path in the spec, or below `properties`. */
  readonly path: string;
  readonly origin: Origin | undefined;
  readonly reason: string;
  readonly doc: string;
}

/** A right of the template's identity. */
export interface Right {
  readonly capability: Capability;
  /** The resource, or the resource group, in which it holds. */
  readonly scope: ResourceId;
  readonly because: readonly Reason[];
  /** The storage account whose resource group is not known: the right cannot be deployed. */
  readonly unknownAccount?: string;
}

/** The actions of a right; none for a built-in role. */
export function actionsOf(right: Right): readonly string[] {
  const need = needs[right.capability];
  return need.kind === 'custom' ? need.actions : [];
}

const group = 'Microsoft.Resources/resourceGroups';

/** Derives the rights of an image. */
export function rightsOf(image: Image): readonly Right[] {
  const { properties } = image;
  const found: Right[] = [
    ...sourceRights(valueAt(properties, 'source')),
    ...itemsOf(valueAt(properties, 'customize')).flatMap((step, index) =>
      storageRights(step, `customize[${index}]`, image),
    ),
    ...itemsOf(valueAt(properties, 'validate', 'inVMValidations')).flatMap((step, index) =>
      storageRights(step, `validate.inVMValidations[${index}]`, image),
    ),
    ...storageRights(valueAt(properties, 'optimize', 'workload'), 'optimize.workload', image),
    ...itemsOf(valueAt(properties, 'distribute')).flatMap((target, index) =>
      targetRights(target, `distribute[${index}]`, image),
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
  return merge(found);
}

function right(
  capability: Capability,
  scope: ResourceId,
  cause: Value,
  path: string,
  reason: string,
): Right {
  const origin = cause.origin;
  const place = origin?.kind === 'spec' ? origin.path : path;
  const { doc } = needs[capability];
  return { capability, scope: bare(scope), because: [{ path: place, origin, reason, doc }] };
}

function bare(id: ResourceId): ResourceId {
  return { kind: 'id', scope: id.scope, type: id.type, names: id.names };
}

/** The resource that an id names by its first segments. */
function ancestor(id: ResourceId, type: string): ResourceId {
  const segments = type === group ? 0 : type.split('/').length - 1;
  return { kind: 'id', scope: id.scope, type, names: id.names.slice(0, segments) };
}

function sourceRights(source: Value | undefined): readonly Right[] {
  const image = field(source, 'imageId');
  if (image?.kind === 'id') {
    return [right('imageSource', image, image, 'source', 'The source is a managed image.')];
  }
  const version = field(source, 'imageVersionId');
  if (version?.kind !== 'id') return [];
  const gallery = ancestor(version, 'Microsoft.Compute/galleries');
  return [right('gallerySource', gallery, version, 'source', 'The source is a gallery version.')];
}

function targetRights(target: Value, path: string, image: Image): readonly Right[] {
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
  const uri = field(target, 'uri');
  return uri?.kind === 'text'
    ? containerRights(uri, 'vhdTarget', path, 'A VHD is written here.', image)
    : [];
}

function networkRights(net: Value | undefined): readonly Right[] {
  return ['subnetId', 'containerInstanceSubnetId'].flatMap((key) => {
    const subnet = field(net, key);
    if (subnet?.kind !== 'id') return [];
    const network = ancestor(subnet, 'Microsoft.Network/virtualNetworks');
    const reason =
      key === 'subnetId'
        ? 'The build VM joins a subnet of this network.'
        : 'The build container joins a subnet of this network.';
    return [right('network', network, subnet, `vmProfile.vnetConfig.${key}`, reason)];
  });
}

function stagingRights(image: Image): readonly Right[] {
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

function storageRights(step: Value | undefined, path: string, image: Image): readonly Right[] {
  return ['scriptUri', 'sourceUri'].flatMap((key) => {
    const uri = field(step, key);
    if (uri?.kind !== 'text') return [];
    return containerRights(
      uri,
      'scripts',
      `${path}.${key}`,
      'A script or file is read from this container.',
      image,
    );
  });
}

/** An address cut at its parts; parameters stay whole. */
interface Address {
  readonly host: string;
  readonly segments: readonly string[];
  readonly toText: (piece: string) => Text;
}

function address(uri: Text): Address | undefined {
  const uses: ParameterUse[] = [];
  const flat = uri.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (!('parameter' in part)) return '';
      return `\u{e000}${uses.push(part) - 1}\u{e001}`;
    })
    .join('');
  const match = /^https?:\/\/([^/?#]+)\/([^?#]*)/i.exec(flat);
  if (!match) return undefined;
  const toText = (piece: string): Text => {
    const parts = piece.split(/\u{e000}(\d+)\u{e001}/u).flatMap((one, index): readonly Part[] => {
      const use = index % 2 === 1 ? uses[Number(one)] : undefined;
      return use ? [use] : one === '' ? [] : [one];
    });
    return text(...parts);
  };
  return { host: match[1] ?? '', segments: (match[2] ?? '').split('/'), toText };
}

function containerRights(
  uri: Text,
  capability: 'scripts' | 'vhdTarget',
  path: string,
  reason: string,
  image: Image,
): readonly Right[] {
  const parsed = address(uri);
  const account = parsed && blobHost.exec(parsed.host)?.[1];
  if (!parsed || account === undefined) return [];
  const [first = ''] = parsed.segments;
  const container = parsed.segments.length > 1 ? first : '$root';
  const accountText = parsed.toText(account);
  const name = literalText(accountText)?.toLowerCase();
  const place = name === undefined ? undefined : image.storageAccounts[name];
  const type = 'Microsoft.Storage/storageAccounts/blobServices/containers';
  const names = [accountText, text('default'), parsed.toText(container)];
  const unknown = textKey(accountText);
  const scope: Scope = place
    ? ownScope(place, image)
    : { resourceGroup: text(`<resource group of ${unknown}>`) };
  const found = right(capability, { kind: 'id', scope, type, names }, uri, path, reason);
  return [place ? found : { ...found, unknownAccount: unknown }];
}

function ownScope(place: Image['storageAccounts'][string], image: Image): Scope {
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a === undefined || a.toLowerCase() === b?.toLowerCase();
  const ownSubscription = same(place.subscription, image.own.subscription);
  const ownGroup = ownSubscription && same(place.resourceGroup, image.own.resourceGroup);
  return {
    ...(ownSubscription || place.subscription === undefined
      ? {}
      : { subscription: text(place.subscription) }),
    ...(ownGroup ? {} : { resourceGroup: text(place.resourceGroup) }),
  };
}

/** A resource id as one text, in the case in which it was written. */
export function exactKey(id: ResourceId): string {
  const { subscription, resourceGroup } = id.scope;
  return [textKey(subscription), textKey(resourceGroup), id.type, ...id.names.map(textKey)].join(
    '\n',
  );
}

/** A key under which equal scopes meet: Azure does not mind case. */
export function scopeKey(id: ResourceId): string {
  return exactKey(id).toLowerCase();
}

/** True when one right gives all that the other does. */
function covers(wide: Right, narrow: Right): boolean {
  const narrowActions = actionsOf(narrow);
  const sameScope = scopeKey(wide.scope) === scopeKey(narrow.scope);
  const sameGroup = scopeKey(wide.scope) === scopeKey(ancestor(narrow.scope, group));
  if (!sameScope && !sameGroup) return false;
  if (wide.capability === narrow.capability) return sameScope || narrowActions.length > 0;
  const wideActions = actionsOf(wide);
  return narrowActions.length > 0 && narrowActions.every((action) => wideActions.includes(action));
}

/** Rights that give the same become one, with all the reasons. */
function merge(rights: readonly Right[]): readonly Right[] {
  const merged: Right[] = [];
  for (const one of rights) {
    const at = merged.findIndex((other) => covers(other, one));
    const other = merged[at];
    if (other) merged[at] = { ...other, because: [...other.because, ...one.because] };
    else {
      const covered = merged.filter((narrow) => covers(one, narrow));
      const rest = merged.filter((narrow) => !covered.includes(narrow));
      merged.splice(0, merged.length, ...rest, {
        ...one,
        because: [...covered.flatMap((narrow) => narrow.because), ...one.because],
      });
    }
  }
  return merged;
}

export const rightsDoc = docs.permissions;
