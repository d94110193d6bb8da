/** Small edits of a YAML text by the places of its nodes: comments and layout around them stay. */
import type { Span } from '../diagnostics/source';
import type { MapEntry, MapNode, Node } from '../spec/node';

/** A range of a text and its replacement. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made; they do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The offset in the new text of an offset in the old one. */
export function movedOffset(offset: number, edits: readonly Edit[]): number {
  return edits
    .filter((edit) => edit.end <= offset)
    .reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), offset);
}

function inOrder(edits: readonly Edit[]): readonly Edit[] {
  return edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** True if only space separates a value from its key: no anchor, alias or tag. */
export function isPlain(entry: MapEntry): boolean {
  const { span } = entry.value;
  const { text } = span.source;
  if (span.start < entry.keySpan.end) return false;
  return /^\s*:(?:\s|#.*$)*$/m.test(text.slice(entry.keySpan.end, span.start));
}

/** True if one range is inside another. */
export function isInside(inner: Span, outer: Span): boolean {
  return inner.source === outer.source && inner.start >= outer.start && inner.end <= outer.end;
}

/** How the user wrote a scalar, its quotes included. */
export function written(node: Node): string {
  return node.span.source.text.slice(node.span.start, node.span.end);
}

/** Takes a scalar entry out of its map; a comment behind it stays. */
export function removeEntry(map: MapNode, entry: MapEntry): Edit {
  const { text } = map.span.source;
  const at = map.entries.indexOf(entry);
  const next = map.entries[at + 1];
  const before = map.entries[at - 1];
  const { start } = entry.keySpan;
  const { end } = entry.value.span;
  if (text[map.span.start] === '{') {
    if (next) return { start, end: next.keySpan.start, text: '' };
    return { start: before ? before.value.span.end : start, end, text: '' };
  }
  const comment = /^[ \t]*#/.exec(text.slice(end));
  if (comment) return { start, end: end + comment[0].length - 1, text: '' };
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  if (text.slice(lineStart, start).trim() === '') {
    return { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' };
  }
  return { start, end: next?.keySpan.start ?? end, text: '' };
}
