/** Where in a spec the cursor stands: as types of the language declaration, so that the editor can say what fits. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit, type YAMLMap } from 'yaml';
import { list } from '../src/language/declare';
import { specType } from '../src/language/language';
import { stepType } from '../src/language/step-kinds';
import type { Branch, Type } from '../src/language/type';

/** What may be written at the cursor. */
export interface Place {
  readonly expects: 'key' | 'value';
  /** What the map (for a key) or the value may be. */
  readonly types: readonly Type[];
  /** Keys that the map has already. */
  readonly present: readonly string[];
  /** Inside of braces or brackets, where a value cannot go to lines of its own. */
  readonly flow: boolean;
}

/** Stands for the word at the cursor while the rest of the text is read. */
const mark = 'CURSOR0MARK';

/** The places that a word at `from`, up to `to`, may be meant for. */
export function placesAt(text: string, from: number, to: number): readonly Place[] {
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (/(^|\s)#.*$/.test(before.slice(before.lastIndexOf('\n') + 1))) return [];
  const asValue = () => places(`${before}${mark}${after}`, 'value');
  if (/[\w.'"}-]:[ \t]+['"]?$/.test(before)) return asValue();
  const colon = /^[ \t]*:/.test(after) ? '' : ':';
  const asKey = places(`${before}${mark}${colon}${after}`, 'key');
  return /[-[,][ \t]+$|\[$/.test(before) ? [...asValue(), ...asKey] : asKey;
}

function places(text: string, expects: Place['expects']): readonly Place[] {
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'silent' });
  let found: Place | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== mark || (key === 'key') !== (expects === 'key')) return undefined;
      const inBrackets = ancestors.findLast(isSeq)?.flow === true;
      const map = ancestors.findLast(isMap);
      // A lone key in brackets reads as a map, which nobody means.
      if (expects === 'key' && map?.flow === true && map.range?.[0] === node.range?.[0]) {
        return visit.BREAK;
      }
      found = {
        expects,
        types: typesAt(ancestors, expects),
        present: map ? keysOf(map).filter((name) => name !== mark) : [],
        flow: inBrackets || map?.flow === true,
      };
      return visit.BREAK;
    },
  });
  return found ? [found] : [];
}

/** The types of what the last of these nodes holds: follows keys and items down the declaration. */
function typesAt(ancestors: readonly unknown[], expects: Place['expects']): readonly Type[] {
  const root: Type = ancestors.some((node, index) => index === 1 && isSeq(node))
    ? list('Steps.', stepType)
    : specType;
  // The pair of a key is not yet below the key.
  const way = expects === 'key' ? ancestors.slice(1, -1) : ancestors.slice(1);
  return way.reduce<readonly Type[]>(
    (types, node) => {
      if (isMap(node)) return types.flatMap((type) => mapTypes(type, node));
      if (isSeq(node)) return types.flatMap(itemTypes);
      if (isPair(node)) return types.flatMap((type) => fieldTypes(type, node.key));
      return types;
    },
    [root],
  );
}

/** The kinds of map that a map may be, by the keys it has. */
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
  const maps = type.branches.filter(
    ({ type }) => type.kind === 'object' || type.kind === 'mapping',
  );
  return (sure.length > 0 ? sure : maps).map((branch) => branch.type);
}

function itemTypes(type: Type): readonly Type[] {
  if (type.kind === 'list') return [type.of];
  return type.kind === 'union' ? type.branches.flatMap((branch) => itemTypes(branch.type)) : [];
}

function fieldTypes(type: Type, key: unknown): readonly Type[] {
  if (type.kind === 'mapping') return [type.of];
  const name = isScalar(key) ? String(key.value) : '';
  if (type.kind !== 'object' || !Object.hasOwn(type.fields, name)) return [];
  const field = type.fields[name];
  return field ? [field] : [];
}

function keysOf(map: YAMLMap): readonly string[] {
  return map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}
