/** A text with `\n` between its lines, and what its file has instead. */
export interface FileText {
  readonly text: string;
  /** True where the file begins with a byte order mark. */
  readonly isMarked: boolean;
  /** The line end of the first line; `\n` where there is only one line. */
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** The offset in the file of an offset in the text. */
  readonly fileOffset: (offset: number) => number;
}

/** Reads line ends of every kind as `\n`, and leaves a byte order mark out. */
export function readLineEnds(content: string): FileText {
  const isMarked = content.startsWith('\uFEFF');
  const body = isMarked ? content.slice(1) : content;
  const first = /\r\n|\r|\n/.exec(body)?.[0];
  const lineEnd = first === '\r\n' || first === '\r' ? first : '\n';
  const text = body.replace(/\r\n?/g, '\n');
  /** Offsets in the text behind which the file has one character more. */
  const pairs: number[] = [];
  for (let at = body.indexOf('\r\n'); at >= 0; at = body.indexOf('\r\n', at + 2)) {
    pairs.push(at - pairs.length);
  }
  const fileOffset = (offset: number): number =>
    offset + pairs.filter((pair) => pair < offset).length + Number(isMarked);
  return { text, isMarked, lineEnd, fileOffset };
}

/** A text as its file has it: all lines with one line end. */
export function writeLineEnds(text: string, { isMarked, lineEnd }: FileText): string {
  return `${isMarked ? '\uFEFF' : ''}${text.replaceAll('\n', lineEnd)}`;
}
