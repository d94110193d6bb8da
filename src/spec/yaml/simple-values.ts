/** The values of simple YAML that stand on one line: strings, numbers, booleans, and collections in brackets. */
import { joinPath } from '../../lib/value-path';
import type { Source, Span } from '../../diagnostics/source';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from '../node';

/** Where the reader is, and the line that it is on. */
export interface Reader {
  readonly source: Source;
  readonly text: string;
  at: number;
  /** How far the line is indented; -1 behind the last one. */
  indent: number;
  /** Where the last value ends, and with it each mapping and list that ends here. */
  end: number;
  /** How many values there have been. */
  values: number;
}

/** What a node has to know of where it is. */
export interface Place {
  readonly path: string;
  /** Its key, where it has one. */
  readonly at: Span | undefined;
  readonly depth: number;
}

/** The first offset at or after another at which there is no space. */
export function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** A key and its colon. */
const key = /([A-Za-z_](?:[\w ./-]{0,200}[\w./-])?):(?=[ \n]|$)/y;

/** True where a key begins here. */
export function isAtKey({ text, at }: Reader): boolean {
  key.lastIndex = at;
  return key.test(text);
}

/** Reads a key with its colon; `undefined` where there is none, or where it was there `before`. The value has its own `place`. */
export function readKey(reader: Reader, before: readonly MapEntry[], path: string, depth: number) {
  const { text, source, at: start } = reader;
  key.lastIndex = start;
  const name = key.exec(text)?.[1];
  if (name === undefined || before.some((one) => one.key === name)) return undefined;
  const keySpan: Span = { source, start, end: start + name.length };
  reader.at = keySpan.end + 1;
  const place: Place = { path: joinPath(path, name), at: keySpan, depth: depth + 1 };
  return { key: name, keySpan, place };
}

/** Counts one more value; true where a spec has none so deep or so many, which is left to the library. */
export function isTooMuch(reader: Reader, depth: number): boolean {
  reader.values += 1;
  return depth > 30 || reader.values > 10_000;
}

/** Reads a value within a line: a string, number or boolean, or a collection in brackets. */
export function readValue(reader: Reader, place: Place, inBrackets: boolean): Node | undefined {
  switch (reader.text[reader.at]) {
    case '[':
      return readFlowList(reader, place);
    case '{':
      return readFlowMap(reader, place);
    case '"':
      return readQuoted(reader, doubleQuoted, place);
    case "'":
      return readQuoted(reader, singleQuoted, place);
    default:
      return readPlain(reader, inBrackets ? plainInBrackets : plain, place);
  }
}

function readFlowList(reader: Reader, { path, depth }: Place): ListNode | undefined {
  const { text, source, at: start } = reader;
  if (isTooMuch(reader, depth)) return undefined;
  const items: Node[] = [];
  let at = afterSpaces(text, start + 1);
  while (text[at] !== ']') {
    reader.at = at;
    const place = { path: `${path}[${items.length}]`, at: undefined, depth: depth + 1 };
    const item = readValue(reader, place, true);
    if (!item) return undefined;
    items.push(item);
    const next = afterItem(reader, ']');
    if (next === undefined) return undefined;
    at = next;
  }
  reader.at = at + 1;
  return { kind: 'list', items, span: { source, start, end: at + 1 }, path };
}

function readFlowMap(reader: Reader, { path, at: own, depth }: Place): MapNode | undefined {
  const { text, source, at: start } = reader;
  if (isTooMuch(reader, depth)) return undefined;
  const entries: MapEntry[] = [];
  let at = afterSpaces(text, start + 1);
  while (text[at] !== '}') {
    reader.at = at;
    const entry = readKey(reader, entries, path, depth);
    if (!entry) return undefined;
    reader.at = afterSpaces(text, reader.at);
    const value = readValue(reader, entry.place, true);
    if (!value) return undefined;
    entries.push({ key: entry.key, keySpan: entry.keySpan, value });
    const next = afterItem(reader, '}');
    if (next === undefined) return undefined;
    at = next;
  }
  reader.at = at + 1;
  const span = { source, start, end: at + 1 };
  return { kind: 'map', entries, at: own ?? entries[0]?.keySpan ?? span, span, path };
}

/** Where the next item in brackets begins, or their end is; `undefined` where there is neither. */
function afterItem({ text, at }: Reader, close: string): number | undefined {
  const next = afterSpaces(text, at);
  if (text[next] === close) return next;
  if (text[next] !== ',') return undefined;
  const item = afterSpaces(text, next + 1);
  // A comma before the end.
  return text[item] === close ? undefined : item;
}

const doubleQuoted = /"([^"\\\0-\x1f]*)"/y;
const singleQuoted = /'((?:[^'\0-\x1f]|'')*)'/y;

function readQuoted(reader: Reader, form: RegExp, place: Place): ScalarNode | undefined {
  form.lastIndex = reader.at;
  const [written, inside = ''] = form.exec(reader.text) ?? [];
  if (written === undefined) return undefined;
  const value = form === singleQuoted ? inside.replaceAll("''", "'") : inside;
  return scalar(reader, value, value, written.length, place);
}

/** Strings without quotes, up to a comment: with ": " in it, what is before that would be a key. */
const plain =
  /(?:[^\0- !"#%&'*,:>?@[\]`{|}\x7f-]|-(?=[^\0- ]))(?:[^\0-\x1f:# \x7f]|:(?=[^\0- ])|#| +(?=[^\0- #]))*/y;
const plainInBrackets =
  /[^\0- !"#%&'*,:>?@[\]`{|}\x7f-](?:[^\0-\x1f:#, [\]{}\x7f]|:(?=[^\0- ,[\]{}])|#| +(?=[^\0- #,[\]{}]))*/y;

function readPlain(reader: Reader, form: RegExp, place: Place): ScalarNode | undefined {
  form.lastIndex = reader.at;
  const written = form.exec(reader.text)?.[0];
  if (written === undefined) return undefined;
  const value = valueOf(written);
  return value === undefined ? undefined : scalar(reader, value, written, written.length, place);
}

const numeric =
  /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|0o[0-7]+|0x[\da-fA-F]+)$/;

/** What a string without quotes stands for; `undefined` for nulls, and for numbers of other forms than 42. */
function valueOf(written: string): string | number | boolean | undefined {
  if (/^[-+.\d]/.test(written)) {
    if (!numeric.test(written)) return written;
    return /^\d{1,15}$/.test(written) ? Number(written) : undefined;
  }
  switch (written) {
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return undefined;
    default:
      return written;
  }
}

function scalar(
  reader: Reader,
  value: ScalarNode['value'],
  raw: string,
  length: number,
  { path, depth }: Place,
): ScalarNode | undefined {
  if (isTooMuch(reader, depth)) return undefined;
  const { source, at: start } = reader;
  reader.at = start + length;
  return { kind: 'scalar', value, raw, span: { source, start, end: reader.at }, path };
}
