/** Lays JSON out as Prettier does by default: an object or array is one line where it fits into 80 columns. */
import { isPlain } from '../../lib/plain-text';
import type { Fields, MapValue, ObjectValue, ResourceId, Text } from '../value';
import { displayWidth } from './display-width';

/** JSON whose scalars and keys are printed already. A string is ASCII: it takes a column for each character. */
export type Layout = string | OneLine | ListLayout | ObjectLayout;

interface Breakable {
  /** All of it on one line; undefined where it is too long for any line, and for what Prettier never puts on one. */
  readonly flat: string | undefined;
  /** The columns that it takes on one line. */
  readonly width: number;
}

/** What has characters beyond ASCII, and no parts. */
interface OneLine extends Breakable {
  readonly flat: string;
}

interface ListLayout extends Breakable {
  readonly items: readonly Layout[];
  readonly numbers: boolean;
}

interface ObjectLayout extends Breakable {
  readonly keys: readonly Layout[];
  readonly values: readonly Layout[];
}

const lineWidth = 80;

const neverFlat: Breakable = { flat: undefined, width: Infinity };

/** The layout of a text. */
export function textLayout(text: string): Layout {
  if (isPlain(text)) return `"${text}"`;
  const flat = JSON.stringify(text);
  return { flat, width: displayWidth(flat) };
}

/** The layout of a text, a number or the like. */
export function dataLayout(data: unknown): Layout {
  return typeof data === 'string' ? textLayout(data) : JSON.stringify(data);
}

/** The layout of an array; `numbers` says that it holds nothing else. */
export function listLayout(items: readonly Layout[], numbers: boolean): Layout {
  if (items.length === 0) return '[]';
  // Two brackets, and a comma and a blank after each item but the last.
  let width = 0;
  for (const item of items) width += widthOf(item) + 2;
  if (width > lineWidth || isTable(items)) return { items, numbers, ...neverFlat };
  return { items, numbers, flat: `[${items.map(flatOf).join(', ')}]`, width };
}

/** The layout of an object, from its keys and their values. */
export function objectLayout(keys: readonly Layout[], values: readonly Layout[]): Layout {
  if (keys.length === 0) return '{}';
  let width = 2;
  let line = '';
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] ?? '';
    const value = values[at] ?? '';
    width += widthOf(key) + widthOf(value) + 4;
    if (width > lineWidth) return { keys, values, ...neverFlat };
    line += `${at === 0 ? '{ ' : ', '}${flatOf(key)}: ${flatOf(value)}`;
  }
  return { keys, values, flat: `${line} }`, width };
}

/** The layout of an object or a mapping, whose literal keys `keyText` gets as strings. */
export function entriesLayout<V>(
  value: ObjectValue<Fields<V>> | MapValue<V>,
  keyText: (key: Text | ResourceId | string) => string,
  layoutOf: (value: V) => Layout,
): Layout {
  const keys: Layout[] = [];
  const values: Layout[] = [];
  if (value.kind === 'map') {
    for (const entry of value.entries) {
      keys.push(textLayout(keyText(entry.key)));
      values.push(layoutOf(entry.value));
    }
    return objectLayout(keys, values);
  }
  for (const key of Object.keys(value.fields)) {
    const inner = value.fields[key];
    if (inner === undefined) continue;
    keys.push(textLayout(keyText(key)));
    values.push(layoutOf(inner));
  }
  return objectLayout(keys, values);
}

function widthOf(layout: Layout): number {
  return typeof layout === 'string' ? layout.length : layout.width;
}

function flatOf(layout: Layout): string | undefined {
  return typeof layout === 'string' ? layout : layout.flat;
}

/**
 * Prints a layout, without a final line break.
 * @param indent columns by which the lines are indented
 * @param column column at which the text begins
 * @param behind columns taken by what follows on the last line (a comma)
 */
export function printLayout(layout: Layout, indent = 0, column = indent, behind = 0): string {
  if (typeof layout === 'string') return layout;
  const { flat, width } = layout;
  if (flat !== undefined && column + width + behind <= lineWidth) return flat;
  if ('keys' in layout) return printObject(layout, indent);
  return 'items' in layout ? printList(layout, indent) : layout.flat;
}

function printObject({ keys, values }: ObjectLayout, indent: number): string {
  const inner = ' '.repeat(indent + 2);
  const last = keys.length - 1;
  let lines = '{\n';
  for (let at = 0; at <= last; at += 1) {
    const key = keys[at] ?? '';
    const value = values[at] ?? '';
    const column = indent + 4 + widthOf(key);
    const printed = printLayout(value, indent + 2, column, at < last ? 1 : 0);
    lines += `${inner}${flatOf(key)}: ${printed}${at < last ? ',\n' : '\n'}`;
  }
  return `${lines}${' '.repeat(indent)}}`;
}

function printList({ items, numbers }: ListLayout, indent: number): string {
  const inner = ' '.repeat(indent + 2);
  const last = items.length - 1;
  const printed = items.map((item, at) =>
    printLayout(item, indent + 2, indent + 2, at < last ? 1 : 0),
  );
  const lines = numbers ? fillLines(printed, inner) : inner + printed.join(`,\n${inner}`);
  return `[\n${lines}\n${' '.repeat(indent)}]`;
}

/** True for several objects, or several lists, of more than one entry each: Prettier gives each a line of its own. */
function isTable(items: readonly Layout[]): boolean {
  const [first] = items;
  if (items.length < 2 || typeof first !== 'object') return false;
  const areObjects = 'keys' in first;
  return items.every((item) => {
    if (typeof item !== 'object') return false;
    if (areObjects) return 'keys' in item && item.keys.length > 1;
    return 'items' in item && item.items.length > 1;
  });
}

/** Numbers are filled: as many on a line as fit. */
function fillLines(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  items.forEach((item, index) => {
    const piece = index < items.length - 1 ? `${item},` : item;
    if (line === indent) line += piece;
    else if (line.length + 1 + piece.length <= lineWidth) line += ` ${piece}`;
    else {
      lines.push(line);
      line = indent + piece;
    }
  });
  return [...lines, line].join('\n');
}
