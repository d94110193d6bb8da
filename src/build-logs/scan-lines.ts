/** A log, chunk by chunk -> the lines that matter. Keeps a small part of it in memory, whatever its size. */

/** A line as it is in the log. */
export interface RawLine {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line break; the beginning only where the line is very long. */
  readonly text: string;
}

export interface LineScanner {
  readonly write: (chunk: string | Uint8Array) => void;
  /** Ends the log: its last line may have no line break. */
  readonly end: () => void;
  /** The lines before the one that is being handled, or before the end of what was written; the last one last. */
  readonly recent: (count: number) => readonly RawLine[];
  /** The text so far where it begins as a JSON document does, which may be of a size to read at once; else empty. */
  readonly document: () => string;
  /** Why the bytes are not text; absent if they are. */
  readonly problem: () => 'binary' | 'empty' | undefined;
}

/** Characters kept for `recent`. */
const keptCharacters = 65_536;
/** Longer lines are cut: no line that matters is this long. */
const longestLine = 8_192;
/** Anything longer is not a document of the service. */
const longestDocument = 1_048_576;
/** A line that does not end is dropped at this length. */
const longestPending = 1_048_576;

/** Finds the lines in which the pattern (with the flag `g`) matches. */
export function createLineScanner(pattern: RegExp, onLine: (line: RawLine) => void): LineScanner {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let before = '';
  let pending = '';
  let block = '';
  /** How far into the block lines were handled. */
  let handled = 0;
  /** Line breaks before `handled`. */
  let breaks = 0;
  let characters = 0;
  let binary = false;
  let document: string | undefined = '';

  const countTo = (offset: number): void => {
    for (let at = block.indexOf('\n', handled); at >= 0 && at < offset;) {
      breaks += 1;
      at = block.indexOf('\n', at + 1);
    }
    handled = offset;
  };

  const scan = (text: string): void => {
    block = text;
    handled = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(block); match; match = pattern.exec(block)) {
      const start = block.lastIndexOf('\n', match.index - 1) + 1;
      const end = endOfLine(block, match.index);
      countTo(start);
      onLine({ number: breaks + 1, text: lineOf(block, start, end) });
      pattern.lastIndex = end + 1;
      if (end >= block.length) break;
    }
    countTo(block.length);
    before = (before + block).slice(-keptCharacters);
    block = '';
    handled = 0;
  };

  const writeText = (text: string): void => {
    if (characters < keptCharacters && looksBinary(text)) binary = true;
    characters += text.length;
    if (binary) return;
    if (document !== undefined) {
      document += text;
      const isDocument = /^\ufeff?\s*(?:$|\{|\[\s*(?:$|\{))/.test(document.slice(0, 1_000));
      if (!isDocument || document.length > longestDocument) document = undefined;
    }
    const last = text.lastIndexOf('\n');
    if (last < 0) {
      pending += text;
      if (pending.length > longestPending) pending = pending.slice(0, longestLine);
      return;
    }
    const whole = pending + text.slice(0, last + 1);
    pending = text.slice(last + 1);
    scan(whole);
  };

  return {
    write: (chunk) => {
      if (typeof chunk === 'string') {
        writeText(chunk);
        return;
      }
      if (chunk.length === 0) return;
      decoder ??= new TextDecoder(encodingOf(chunk));
      writeText(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      const rest = decoder?.decode();
      if (rest) writeText(rest);
      if (pending !== '' && !binary) scan(pending);
      pending = '';
    },
    recent: (count) => lastLines(before + block.slice(0, handled), count, breaks),
    document: () => document ?? '',
    problem: () => (binary ? 'binary' : characters === 0 ? 'empty' : undefined),
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function lineOf(text: string, start: number, end: number): string {
  const line = text.slice(start, Math.min(end, start + longestLine));
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function lastLines(text: string, count: number, breaks: number): readonly RawLine[] {
  if (text === '') return [];
  let start = text.endsWith('\n') ? text.length - 1 : text.length;
  const end = start;
  for (let left = count; left > 0 && start > 0; left -= 1)
    start = text.lastIndexOf('\n', start - 1);
  const lines = text.slice(Math.max(start + 1, 0), end).split('\n');
  const last = text.endsWith('\n') ? breaks : breaks + 1;
  return lines.map((line, index) => ({
    number: last - lines.length + 1 + index,
    text: lineOf(line, 0, line.length),
  }));
}

/** PowerShell 5.1 writes UTF-16 where output is redirected. */
function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** True for text with NUL characters, or if one character in ten does not belong in text. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, keptCharacters);
  if (sample.includes('\u0000')) return true;
  const strange = sample.match(/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return strange > 16 && strange * 10 > sample.length;
}
