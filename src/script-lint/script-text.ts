/** The text of commands in a spec, as the shell gets it, with the place of each character in the file. */
import type { Place } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import type { ImageParameter } from '../image/image';
import type { Sourced, Text } from '../value/value';
import { referenceMark, scalarOffsets, type Stretch } from './scalar-offsets';

/** A text whose characters know where they are. */
export interface PlacedText {
  readonly text: string;
  readonly place: (start: number, end: number) => Place;
  readonly verbatim: (start: number, end: number) => boolean;
}

/** A run of characters that come from one scalar of the spec. */
interface Piece {
  readonly start: number;
  readonly text: string;
  readonly source: Source;
  readonly path: string;
  /** One for each character. */
  readonly stretches: readonly Stretch[];
}

/** Lines that follow each other in one scalar of a spec. */
interface Scalar {
  readonly lines: Sourced<Text>[];
  readonly origin: Extract<Sourced<Text>['origin'], { kind: 'spec' }>;
}

/** The lines of a step as one text; `undefined` where they do not come from the spec. */
export function inlineText(
  lines: readonly Sourced<Text>[],
  parameters: readonly ImageParameter[],
): PlacedText | undefined {
  const scalars: Scalar[] = [];
  for (const line of lines) {
    const { origin } = line;
    if (origin.kind !== 'spec') return undefined;
    const last = scalars.at(-1);
    const same = last?.origin.path === origin.path && last.origin.span.start === origin.span.start;
    if (last && same) last.lines.push(line);
    else scalars.push({ lines: [line], origin });
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (const scalar of scalars) {
    const piece = pieceOf(scalar, start, parameters);
    pieces.push(piece);
    start += piece.text.length + 1;
  }
  return placed(pieces);
}

function pieceOf(
  { lines, origin }: Scalar,
  start: number,
  parameters: readonly ImageParameter[],
): Piece {
  const values: string[] = [];
  const marked = lines
    .map(({ parts }) =>
      parts
        .map((part) => {
          if (typeof part === 'string') return part;
          values.push(knownValue(part.parameter, parameters));
          return referenceMark;
        })
        .join(''),
    )
    .join('\n');
  const { source, start: from, end } = origin.span;
  const offsets = scalarOffsets(source.text.slice(from, end), marked);
  let text = '';
  const stretches: Stretch[] = [];
  for (let index = 0; index < marked.length; index += 1) {
    const found = offsets?.[index];
    const stretch = found
      ? { start: from + found.start, end: from + found.end }
      : { start: from, end };
    const c = marked[index] ?? '';
    const replaced = c === referenceMark ? (values.shift() ?? '') : c;
    const made = replaced === '' && found ? 'x'.repeat(found.end - found.start) : replaced;
    text += made;
    for (let count = 0; count < made.length; count += 1) stretches.push(stretch);
  }
  return { start, text, source, path: origin.path, stretches };
}

/** The value of a parameter where the spec or the command line tells it. */
function knownValue(name: string, parameters: readonly ImageParameter[]): string {
  const value = parameters.find((one) => one.name === name)?.value;
  return value === undefined || value === `<${name}>` ? '' : String(value);
}

function placed(pieces: readonly Piece[]): PlacedText {
  /** The last piece that starts at or before an offset; the first where there is none. */
  const pieceAt = (at: number): Piece | undefined => {
    let low = 0;
    for (let high = pieces.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((pieces[middle]?.start ?? 0) <= at) low = middle;
      else high = middle;
    }
    return pieces[low];
  };
  const stretchAt = (piece: Piece, at: number): Stretch | undefined =>
    piece.stretches[Math.min(at - piece.start, piece.stretches.length - 1)];
  return {
    text: pieces.map((one) => one.text).join('\n'),
    place: (start, end) => {
      const piece = pieceAt(start);
      const first = piece && stretchAt(piece, start);
      if (!piece || !first) return {};
      const lastPiece = pieceAt(Math.max(start, end - 1));
      const last = lastPiece === piece ? stretchAt(piece, Math.max(start, end - 1)) : undefined;
      const span = {
        source: piece.source,
        start: first.start,
        end: Math.max(first.end, last?.end ?? 0),
      };
      return { span, path: piece.path };
    },
    verbatim: (start, end) => {
      const piece = pieceAt(start);
      if (!piece || pieceAt(end) !== piece) return false;
      const first = stretchAt(piece, start);
      if (!first) return false;
      const written = piece.source.text.slice(first.start, first.start + (end - start));
      return written === piece.text.slice(start - piece.start, end - piece.start);
    },
  };
}

/** The text of a file: each character is at its own place; `path` is where the spec names the file. */
export function fileText(source: Source, path: string): PlacedText {
  return {
    text: source.text,
    place: (start, end) => ({ span: { source, start, end }, path }),
    verbatim: () => true,
  };
}
