/** A position in the text of an HCL file, and how to move it. */
import type { Source, Span } from '../diagnostics/source';
import type { HclExpression } from './hcl-tree';

/** What is wrong with a file, where; thrown inside the reader, and caught at its door. */
export class HclSyntaxError extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

/** Deeper nesting than people write. */
const maxDepth = 200;

/** A cursor in a file. */
export interface Scanner {
  readonly source: Source;
  at: number;
  /** True inside brackets, where line breaks say nothing. */
  ignoresBreaks: boolean;
  /** How many blocks and brackets are open. */
  depth: number;
  /** Reads an expression: texts hold expressions, and expressions texts. */
  readonly readExpression: (scanner: Scanner) => HclExpression;
}

/** Begins at the start of a text. */
export function scannerOf(source: Source, readExpression: Scanner['readExpression']): Scanner {
  return { source, at: 0, ignoresBreaks: false, depth: 0, readExpression };
}

/** The range from an offset to the cursor. */
export function spanFrom({ source, at }: Scanner, start: number): Span {
  return { source, start, end: at };
}

/** Refuses the file. */
export function fail({ source, at }: Scanner, message: string, start = at): never {
  throw new HclSyntaxError(message, { source, start, end: Math.max(start, at) });
}

const blanks = /(?:[ \t\r]+|\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*)*/y;
const blanksAndBreaks = /(?:\s+|\uFEFF|\/\*[^]*?\*\/|(?:#|\/\/)[^\n]*)*/y;

/** Skips blanks and comments; line breaks too where the caller says so, or inside brackets. */
export function skip(scanner: Scanner, lineBreaks = scanner.ignoresBreaks): void {
  const pattern = lineBreaks ? blanksAndBreaks : blanks;
  pattern.lastIndex = scanner.at;
  scanner.at += pattern.exec(scanner.source.text)?.[0].length ?? 0;
  if (startsWith(scanner, '/*')) fail(scanner, 'This comment has no end. Close it with "*/".');
}

/** Whether a text comes next. */
export function startsWith({ source, at }: Scanner, text: string): boolean {
  return source.text.startsWith(text, at);
}

/** Takes a text if it comes next. */
export function accept(scanner: Scanner, text: string): boolean {
  if (!startsWith(scanner, text)) return false;
  scanner.at += text.length;
  return true;
}

/** Takes what matches next; the pattern is sticky. */
export function acceptPattern(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.source.text)?.[0];
  scanner.at += found?.length ?? 0;
  return found;
}

/** Takes a text that has to come next, behind blanks. */
export function expectText(scanner: Scanner, text: string, where: string): void {
  skip(scanner);
  if (!accept(scanner, text))
    fail(scanner, `Expected "${text}" ${where}, found ${found(scanner)}.`);
}

const word = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** A name, if one comes next. */
export function acceptWord(scanner: Scanner): string | undefined {
  return acceptPattern(scanner, word);
}

/** What comes next, for messages. */
export function found({ source, at }: Scanner): string {
  const next = source.text.slice(at, at + 40);
  if (next === '') return 'the end of the file';
  if (/^\r?\n/.test(next)) return 'the end of the line';
  return `"${/^(?:[\p{L}\p{N}_-]+|.)/u.exec(next)?.[0] ?? ''}"`;
}

/** Reads what is inside brackets, where line breaks say nothing, or inside a block, where they end an argument. */
export function inside<T>(scanner: Scanner, read: () => T, ignoresBreaks = true): T {
  if (scanner.depth >= maxDepth)
    fail(scanner, `The file is nested deeper than ${maxDepth} levels.`);
  const before = scanner.ignoresBreaks;
  scanner.ignoresBreaks = ignoresBreaks;
  scanner.depth += 1;
  const value = read();
  scanner.depth -= 1;
  scanner.ignoresBreaks = before;
  return value;
}

/** Takes the closing bracket of a list, call or parenthesis. */
export function closeBracket(scanner: Scanner, bracket: ')' | ']' | '}', what: string): void {
  expectText(scanner, bracket, `at the end of ${what}`);
}
