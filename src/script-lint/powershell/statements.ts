/** Statements of PowerShell: blocks, conditions, loops, functions and classes. */
import {
  atLineEnd,
  behindWord,
  expect,
  fail,
  inside,
  looksAt,
  match,
  peek,
  type Reader,
  skip,
} from './reader';
import { beginsExpression, readParentheses, readType, unexpected } from './expressions';
import { readWord } from './commands';
import { readClass, readFunction, readParameters } from './declarations';
import { readVariable } from './string-literals';

const keyword =
  /(?:if|while|for|foreach|do|switch|function|filter|workflow|class|enum|try|trap|throw|return|exit|break|continue|param|using)(?![\w-])/iy;

/** Statements up to a closing character, which is left. */
export function readStatements(reader: Reader, end: '}' | ')' | ''): void {
  const top = end === '' && reader.depth === 0;
  for (;;) {
    skip(reader, true);
    const c = peek(reader);
    if (c === '' || (end !== '' && c === end)) return;
    if (c === ';') {
      reader.at += 1;
      continue;
    }
    if (c === '}' || c === ')' || c === '|') unexpected(reader);
    const start = reader.at;
    reader.complete = false;
    readStatement(reader);
    const { complete } = reader;
    if (top) reader.found.statements.push({ start, end: reader.at });
    skip(reader);
    const behind = peek(reader);
    if (atLineEnd(reader) || behind === ';' || (end !== '' && behind === end)) continue;
    if (!complete) unexpected(reader);
  }
}

/** A block in braces. */
export function readBlock(reader: Reader, of: string): void {
  skip(reader, true);
  const start = reader.at;
  if (peek(reader) !== '{') fail(`"{" is missing: ${of} has no block`, behindWord(reader));
  reader.at += 1;
  inside(reader, {}, () => readStatements(reader, '}'));
  if (peek(reader) !== '}') fail('"{" is not closed: "}" is missing', start);
  reader.at += 1;
}

/** One statement. */
export function readStatement(reader: Reader): void {
  const label = match(reader, /:[\p{L}_]\w*\s*/uy);
  if (label) reader.at += label[0].length;
  readAttributes(reader);
  const start = reader.at;
  const word = match(reader, keyword)?.[0].toLowerCase();
  if (word === undefined) {
    reader.grammar.pipeline(reader);
    reader.complete &&= reader.text[reader.at - 1] === '&';
    return;
  }
  reader.at += word.length;
  (statements[word] ?? readPipelineAgain)(reader, start);
  reader.complete = !needSeparator.has(word);
}

const needSeparator: ReadonlySet<string> = new Set([
  'throw',
  'return',
  'exit',
  'break',
  'continue',
  'using',
]);

/** `[CmdletBinding()]` and the like before `param`. */
function readAttributes(reader: Reader): void {
  const start = reader.at;
  while (
    peek(reader) === '[' &&
    /^\[\s*[\w.]+\s*\(/.test(reader.text.slice(reader.at, reader.at + 200))
  ) {
    readType(reader);
    skip(reader, true);
  }
  const next = match(reader, keyword)?.[0].toLowerCase() ?? '';
  const declares = next === 'param' || next === 'class' || next === 'enum';
  if (!declares && !looksAt(reader, '$')) reader.at = start;
}

function readPipelineAgain(reader: Reader, start: number): void {
  reader.at = start;
  reader.grammar.pipeline(reader);
}

const statements: Readonly<Record<string, (reader: Reader, start: number) => void>> = {
  if: readIf,
  while: (reader, start) => {
    condition(reader, 'while', start);
    readBlock(reader, '"while"');
  },
  for: readFor,
  foreach: readForeach,
  do: readDo,
  switch: readSwitch,
  function: readFunction,
  filter: readFunction,
  workflow: readFunction,
  class: readClass,
  enum: readClass,
  try: readTry,
  trap: (reader) => {
    skip(reader, true);
    if (peek(reader) === '[') readType(reader);
    inside(reader, { tested: true }, () => readBlock(reader, '"trap"'));
  },
  throw: readFlow,
  return: readFlow,
  exit: readFlow,
  break: readLabel,
  continue: readLabel,
  param: readParameters,
  using: (reader) => {
    while (!atLineEnd(reader) && peek(reader) !== ';') reader.at += 1;
  },
};

function readFlow(reader: Reader): void {
  skip(reader);
  if (!atLineEnd(reader) && !/[;})]/.test(peek(reader))) reader.grammar.pipeline(reader);
}

function readLabel(reader: Reader): void {
  skip(reader);
  if (!atLineEnd(reader) && !/[;})]/.test(peek(reader))) readWord(reader);
}

function condition(reader: Reader, of: string, start: number): void {
  skip(reader, true);
  if (peek(reader) !== '(') fail(`"(" is missing behind "${of}"`, start, start + of.length);
  inside(reader, { tested: true }, () => readParentheses(reader));
}

function readIf(reader: Reader, start: number): void {
  condition(reader, 'if', start);
  readBlock(reader, '"if"');
  for (;;) {
    const end = reader.at;
    skip(reader, true);
    const next = match(reader, /(?:elseif|else)(?![\w-])/iy)?.[0].toLowerCase();
    if (next === undefined) {
      reader.at = end;
      return;
    }
    const from = reader.at;
    reader.at += next.length;
    if (next === 'else') {
      readBlock(reader, '"else"');
      return;
    }
    condition(reader, 'elseif', from);
    readBlock(reader, '"elseif"');
  }
}

function readFor(reader: Reader, start: number): void {
  skip(reader, true);
  if (peek(reader) !== '(') fail('"(" is missing behind "for"', start, start + 3);
  const open = reader.at;
  reader.at += 1;
  for (let part = 0; part < 3; part += 1) {
    skip(reader, true);
    if (peek(reader) !== ';' && peek(reader) !== ')') reader.grammar.pipeline(reader);
    skip(reader, true);
    if (peek(reader) === ';' && part < 2) reader.at += 1;
    else break;
  }
  expect(reader, ')', '"(" is not closed: ")" is missing', open);
  readBlock(reader, '"for"');
}

function readForeach(reader: Reader, start: number): void {
  skip(reader, true);
  const parallel = match(reader, /-parallel\s*(?:-throttlelimit\s+\S+\s*)?/iy);
  if (parallel) reader.at += parallel[0].length;
  if (peek(reader) !== '(') fail('"(" is missing behind "foreach"', start, start + 7);
  const open = reader.at;
  reader.at += 1;
  skip(reader, true);
  if (peek(reader) !== '$' || !readVariable(reader)) {
    fail('a variable is missing behind "foreach ("', open);
  }
  skip(reader, true);
  if (!match(reader, /in(?![\w-])/iy))
    fail('"in" is missing behind the variable', reader.at - 1, reader.at);
  reader.at += 2;
  skip(reader, true);
  inside(reader, { captured: true }, () => reader.grammar.pipeline(reader));
  expect(reader, ')', '"(" is not closed: ")" is missing', open);
  readBlock(reader, '"foreach"');
}

function readDo(reader: Reader, start: number): void {
  readBlock(reader, '"do"');
  skip(reader, true);
  const word = match(reader, /(?:while|until)(?![\w-])/iy)?.[0];
  if (word === undefined)
    return fail('"while" or "until" is missing behind "do {…}"', start, start + 2);
  const from = reader.at;
  reader.at += word.length;
  condition(reader, word, from);
  return undefined;
}

function readSwitch(reader: Reader, start: number): void {
  skip(reader, true);
  let hasFile = false;
  for (let flag = match(reader, /-[a-z]+/iy); flag; flag = match(reader, /-[a-z]+/iy)) {
    reader.at += flag[0].length;
    skip(reader, true);
    if (/^-f/i.test(flag[0])) {
      readWord(reader);
      hasFile = true;
      skip(reader, true);
    }
  }
  if (peek(reader) === '(') readParentheses(reader);
  else if (!hasFile) fail('"(" is missing behind "switch"', start, start + 6);
  skip(reader, true);
  const open = reader.at;
  if (peek(reader) !== '{') fail('"{" is missing: "switch" has no block', behindWord(reader));
  reader.at += 1;
  inside(reader, {}, () => {
    for (;;) {
      skip(reader, true);
      const c = peek(reader);
      if (c === '}') break;
      if (c === '') fail('"{" is not closed: "}" is missing', open);
      if (c === ';') {
        reader.at += 1;
        continue;
      }
      const from = reader.at;
      if (beginsExpression(reader)) reader.grammar.expression(reader);
      else if (readWord(reader).end === from) unexpected(reader);
      readBlock(reader, 'the case of "switch"');
    }
    reader.at += 1;
  });
}

function readTry(reader: Reader, start: number): void {
  readBlock(reader, '"try"');
  let handled = false;
  for (;;) {
    const end = reader.at;
    skip(reader, true);
    const word = match(reader, /(?:catch|finally)(?![\w-])/iy)?.[0];
    if (word === undefined) {
      reader.at = end;
      break;
    }
    handled = true;
    reader.at += word.length;
    skip(reader, true);
    while (peek(reader) === '[' || peek(reader) === ',') {
      if (peek(reader) === '[') readType(reader);
      else reader.at += 1;
      skip(reader, true);
    }
    readBlock(reader, `"${word}"`);
  }
  if (!handled) fail('"try" has neither "catch" nor "finally"', start, start + 3);
}
