/** Texts for the places of a spec: plain, hostile, with parameters. */
import { hostileLines, hostileTexts } from './hostile';
import { parameter, useOf, type World } from './world';

/** A parameter in a text that may be anything. */
function proseParameter(world: World): string {
  const type = world.pick(['string', 'string', 'string', 'int', 'bool'] as const);
  if (type === 'int') return useOf(world, intParameter(world));
  if (type === 'bool') return useOf(world, boolParameter(world));
  const declared = parameter(world, 'string', 'prose', () => ({
    ...(world.chance(70) ? { default: world.pick([`d${world.next()}`, ...hostileLines]) } : {}),
    other: world.pick(['another', ...hostileLines]),
  }));
  return useOf(world, declared);
}

/** A parameter that is a number. */
export function intParameter(world: World) {
  return parameter(world, 'int', 'number', () => {
    // Minutes of a timeout are no fewer than 6, replicas no more than 50.
    const base = 6 + (world.next() % 30);
    const other = base + 7;
    return world.chance(30)
      ? { default: base, other, allowed: [base, other, 50] }
      : { default: base, other };
  });
}

/** A parameter that is a boolean. */
export function boolParameter(world: World) {
  return parameter(world, 'bool', 'flag', () => {
    const value = world.chance(50);
    return { default: value, other: !value };
  });
}

/** A parameter that is one of some words, or may be anything. */
export function wordParameter(world: World, words: readonly string[]) {
  return parameter(world, 'string', words.join(), () => {
    const first = world.pick(words);
    const other = words.find((one) => one !== first) ?? first;
    return {
      other,
      ...(world.chance(60) ? { default: first } : {}),
      ...(world.chance(40) ? { default: first, allowed: [...words] } : {}),
    };
  });
}

/** A parameter that is a piece of a name. */
export function nameParameter(world: World): string {
  const declared = parameter(world, 'string', 'name', () => ({
    ...(world.chance(80) ? { default: `p${world.next()}` } : {}),
    other: world.pick(['prod', `q${world.next()}`]),
  }));
  return useOf(world, declared);
}

/** A piece of a name: letters, digits and what most resources take. */
export function namePiece(world: World, parameters = true): string {
  const plain = world.pick(['web', 'Base', 'a-b', 'x_y', 'n1', 'z']) + String(world.next());
  if (!parameters || !world.chance(15)) return plain;
  const use = nameParameter(world);
  return world.pick([`${plain}${use}`, `${use}-${plain}`]);
}

/** A text on one line. */
export function line(world: World, parameters: boolean, must = false): string {
  const own = `text ${world.next()}`;
  if (must) return world.pick([proseParameter(world), `${own} ${proseParameter(world)}`]);
  if (world.chance(25)) return own;
  const hostile = world.pick(hostileLines);
  if (!parameters || !world.chance(25)) {
    return world.pick([
      hostile,
      `${own} ${hostile}`,
      `${hostile} ${own}`,
      `{{{{ params.x }}}} ${own}`,
    ]);
  }
  const use = proseParameter(world);
  return world.pick([
    use,
    `${hostile}${use}`,
    `${use}${hostile}`,
    `${own} ${use} ${use} ${hostile}`,
    `[${use}]`,
    `{${use}} ${proseParameter(world)}`,
    'word '.repeat(30) + use,
  ]);
}

/** A text of one or several lines. */
export function lines(world: World, parameters: boolean, must = false): string {
  if (world.chance(20)) return world.pick(Object.values(hostileTexts));
  const all = Array.from({ length: world.integer(1, 4) }, (_, index) =>
    world.chance(10) ? '' : line(world, parameters, must && index === 0),
  );
  const joined = all.join('\n');
  return joined.trim() === '' ? 'true' : joined + world.pick(['', '\n', '\n\n']);
}

/** An address. */
export function address(world: World, must = false): string {
  const host = world.pick([
    'raw.example.com',
    'corp.blob.core.windows.net',
    'other.blob.core.windows.net',
    'corp.blob.storage.azure.net',
  ]);
  // What comes first in storage is a container, whose name has rules of its own.
  const container = host.includes('.blob.') ? world.pick(['scripts/', 'a-1/', '$root/']) : '';
  const folder = world.pick(['scripts', 'a/b', '$root', 'x%20y', "it's", '[a]']);
  const path = `${container}${folder}/${namePiece(world, false)}.sh`;
  const end = world.pick(['', '?v=1&w=2', '#x']);
  return `https://${host}/${path}${must || world.chance(15) ? proseNamePiece(world) : ''}${end}`;
}

function proseNamePiece(world: World): string {
  return `/${nameParameter(world)}`;
}

const regions = [
  'eastus2',
  'East US 2',
  'westeurope',
  'West Europe',
  'uksouth',
  'EASTUS',
  'swedencentral',
];

/** A region that is not yet in a list. */
export function region(world: World, must = false): string {
  if (!must && !world.chance(8)) return world.pick(regions);
  return useOf(world, wordParameter(world, ['northeurope', 'eastus2euap']));
}
