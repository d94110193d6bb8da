/** Commands of PowerShell with their arguments, and the pipelines that they are in. */
import type { Command, Pipeline, Redirection, Word } from '../command';
import {
  atLineEnd,
  endsWord,
  fail,
  inside,
  looksAt,
  match,
  noteNew,
  peek,
  type Reader,
  skip,
  skipLine,
} from './reader';
import {
  beginsExpression,
  readArgumentMembers,
  readOperand,
  readParentheses,
  unexpected,
} from './expressions';
import {
  isQuote,
  readHereString,
  readString,
  readSubexpression,
  readVariable,
} from './string-literals';

const assignment = /(?:[-+*/%]|\?\?)?=/y;
const redirection = /(?:[1-6*])?>>?(?:&[12])?/y;

/** Commands and expressions joined by `|`, or an assignment. */
export function readPipeline(reader: Reader): void {
  const pipeline: Pipeline = { commands: [] };
  for (let first = true; ; first = false) {
    skip(reader, !first);
    if (beginsExpression(reader)) {
      reader.grammar.expression(reader);
      skip(reader);
      if (first && readAssigned(reader)) return;
    } else readCommand(reader, pipeline);
    readRedirections(reader, []);
    if (readChain(reader) || !readPipe(reader)) return;
  }
}

/** `&&`, `||` or `&` behind a pipeline, and what belongs to it; all of PowerShell 7 alone. */
function readChain(reader: Reader): boolean {
  const from = reader.at;
  const operator = match(reader, /&&|\|\||&/y)?.[0];
  if (operator === undefined) return false;
  reader.at += operator.length;
  noteNew(reader, from, `the operator "${operator}"`);
  if (operator === '&') {
    reader.complete = true;
    return true;
  }
  skip(reader, true);
  if (peek(reader) === '') fail(`a command is missing behind "${operator}"`, from, from + 2);
  reader.grammar.pipeline(reader);
  return true;
}

/** `|`, at the end of a line or, in PowerShell 7, at the beginning of the next one. */
function readPipe(reader: Reader): boolean {
  const before = reader.at;
  skip(reader, atLineEnd(reader));
  if (peek(reader) !== '|' || peek(reader, 1) === '|') {
    reader.at = before;
    return false;
  }
  const bar = reader.at;
  if (/[\r\n]/.test(reader.text.slice(before, bar))) {
    reader.at += 1;
    noteNew(reader, bar, 'a line that begins with "|"');
  } else reader.at += 1;
  skip(reader, true);
  if (peek(reader) === '' || /[|)};]/.test(peek(reader))) {
    fail('a command is missing behind "|"', bar);
  }
  return true;
}

function readAssigned(reader: Reader): boolean {
  const operator = match(reader, assignment);
  if (!operator) return false;
  const start = reader.at;
  reader.at += operator[0].length;
  if (operator[0] === '??=') noteNew(reader, start, 'the operator "??="');
  skip(reader, true);
  if (peek(reader) === '' || /[;)}|]/.test(peek(reader))) {
    fail('a value is missing behind "="', start, reader.at);
  }
  inside(reader, { captured: true }, () => reader.grammar.statement(reader));
  return true;
}

/** A command: `name arguments`, `& path arguments` or `. path arguments`. */
function readCommand(reader: Reader, pipeline: Pipeline): void {
  const start = reader.at;
  const invoked = match(reader, /&(?!&)|\.(?=[\s$"'({&])/y);
  if (invoked) {
    reader.at += 1;
    skip(reader);
    if (atLineEnd(reader) || /[;|)}]/.test(peek(reader))) {
      fail(`a command is missing behind "${invoked[0]}"`, start);
    }
  }
  if (!invoked && (endsWord(peek(reader)) || isQuote(peek(reader)))) unexpected(reader);
  const name = readWord(reader);
  if (reader.at === name.start) unexpected(reader);
  const words: Word[] = [];
  const redirections: Redirection[] = [];
  let end = reader.at;
  for (;;) {
    skip(reader);
    readRedirections(reader, redirections);
    if (endsCommand(reader)) break;
    if (looksAt(reader, '--%')) {
      skipLine(reader);
      end = reader.at;
      break;
    }
    const before = reader.at;
    words.push(...readArgument(reader));
    if (reader.at === before) unexpected(reader);
    end = Math.max(end, reader.at);
  }
  const path = name.literal || endsInFile(name.value) ? name.value : '';
  const made: Command = {
    name: commandName(path),
    path,
    nameStart: name.start,
    start,
    end,
    words,
    redirections,
    pipeline,
    statement: reader.found.statements.length,
    environment: new Map(),
    runAs: { root: false, bySudo: false },
    leftOfAnd: false,
    ...reader.within,
    hasInput: pipeline.commands.length > 0,
  };
  reader.found.commands.push(made);
  pipeline.commands.push(made);
}

/** True for a path such as `$env:SystemRoot\System32\sysprep.exe`, of which the file is known and the folder is not. */
function endsInFile(path: string): boolean {
  return /[\\/][\w.-]+$/.test(path);
}

/** `C:\Tools\Setup.exe` -> `setup`; `Microsoft.PowerShell.Core\Get-Item` -> `get-item`. */
function commandName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.exe$/, '');
}

function endsCommand(reader: Reader): boolean {
  if (atLineEnd(reader)) return true;
  const c = peek(reader);
  return c === ';' || c === '|' || c === ')' || c === '}' || c === '&';
}

function readRedirections(reader: Reader, into: Redirection[]): void {
  for (;;) {
    const found = match(reader, redirection);
    if (!found) {
      if (peek(reader) === '<') fail('"<" does not redirect input in PowerShell', reader.at);
      return;
    }
    const start = reader.at;
    reader.at += found[0].length;
    skip(reader);
    const merges = found[0].includes('&');
    if (!merges && endsCommand(reader)) fail('a file is missing behind ">"', start);
    const target = merges ? undefined : readWord(reader);
    into.push({ start, end: reader.at, writes: !merges, target });
    skip(reader);
  }
}

/** An argument: a parameter with its value, or values separated by commas. */
function readArgument(reader: Reader): readonly Word[] {
  const start = reader.at;
  const parameter = match(reader, /-[\p{L}_?][^\s{}();,|&.[:"'<>]*:?/uy);
  if (parameter && (parameter[0].endsWith(':') || endsParameter(reader, parameter[0].length))) {
    reader.at += parameter[0].length;
    const text = parameter[0];
    const word = { start, end: reader.at, text, value: text.replace(/:$/, ''), literal: true };
    if (!text.endsWith(':')) return [word];
    skip(reader);
    return endsCommand(reader) ? [word] : [word, ...readList(reader)];
  }
  return readList(reader);
}

function endsParameter(reader: Reader, length: number): boolean {
  const behind = reader.text[reader.at + length] ?? '';
  return endsWord(behind) || /[.["']/.test(behind);
}

function readList(reader: Reader): readonly Word[] {
  if (peek(reader) === ',') fail('a value is missing before ","', reader.at);
  const words = [readWord(reader)];
  for (;;) {
    const before = reader.at;
    skip(reader);
    if (peek(reader) !== ',') {
      reader.at = before;
      return words;
    }
    const comma = reader.at;
    reader.at += 1;
    skip(reader, true);
    if (endsCommand(reader) || peek(reader) === ',') fail('a value is missing behind ","', comma);
    words.push(readWord(reader));
  }
}

/** One word: a string, a variable with members, something in brackets, or a bare word that may hold all of these. */
export function readWord(reader: Reader): Word {
  const start = reader.at;
  const c = peek(reader);
  const word = (value: string, literal: boolean): Word => ({
    start,
    end: reader.at,
    text: reader.text.slice(start, reader.at),
    value,
    literal,
  });
  if (c === '(') readParentheses(reader);
  else if (c === '{') reader.grammar.block(reader, 'the script block');
  else if (looksAt(reader, '@(')) readSubexpression(reader);
  else if (looksAt(reader, '@{')) readOperand(reader);
  else if (c === '@' && isQuote(peek(reader, 1))) {
    const { value, literal } = readHereString(reader);
    return word(value, literal);
  } else if (isQuote(c)) {
    const { value, literal } = readString(reader);
    if (!/[.[:]/.test(peek(reader))) return word(value, literal);
  } else if (c === '$' && !looksAt(reader, '$(') && readVariable(reader)) {
    readArgumentMembers(reader, start);
    if (!endsWord(peek(reader))) return readBareWord(reader, start);
    return word(reader.text.slice(start, reader.at), false);
  } else if (c === '@' && /[\p{L}_?]/u.test(peek(reader, 1))) readVariable(reader);
  else return readBareWord(reader, start);
  readArgumentMembers(reader, start);
  return word(reader.text.slice(start, reader.at), false);
}

function readBareWord(reader: Reader, start: number): Word {
  let value = reader.text.slice(start, reader.at);
  let literal = value === '';
  for (let c = peek(reader); !endsWord(c); c = peek(reader)) {
    const from = reader.at;
    if (c === '`') {
      if (/[\r\n]/.test(peek(reader, 1))) break;
      reader.at += 2;
      value += reader.text.slice(from + 1, reader.at);
    } else if (isQuote(c)) {
      const string = readString(reader);
      value += string.value;
      literal &&= string.literal;
    } else if (looksAt(reader, '$(')) {
      readSubexpression(reader);
      value += reader.text.slice(from, reader.at);
      literal = false;
    } else if (c === '$' && readVariable(reader)) {
      value += reader.text.slice(from, reader.at);
      literal = false;
    } else {
      reader.at += 1;
      value += c;
    }
  }
  return { start, end: reader.at, text: reader.text.slice(start, reader.at), value, literal };
}
