/** The text of a file, into which diagnostics point. */
export interface Source {
  /** As the user named it, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}

/** A range of a source: the offset of its first character, and the one past its last. */
export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

/** A line and a column, both from 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStarts = new WeakMap<Source, readonly number[]>();

function startsOf(source: Source): readonly number[] {
  const known = lineStarts.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) {
    starts.push(at + 1);
  }
  lineStarts.set(source, starts);
  return starts;
}

/** Line and column of an offset. */
export function positionAt(source: Source, offset: number): Position {
  const starts = startsOf(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The offset of a line (counted from 1) and a column (counted from 0). */
export function offsetAt(source: Source, line: number, column: number): number {
  return Math.min((startsOf(source)[line - 1] ?? source.text.length) + column, source.text.length);
}

/** A line (counted from 1) without its indentation and the white space behind it. */
export function spanOfLine(source: Source, line: number): Span {
  const text = lineText(source, line);
  const start = offsetAt(source, line, text.length - text.trimStart().length);
  return { source, start, end: start + text.trim().length };
}

/** The text of a line (counted from 1), without its line break. */
export function lineText(source: Source, line: number): string {
  const starts = startsOf(source);
  const from = starts[line - 1] ?? source.text.length;
  const to = starts[line] ?? source.text.length + 1;
  return source.text.slice(from, to - 1).replace(/\r$/, '');
}
