/** References: a full resource id, or a path relative to the deployment. */
import { type ResourceId, type Scope, type Text, text } from '../value/value';
import { types } from '../service/resource-types';
import { type ParameterMap, splitUses, toParts } from './parameter-references';
import type { Format } from '../language/type';

/** The kinds of things that a spec refers to. */
export type ReferenceKind = Exclude<Format, 'region' | 'checksum' | 'source' | 'urn'>;

/** The kind of reference that a string format is, if any. */
export function referenceKind(format: Format | undefined): ReferenceKind | undefined {
  switch (format) {
    case undefined:
    case 'region':
    case 'checksum':
    case 'source':
    case 'urn':
      return undefined;
    default:
      return format;
  }
}

interface Shape {
  readonly type: string;
  /** What the segments of the short form are called, the resource group left out. */
  readonly segments: readonly string[];
}

const shapes: Readonly<Record<ReferenceKind, Shape>> = {
  galleryDefinition: {
    type: 'Microsoft.Compute/galleries/images',
    segments: ['gallery', 'definition'],
  },
  galleryVersion: {
    type: 'Microsoft.Compute/galleries/images/versions',
    segments: ['gallery', 'definition', 'version'],
  },
  managedImage: { type: 'Microsoft.Compute/images', segments: ['image'] },
  network: { type: 'Microsoft.Network/virtualNetworks', segments: ['vnet'] },
  subnet: { type: 'Microsoft.Network/virtualNetworks/subnets', segments: ['vnet', 'subnet'] },
  identity: {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    segments: ['identity'],
  },
  resourceGroup: { type: 'Microsoft.Resources/resourceGroups', segments: [] },
};

/** How the short forms of a kind are written, for messages. */
export function shortForm(kind: ReferenceKind): string {
  if (kind === 'resourceGroup') return '"group"';
  const joined = shapes[kind].segments.join('/');
  const further = isGallery(kind) ? [`"subscription/group/${joined}"`] : [];
  return [`"${joined}"`, `"group/${joined}"`, ...further].join(' or ');
}

/** Galleries are often shared from another subscription, so their short form may name it. */
function isGallery(kind: ReferenceKind): boolean {
  return kind === 'galleryDefinition' || kind === 'galleryVersion';
}

/** The shape of a full id of a kind, for messages. */
export function idForm(kind: ReferenceKind): string {
  const group = '/subscriptions/<subscriptionId>/resourceGroups/<group>';
  if (kind === 'resourceGroup') return group;
  const [namespace, ...types] = shapes[kind].type.split('/');
  return `${group}/providers/${namespace}${types.map((type) => `/${type}/<name>`).join('')}`;
}

/** Why a text is not a reference of its kind. */
export type ReferenceProblem =
  | { readonly kind: 'lone-parameter' }
  | { readonly kind: 'bad-name'; readonly name: string; readonly what: string }
  | { readonly kind: 'bad-shape' };

/** The deployment's own subscription and resource group, where the spec declares them. */
export interface DeploymentScope {
  readonly subscription: string | undefined;
  readonly resourceGroup: string | undefined;
}

/** A path cut at its slashes; parameters stay whole. */
function segmentsOf(reference: string): readonly string[] {
  const segments = [''];
  for (const piece of splitUses(reference)) {
    if (typeof piece === 'object') segments[segments.length - 1] += `{{params.${piece.parameter}}}`;
    else {
      const [first = '', ...rest] = piece.split('/');
      segments[segments.length - 1] += first;
      for (const one of rest) segments.push(one);
    }
  }
  return segments;
}

/**
 * True for letters of all scripts, digits, and characters that at least one resource type allows; `<name>` is a placeholder. Letters
 * of other scripts take long to compile, and most names have none.
 */
function isNameText(text: string): boolean {
  return (
    /^[\w().-]+$/.test(text) ||
    /^(?:[\p{L}\p{N}_().-]|<[\p{L}\p{N}_ .-]*>|\{\{params\.\w+\}\})+$/u.test(text)
  );
}

/** A subscription in a short reference: a GUID, a parameter, or a place to fill in such as `<subscriptionId>`. */
const subscriptionId =
  /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|<[^<>]*sub[^<>]*>|.*\{\{params\.\w+\}\}.*)$/i;
const versionNumber = /^(?:\d+\.\d+\.\d+|latest)$/i;

/** Reads a reference of a kind. */
export function parseReference(
  reference: string,
  kind: ReferenceKind,
  own: DeploymentScope,
  parameters: ParameterMap,
): ResourceId | ReferenceProblem {
  const pieces = splitUses(reference);
  if (pieces.length === 1 && typeof pieces[0] === 'object') return { kind: 'lone-parameter' };
  const segments = segmentsOf(reference.trim());
  const parsed = segments[0] === '' ? parseId(segments, kind) : parsePath(segments, kind);
  if (!parsed) return { kind: 'bad-shape' };
  const names = parsed.type.endsWith('/versions') ? withExactLatest(parsed.names) : parsed.names;
  const all: readonly (readonly [string, string])[] = [
    ['subscription', parsed.subscription ?? '-'],
    ['resource group', parsed.group ?? '-'],
    ...parsed.names.map((name, at) => [shapes[kind].segments[at] ?? 'version', name] as const),
  ];
  for (const [what, name] of all) {
    const filled = name.replaceAll(/\{\{params\.\w+\}\}/g, '');
    if (!isNameText(name) || filled.length > 90 || name === '.' || name === '..') {
      return { kind: 'bad-name', name, what };
    }
  }
  const part = (name: string): Text => text(...toParts(name, parameters));
  const ownSubscription = isOwn(parsed.subscription, own.subscription);
  const ownGroup = ownSubscription && isOwn(parsed.group, own.resourceGroup);
  const scope: Scope = {
    ...(ownSubscription ? {} : { subscription: part(parsed.subscription ?? '') }),
    ...(ownGroup ? {} : { resourceGroup: part(parsed.group ?? '') }),
  };
  return {
    kind: 'id',
    scope,
    type: parsed.type,
    names: names.map(part),
  };
}

/** "latest" in the case that the service expects. */
function withExactLatest(names: readonly string[]): readonly string[] {
  return names.map((name, index) =>
    index === names.length - 1 && name.toLowerCase() === 'latest' ? 'latest' : name,
  );
}

function isOwn(given: string | undefined, own: string | undefined): boolean {
  return given === undefined || given.toLowerCase() === own?.toLowerCase();
}

interface Parsed {
  readonly subscription: string | undefined;
  readonly group: string | undefined;
  readonly type: string;
  readonly names: readonly string[];
}

function parsePath(segments: readonly string[], kind: ReferenceKind): Parsed | undefined {
  const { type, segments: wanted } = shapes[kind];
  if (segments.some((segment) => segment === '')) return undefined;
  if (kind === 'resourceGroup') {
    const [group] = segments;
    return segments.length === 1 ? { subscription: undefined, group, type, names: [] } : undefined;
  }
  if (
    kind === 'galleryDefinition' &&
    segments.length > 2 &&
    versionNumber.test(segments.at(-1) ?? '')
  ) {
    return parsePath(segments, 'galleryVersion');
  }
  let names = segments;
  if (kind === 'galleryVersion') {
    const last = segments.at(-1) ?? '';
    const namesSubscription = segments.length === 4 && subscriptionId.test(segments[0] ?? '');
    const hasVersion =
      versionNumber.test(last) ||
      segments.length === 5 ||
      (segments.length === 4 && !namesSubscription);
    names = segments.length > 2 && hasVersion ? segments : [...segments, 'latest'];
  }
  const scope = names.slice(0, -wanted.length);
  if (names.length < wanted.length || scope.length > (isGallery(kind) ? 2 : 1)) return undefined;
  const [group, subscription] = scope.toReversed();
  if (subscription !== undefined && !subscriptionId.test(subscription)) return undefined;
  return { subscription, group, type, names: names.slice(-wanted.length) };
}

/** Ids of image versions in direct shared galleries; `*` stands for a name. */
const sharedForms = {
  [types.sharedVersion]: '/sharedgalleries/*/images/*/versions/*',
  [types.regionalSharedVersion]:
    '/subscriptions/*/providers/microsoft.compute/locations/*/sharedgalleries/*/images/*/versions/*',
};

/** Reads such an id; without a version, the newest is meant. */
function parseSharedId(segments: readonly string[]): Parsed | undefined {
  for (const [type, path] of Object.entries(sharedForms)) {
    const form = path.split('/');
    const all =
      segments.length === form.length - 2 ? [...segments, 'versions', 'latest'] : segments;
    const fits = form.every((word, at) =>
      word === '*' ? all[at] !== '' : all[at]?.toLowerCase() === word,
    );
    if (!fits || all.length !== form.length) continue;
    const names = all.filter((_, at) => form[at] === '*');
    return { subscription: undefined, group: undefined, type, names };
  }
  return undefined;
}

function parseId(segments: readonly string[], kind: ReferenceKind): Parsed | undefined {
  const shared = kind === 'galleryVersion' ? parseSharedId(segments) : undefined;
  if (shared) return shared;
  const [, subscriptions, subscription, groups, group, providers, namespace, ...rest] = segments;
  if (subscriptions?.toLowerCase() !== 'subscriptions' || !subscription) return undefined;
  if (groups?.toLowerCase() !== 'resourcegroups' || !group) return undefined;
  const { type } = shapes[kind];
  if (kind === 'resourceGroup') {
    return providers === undefined ? { subscription, group, type, names: [] } : undefined;
  }
  if (providers?.toLowerCase() !== 'providers' || rest.length % 2 !== 0) return undefined;
  const types = rest.filter((_, index) => index % 2 === 0);
  const names = rest.filter((_, index) => index % 2 === 1);
  const found = [namespace, ...types].join('/').toLowerCase();
  if (names.some((name) => name === '')) return undefined;
  if (kind === 'galleryDefinition' && found === `${type}/versions`.toLowerCase()) {
    return { subscription, group, type: `${type}/versions`, names };
  }
  if (kind === 'galleryVersion' && found === shapes.galleryDefinition.type.toLowerCase()) {
    return { subscription, group, type, names: [...names, 'latest'] };
  }
  return found === type.toLowerCase() ? { subscription, group, type, names } : undefined;
}

/** The kind of source that a full resource id names, by its shape. */
export function sourceKindOfId(reference: string): 'managedImage' | 'galleryVersion' | undefined {
  const lower = reference.toLowerCase();
  if (lower.includes('/providers/microsoft.compute/images/')) return 'managedImage';
  if (/\/providers\/microsoft\.compute\/galleries\/|\/sharedgalleries\//.test(lower))
    return 'galleryVersion';
  return undefined;
}

/** True for the id of an image in a community gallery, which is not a source of the service. */
export function isCommunityImage(reference: string): boolean {
  return /\/communitygalleries\//i.test(reference);
}
