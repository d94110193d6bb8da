/** Reads PowerShell character by character, as its own tokenizer does: what a character means depends on what is read. */

import type { Command, Member, Statement, VariableUse } from '../command';

/** A syntax error: reading ends with the first one. */
export class PowerShellSyntaxError extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number = start + 1,
  ) {
    super(message);
  }
}

/** Something that Windows PowerShell 5.1 does not know. */
export interface NewSyntax {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

/** What is found on the way. */
export interface Findings {
  readonly commands: Command[];
  readonly statements: Statement[];
  readonly members: Member[];
  readonly variables: VariableUse[];
  readonly newSyntax: NewSyntax[];
}

/** What the reader is in the middle of. */
export interface Surroundings {
  readonly inFunction: boolean;
  readonly tested: boolean;
  readonly captured: boolean;
}

/** The parts of the grammar that contain each other; each reads from where the reader is. */
export interface Grammar {
  /** Statements up to a closing character, which is left. */
  readonly statements: (reader: Reader, end: '}' | ')' | '') => void;
  /** Commands and expressions joined by `|`, or an assignment. */
  readonly pipeline: (reader: Reader) => void;
  readonly expression: (reader: Reader) => void;
  readonly statement: (reader: Reader) => void;
  /** An expression up to a comma. */
  readonly value: (reader: Reader) => void;
  /** A block in braces. */
  readonly block: (reader: Reader, of: string) => void;
}

/** The text, and where the reader is in it. */
export interface Reader {
  readonly text: string;
  readonly grammar: Grammar;
  readonly found: Findings;
  at: number;
  /** How deep blocks and expressions are nested: a limit on recursion. */
  depth: number;
  within: Surroundings;
  /** True behind a statement that needs nothing to separate it from the next one. */
  complete: boolean;
}

/** Reads something in other surroundings. */
export function inside<T>(reader: Reader, changes: Partial<Surroundings>, read: () => T): T {
  const before = reader.within;
  if (reader.depth > 200) fail('the script is nested too deeply', reader.at);
  reader.within = { ...before, ...changes };
  reader.depth += 1;
  const result = read();
  reader.depth -= 1;
  reader.within = before;
  return result;
}

const blank = /[ \t\f\v\u00a0\u0085\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** The character at the reader, or one behind it; empty at the end. */
export function peek({ text, at }: Reader, ahead = 0): string {
  return text[at + ahead] ?? '';
}

/** True where a text is at the reader. */
export function looksAt({ text, at }: Reader, what: string): boolean {
  return text.startsWith(what, at);
}

/** Matches a sticky pattern at the reader without moving it. */
export function match({ text, at }: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Ends reading with a syntax error. */
export function fail(message: string, start: number, end?: number): never {
  throw new PowerShellSyntaxError(message, start, end);
}

/** True at the end of a line or of the text. */
export function atLineEnd(reader: Reader): boolean {
  const c = peek(reader);
  return c === '' || c === '\n' || c === '\r';
}

/** Skips blanks, continued lines and comments; with `newlines`, line ends too. */
export function skip(reader: Reader, newlines = false): void {
  for (;;) {
    const c = peek(reader);
    if (c === '') return;
    if (blank.test(c)) reader.at += 1;
    else if (c === '`' && /[\r\n]/.test(peek(reader, 1))) {
      reader.at += looksAt(reader, '`\r\n') ? 3 : 2;
    } else if (c === '#') skipLine(reader);
    else if (looksAt(reader, '<#')) skipBlockComment(reader);
    else if (newlines && (c === '\n' || c === '\r')) reader.at += 1;
    else return;
  }
}

/** Moves to the end of the line. */
export function skipLine(reader: Reader): void {
  const end = reader.text.slice(reader.at).search(/[\r\n]/);
  reader.at = end < 0 ? reader.text.length : reader.at + end;
}

function skipBlockComment(reader: Reader): void {
  const end = reader.text.indexOf('#>', reader.at + 2);
  if (end < 0) fail('the comment "<#" is not closed: "#>" is missing', reader.at, reader.at + 2);
  reader.at = end + 2;
}

/** True for blanks and for what ends a word. */
export function endsWord(c: string): boolean {
  return c === '' || /[\r\n&(),;{|}<>]/.test(c) || blank.test(c);
}

/** Takes a character that must follow, after blanks and line ends. */
export function expect(reader: Reader, c: string, message: string, start: number): void {
  skip(reader, true);
  if (peek(reader) !== c) fail(message, start, start + 1);
  reader.at += 1;
}

/** Notes something that Windows PowerShell 5.1 does not know. */
export function noteNew(reader: Reader, start: number, what: string): void {
  reader.found.newSyntax.push({ start, end: reader.at, what });
}

/** The last character before the reader that is not blank. */
export function behindWord(reader: Reader): number {
  return Math.max(0, reader.text.slice(0, reader.at).trimEnd().length - 1);
}
