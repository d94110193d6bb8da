/** Small helpers with which defaults are filled in. */
import type { Default } from '../service/defaults';
import type { Origin } from '../value/origin';
import {
  type Fields,
  list,
  type ModelObject,
  type ModelValue,
  scalar,
  sourced,
  withoutAbsent,
} from '../value/value';
import type { Model } from './model-types';

/** A default as a value that knows its rule. */
export function defaultValue<V>(from: Default<V>): Model<V>;
export function defaultValue(from: Default): ModelValue {
  const origin: Origin = { kind: 'default', rule: from.rule, reason: from.reason, doc: from.doc };
  const { value } = from;
  return typeof value === 'object'
    ? sourced(list(value.map((item) => sourced(scalar(item), origin))), origin)
    : sourced(scalar(value), origin);
}

/** A copy of an object with the fields that are absent filled in, in a given order of keys. */
export function fill<O extends ModelObject>(
  target: O,
  order: readonly string[],
  absent: Fields<ModelValue>,
): O;
export function fill(
  target: ModelObject,
  order: readonly string[],
  absent: Fields<ModelValue>,
): ModelObject {
  const fields = order.map((key) => [key, target.fields[key] ?? absent[key]] as const);
  return { ...target, fields: withoutAbsent(Object.fromEntries(fields)) };
}
