/** An image with the values that its parameters have, where they are known: what the bare JSON will say. */
import type { Image } from './image';
import {
  type Fields,
  type ModelValue,
  type Part,
  type ResourceId,
  scalar,
  sourced,
  type Text,
  withoutAbsent,
} from '../value/value';
import { mapValues } from '../lib/map-values';

/** The image as it is built with the values of `--set` and the defaults; each value keeps its place. */
export function withParameterValues(image: Image): Image {
  const values = new Map(
    image.parameters
      .filter(({ name, value }) => value !== `<${name}>`)
      .map(({ name, value }) => [name, value] as const),
  );
  if (values.size === 0) return image;
  const ofPart = (part: Part): Part => {
    if (typeof part === 'string') return part;
    const value = values.get(part.parameter);
    return value === undefined ? part : String(value);
  };
  const ofText = <T extends Text>(value: T): T => ({ ...value, parts: value.parts.map(ofPart) });
  const ofId = <I extends ResourceId>(id: I): I => ({
    ...id,
    scope: withoutAbsent({
      subscription: id.scope.subscription && ofText(id.scope.subscription),
      resourceGroup: id.scope.resourceGroup && ofText(id.scope.resourceGroup),
    }),
    names: id.names.map(ofText),
  });
  const ofValue = (value: ModelValue): ModelValue => {
    switch (value.kind) {
      case 'text':
        return ofText(value);
      case 'id':
        return ofId(value);
      case 'list':
        return { ...value, items: value.items.map(ofValue) };
      case 'object':
        return { ...value, fields: ofFields(value.fields) };
      case 'map': {
        const entries = value.entries.map(({ key, value: inner }) => ({
          key: key.kind === 'id' ? ofId(key) : key,
          value: ofValue(inner),
        }));
        return { ...value, entries };
      }
      case 'parameter': {
        const known = values.get(value.parameter);
        return known === undefined ? value : sourced(scalar(known), value.origin);
      }
      default:
        return value;
    }
  };
  /** Every field keeps its kind. */
  function ofFields<F extends Fields<ModelValue>>(fields: F): F;
  function ofFields(fields: Fields<ModelValue>): Fields<ModelValue> {
    return mapValues(fields, (inner) => inner && ofValue(inner));
  }
  return {
    ...image,
    location: ofText(image.location),
    properties: ofFields(image.properties),
  };
}
