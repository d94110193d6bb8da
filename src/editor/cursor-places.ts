/** What may be written at the cursor: as types of the language declaration. */
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Type } from '../language/type';
import { type FileRole, isStepFile, keysOf, typeOfFile, typesAlong } from './declared-types';

/** What may be written at the cursor. */
export interface Place {
  readonly expects: 'key' | 'value';
  /** What the mapping (for a key) or the value may be. */
  readonly types: readonly Type[];
  /** Keys that the mapping has already. */
  readonly present: readonly string[];
  /** The key of a value. */
  readonly key?: string;
  /** Inside of braces or brackets, where a value cannot go to lines of its own. */
  readonly flow: boolean;
}

/** Stands for the word at the cursor while the rest of the text is read. */
const mark = 'CURSOR0MARK';

/** The places that a word at `from`, up to `to`, may be meant for. */
export function placesAt(
  text: string,
  from: number,
  to: number,
  role?: FileRole,
): readonly Place[] {
  const before = text.slice(0, from);
  const after = text.slice(to);
  if (/(^|\s)#.*$/.test(before.slice(before.lastIndexOf('\n') + 1))) return [];
  const asValue = () => places(`${before}${mark}${after}`, 'value', role);
  if (/[\w.'"}-]:[ \t]+['"]?$/.test(before)) return asValue();
  const colon = /^[ \t]*:/.test(after) ? '' : ':';
  const asKey = places(`${before}${mark}${colon}${after}`, 'key', role);
  return /[-[,][ \t]+['"]?$|\[['"]?$/.test(before) ? [...asValue(), ...asKey] : asKey;
}

function places(
  text: string,
  expects: Place['expects'],
  role: FileRole | undefined,
): readonly Place[] {
  const document = parseDocument(text, { keepSourceTokens: true, logLevel: 'silent' });
  let found: Place | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (node.value !== mark || (key === 'key') !== (expects === 'key')) return undefined;
      const inBrackets = ancestors.findLast(isSeq)?.flow === true;
      const map = ancestors.findLast(isMap);
      // A lone key in brackets reads as a mapping, which nobody means.
      if (expects === 'key' && map?.flow === true && map.range?.[0] === node.range?.[0]) {
        return visit.BREAK;
      }
      found = {
        expects,
        types: typesAt(ancestors, expects, role),
        present: map ? keysOf(map).filter((name) => name !== mark) : [],
        ...keyOfValue(ancestors.at(-1)),
        flow: inBrackets || map?.flow === true,
      };
      return visit.BREAK;
    },
  });
  return found ? [found] : [];
}

function keyOfValue(parent: unknown): { readonly key?: string } {
  const key = typeof parent === 'object' && parent !== null && 'key' in parent ? parent.key : null;
  return isScalar(key) && key.value !== mark ? { key: String(key.value) } : {};
}

/** The types of what the last of these nodes holds. */
function typesAt(
  ancestors: readonly unknown[],
  expects: Place['expects'],
  role: FileRole | undefined,
): readonly Type[] {
  const [, content] = ancestors;
  const root = typeOfFile(role ?? (isStepFile(content) ? 'steps' : 'spec'));
  // The pair of a key is not yet below the key.
  return typesAlong(root, expects === 'key' ? ancestors.slice(1, -1) : ancestors.slice(1));
}
