/**
 * Reads the YAML that nearly all specs consist of: block mappings and lists, strings on one line, text below "|", and short lists and
 * mappings in brackets. Whatever else a text holds, an error above all, is left to the YAML library, which takes several times as long.
 */
import type { Source } from '../../diagnostics/source';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from '../node';
import {
  afterSpaces,
  isAtKey,
  isTooMuch,
  type Place,
  type Reader,
  readKey,
  readValue,
} from './simple-values';

/** Longer texts are left to the library, of which each token is counted first. */
const mostCharacters = 30_000;

/** The nodes of a text; `undefined` where it is not as simple, and where it is wrong. */
export function readSimpleYaml(source: Source): Node | undefined {
  const { text } = source;
  if (text.length > mostCharacters || text.includes('\0') || !text.isWellFormed()) return undefined;
  const reader: Reader = { source, text, at: 0, indent: -1, end: 0, values: 0 };
  if (!nextLine(reader, 0) || reader.indent !== 0) return undefined;
  const start = { source, start: 0, end: Math.min(text.length, 1) };
  const root = readBlock(reader, { path: '', at: start, depth: 0 });
  return reader.indent < 0 ? root : undefined;
}

/** Goes on to the next line that has a value. False after a comment that is indented deeper: it belongs to what is before it. */
function nextLine(reader: Reader, from: number): boolean {
  const { text } = reader;
  let deepest = 0;
  for (let line = from; line < text.length;) {
    const at = afterSpaces(text, line);
    const first = text[at];
    if (first === '#') deepest = Math.max(deepest, at - line);
    else if (first !== '\n' && first !== undefined) {
      reader.at = at;
      reader.indent = at - line;
      return deepest <= reader.indent;
    }
    line = lineEnd(text, at);
  }
  reader.at = text.length;
  reader.indent = -1;
  return deepest === 0;
}

/** The offset behind the line break of the line at an offset. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Reads the mapping or list that begins here. */
function readBlock(reader: Reader, place: Place): Node | undefined {
  return reader.text.startsWith('- ', reader.at)
    ? readList(reader, place)
    : readMap(reader, reader.indent, place);
}

function readList(reader: Reader, { path, depth }: Place): ListNode | undefined {
  const { text, source, indent, at: start } = reader;
  if (isTooMuch(reader, depth)) return undefined;
  const items: Node[] = [];
  do {
    if (!text.startsWith('- ', reader.at)) return undefined;
    const at = afterSpaces(text, reader.at + 1);
    const place = { path: `${path}[${items.length}]`, at: undefined, depth: depth + 1 };
    const column = indent + at - reader.at;
    reader.at = at;
    const item = isAtKey(reader)
      ? readMap(reader, column, place)
      : readInline(reader, indent, place);
    if (!item) return undefined;
    items.push(item);
  } while (reader.indent === indent);
  if (reader.indent > indent) return undefined;
  return { kind: 'list', items, span: { source, start, end: reader.end }, path };
}

/** Reads the mapping whose first key is here, and whose keys are at a column. */
function readMap(reader: Reader, column: number, { path, at, depth }: Place): MapNode | undefined {
  const { text, source, at: start } = reader;
  if (isTooMuch(reader, depth)) return undefined;
  const entries: MapEntry[] = [];
  do {
    const entry = readKey(reader, entries, path, depth);
    if (!entry) return undefined;
    const { place, keySpan } = entry;
    const from = afterSpaces(text, reader.at);
    const first = text[from];
    let value: Node | undefined;
    if (first === '\n' || (first === '#' && from > reader.at)) {
      // An empty value is left to the library, and so is a list that is not indented.
      if (!nextLine(reader, lineEnd(text, from)) || reader.indent <= column) return undefined;
      value = readBlock(reader, place);
    } else {
      reader.at = from;
      value = readInline(reader, column, place);
    }
    if (!value) return undefined;
    entries.push({ key: entry.key, keySpan, value });
  } while (reader.indent === column);
  if (reader.indent > column) return undefined;
  const own = at ?? entries[0]?.keySpan;
  if (!own) return undefined;
  return { kind: 'map', entries, at: own, span: { source, start, end: reader.end }, path };
}

/** Reads a value that begins on the line of its key or dash, which is at a column, and goes on to the next line. */
function readInline(reader: Reader, column: number, place: Place): Node | undefined {
  const { text, at } = reader;
  if (text[at] === '|') return readText(reader, column, place);
  const value = readValue(reader, place, false);
  if (!value) return undefined;
  const rest = afterSpaces(text, reader.at);
  const first = text[rest];
  const ends = first === '\n' || first === undefined || (first === '#' && rest > reader.at);
  if (!ends) return undefined;
  reader.end = lineEnd(text, rest);
  return nextLine(reader, reader.end) ? value : undefined;
}

/** Reads the text below "|" or "|-" of a key or dash at a column. */
function readText(reader: Reader, column: number, { path, depth }: Place): ScalarNode | undefined {
  const { text, source, at: start } = reader;
  const chomps = text[start + 1] === '-';
  let line = start + (chomps ? 2 : 1);
  if (text[line] !== '\n' || isTooMuch(reader, depth)) return undefined;
  line += 1;
  const indent = afterSpaces(text, line) - line;
  const lines: string[] = [];
  let count = 0;
  while (line < text.length) {
    const at = afterSpaces(text, line);
    const isEmpty = text[at] === '\n' || at === text.length;
    if (!isEmpty && at - line < indent) break;
    const end = lineEnd(text, at);
    const last = text[end - 1] === '\n' ? end - 1 : end;
    lines.push(text.slice(Math.min(line + indent, last), last));
    if (!isEmpty) {
      count = lines.length;
      reader.end = end;
    }
    line = end;
  }
  // Text that begins with an empty line, or ends in one of many spaces, is left to the library.
  const isSimple =
    indent > column && lines[0] !== '' && lines.slice(count).every((one) => one === '');
  if (count === 0 || !isSimple || !nextLine(reader, reader.end)) return undefined;
  const value = lines.slice(0, count).join('\n') + (chomps ? '' : '\n');
  return { kind: 'scalar', value, raw: value, span: { source, start, end: reader.end }, path };
}
