/** Where the image that a spec gives differs from the one that a template says. */
import { type Json, isJsonList, isJsonObject, type JsonObject } from '../lib/json';
import { regionFields } from '../language/target-kinds';
import type { ImageJson } from './image-json';

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

/** An image whose gallery targets all have the newer form of their regions, for documents that know neither form. */
export function withTargetRegions(image: ImageJson): ImageJson {
  const { distribute } = image.properties;
  if (!isJsonList(distribute)) return image;
  const targets = distribute.map((one) => (isJsonObject(one) ? newerRegions(one) : one));
  return { ...image, properties: { ...image.properties, distribute: targets } };
}

function newerRegions(target: JsonObject): JsonObject {
  const { replicationRegions, storageAccountType, ...rest } = target;
  const regions = target.targetRegions ?? replicationRegions;
  if (target.type !== 'SharedImage' || !isJsonList(regions)) return target;
  const storage = storageAccountType ?? regionFields.storageAccountType.default;
  const standard: JsonObject = { replicaCount: 1, storageAccountType: String(storage) };
  const newer = regions.map((one): JsonObject =>
    isJsonObject(one) ? { ...standard, ...one } : { ...standard, name: one },
  );
  return { ...rest, targetRegions: newer };
}
