/** Strings, here-strings and variables of PowerShell. */
import { fail, inside, looksAt, match, peek, type Reader } from './reader';

const singleQuotes = "'\u2018\u2019\u201a\u201b";
const doubleQuotes = '"\u201c\u201d\u201e';

/** True for a quotation mark; PowerShell takes typographic ones as well. */
export function isQuote(c: string): boolean {
  return c !== '' && (singleQuotes + doubleQuotes).includes(c);
}

/** A string that was read. */
export interface ReadString {
  /** Its text; variables stay as they are written. */
  readonly value: string;
  /** True where it holds no variable and no subexpression. */
  readonly literal: boolean;
}

/** Reads a string that begins with a quotation mark. */
export function readString(reader: Reader): ReadString {
  return singleQuotes.includes(peek(reader)) ? readSingleQuoted(reader) : readDoubleQuoted(reader);
}

function readSingleQuoted(reader: Reader): ReadString {
  const start = reader.at;
  let value = '';
  for (reader.at += 1; ; reader.at += 1) {
    const c = peek(reader);
    if (c === '') return notClosed(start, "'");
    if (singleQuotes.includes(c)) {
      if (!isOneOf(peek(reader, 1), singleQuotes)) break;
      reader.at += 1;
    }
    value += c;
  }
  reader.at += 1;
  return { value, literal: true };
}

function isOneOf(c: string, set: string): boolean {
  return c !== '' && set.includes(c);
}

function notClosed(start: number, quote: string): never {
  return fail(`the string is not closed: the ending ${quote} is missing`, start);
}

function readDoubleQuoted(reader: Reader): ReadString {
  const start = reader.at;
  let value = '';
  let literal = true;
  reader.at += 1;
  for (;;) {
    const c = peek(reader);
    if (c === '') return notClosed(start, '"');
    if (isOneOf(c, doubleQuotes)) {
      reader.at += 1;
      if (!isOneOf(peek(reader), doubleQuotes)) return { value, literal };
      value += c;
      reader.at += 1;
      continue;
    }
    const piece = readExpandable(reader, start);
    value += piece.value;
    literal &&= piece.literal;
  }
}

/** One character, escape, variable or subexpression of a text in which variables are filled in. */
function readExpandable(reader: Reader, string: number): ReadString {
  const from = reader.at;
  const c = peek(reader);
  if (c === '`') {
    reader.at += 2;
    if (reader.at > reader.text.length) return notClosed(string, '"');
    return {
      value: escapes[reader.text[from + 1] ?? ''] ?? reader.text[from + 1] ?? '',
      literal: true,
    };
  }
  if (c === '$' && looksAt(reader, '$(')) {
    readSubexpression(reader);
    return { value: reader.text.slice(from, reader.at), literal: false };
  }
  if (c === '$' && readVariable(reader)) {
    return { value: reader.text.slice(from, reader.at), literal: false };
  }
  reader.at += 1;
  return { value: c, literal: true };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** Reads a here-string, which begins with `@'` or `@"`. */
export function readHereString(reader: Reader): ReadString {
  const start = reader.at;
  const single = singleQuotes.includes(peek(reader, 1));
  const quotes = single ? singleQuotes : doubleQuotes;
  const header = match(reader, /@.[ \t]*(\r\n|\r|\n)/y);
  const mark = `@${peek(reader, 1)}`;
  if (!header) {
    return fail(`no character may follow the ${mark} of a here-string on its line`, start + 2);
  }
  reader.at += header[0].length;
  // The closing mark may be on the very next line.
  reader.at -= (header[1] ?? '').length;
  let value = '';
  let literal = true;
  for (;;) {
    const c = peek(reader);
    if (c === '') {
      return fail(
        `the here-string is not closed: a line that begins with ${peekMark(single)} is missing`,
        start,
        start + 2,
      );
    }
    const isLineBreak = c === '\n' || c === '\r';
    const at = looksAt(reader, '\r\n') ? 2 : 1;
    if (isLineBreak && isOneOf(peek(reader, at), quotes) && peek(reader, at + 1) === '@') {
      reader.at += at + 2;
      return { value: value.replace(/^\r?\n/, ''), literal };
    }
    if (isLineBreak || single || isOneOf(c, doubleQuotes)) {
      value += c;
      reader.at += 1;
      continue;
    }
    const piece = readExpandable(reader, start);
    value += piece.value;
    literal &&= piece.literal;
  }
}

function peekMark(single: boolean): string {
  return single ? "'@" : '"@';
}

/** Reads `$(…)` or `@(…)`. */
export function readSubexpression(reader: Reader): void {
  const start = reader.at;
  reader.at += 2;
  inside(reader, { captured: true }, () => reader.grammar.statements(reader, ')'));
  if (peek(reader) !== ')') {
    fail(
      `"${reader.text.slice(start, start + 2)}" is not closed: ")" is missing`,
      start,
      start + 2,
    );
  }
  reader.at += 1;
}

/** Reads a variable; false, and nothing is read, where a `$` is only itself. */
export function readVariable(reader: Reader): boolean {
  const start = reader.at;
  if (!readVariableName(reader, start)) return false;
  const name = reader.text
    .slice(start, reader.at)
    .replace(/^[$@]\{?|\}$/g, '')
    .toLowerCase();
  reader.found.variables.push({ name, start, end: reader.at });
  return true;
}

function readVariableName(reader: Reader, start: number): boolean {
  if (looksAt(reader, '${')) {
    const end = match(reader, /\$\{(?:`[\s\S]|[^`}])*\}/y);
    if (!end) fail('the variable "${" is not closed: "}" is missing', start, start + 2);
    reader.at += end?.[0].length ?? 0;
    return true;
  }
  const special = match(reader, /[$@](?:[$^](?![\w]))/y);
  if (special) {
    reader.at += special[0].length;
    return true;
  }
  const scoped = match(reader, /[$@][\p{L}\p{Nd}_]+:(?!:)/uy);
  if (scoped) {
    reader.at += scoped[0].length;
    const rest = match(reader, /[\p{L}\p{Nd}_?]+/uy);
    if (!rest) {
      const name = scoped[0].slice(0, -1);
      fail(
        `"${scoped[0]}" is not a variable name: write "\${${name.slice(1)}}:"`,
        start,
        reader.at,
      );
    }
    reader.at += rest?.[0].length ?? 0;
    return true;
  }
  const plain = match(reader, /[$@](?:::)?[\p{L}\p{Nd}_?]+/uy);
  if (!plain) return false;
  reader.at += plain[0].length;
  return true;
}
