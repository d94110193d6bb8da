/** Where each character of a YAML text is in the file: block scalars are indented, others are quoted or folded. */

/** A character of a text that stands for a whole reference, `{{ params.name }}`. */
export const referenceMark = '\ue000';

/** A stretch of the source, by its offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

const reference = /\{\{\s*(?:params|matrix)\.[^\s{}]*\s*\}\}/y;

/**
 * The stretch of `source` for each character of `value`, which is what YAML and the matrix made of it; references to
 * parameters are one `referenceMark` each. `undefined` where the two do not belong together.
 */
export function scalarOffsets(source: string, value: string): readonly Stretch[] | undefined {
  const style = source[0];
  let at = 0;
  if (style === '|' || style === '>') at = source.indexOf('\n') + 1;
  else if (style === '"' || style === "'") at = 1;
  const found: Stretch[] = [];
  while (found.length < value.length) {
    const step = nextStretch(source, at, value, found.length, style);
    if (!step) return undefined;
    for (let count = 0; count < step.length; count += 1)
      found.push({ start: step.start, end: step.end });
    at = step.end;
  }
  return found;
}

interface Alignment extends Stretch {
  /** How many characters of the value it makes. */
  readonly length: number;
}

function nextStretch(
  source: string,
  from: number,
  value: string,
  index: number,
  style: string | undefined,
): Alignment | undefined {
  const c = value[index] ?? '';
  for (let at = from; at < source.length; at += 1) {
    const s = source[at] ?? '';
    const stretch = (length: number, taken = 1): Alignment => ({
      start: at,
      end: at + length,
      length: taken,
    });
    const written = s === '{' ? referenceAt(source, at) : undefined;
    if (written !== undefined && !value.startsWith(written, index)) {
      if (c === referenceMark) return stretch(written.length);
      return stretch(written.length, matrixLength(source, at + written.length, value, index));
    }
    if (style === '"' && s === '\\') {
      const length = escapeLength(source, at);
      if (source[at + 1] === '\n' || source[at + 1] === '\r') at += length - 1;
      else return stretch(length);
      continue;
    }
    if (style === "'" && s === "'" && c === "'") return stretch(2);
    if (s === c) return stretch(1);
    const isBlank = /\s/.test(s);
    if (isBlank && /\s/.test(c)) return stretch(1);
    // Doubled braces stand for single ones.
    if (!isBlank && s !== '{' && s !== '}') return undefined;
  }
  return undefined;
}

function referenceAt(source: string, at: number): string | undefined {
  reference.lastIndex = at;
  return reference.exec(source)?.[0];
}

function escapeLength(source: string, at: number): number {
  const digits = { x: 2, u: 4, U: 8 }[source[at + 1] ?? ''] ?? 0;
  return 2 + digits;
}

/** How long the value is that the matrix put in place of a reference: it ends where the text behind the reference begins. */
function matrixLength(source: string, behind: number, value: string, index: number): number {
  // What is escaped in quotes is not the same in the value.
  const [next = ''] = /^(?:[^\r\n{"'\\]{1,24}|["'](?=[^"']))/.exec(source.slice(behind)) ?? [];
  const lineEnd = value.indexOf('\n', index);
  const end = lineEnd < 0 ? value.length : lineEnd;
  if (next === '') return Math.max(0, end - index);
  const found = value.indexOf(next, index);
  return found < 0 ? Math.max(0, end - index) : found - index;
}
