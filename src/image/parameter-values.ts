/** An image with the values that its parameters have, where they are known: what the bare JSON will say. */
import type { Image } from './image';
import {
  boolean,
  type Entry,
  number,
  type Part,
  type ResourceId,
  type Text,
  text,
  type Value,
} from '../value/value';

/** The image as it is built with the values of `--set` and the defaults; each value keeps its place. */
export function withParameterValues(image: Image): Image {
  const values = new Map(
    image.parameters
      .filter(({ name, value }) => value !== `<${name}>`)
      .map(({ name, value }) => [name, value] as const),
  );
  if (values.size === 0) return image;
  const ofPart = (part: Part): Part => {
    if (typeof part === 'string' || !('parameter' in part)) return part;
    const value = values.get(part.parameter);
    return value === undefined ? part : String(value);
  };
  const ofText = (value: Text): Text => {
    const made = text(...value.parts.map(ofPart));
    return value.origin ? { ...made, origin: value.origin } : made;
  };
  const ofId = (id: ResourceId): ResourceId => ({
    ...id,
    scope: {
      ...(id.scope.subscription ? { subscription: ofText(id.scope.subscription) } : {}),
      ...(id.scope.resourceGroup ? { resourceGroup: ofText(id.scope.resourceGroup) } : {}),
    },
    names: id.names.map(ofText),
  });
  const ofEntry = ({ key, value }: Entry): Entry => ({
    key: key.kind === 'id' ? ofId(key) : key,
    value: ofValue(value),
  });
  const ofValue = (value: Value): Value => {
    if (value.kind === 'text') return ofText(value);
    if (value.kind === 'id') return ofId(value);
    if (value.kind === 'list') return { ...value, items: value.items.map(ofValue) };
    if (value.kind === 'object') return { ...value, entries: value.entries.map(ofEntry) };
    if (value.kind !== 'parameter') return value;
    const known = values.get(value.parameter);
    const made =
      typeof known === 'number'
        ? number(known)
        : typeof known === 'boolean'
          ? boolean(known)
          : known === undefined
            ? value
            : text(known);
    return value.origin ? { ...made, origin: value.origin } : made;
  };
  const { properties } = image;
  return {
    ...image,
    location: ofText(image.location),
    properties: { ...properties, entries: properties.entries.map(ofEntry) },
  };
}
