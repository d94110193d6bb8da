/** What a declaration wants, in words for messages. */
import { quoted } from '../lib/words';
import type { Branch, Type, UnionType } from './type';

/** What stands in the place of a value, as in `a text or a list`. */
export function describeType(type: Type): string {
  switch (type.kind) {
    case 'text':
      return type.values ? quoted(type.values) : 'a text';
    case 'number':
      return type.max < 1000 ? `a whole number from ${type.min} to ${type.max}` : 'a whole number';
    case 'boolean':
      return type.only === undefined ? 'true or false' : `${type.only}`;
    case 'list':
      return 'a list';
    case 'map':
      return 'a map of names and values';
    case 'object': {
      const keys = Object.keys(type.fields);
      return keys.length > 8 ? 'a map' : `a map with ${quoted(keys)}`;
    }
    case 'union':
      return branchesWanted(type.branches);
    default:
      return 'a value';
  }
}

/** What all branches of a union want; those that are told apart by a key are one map. */
function branchesWanted(branches: readonly Branch[]): string {
  const others = branches.flatMap(({ when, type }) => ('kind' in when ? [describeType(type)] : []));
  const keys = branches.flatMap(({ when }) => ('key' in when ? [when.key] : []));
  const kinds = branches.some(({ when }) => 'type' in when) ? ['type'] : [];
  const maps = [...keys, ...kinds];
  return [...new Set(others), ...(maps.length === 0 ? [] : [`a map with ${quoted(maps)}`])].join(
    ' or ',
  );
}

/** What a union wants beside one of its branches; `undefined` where that is all. */
export function otherwise(type: UnionType, branch: Branch): string | undefined {
  const others = type.branches.filter((one) => one !== branch);
  return others.length === 0 ? undefined : branchesWanted(others);
}

/** An example of a value, as it is written in YAML. */
export function exampleOf(type: Type): string | undefined {
  const [example] = type.examples ?? [];
  if (typeof example === 'string' || typeof example === 'number') return String(example);
  if (type.kind === 'text') return type.values?.[0];
  if (type.kind !== 'union') return undefined;
  return type.branches.map((branch) => exampleOf(branch.type)).find((one) => one !== undefined);
}
