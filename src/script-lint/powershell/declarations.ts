/** Functions, their parameters, classes and enums of PowerShell. */
import { beginsExpression, readType, unexpected } from './expressions';
import { behindWord, fail, inside, match, peek, type Reader, skip } from './reader';
import { readVariable } from './string-literals';

/** A function or filter. */
export function readFunction(reader: Reader, start: number): void {
  const word = reader.text.slice(start, reader.at);
  skip(reader, true);
  const name = match(reader, /[^\s(){};,|&"'$]+/y);
  if (!name) return fail(`a name is missing behind "${word}"`, start, reader.at);
  reader.at += name[0].length;
  skip(reader, true);
  inside(reader, { inFunction: true, captured: false, tested: false }, () => {
    if (peek(reader) === '(') readParameters(reader, reader.at);
    reader.grammar.block(reader, `the function "${name[0]}"`);
  });
  return undefined;
}

/** Parameters of a function, a method or a script. */
export function readParameters(reader: Reader, start: number): void {
  skip(reader, true);
  const open = reader.at;
  if (peek(reader) !== '(') {
    reader.at = start;
    reader.grammar.pipeline(reader);
    return;
  }
  reader.at += 1;
  inside(reader, { captured: true }, () => {
    skip(reader, true);
    while (peek(reader) !== ')') {
      while (peek(reader) === '[') {
        readType(reader);
        skip(reader, true);
      }
      if (peek(reader) !== '$' || !readVariable(reader)) {
        fail('"(" is not closed: ")" is missing', open);
      }
      skip(reader, true);
      if (peek(reader) === '=') {
        reader.at += 1;
        skip(reader, true);
        if (/[,)]/.test(peek(reader))) fail('a value is missing behind "="', reader.at - 1);
        readDefault(reader);
        skip(reader, true);
      }
      if (peek(reader) === ',') {
        reader.at += 1;
        skip(reader, true);
        if (peek(reader) === ')') fail('a parameter is missing behind ","', reader.at - 1);
      } else if (peek(reader) !== ')') fail('"(" is not closed: ")" is missing', open);
    }
  });
  reader.at += 1;
}

/** A default is one value: a comma begins the next parameter. */
function readDefault(reader: Reader): void {
  if (!beginsExpression(reader)) unexpected(reader);
  reader.grammar.value(reader);
}

/** A class or enum: its members are passed over, their bodies read. */
export function readClass(reader: Reader, start: number): void {
  const word = reader.text.slice(start, reader.at);
  skip(reader, true);
  const head = match(reader, /[\p{L}_]\w*\s*(?::[^{]*)?/uy);
  if (!head) {
    reader.at = start;
    reader.grammar.pipeline(reader);
    return;
  }
  reader.at += head[0].length;
  skip(reader, true);
  const open = reader.at;
  if (peek(reader) !== '{') fail(`"{" is missing: "${word}" has no block`, behindWord(reader));
  reader.at += 1;
  inside(reader, { inFunction: true }, () => {
    for (;;) {
      skip(reader, true);
      const c = peek(reader);
      if (c === '') fail('"{" is not closed: "}" is missing', open);
      if (c === '}') break;
      readMemberPart(reader, c);
    }
    reader.at += 1;
  });
}

function readMemberPart(reader: Reader, c: string): void {
  const name = match(reader, /[\p{L}_][\w-]*/uy);
  if (c === '[') readType(reader);
  else if (c === '$') readVariable(reader);
  else if (c === '(') readParameters(reader, reader.at);
  else if (c === '{') reader.grammar.block(reader, 'the method');
  else if (c === '=') {
    reader.at += 1;
    skip(reader, true);
    reader.grammar.expression(reader);
  } else if (c === ':') {
    reader.at += 1;
    const base = match(reader, /\s*base\s*(?=\()/iy);
    reader.at += base?.[0].length ?? 0;
    if (peek(reader) === '(') {
      const at = reader.at;
      reader.at = skipBalanced(reader.text, at);
    }
  } else if (name) reader.at += name[0].length;
  else if (c === ';' || c === ',') reader.at += 1;
  else unexpected(reader);
}

/** The place behind the parenthesis that closes the one at `at`. */
function skipBalanced(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')') depth -= 1;
    if (depth === 0) return end + 1;
  }
  return text.length;
}
