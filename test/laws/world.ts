/** What one generated spec is made in: its dice, its parameters, its files. */
import type { GeneratorValue } from 'fast-check';
import { integer as integers } from 'fast-check';

/** A parameter that the spec declares, and another value that it may have. */
export interface Declared {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bool';
  readonly default?: string | number | boolean;
  readonly allowed?: readonly (string | number | boolean)[];
  readonly description?: string;
  /** A value for `--set` and for the wrappers that is not the default. */
  readonly other: string | number | boolean;
  /** What it may stand for: any text, a piece of a name, one of some words. */
  readonly use: string;
}

/** The state of one generation. */
export interface World {
  readonly os: 'linux' | 'windows';
  readonly own: { readonly subscription?: string; readonly resourceGroup?: string };
  /** Places of the language that this spec shall have. */
  readonly targets: readonly string[];
  /** Files beside the spec. */
  readonly files: Record<string, string>;
  readonly parameters: Declared[];
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(values: readonly T[]) => T;
  readonly integer: (min: number, max: number) => number;
  /** A number that no other call gives. */
  readonly next: () => number;
  /** True for a place that has to be there: a target, or on the way to one. */
  readonly wanted: (place: string) => boolean;
  /** How likely a key that may be absent is there, in percent. */
  readonly density: number;
}

/** Names that are also functions, types, symbols or outputs of the files that are written. */
const parameterNames: readonly string[] = [
  'env', 'format', 'string', 'resourceId', 'description', 'concat', 'subscription', 'resourceGroup',
  'identity', 'identityId', 'principalId', 'guid', 'toLower', 'object', 'array', 'bool', 'int', 'allowed',
  'uniqueString', 'parameters', 'variables', 'imageTemplate', 'gallery', 'definition', 'name', 'any',
  'reference', 'deployment', 'tags', 'runCommand', 'imageTemplateId', 'network', 'subnet', 'image', 'range',
  'subscriptionResourceId', 'secure', 'environment', 'Env_2', '_x', 'copyIndex', 'union', 'roleName', 'galleryTargetRole',
  'constructor', 'toString', 'hasOwnProperty', 'password', 'minLength', 'managementGroup', 'location_',
]; // prettier-ignore

/** The operating system that an image with a place of the language has. */
function osOf(place: string): World['os'] | undefined {
  if (/PowerShell|powershell|Windows|windows|<restart:>|<mode:>/.test(place)) return 'windows';
  return /<Shell>|<shell:>|=linux/.test(place) ? 'linux' : undefined;
}

/** Makes a world. */
export function createWorld(g: GeneratorValue, all: readonly string[]): World {
  let count = 0;
  const integer = (min: number, max: number): number => g(integers, { min, max });
  const chance = (percent: number): boolean => integer(0, 99) >= 100 - percent;
  const pick = <T>(values: readonly T[]): T => {
    const found = values[integer(0, values.length - 1)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const forOs = all.map(osOf).find((one) => one !== undefined);
  const os = forOs ?? (chance(50) ? 'linux' : 'windows');
  const targets = all.filter((one) => (osOf(one) ?? os) === os);
  const needsOwn = (key: string): boolean => targets.includes(key);
  return {
    os,
    own: {
      ...(needsOwn('subscription') || chance(40)
        ? { subscription: '12345678-ABCD-ef01-2345-6789abcdef01' }
        : {}),
      ...(needsOwn('resourceGroup') || chance(40)
        ? { resourceGroup: pick(['Image-RG', 'rg_1']) }
        : {}),
    },
    targets,
    files: {},
    parameters: [],
    chance,
    pick,
    integer,
    next: () => (count += 1),
    wanted: (place) =>
      targets.some(
        (one) =>
          one === place || (one.startsWith(place) && /^[.<[{=]/.test(one.slice(place.length))),
      ),
    density: integer(0, 9) * 8 + 4,
  };
}

/** A parameter of a type and use: one that is there already, or a new one. */
export function parameter(
  world: World,
  type: Declared['type'],
  use: string,
  make: () => Pick<Declared, 'default' | 'allowed' | 'other'>,
): Declared {
  const fitting = world.parameters.filter((one) => one.type === type && one.use === use);
  if (fitting.length > 0 && (world.parameters.length > 6 || world.chance(40)))
    return world.pick(fitting);
  const taken = new Set(world.parameters.map((one) => one.name.toLowerCase()));
  const free = parameterNames.filter((one) => !taken.has(one.toLowerCase()));
  const made = make();
  // The placeholder of this one is that of the deployment's own group.
  const names = free.filter((one) => made.default !== undefined || one !== 'resourceGroup');
  const declared: Declared = { name: world.pick(names), type, use, ...made };
  world.parameters.push(declared);
  return declared;
}

/** The use of a parameter in a text. */
export function useOf(world: World, { name }: Declared): string {
  return world.pick([`{{ params.${name} }}`, `{{params.${name}}}`, `{{params.${name} }}`]);
}
