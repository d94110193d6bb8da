/**
 * The values that static evaluation of a template gives: JSON in which a string may be a symbolic text,
 * that is literal characters mixed with what only the deployment, or a parameter, will know.
 */

import { keyInAnyCase } from '../lib/json';

/** Something inside a text that has no static value. */
export type ArmSymbol =
  | { readonly symbol: 'parameter'; readonly name: string }
  | { readonly symbol: 'subscriptionId' }
  | { readonly symbol: 'resourceGroup' }
  | { readonly symbol: 'location' }
  | {
      readonly symbol: 'unknown';
      readonly expression: string;
      readonly why: string;
      /** The expression with the values of what it refers to: the same key, the same value. */
      readonly key: string;
      /** What the template calls it, where it has a name. */
      readonly name?: string;
    };

/** A piece of a text: literal characters, or a symbol. */
export type ArmPart = string | ArmSymbol;

// Registered, since readers of other formats are bundles of their own.
const brand: unique symbol = Symbol.for('aibgen.arm-text');

/** A text with at least one symbol; one that is a single symbol stands for a value of that symbol's own type. */
export interface ArmText {
  readonly [brand]: true;
  readonly parts: readonly ArmPart[];
}

/** JSON in which any string may be a symbolic text; for keys that are one see `armKeyText`. */
export type ArmValue = null | boolean | number | string | ArmText | readonly ArmValue[] | ArmObject;

/** An object of such values. */
export interface ArmObject {
  readonly [key: string]: ArmValue;
}

/** Joins parts into a plain string where all are literal, else into a symbolic text. */
export function armText(parts: readonly ArmPart[]): string | ArmText {
  const joined: ArmPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string')
      joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [first] = joined;
  if (first === undefined) return '';
  if (joined.length === 1 && typeof first === 'string') return first;
  return { [brand]: true, parts: joined };
}

/** A value that is one symbol and nothing else. */
export function armSymbol(symbol: ArmSymbol): ArmText {
  return { [brand]: true, parts: [symbol] };
}

/** A value that cannot be known statically: the expression that gives it, why, and what tells it from others. */
export function armUnknown(expression: string, why: string, key = expression): ArmText {
  return armSymbol({ symbol: 'unknown', expression, why, key });
}

/** Whether a value is a symbolic text. */
export function isArmText(value: ArmValue | undefined): value is ArmText {
  return typeof value === 'object' && value !== null && brand in value;
}

/** Whether a value is a list. */
export function isArmList(value: ArmValue | undefined): value is readonly ArmValue[] {
  return Array.isArray(value);
}

/** Whether a value is an object (and neither a list nor a symbolic text). */
export function isArmObject(value: ArmValue | undefined): value is ArmObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isArmText(value);
}

/** The symbol that a value is, where it is one and nothing else. */
export function wholeSymbol(value: ArmValue): ArmSymbol | undefined {
  if (!isArmText(value) || value.parts.length !== 1) return undefined;
  const [part] = value.parts;
  return typeof part === 'string' ? undefined : part;
}

/** The property of an object whatever the case of its key, as Resource Manager looks it up. */
export function armProperty<T>(object: { readonly [key: string]: T }, key: string): T | undefined {
  const found = keyInAnyCase(object, key);
  return found === undefined ? undefined : object[found];
}

const keyMark = '\u0000arm-text:';

/** A symbolic text as the key of an object, readable again with `armKeyText`; a plain string is its own key. */
export function armKey(text: string | ArmText): string {
  return typeof text === 'string' ? text : keyMark + JSON.stringify(text.parts);
}

/** The text that a key of an object stands for: most are plain strings, `[resourceId(...)]` as a key is symbolic. */
export function armKeyText(key: string): string | ArmText {
  if (!key.startsWith(keyMark)) return key;
  try {
    const parts: unknown = JSON.parse(key.slice(keyMark.length));
    return Array.isArray(parts) ? armText(parts.filter(isPart)) : key;
  } catch {
    return key;
  }
}

function isPart(part: unknown): part is ArmPart {
  return (
    typeof part === 'string' || (typeof part === 'object' && part !== null && 'symbol' in part)
  );
}

/** A text as people read it: `/subscriptions/<subscriptionId>/…`, `<parameters('name')>`, `<unknown: reference(...)>`. */
export function describeArmText(text: string | ArmText): string {
  if (typeof text === 'string') return text;
  return text.parts
    .map((part) => (typeof part === 'string' ? part : describeSymbol(part)))
    .join('');
}

function describeSymbol(symbol: ArmSymbol): string {
  if (symbol.symbol === 'parameter') return `<parameters('${symbol.name}')>`;
  return symbol.symbol === 'unknown' ? `<unknown: ${symbol.expression}>` : `<${symbol.symbol}>`;
}

/** Every symbol inside a value, in keys too, in order. */
export function armSymbols(value: ArmValue): readonly ArmSymbol[] {
  if (isArmText(value)) return value.parts.filter((part) => typeof part !== 'string');
  if (isArmList(value)) return value.flatMap(armSymbols);
  if (!isArmObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    armSymbols(armKeyText(key)).concat(armSymbols(inner)),
  );
}

/** Whether two values are equal; `undefined` where only the deployment will tell. */
export function sameArmValue(left: ArmValue, right: ArmValue): boolean | undefined {
  if (isArmText(left) || isArmText(right)) return sameText(left, right);
  if (isArmList(left) && isArmList(right)) {
    if (left.length !== right.length) return false;
    return every(left.map((item, index) => sameArmValue(item, right[index] ?? null)));
  }
  if (isArmObject(left) && isArmObject(right)) return sameObject(left, right);
  return left === right;
}

function sameObject(left: ArmObject, right: ArmObject): boolean | undefined {
  const keys = Object.keys(left);
  const same = keys.length === Object.keys(right).length;
  const symbolic = [...keys, ...Object.keys(right)].some((key) => key.startsWith(keyMark));
  if (same && keys.every((key) => Object.hasOwn(right, key))) {
    return every(keys.map((key) => sameArmValue(left[key] ?? null, right[key] ?? null)));
  }
  return symbolic ? undefined : false;
}

function sameText(left: ArmValue, right: ArmValue): boolean | undefined {
  const [one, other] = [partsOf(left), partsOf(right)];
  if (one === undefined || other === undefined) return undefined;
  const known = [...one, ...other].every((p) => typeof p === 'string' || p.symbol !== 'unknown');
  if (known && JSON.stringify(one) === JSON.stringify(other)) return true;
  const apart = (['start', 'end'] as const).some((side) => {
    const [first, second] = [one, other].map((parts) => parts.at(side === 'start' ? 0 : -1));
    return (
      typeof first === 'string' && typeof second === 'string' && textsDiffer(first, second, side)
    );
  });
  return apart ? false : undefined;
}

/** Whether the beginnings (or ends) of two texts contradict each other. */
export function textsDiffer(one: string, other: string, side: 'start' | 'end'): boolean {
  const length = Math.min(one.length, other.length);
  if (side === 'start') return one.slice(0, length) !== other.slice(0, length);
  return one.slice(one.length - length) !== other.slice(other.length - length);
}

function partsOf(value: ArmValue): readonly ArmPart[] | undefined {
  if (isArmText(value)) return value.parts;
  return typeof value === 'string' ? [value] : undefined;
}

function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Symbols weigh much, since their texts are printed in messages again and again. */
const symbolSize = 500;
const sizes = new WeakMap<object, number>();

/** About how many values and characters a value holds; parts that values share are counted each time. */
export function armSize(value: ArmValue): number {
  if (typeof value === 'string') return 1 + value.length;
  if (typeof value !== 'object' || value === null) return 1;
  let size = sizes.get(value);
  if (size === undefined) {
    size = isArmText(value)
      ? value.parts.reduce(
          (sum, part) => sum + (typeof part === 'string' ? part.length : symbolSize),
          1,
        )
      : Object.entries<ArmValue>(value).reduce(
          (sum, [key, item]) => sum + key.length + armSize(item),
          1,
        );
    sizes.set(value, size);
  }
  return size;
}
