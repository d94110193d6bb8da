/** JSON of unknown shape, read without trusting it: Azure ignores the letter case of keys, and so do these. */

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is a list. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The key of an object that matches a name in any case; an exact match wins. */
export function keyInAnyCase(object: object, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower);
}

/** The value under a key, in any letter case; undefined where there is none. */
export function get(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let inner = value;
  for (const key of path) {
    if (!isJsonObject(inner)) return undefined;
    const name = keyInAnyCase(inner, key);
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
  return isJsonList(found) ? found : [];
}

/** The fields of an object that are strings; none where there is no object. */
export function textFields(value: Json | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).flatMap(([key, inner]) =>
      typeof inner === 'string' ? [[key, inner]] : [],
    ),
  );
}

/** Parses JSON; undefined where the text is none. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text.replace(/^\uFEFF/, ''));
    return value;
  } catch {
    return undefined;
  }
}
