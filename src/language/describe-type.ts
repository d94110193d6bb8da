/** Describes declared types in messages. */
import { quoted } from '../lib/words';
import type { Branch, Type, UnionType } from './type';

/** What a value may be, as in `a string or a list`. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'string':
      return type.values ? quoted(type.values) : 'a string';
    case 'number':
      return type.max < 1000 ? `an integer from ${type.min} to ${type.max}` : 'an integer';
    case 'boolean':
      return type.only === undefined ? 'true or false' : `${type.only}`;
    case 'list':
      return 'a list';
    case 'mapping':
      return 'a mapping of names to values';
    case 'object': {
      const keys = Object.keys(type.fields);
      return keys.length > 8 ? 'a mapping' : `a mapping with ${quoted(keys)}`;
    }
    case 'union':
      return describeBranches(type.branches);
    default:
      return 'a value';
  }
}

/** What the branches of a union allow; those with keys of their own are described as one mapping. */
function describeBranches(branches: readonly Branch[]): string {
  const others = branches.flatMap(({ discriminator, type }) =>
    'kind' in discriminator ? [describeType(type)] : [],
  );
  const keys = branches.flatMap(({ discriminator }) =>
    'key' in discriminator ? [discriminator.key] : [],
  );
  const kinds = branches.some(({ discriminator }) => 'type' in discriminator) ? ['type'] : [];
  const maps = [...keys, ...kinds];
  return [
    ...new Set(others),
    ...(maps.length === 0 ? [] : [`a mapping with ${quoted(maps)}`]),
  ].join(' or ');
}

/** What a union allows besides one of its branches; `undefined` if that is its only one. */
export function otherwise(type: UnionType, branch: Branch): string | undefined {
  const others = type.branches.filter((one) => one !== branch);
  return others.length === 0 ? undefined : describeBranches(others);
}

/** An example of a value, as it is written in YAML. */
export function exampleOf(type: Type): string | undefined {
  const [example] = type.examples ?? [];
  if (typeof example === 'string' || typeof example === 'number') return String(example);
  if (type.kind === 'string') return type.values?.[0];
  if (type.kind !== 'union') return undefined;
  return type.branches.map((branch) => exampleOf(branch.type)).find((one) => one !== undefined);
}
