/** Where the image that a spec gives differs from the one that a template says. */
import type { Json } from '../lib/json';
import { isJsonList, isJsonObject } from '../lib/json';

/** The paths at which `actual` lacks or changes what `wanted` says; more than was wanted is no difference. */
export function differences(
  wanted: Json | undefined,
  actual: Json | undefined,
  path: string,
): readonly string[] {
  if (wanted === undefined) return [];
  if (isJsonList(wanted)) {
    if (!isJsonList(actual) || actual.length !== wanted.length) return [path];
    return wanted.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
  }
  if (isJsonObject(wanted)) {
    if (!isJsonObject(actual)) return [path];
    return Object.entries(wanted).flatMap(([key, inner]) => {
      const other = Object.hasOwn(actual, key) ? actual[key] : undefined;
      return differences(inner, other, path === '' ? key : `${path}.${key}`);
    });
  }
  if (wanted === actual) return [];
  const bothTexts = typeof wanted === 'string' && typeof actual === 'string';
  return bothTexts && sameId(wanted, actual) ? [] : [path];
}

/** Resource ids are the same in any case. */
function sameId(one: string, other: string): boolean {
  return one.startsWith('/') && one.toLowerCase() === other.toLowerCase();
}
