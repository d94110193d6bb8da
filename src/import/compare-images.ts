/** Where the image that a spec gives differs from the one that a template says. */
import type { Json } from '../lib/json';
import { isJsonList, isJsonObject } from '../lib/json';

/** The paths at which `actual` lacks or changes what `expected` has; more than was expected is not a difference. */
export function differences(
  expected: Json | undefined,
  actual: Json | undefined,
  path: string,
): readonly string[] {
  if (expected === undefined) return [];
  if (isJsonList(expected)) {
    if (!isJsonList(actual) || actual.length !== expected.length) return [path];
    return expected.flatMap((item, index) => differences(item, actual[index], `${path}[${index}]`));
  }
  if (isJsonObject(expected)) {
    if (!isJsonObject(actual)) return [path];
    return Object.entries(expected).flatMap(([key, inner]) => {
      const other = Object.hasOwn(actual, key) ? actual[key] : undefined;
      return differences(inner, other, path === '' ? key : `${path}.${key}`);
    });
  }
  if (expected === actual) return [];
  const bothTexts = typeof expected === 'string' && typeof actual === 'string';
  return bothTexts && sameId(expected, actual) ? [] : [path];
}

/** Resource ids are the same in any case. */
function sameId(one: string, other: string): boolean {
  return one.startsWith('/') && one.toLowerCase() === other.toLowerCase();
}
