/** JSON of unknown shape, read without trusting it: Azure does not mind the letter case of keys, nor do these. */

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a key, in any letter case; undefined where there is none. */
export function get(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let inner = value;
  for (const key of path) {
    if (!isObject(inner)) return undefined;
    const name = Object.hasOwn(inner, key)
      ? key
      : Object.keys(inner).find((one) => one.toLowerCase() === key.toLowerCase());
    inner = name === undefined ? undefined : inner[name];
  }
  return inner;
}

/** A text at a path; undefined where there is none, or an empty one. */
export function textAt(value: Json | undefined, ...path: readonly string[]): string | undefined {
  const found = get(value, ...path);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The items of a list at a path; none where there is no list. */
export function listAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = get(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** Parses JSON; undefined where the text is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return value as Json;
  } catch {
    return undefined;
  }
}
