/**
 * Brings a part of a template into the exact shape of the newest API, along the declaration of that shape: case of
 * names and words, strings where numbers belong, one thing where a list belongs. Every change is noted.
 */
import { getOwn } from '../lib/get-own';
import type { ArmPath } from '../arm/document';
import { isJsonList, isJsonObject, type Json } from '../lib/json';
import { regionName } from '../service/regions';
import { limits } from '../spec/size-limits';
import { nearest } from '../lib/nearest';
import type { ObjectType, StringType, Type, UnionType } from '../language/type';
import { kindOfEntry } from './entry-kinds';
import { isReadOnly, legacyKeys } from './legacy-properties';
import type { Notes } from './import-notes';
import { anglePlaceholders, wholeToken, placeholdersToTokens, tokensIn } from './parameter-tokens';

/** What coercion needs to know. */
export interface CoerceContext extends Pick<Notes, 'note' | 'obstacle' | 'gone'> {
  /** A parameter of the spec for a placeholder, or for a number or boolean that is one. */
  readonly declare: (name: string, type: 'string' | 'int' | 'bool', path: ArmPath) => string;
  /** A text in which the deployment's own place is parameters of the spec. */
  readonly openPlace: (text: string, path: ArmPath) => string;
  /** Why a token has no static value. */
  readonly why: (token: string) => string;
  /** A resource id, or what is in the place of one. */
  readonly reference: (
    text: string,
    format: NonNullable<StringType['format']>,
    path: ArmPath,
  ) => string;
}

/** Coerces a value; undefined where it says nothing. */
export function coerce(
  value: Json,
  type: Type,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (value === null) {
    context.note('default', path, '"null" means the same as an absent value.', { from: value });
    return undefined;
  }
  switch (type.kind) {
    case 'string':
      return coerceText(value, type, path, context);
    case 'number':
    case 'boolean':
      return coerceScalar(value, type.kind, path, context);
    case 'list':
      return coerceList(value, type.of, path, context);
    case 'mapping':
      return coerceMap(value, type.of, path, context);
    case 'object':
      return coerceObject(value, type, path, context);
    case 'union':
      return coerceUnion(value, type, path, context);
    default:
      return value;
  }
}

function dropped(from: Json, expected: string, path: ArmPath, { note }: CoerceContext): undefined {
  note('dropped', path, `The service takes ${expected} here.`, { from });
  return undefined;
}

/** An obstacle where a value that has parts is not static as a whole. */
function isOpen(value: Json, what: string, path: ArmPath, context: CoerceContext): boolean {
  const name = wholeToken(value);
  if (name === undefined) return false;
  context.obstacle(path, openReason(what, name, context));
  return true;
}

/** Why a part has no static value, and what to do. */
export function openReason(
  what: string,
  name: string,
  { why }: Pick<CoerceContext, 'why'>,
): string {
  return `${what} no static value: ${why(name)}. Give the value with --parameters, or write it into the spec.`;
}

function coerceText(
  given: Json,
  type: StringType<unknown>,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  const repaired = (from: Json, to: string, reason: string): string => {
    context.note('repaired', path, reason, { from, to });
    return to;
  };
  let value = given;
  const [only, ...more] = isJsonList(value) ? value : [];
  if (typeof value === 'number' || typeof value === 'boolean') {
    return repaired(value, String(value), 'A text belongs here.');
  }
  if (typeof only === 'string' && more.length === 0) {
    value = repaired(value, only, 'One text belongs here, no list.');
  }
  if (typeof value !== 'string') return dropped(value, 'a text', path, context);
  const named = type.format || type.pattern ? anglePlaceholders(value) : value;
  if (named !== value) {
    value = repaired(value, named, 'A place to fill in is written in angle brackets.');
  }
  if (value.trim() === '' && type.nonEmpty) {
    const reason = 'An empty text means the same as an absent one.';
    context.note('default', path, reason, { from: value });
    return undefined;
  }
  const lower = value.toLowerCase();
  if (type.values) {
    const word = type.values.find((one) => one.toLowerCase() === lower);
    if (word === undefined || word === value) return value;
    return repaired(value, word, 'The service minds the case of this word.');
  }
  if (type.format === 'checksum') {
    if (lower.trim() === value || tokensIn(value).length > 0) return value;
    return repaired(value, lower.trim(), 'Checksums are written in lower case.');
  }
  const isId = type.format !== undefined && type.format !== 'region';
  const text = isId ? value : context.openPlace(value, path);
  if (type.format === 'region' || type.pattern) {
    const open = placeholdersToTokens(text, (name) => context.declare(name, 'string', path));
    if (type.pattern || tokensIn(open).length > 0) return open;
    const name = regionName(text);
    return name === text
      ? text
      : repaired(text, name, 'The name that programs use for the region.');
  }
  return isId && type.format ? context.reference(text, type.format, path) : text;
}

const scalars = {
  number: { type: 'int', pattern: /^\s*[+-]?\d+\s*$/, read: Number, what: 'a number' },
  boolean: {
    type: 'bool',
    pattern: /^\s*(?:true|false)\s*$/i,
    read: (text: string) => text.trim().toLowerCase() === 'true',
    what: 'true or false',
  },
} as const;

function coerceScalar(
  value: Json,
  kind: 'number' | 'boolean',
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  const { type, pattern, read, what } = scalars[kind];
  if (typeof value === kind) return value;
  const name = wholeToken(value);
  if (name !== undefined) {
    context.declare(name, type, path);
    return value;
  }
  if (typeof value !== 'string' || !pattern.test(value)) {
    return dropped(value, what, path, context);
  }
  const to = read(value);
  const reason = `${what.charAt(0).toUpperCase()}${what.slice(1)} belongs here, no text.`;
  context.note('repaired', path, reason, { from: value, to });
  return to;
}

function coerceMap(value: Json, of: Type, path: ArmPath, context: CoerceContext): Json | undefined {
  if (isOpen(value, 'The names and values have', path, context)) return undefined;
  if (!isJsonObject(value)) return dropped(value, 'names and values', path, context);
  const entries = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const coerced = coerce(inner, of, [...path, key], context);
    return coerced === undefined ? [] : [[context.openPlace(key, path), coerced]];
  });
  return Object.fromEntries(entries);
}

function coerceList(
  value: Json,
  of: Type,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (isOpen(value, 'The list has', path, context)) return undefined;
  const items = isJsonList(value) ? value : listOf(value, of, path, context);
  const isLines = of.kind === 'string' && of.format === undefined;
  if (items && items.length > limits.entries && !isLines) {
    context.obstacle(
      path,
      `A list of ${items.length} entries; at most ${limits.entries} are read.`,
    );
    return undefined;
  }
  return items?.flatMap((item, index) => {
    const at = [...path, index];
    const coerced = coerce(item, of, at, context);
    if (coerced === undefined) context.gone(at);
    return coerced ?? [];
  });
}

/** What is where a list belongs, as a list. */
function listOf(
  value: Json,
  of: Type,
  path: ArmPath,
  { note }: CoerceContext,
): readonly Json[] | undefined {
  if (isJsonObject(value) && Object.keys(value).length === 0) {
    note('repaired', path, 'A list belongs here, and this one is empty.', { from: value });
    return undefined;
  }
  let items: readonly Json[] = [value];
  if (typeof value === 'string' && of.kind === 'string') {
    items = value.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  } else if (typeof value === 'string' && of.kind === 'number') {
    items = value.split(/[\s,;]+/).filter((one) => one !== '');
  }
  note('repaired', path, 'A list belongs here.', { from: value, to: items });
  return items;
}

function coerceObject(
  value: Json,
  type: ObjectType<unknown>,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (isJsonList(value) && value.length === 0) {
    const reason = 'An object belongs here, and this one is empty.';
    context.note('repaired', path, reason, { from: value });
    return undefined;
  }
  if (isOpen(value, 'The object has', path, context)) return undefined;
  if (!isJsonObject(value)) return dropped(value, 'an object', path, context);
  const known = Object.keys(type.fields);
  const found = new Map<string, Json>();
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    const name = knownKey(key, known);
    const field = name === undefined ? undefined : type.fields[name];
    if (name === undefined || !field) {
      const reason = isReadOnly(key)
        ? 'The service sets it; it cannot be given.'
        : unknownKey(key, known);
      context.note('dropped', at, reason, { from: inner });
      continue;
    }
    if (found.has(name) || (name !== key && Object.hasOwn(value, name))) {
      context.note('dropped', at, `"${name}" is given too.`, { from: inner });
      continue;
    }
    if (name !== key) context.note('repaired', at, `The property is called "${name}".`);
    const coerced = coerce(inner, field, at, context);
    if (coerced !== undefined) found.set(name, coerced);
  }
  return Object.fromEntries([...found].toSorted(([a], [b]) => known.indexOf(a) - known.indexOf(b)));
}

/** The property that a key means: its exact name, one in another case, or a name that people wrote for it. */
function knownKey(key: string, known: readonly string[]): string | undefined {
  if (known.includes(key)) return key;
  const lower = key.toLowerCase().replaceAll(/[_-]/g, '');
  const meant = getOwn(legacyKeys, lower) ?? lower;
  return known.find((one) => one.toLowerCase() === meant.toLowerCase());
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  const hint = near === undefined ? '' : ` Was "${near}" meant?`;
  return `The service knows no property "${key}" here, and older versions passed over it.${hint}`;
}

function coerceUnion(
  value: Json,
  type: UnionType,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  const kinds = type.branches.filter(({ discriminator }) => 'type' in discriminator);
  if (kinds.length === 0) {
    const branch = type.branches.find(({ type: one }) => one.kind === 'list') ?? type.branches[0];
    return branch && coerce(value, branch.type, path, context);
  }
  if (!isJsonObject(value)) {
    const what = type.what.charAt(0).toUpperCase() + type.what.slice(1);
    if (!isOpen(value, `${what} has`, path, context)) {
      context.obstacle(path, `It is not ${type.what}.`);
    }
    return undefined;
  }
  const kind = kindOfEntry(value, kinds);
  const at = kind.key === undefined ? path : [...path, kind.key];
  if (kind.refused !== undefined) {
    context.obstacle(at, kind.refused);
    return undefined;
  }
  if (kind.given === undefined) {
    context.note('repaired', at, 'The type is missing; the other keys show it.', { to: kind.word });
  } else if (kind.given !== kind.word) {
    context.note('repaired', at, 'The exact type.', { from: kind.given, to: kind.word });
  } else if (kind.key !== 'type') {
    context.note('repaired', at, 'The property is called "type".');
  }
  const rest = Object.entries(value).filter(([key]) => key !== kind.key);
  const typed = Object.fromEntries([['type', kind.word], ...rest]);
  const branch = kinds.find(
    ({ discriminator }) => 'type' in discriminator && discriminator.type === kind.word,
  );
  return branch && coerce(typed, branch.type, path, context);
}
