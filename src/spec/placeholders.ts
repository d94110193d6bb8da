/**
 * Placeholders in strings: `{{ params.name }}` and `{{ matrix.name }}`. Doubled braces stand for the text itself:
 * `{{{{ params.name }}}}` is `{{ params.name }}`. Nothing else in braces has a meaning, and a backslash has none either.
 */

import { nearest } from '../lib/nearest';

/** What a placeholder refers to. */
export type PlaceholderKind = 'params' | 'matrix';

/** A placeholder in a string, or one whose braces are doubled. Offsets count UTF-16 units; `end` is exclusive. */
export interface Placeholder {
  readonly kind: PlaceholderKind;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The literal text, if the braces are doubled. */
  readonly literal?: string;
}

// A run of braces is tried at its first brace only, which keeps the search linear.
const pattern = /(?<!\{)(\{{2,})(\s*(params|matrix)\.([^\s{}]*)\s*)(\}{2,})/g;

/** Finds the placeholders in a string, in order. */
export function findPlaceholders(text: string): readonly Placeholder[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(pattern)].map((match) => {
    const [, opening = '', inner = '', kind, name = '', closing = ''] = match;
    const start = match.index;
    const end = start + match[0].length;
    const place = { kind: kind === 'params' ? kind : 'matrix', name } as const;
    if (opening.length >= 4) {
      return { ...place, start, end, literal: opening.slice(2) + inner + closing.slice(2) };
    }
    // Further braces around a placeholder are text.
    return { ...place, start: start + opening.length - 2, end: end - closing.length + 2 };
  });
}

/** A string cut at its placeholders of one kind; doubled braces of that kind are halved. */
export function splitAtPlaceholders(
  text: string,
  kind: PlaceholderKind,
): readonly (string | Placeholder)[] {
  if (!text.includes('{{')) return [text];
  const pieces: (string | Placeholder)[] = [];
  let literal = '';
  let at = 0;
  for (const placeholder of findPlaceholders(text)) {
    if (placeholder.kind !== kind) continue;
    literal += text.slice(at, placeholder.start) + (placeholder.literal ?? '');
    at = placeholder.end;
    if (placeholder.literal !== undefined) continue;
    if (literal !== '') pieces.push(literal);
    literal = '';
    pieces.push(placeholder);
  }
  literal += text.slice(at);
  if (literal !== '' || pieces.length === 0) pieces.push(literal);
  return pieces;
}

/** Writes a string so that a spec reads it as it is: braces around what looks like a placeholder are doubled. */
export function escapePlaceholders(text: string): string {
  return text.replace(
    pattern,
    (_, opening: string, inner: string, _kind, _name, closing: string) =>
      `{{${opening}${inner}${closing}}}`,
  );
}

/** Something in double braces that is not a placeholder. */
export interface StrayBraces {
  /** The text between the braces, trimmed. */
  readonly inner: string;
  readonly start: number;
  readonly end: number;
  /** True where it was most likely meant as a placeholder: `{{ param.x }}`, `{{ parameters.x }}`, `{{ Matrix.x }}`. */
  readonly nearMiss: boolean;
}

const anyBraces = /(?<!\{)\{{2,3}(?!\{)([^{}]{0,200})\}\}/g;
const nearParams =
  /^[.$]?(?:params?|parms|paramters?|parameters?|inputs?\.parameters)\s*(?:\.|\[)/i;
const nearMatrix = /^[.$]?(?:matrix|matrx|martix|metrix|matrices)\s*(?:\.|\[)/i;
const exact = /^(?:params|matrix)\.[^\s{}]*$/;

/** Finds double braces that hold something else than a reference. */
export function findStrayBraces(text: string): readonly StrayBraces[] {
  if (!text.includes('{{')) return [];
  return [...text.matchAll(anyBraces)].flatMap((match) => {
    const inner = (match[1] ?? '').trim();
    if (exact.test(inner)) return [];
    const nearMiss = nearParams.test(inner) || nearMatrix.test(inner);
    return [{ inner, start: match.index, end: match.index + match[0].length, nearMiss }];
  });
}

/** The placeholder that was probably meant by stray braces; `undefined` where no parameter has a similar name. */
export function placeholderFor(
  { inner, nearMiss }: StrayBraces,
  parameters: readonly string[],
): string | undefined {
  const words = inner.match(/[A-Za-z_][A-Za-z0-9_-]*/g) ?? [];
  const name = nearMiss ? words[1] : words.at(-1);
  if (name === undefined) return undefined;
  if (nearMatrix.test(inner)) return `{{ matrix.${name} }}`;
  const near = nearest(name, parameters);
  if (near !== undefined) return `{{ params.${near} }}`;
  return nearMiss ? `{{ params.${name} }}` : undefined;
}
