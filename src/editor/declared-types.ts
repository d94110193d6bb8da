/** The types of the language that belong to a place of a YAML tree: keys and items followed down the declaration. */
import { isMap, isPair, isScalar, isSeq, type YAMLMap } from 'yaml';
import { configType } from '../config/config-type';
import { list, object, plain, union } from '../language/declare';
import { specType } from '../language/language';
import { stepFileType } from '../language/own-keys';
import { stepType } from '../language/step-kinds';
import type { Branch, Type } from '../language/type';
import { getOwn } from '../lib/get-own';

/** What a file holds as a whole. */
export type FileRole = 'spec' | 'steps' | 'config';

const stepList = list('Steps.', stepType);
const steps = union('A step file.', 'steps', [
  plain(stepList),
  plain(object(stepFileType.doc, { ...stepFileType.fields, steps: stepList })),
]);

/** True for the content of a step file: a list of steps, or a mapping that holds one beside its parameters. */
export function isStepFile(content: unknown): boolean {
  return isSeq(content) || (isMap(content) && content.has('steps'));
}

/** The declared type of a whole file. */
export function typeOfFile(role: FileRole): Type {
  if (role === 'config') return configType;
  return role === 'steps' ? steps : specType;
}

/** The types that the last of these nodes may have; the first one is the document's content. */
export function typesAlong(root: Type, nodes: readonly unknown[]): readonly Type[] {
  return nodes.reduce<readonly Type[]>(
    (types, node) => {
      if (isMap(node)) return types.flatMap((type) => mapTypes(type, node));
      if (isSeq(node)) return types.flatMap(itemTypes);
      if (isPair(node)) return types.flatMap((type) => fieldTypes(type, node.key));
      return types;
    },
    [root],
  );
}

/** The kinds of mapping that a mapping may be, by the keys that it has. */
function mapTypes(type: Type, map: YAMLMap): readonly Type[] {
  if (type.kind === 'object' || type.kind === 'mapping') return [type];
  if (type.kind !== 'union') return [];
  const kind = map.get('type');
  const keys = keysOf(map);
  const fits = ({ discriminator }: Branch): boolean =>
    ('key' in discriminator && keys.includes(discriminator.key)) ||
    ('type' in discriminator &&
      typeof kind === 'string' &&
      discriminator.type.toLowerCase() === kind.toLowerCase());
  const sure = type.branches.filter(fits);
  if (sure.length > 0) return sure.map((branch) => branch.type);
  // Short forms before Azure's own shapes.
  const isAzure = ({ discriminator }: Branch): boolean => 'type' in discriminator;
  return type.branches
    .toSorted((one, other) => Number(isAzure(one)) - Number(isAzure(other)))
    .map((branch) => branch.type)
    .filter(({ kind }) => kind === 'object' || kind === 'mapping');
}

function itemTypes(type: Type): readonly Type[] {
  if (type.kind === 'list') return [type.of];
  return type.kind === 'union' ? type.branches.flatMap((branch) => itemTypes(branch.type)) : [];
}

function fieldTypes(type: Type, key: unknown): readonly Type[] {
  if (type.kind === 'mapping') return [type.of];
  const name = isScalar(key) ? String(key.value) : '';
  const field = type.kind === 'object' ? getOwn(type.fields, name) : undefined;
  return field ? [field] : [];
}

/** The keys of a mapping that are plain words. */
export function keysOf(map: YAMLMap): readonly string[] {
  return map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}
