/** Lays JSON out as Prettier does by default: an object or array is one line where it fits into 80 columns. */
import { displayWidth } from './display-width';

/** JSON whose scalars and keys are printed already. */
export type Layout = string | ListLayout | ObjectLayout;

interface Breakable {
  /** All of it on one line; undefined where it is too long for any line, and for what Prettier never puts on one. */
  readonly flat: string | undefined;
  /** The columns that it takes on one line. */
  readonly width: number;
}

interface ListLayout extends Breakable {
  readonly items: readonly Layout[];
  readonly numbers: boolean;
}

interface ObjectLayout extends Breakable {
  readonly entries: readonly (readonly [key: string, value: Layout])[];
}

const lineWidth = 80;

const neverFlat: Breakable = { flat: undefined, width: Infinity };

/** The layout of an array; `numbers` says that it holds nothing else. */
export function listLayout(items: readonly Layout[], numbers: boolean): Layout {
  if (items.length === 0) return '[]';
  return { items, numbers, ...(isTable(items) ? neverFlat : onLine('[', items, flatOf, ']')) };
}

/** The layout of an object. */
export function objectLayout(entries: ObjectLayout['entries']): Layout {
  if (entries.length === 0) return '{}';
  return { entries, ...onLine('{ ', entries, flatEntry, ' }') };
}

/** All parts on one line, unless that is too long. */
function onLine<T>(
  open: string,
  parts: readonly T[],
  print: (part: T) => string | undefined,
  close: string,
): Breakable {
  let line = open;
  for (const part of parts) {
    const flat = print(part);
    if (flat === undefined) return neverFlat;
    line += line.length > open.length ? `, ${flat}` : flat;
  }
  line += close;
  const width = displayWidth(line);
  return width <= lineWidth ? { flat: line, width } : neverFlat;
}

function flatOf(layout: Layout): string | undefined {
  return typeof layout === 'string' ? layout : layout.flat;
}

function flatEntry([key, value]: ObjectLayout['entries'][number]): string | undefined {
  const flat = flatOf(value);
  return flat === undefined ? undefined : `${key}: ${flat}`;
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
  const inner = ' '.repeat(indent + 2);
  const close = ' '.repeat(indent);
  if ('entries' in layout) {
    let rest = layout.entries.length;
    let lines = '';
    for (const [key, value] of layout.entries) {
      rest -= 1;
      const printed =
        typeof value === 'string'
          ? value
          : printLayout(value, indent + 2, indent + 4 + displayWidth(key), rest > 0 ? 1 : 0);
      lines += `${inner}${key}: ${printed}${rest > 0 ? ',' : ''}\n`;
    }
    return `{\n${lines}${close}}`;
  }
  const last = layout.items.length - 1;
  const items = layout.items.map((item, index) =>
    printLayout(item, indent + 2, indent + 2, index < last ? 1 : 0),
  );
  if (layout.numbers) return `[\n${fillLines(items, inner)}\n${close}]`;
  return `[\n${items.map((item) => inner + item).join(',\n')}\n${close}]`;
}

/** True for several objects, or several lists, of more than one entry each: Prettier gives each a line of its own. */
function isTable(items: readonly Layout[]): boolean {
  const [first] = items;
  if (items.length < 2 || first === undefined || typeof first === 'string') return false;
  const isObject = 'entries' in first;
  return items.every((item) => {
    if (typeof item === 'string' || 'entries' in item !== isObject) return false;
    return ('entries' in item ? item.entries : item.items).length > 1;
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
