/** Defaults that are written out, as the declarations of the properties have them. */
import type { Type } from '../language/type';
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
import type { ModelOf } from './model-types';

/** The default of a property as a value that knows its rule. Throws for a property that has none. */
export function defaultOf<T extends Type>(type: T): ModelOf<T>;
export function defaultOf({ default: value, writtenDefault, docs }: Type): ModelValue {
  if (value === undefined || !writtenDefault) throw new Error('no default is written for this');
  const { rule, reason } = writtenDefault;
  const origin: Origin = { kind: 'default', rule, reason, doc: docs ?? '' };
  return sourcedData(value, origin);
}

function sourcedData(data: unknown, origin: Origin): ModelValue {
  if (Array.isArray(data)) {
    return sourced(list(data.map((item) => sourcedData(item, origin))), origin);
  }
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return sourced(scalar(data), origin);
  }
  throw new Error('a default is a scalar or a list of scalars');
}

/** A copy of an object in which these fields are where it has none of its own. */
export function fill<O extends ModelObject>(target: O, absent: Fields<ModelValue>): O;
export function fill(target: ModelObject, absent: Fields<ModelValue>): ModelObject {
  return { ...target, fields: { ...withoutAbsent(absent), ...withoutAbsent(target.fields) } };
}

/** A value with its keys in the declared order, without undeclared ones, and with the defaults that every image gets. */
export function withDefaults<V extends ModelValue>(value: V, type: Type): V;
export function withDefaults(value: ModelValue, type: Type): ModelValue {
  if (value.kind === 'list' && type.kind === 'list') {
    return { ...value, items: value.items.map((item) => withDefaults(item, type.of)) };
  }
  if (value.kind !== 'object') return value;
  if (type.kind === 'union') {
    const branch = type.branches.find(
      ({ discriminator }) => 'type' in discriminator && discriminator.type === value.type,
    );
    return branch ? withDefaults(value, branch.type) : value;
  }
  if (type.kind !== 'object') return value;
  const fields: Record<string, ModelValue> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    const given = value.fields[key];
    const { writtenDefault } = field;
    if (given) fields[key] = withDefaults(given, field);
    else if (writtenDefault && !writtenDefault.conditional) fields[key] = defaultOf(field);
  }
  return { ...value, fields };
}
