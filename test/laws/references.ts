/** References in all their forms. */
import type { Format } from '../../src/language/type';
import { nameParameter, namePiece } from './texts';
import type { World } from './world';

const shapes: Readonly<Record<string, readonly [namespace: string, ...types: string[]]>> = {
  galleryDefinition: ['Microsoft.Compute', 'galleries', 'images'],
  galleryVersion: ['Microsoft.Compute', 'galleries', 'images', 'versions'],
  managedImage: ['Microsoft.Compute', 'images'],
  network: ['Microsoft.Network', 'virtualNetworks'],
  subnet: ['Microsoft.Network', 'virtualNetworks', 'subnets'],
  identity: ['Microsoft.ManagedIdentity', 'userAssignedIdentities'],
  resourceGroup: ['Microsoft.Resources'],
};

/** Limits to what a reference may be. */
export interface ReferenceOptions {
  /** Only in the deployment's own group. */
  readonly own?: boolean;
  readonly ownSubscription?: boolean;
  readonly idOnly?: boolean;
  readonly version?: 'never';
  /** A parameter has to be in it. */
  readonly must?: boolean;
}

const other = '99999999-8888-7777-6666-555555555555';

function recase(world: World, word: string): string {
  return world.pick([word, word, word.toLowerCase(), word.toUpperCase()]);
}

function groupName(world: World): string {
  const group = world.pick([
    'shared-rg',
    'Shared-RG',
    'net(1).rg',
    'gruppe-ä',
    world.own.resourceGroup ?? 'rg2',
  ]);
  if (!world.chance(12)) return group;
  return `rg-${nameParameter(world)}`;
}

/** The place of a reference: its subscription and group. */
function place(
  world: World,
  { own, ownSubscription }: ReferenceOptions,
): readonly [string, string] | string | undefined {
  const { subscription, resourceGroup } = world.own;
  const kind = world.integer(0, 5);
  if (own === true || kind < 2) {
    if (subscription !== undefined && resourceGroup !== undefined && kind === 1) {
      return [recase(world, subscription), recase(world, resourceGroup)];
    }
    return undefined;
  }
  if (kind === 2) return groupName(world);
  const sub = ownSubscription === true || kind === 3 ? subscription : other;
  return sub === undefined ? groupName(world) : [recase(world, sub), groupName(world)];
}

/** A name that resources of a type may have: a gallery no hyphens, an identity no fewer than three characters. */
function nameOf(world: World, type: string): string {
  const name = namePiece(world);
  if (type === 'galleries') return name.replaceAll('-', '_');
  return type === 'userAssignedIdentities' ? `id-${name}` : name;
}

/** A reference of a kind. */
export function reference(world: World, kind: Format, options: ReferenceOptions = {}): string {
  const [namespace = '', ...types] = shapes[kind] ?? [];
  const names = types.map((type) =>
    type === 'versions' ? world.pick(['1.2.3', 'latest', 'Latest']) : nameOf(world, type),
  );
  if (options.must === true) names[0] = `${names[0] ?? 'rg'}_${nameParameter(world)}`;
  const where = place(world, options);
  if (kind === 'resourceGroup') {
    const group = options.must === true ? `rg-${nameParameter(world)}` : groupName(world);
    if (where === undefined || typeof where === 'string') return group;
    return `/${recase(world, 'subscriptions')}/${where[0]}/${recase(world, 'resourceGroups')}/${where[1]}`;
  }
  const versions = kind === 'galleryVersion' && world.chance(50);
  const withVersion =
    kind === 'galleryDefinition' && options.version !== 'never' && world.chance(20);
  const last = withVersion ? ['1.0.0'] : [];
  const shown = versions ? names.slice(0, -1) : names;
  const full = options.idOnly === true || Array.isArray(where);
  if (!full) {
    return [...(typeof where === 'string' ? [where] : []), ...shown, ...last].join('/');
  }
  const [subscription, group] = Array.isArray(where)
    ? where
    : [world.own.subscription ?? other, where ?? 'id-rg'];
  const segments = shown.map((name, index) => `${recase(world, types[index] ?? '')}/${name}`);
  const end = withVersion ? `/${recase(world, 'versions')}/1.0.0` : '';
  return `/${recase(world, 'subscriptions')}/${subscription}/${recase(world, 'resourceGroups')}/${group}/providers/${recase(world, namespace)}/${segments.join('/')}${end}`;
}
