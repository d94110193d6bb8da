/**
 * Brings a part of a template into the exact shape of the newest API, along the declaration of that shape: case of
 * names and words, texts where numbers belong, one thing where a list belongs. Every change is noted.
 */
import { getOwn } from '../lib/get-own';
import type { ArmPath } from '../arm/document';
import { isJsonList, isJsonObject } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { regionName } from '../service/regions';
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
  /** A resource id, or what stands in the place of one. */
  readonly reference: (
    text: string,
    format: NonNullable<StringType['format']>,
    path: ArmPath,
  ) => string;
}

/** Mends a value; `undefined` where it says nothing. */
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
      return coerceNumber(value, path, context);
    case 'boolean':
      return coerceBoolean(value, path, context);
    case 'list':
      return coerceList(value, type.of, path, context);
    case 'mapping':
      if (!isJsonObject(value)) return dropped(value, 'names and values', path, context);
      return mapObject(value, (inner, key) => coerce(inner, type.of, [...path, key], context));
    case 'object':
      return coerceObject(value, type, path, context);
    case 'union':
      return coerceUnion(value, type, path, context);
    default:
      return value;
  }
}

function mapObject(
  value: JsonObject,
  change: (inner: Json, key: string) => Json | undefined,
): JsonObject {
  const entries: [string, Json][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const changed = change(inner, key);
    if (changed !== undefined) entries.push([key, changed]);
  }
  return Object.fromEntries(entries);
}

function dropped(from: Json, want: string, path: ArmPath, { note }: CoerceContext): undefined {
  note('dropped', path, `The service takes ${want} here.`, { from });
  return undefined;
}

function repaired(
  from: Json,
  to: Json,
  reason: string,
  path: ArmPath,
  { note }: CoerceContext,
): Json {
  note('repaired', path, reason, { from, to });
  return to;
}

function coerceText(
  value: Json,
  type: StringType<unknown>,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') {
    return repaired(value, String(value), 'A text belongs here.', path, context);
  }
  const [only, ...more] = isJsonList(value) ? value : [];
  if (typeof only === 'string' && more.length === 0) {
    const text = repaired(value, only, 'One text belongs here, no list.', path, context);
    return coerceText(text, type, path, context);
  }
  if (typeof value !== 'string') return dropped(value, 'a text', path, context);
  const named = type.format || type.pattern ? anglePlaceholders(value) : value;
  if (named !== value) {
    const reason = 'A place to fill in is written in angle brackets.';
    return coerceText(repaired(value, named, reason, path, context), type, path, context);
  }
  if (value.trim() === '' && type.nonEmpty) {
    context.note('default', path, 'An empty text means the same as an absent one.', {
      from: value,
    });
    return undefined;
  }
  if (type.values) {
    const word = type.values.find((one) => one.toLowerCase() === value.toLowerCase());
    if (word === undefined || word === value) return value;
    return repaired(value, word, 'The service minds the case of this word.', path, context);
  }
  if (type.format === 'checksum') {
    const lower = value.trim().toLowerCase();
    if (lower === value || tokensIn(value).length > 0) return value;
    return repaired(value, lower, 'Checksums are written in lower case.', path, context);
  }
  if (type.format === 'region' || type.pattern) {
    const open = placeholdersToTokens(value, (name) => context.declare(name, 'string', path));
    if (type.pattern || tokensIn(open).length > 0) return open;
    const name = regionName(value);
    return name === value
      ? value
      : repaired(value, name, 'The name that programs use for the region.', path, context);
  }
  return type.format ? context.reference(value, type.format, path) : value;
}

function coerceNumber(value: Json, path: ArmPath, context: CoerceContext): Json | undefined {
  if (typeof value === 'number') return value;
  const name = wholeToken(value);
  if (name !== undefined) {
    context.declare(name, 'int', path);
    return value;
  }
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) {
    return repaired(value, Number(value), 'A number belongs here, no text.', path, context);
  }
  return dropped(value, 'a number', path, context);
}

function coerceBoolean(value: Json, path: ArmPath, context: CoerceContext): Json | undefined {
  if (typeof value === 'boolean') return value;
  const name = wholeToken(value);
  if (name !== undefined) {
    context.declare(name, 'bool', path);
    return value;
  }
  if (typeof value === 'string' && /^\s*(?:true|false)\s*$/i.test(value)) {
    const to = value.trim().toLowerCase() === 'true';
    return repaired(value, to, 'true or false belongs here, no text.', path, context);
  }
  return dropped(value, 'true or false', path, context);
}

function coerceList(
  value: Json,
  of: Type,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (wholeToken(value) !== undefined) {
    context.obstacle(path, 'The list has no static value; give it with --parameters.');
    return undefined;
  }
  const items = isJsonList(value) ? value : listOf(value, of, path, context);
  if (items === undefined) return undefined;
  return items.flatMap((item, index) => {
    const at = [...path, index];
    const coerced = coerce(item, of, at, context);
    if (coerced === undefined) context.gone(at);
    return coerced ?? [];
  });
}

/** What stands where a list belongs, as a list. */
function listOf(
  value: Json,
  of: Type,
  path: ArmPath,
  context: CoerceContext,
): readonly Json[] | undefined {
  if (isJsonObject(value) && Object.keys(value).length === 0) {
    context.note('repaired', path, 'A list belongs here, and this one is empty.', { from: value });
    return undefined;
  }
  const items =
    typeof value === 'string' && of.kind === 'string'
      ? linesOf(value)
      : typeof value === 'string' && of.kind === 'number'
        ? value.split(/[\s,;]+/).filter((one) => one !== '')
        : [value];
  context.note('repaired', path, 'A list belongs here.', { from: value, to: items });
  return items;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
}

function coerceObject(
  value: Json,
  type: ObjectType<unknown>,
  path: ArmPath,
  context: CoerceContext,
): Json | undefined {
  if (isJsonList(value) && value.length === 0) {
    context.note('repaired', path, 'An object belongs here, and this one is empty.', {
      from: value,
    });
    return undefined;
  }
  if (wholeToken(value) !== undefined) {
    context.obstacle(path, 'The object has no static value; give it with --parameters.');
    return undefined;
  }
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
      context.note('dropped', at, `"${name}" is given beside it.`, { from: inner });
      continue;
    }
    if (name !== key) context.note('repaired', at, `The property is called "${name}".`);
    const coerced = coerce(inner, field, at, context);
    if (coerced !== undefined) found.set(name, coerced);
  }
  return Object.fromEntries(
    known.flatMap((key): readonly [string, Json][] => {
      const coerced = found.get(key);
      return coerced === undefined ? [] : [[key, coerced]];
    }),
  );
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
    context.obstacle(path, `It is not ${type.what}, or has no static value.`);
    return undefined;
  }
  const kind = kindOfEntry(value, kinds);
  if (kind.refused !== undefined) {
    context.obstacle(kind.key === undefined ? path : [...path, kind.key], kind.refused);
    return undefined;
  }
  if (kind.given !== kind.word) {
    const at = kind.key === undefined ? path : [...path, kind.key];
    const reason =
      kind.given === undefined ? 'The type is missing; the other keys tell it.' : 'The exact type.';
    const from = kind.given === undefined ? {} : { from: kind.given };
    context.note('repaired', at, reason, { ...from, to: kind.word });
  } else if (kind.key !== undefined && kind.key !== 'type') {
    context.note('repaired', [...path, kind.key], 'The property is called "type".');
  }
  const branch = kinds.find(
    ({ discriminator }) => 'type' in discriminator && discriminator.type === kind.word,
  );
  const rest = Object.entries(value).filter(([key]) => key !== kind.key);
  const typed = Object.fromEntries([['type', kind.word], ...rest]);
  return branch && coerce(typed, branch.type, path, context);
}
