/**
 * Parameters that are an empty text: many templates have `""` as the default of a parameter that has to be given. Where
 * such a text would be a name, a region, or a part of a source or an id, the parameter counts as having no value.
 */
import { describeArmText, isArmList, isArmObject, isArmText } from '../arm/arm-value';
import type { ArmObject, ArmValue } from '../arm/arm-value';
import type { ArmReadResult } from '../arm/read-template';

/** Keys whose value must not be empty; regions are in lists. */
const needed =
  /^(?:name|location|publisher|offer|sku|version|imageId|imageVersionId|galleryImageId|subnetId|containerInstanceSubnetId|replicationRegions)$/i;

/** The document with its empty parameters open where they must not be empty; `reread` reads it with all of them open. */
export function withoutEmptyValues(
  read: ArmReadResult,
  reread: () => ArmReadResult,
): ArmReadResult {
  if (!read.images.some(({ body }) => isBroken(body, ''))) return read;
  const open = reread();
  if (open.images.length !== read.images.length) return read;
  const images = read.images.map((image, index) => ({
    ...image,
    body: filled(image.body, open.images[index]?.body ?? image.body, ''),
  }));
  return { ...read, images, parameters: open.parameters };
}

/** Whether something inside a value must not be empty and is. */
function isBroken(value: ArmValue, key: string): boolean {
  if (typeof value === 'string' || isArmText(value)) {
    const text = describeArmText(value);
    const isId = text.startsWith('/');
    return isId ? text.includes('//') || text.endsWith('/') : text === '' && needed.test(key);
  }
  if (isArmList(value)) return value.some((item) => isBroken(item, key));
  if (!isArmObject(value) || /tags$/i.test(key)) return false;
  return Object.entries(value).some(([name, inner]) => isBroken(name, '') || isBroken(inner, name));
}

function filled(value: ArmValue, open: ArmValue, key: string): ArmValue {
  if (!isBroken(value, key)) return value;
  if (isArmList(value) && isArmList(open) && value.length === open.length) {
    return value.map((item, index) => filled(item, open[index] ?? item, key));
  }
  if (isArmObject(value) && isArmObject(open)) return filledObject(value, open);
  return open;
}

/** Keys of a resource may be ids, as those of its identities. */
function filledObject(value: ArmObject, open: ArmObject): ArmObject {
  const others = Object.entries(open);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner], index): [string, ArmValue] => {
      const other = Object.hasOwn(open, name) ? open[name] : undefined;
      const [otherName = name] = isBroken(name, '') ? (others[index] ?? []) : [];
      return [otherName, filled(inner, other ?? inner, name)];
    }),
  );
}
