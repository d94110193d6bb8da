/** Small helpers with which defaults are filled in. */
import type { Default } from '../service/defaults';
import type { Origin } from '../value/origin';
import {
  type Entry,
  field,
  literal,
  literalText,
  type ObjectValue,
  text,
  type Value,
} from '../value/value';

/** A default as a value that knows its rule. */
export function defaultValue(from: Default): Value {
  const origin: Origin = { kind: 'default', rule: from.rule, reason: from.reason, doc: from.doc };
  return { ...literal(from.value), origin };
}

/** A copy of an object with the fields that are absent filled in, in a given order of keys. */
export function fill(
  target: ObjectValue,
  order: readonly string[],
  absent: Readonly<Record<string, Value | undefined>>,
): ObjectValue {
  const entries: Entry[] = [];
  for (const key of order) {
    const value = field(target, key) ?? absent[key];
    if (value) entries.push({ key: text(key), value });
  }
  return { ...target, entries };
}

/** A name that is not yet taken: itself, or with the next free number behind it. */
export function uniqueName(wanted: string, taken: Set<string>, limit = 64): string {
  const base = wanted.slice(0, limit);
  let name = base;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
    const suffix = `-${count}`;
    name = base.slice(0, limit - suffix.length) + suffix;
  }
  taken.add(name.toLowerCase());
  return name;
}

/** The literal text of a field, else `undefined`. */
export function literalField(target: Value | undefined, key: string): string | undefined {
  return literalText(field(target, key));
}
