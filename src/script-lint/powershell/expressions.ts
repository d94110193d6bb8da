/** Expressions of PowerShell: operands, their members and what joins them. */
import {
  atLineEnd,
  expect,
  fail,
  inside,
  looksAt,
  match,
  noteNew,
  peek,
  type Reader,
  skip,
} from './reader';
import {
  isQuote,
  readHereString,
  readString,
  readSubexpression,
  readVariable,
} from './string-literals';

const words =
  'and|or|xor|band|bor|bxor|shl|shr|f|as|is|isnot|in|notin|join|split|replace|match|notmatch|like|notlike|eq|ne|gt|ge|lt|le|contains|notcontains';
const wordOperator = new RegExp(`-[ci]?(?:${words})(?![\\w-])`, 'iy');
const symbolOperator = /\?\?(?!=)|\.\.|[+*/%,-](?!=)/y;
const unary = /-(?:not|bnot|join|[ci]?split)(?![\w-])|!|\+\+|--|[+,-](?!=)/iy;
/** A number with its suffixes. */
const number =
  /(?:0x[\da-f]+|0b[01]+|(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:e[+-]?\d+)?)(?:u?[ylsn]|us|ul|uy|d|l)?(?:[kmgtp]b)?(?![\p{L}\d_])/iuy;

/** An expression up to what cannot belong to it. */
export function readExpression(reader: Reader): void {
  inside(reader, {}, () => {
    readUnary(reader);
    readOperators(reader, true);
  });
}

/** The same up to a comma. */
export function readSingleValue(reader: Reader): void {
  inside(reader, {}, () => {
    readUnary(reader);
    readOperators(reader, false);
  });
}

/** Operators with their right sides; without `ternary`, a colon ends them. */
function readOperators(reader: Reader, commas: boolean): void {
  for (;;) {
    const end = reader.at;
    skip(reader);
    const from = reader.at;
    const operator = match(reader, wordOperator) ?? match(reader, symbolOperator);
    if (operator && (commas || operator[0] !== ',')) {
      reader.at += operator[0].length;
      if (operator[0] === '??') noteNew(reader, from, 'the operator "??"');
      operand(reader, operator[0]);
    } else if (!operator && peek(reader) === '?' && peek(reader, 1) !== '?') readTernary(reader);
    else {
      reader.at = end;
      return;
    }
  }
}

function operand(reader: Reader, operator: string): void {
  const end = reader.at;
  skip(reader, true);
  if (!beginsExpression(reader)) {
    fail(`a value is missing behind "${operator}"`, end - operator.length, end);
  }
  readUnary(reader);
}

/** `condition ? one : other`; a blank is before it. */
function readTernary(reader: Reader): void {
  const start = reader.at;
  reader.at += 1;
  operand(reader, '?');
  readOperators(reader, true);
  skip(reader, true);
  if (peek(reader) !== ':') fail('":" is missing behind "?"', start);
  reader.at += 1;
  operand(reader, ':');
  noteNew(reader, start, 'the operator "? :"');
}

/** True where an expression begins, not a command. */
export function beginsExpression(reader: Reader): boolean {
  const c = peek(reader);
  if (c === '$' || c === '(' || c === '[' || c === '{' || isQuote(c)) return true;
  if (c === '@') return /[({'"\u2018-\u201e\w]/.test(peek(reader, 1));
  if (/[\d.]/.test(c)) return beginsNumber(reader);
  if (/[!,+]/.test(c)) return true;
  if (c !== '-') return false;
  const sign = match(reader, unary)?.[0] ?? '';
  return sign.length > 2 || !/[\p{L}_]/u.test(peek(reader, 1));
}

function beginsNumber(reader: Reader): boolean {
  const found = match(reader, number);
  if (!found) return false;
  const behind = reader.text[reader.at + found[0].length] ?? '';
  return !/[\\:@#~_]/.test(behind);
}

function readUnary(reader: Reader): void {
  for (let sign = match(reader, unary); sign; sign = match(reader, unary)) {
    const start = reader.at;
    reader.at += sign[0].length;
    skip(reader, true);
    if (!beginsExpression(reader)) {
      fail(`a value is missing behind "${sign[0]}"`, start, start + sign[0].length);
    }
  }
  readOperand(reader);
}

/** A value with its members. */
export function readOperand(reader: Reader): void {
  const start = reader.at;
  const c = peek(reader);
  if (c === '[') {
    const casts = readTypes(reader);
    if (casts) {
      readUnary(reader);
      return;
    }
  } else readValue(reader, c);
  readMembers(reader, start);
}

function readValue(reader: Reader, c: string): void {
  const start = reader.at;
  if (c === '(') readParentheses(reader);
  else if (c === '{') {
    inside(reader, { inFunction: true }, () => reader.grammar.block(reader, 'the script block'));
  } else if (isQuote(c)) readString(reader);
  else if (looksAt(reader, '$(') || looksAt(reader, '@(')) readSubexpression(reader);
  else if (looksAt(reader, '@{')) readHashtable(reader);
  else if (c === '@' && isQuote(peek(reader, 1))) readHereString(reader);
  else if (c === '$' || c === '@') {
    if (c === '@') fail('"@" with a name is for arguments only: use "$"', start);
    // A `$` alone is the name of a command.
    if (!readVariable(reader)) reader.at += 1;
  } else {
    const found = match(reader, number);
    if (!found) unexpected(reader);
    reader.at += found?.[0].length ?? 0;
  }
}

/** `(…)`: one pipeline. */
export function readParentheses(reader: Reader): void {
  const start = reader.at;
  reader.at += 1;
  skip(reader, true);
  if (peek(reader) === ')') fail('an expression is missing behind "("', start);
  inside(reader, { captured: true }, () => reader.grammar.pipeline(reader));
  expect(reader, ')', '"(" is not closed: ")" is missing', start);
}

function readHashtable(reader: Reader): void {
  const start = reader.at;
  reader.at += 2;
  inside(reader, { captured: true }, () => {
    for (;;) {
      skipSeparators(reader);
      if (peek(reader) === '}') break;
      if (peek(reader) === '') fail('"@{" is not closed: "}" is missing', start, start + 2);
      readKey(reader);
      skip(reader);
      if (peek(reader) !== '=') fail('"=" is missing behind the key', reader.at);
      reader.at += 1;
      skip(reader, true);
      if (peek(reader) === '}' || peek(reader) === ';')
        fail('a value is missing behind "="', reader.at);
      reader.grammar.statement(reader);
      skip(reader);
      if (!atLineEnd(reader) && !/[;}]/.test(peek(reader))) unexpected(reader);
    }
    reader.at += 1;
  });
}

function skipSeparators(reader: Reader): void {
  skip(reader, true);
  while (peek(reader) === ';') {
    reader.at += 1;
    skip(reader, true);
  }
}

function readKey(reader: Reader): void {
  const word = match(reader, /[\p{L}_][\p{L}\p{Nd}_]*(?=\s*=)/uy);
  if (word) {
    reader.at += word[0].length;
    return;
  }
  const bare = match(reader, /[^\s=;{}()"'$@[]+/y);
  if (bare && !match(reader, number)) reader.at += bare[0].length;
  else if (beginsExpression(reader)) readUnary(reader);
  else unexpected(reader);
}

/** Types and attributes in brackets; true where a value follows that they apply to. */
function readTypes(reader: Reader): boolean {
  for (;;) {
    readType(reader);
    const end = reader.at;
    skip(reader, true);
    if (peek(reader) === '[') continue;
    if (looksAt(reader, '$') && !looksAt(reader, '$)')) return true;
    reader.at = end;
    skip(reader);
    const c = peek(reader);
    if (c === '{' || c === '(' || c === '@' || isQuote(c)) return true;
    if (/[-+!\d]/.test(c) && beginsExpression(reader) && !match(reader, wordOperator)) return true;
    reader.at = end;
    return false;
  }
}

/** `[type]`, `[type[]]`, `[attribute(…)]`. */
export function readType(reader: Reader): void {
  const start = reader.at;
  reader.at += 1;
  for (;;) {
    skip(reader, true);
    const c = peek(reader);
    if (c === '') fail('"[" is not closed: "]" is missing', start);
    if (c === '[') readType(reader);
    else if (c === '(') readArguments(reader);
    else if (c === ']') break;
    else if (/[\p{L}\p{Nd}_.+,`*&:=-]/u.test(c)) reader.at += 1;
    else fail('"[" is not closed: "]" is missing', start);
  }
  reader.at += 1;
}

/** Members that follow an argument; a dot or colon that begins none belongs to the next word. */
export function readArgumentMembers(reader: Reader, ownerStart: number): void {
  const next = reader.text.slice(reader.at, reader.at + 3);
  if (/^(?:\.[\p{L}_($"']|::[\p{L}_$]|\[)/u.test(next)) readMembers(reader, ownerStart);
}

/** Members, indexes and calls that follow a value directly. */
function readMembers(reader: Reader, ownerStart: number): void {
  for (;;) {
    const c = peek(reader);
    const conditional = /^\?[.[]/.test(reader.text.slice(reader.at, reader.at + 2));
    if (conditional) {
      reader.at += 1;
      noteNew(reader, reader.at - 1, 'the operator "?."');
    } else if (c === '[') readIndex(reader);
    else if (looksAt(reader, '::') || (c === '.' && peek(reader, 1) !== '.')) {
      if (!readMember(reader, ownerStart)) return;
    } else if (looksAt(reader, '++') || looksAt(reader, '--')) {
      reader.at += 2;
      return;
    } else return;
  }
}

function readIndex(reader: Reader): void {
  const start = reader.at;
  const types = match(reader, /\[[\p{L}][\w., [\]]*\](?=\()/uy);
  if (types) {
    readType(reader);
    return;
  }
  reader.at += 1;
  skip(reader, true);
  if (peek(reader) === ']') fail('an index is missing in "[]"', start);
  inside(reader, { captured: true }, () => reader.grammar.expression(reader));
  expect(reader, ']', '"[" is not closed: "]" is missing', start);
}

function readMember(reader: Reader, ownerStart: number): boolean {
  reader.at += looksAt(reader, '::') ? 2 : 1;
  skip(reader, true);
  const start = reader.at;
  const name = match(reader, /[\p{L}\p{Nd}_]+/uy);
  const c = peek(reader);
  if (name) reader.at += name[0].length;
  else if (c === '$') readVariable(reader);
  else if (c === '(') readParentheses(reader);
  else if (isQuote(c)) readString(reader);
  else fail('the name of a member is missing', start - 1, start);
  reader.found.members.push({
    name: reader.text.slice(start, reader.at),
    start,
    end: reader.at,
    ownerStart,
  });
  if (peek(reader) === '(') readArguments(reader);
  else if (peek(reader) === '{') reader.grammar.block(reader, 'the script block');
  return true;
}

/** `(a, b)` behind a method or an attribute. */
function readArguments(reader: Reader): void {
  const start = reader.at;
  reader.at += 1;
  inside(reader, { captured: true }, () => {
    skip(reader, true);
    while (peek(reader) !== ')') {
      if (peek(reader) === '') fail('"(" is not closed: ")" is missing', start);
      const named = match(
        reader,
        /[\p{L}_][\p{L}\p{Nd}_]*\s*=(?!=)\s*|[\p{L}_][\p{L}\p{Nd}_]*(?=\s*[,)])/uy,
      );
      if (named) reader.at += named[0].length;
      if (!named || named[0].includes('=')) {
        if (!beginsExpression(reader)) unexpected(reader);
        readSingleValue(reader);
      }
      skip(reader, true);
      if (peek(reader) === '=') {
        reader.at += 1;
        skip(reader, true);
        reader.grammar.expression(reader);
        skip(reader, true);
      }
      if (peek(reader) === ',') {
        reader.at += 1;
        skip(reader, true);
      } else if (peek(reader) !== ')') fail('"(" is not closed: ")" is missing', start);
    }
  });
  reader.at += 1;
}

/** Ends reading at something that cannot be here. */
export function unexpected(reader: Reader): never {
  const c = peek(reader);
  if (c === '') return fail('the script ends too early', Math.max(0, reader.at - 1));
  const token = match(reader, /[\p{L}\p{Nd}_-]+|./uy)?.[0] ?? c;
  return fail(`"${token}" is not expected here`, reader.at, reader.at + token.length);
}
