/** Lays JSON out as Prettier does by default: an object or array is one line where it fits into 80 columns. */
import { displayWidth } from './display-width';

/** JSON whose scalars and keys are printed already. */
export type Layout = string | ListLayout | ObjectLayout;

interface Breakable {
  /** All of it on one line; undefined where it is too long for any line, and for what Prettier never puts on one. */
  readonly flat: string | undefined;
}

interface ListLayout extends Breakable {
  readonly items: readonly Layout[];
  readonly numbers: boolean;
}

interface ObjectLayout extends Breakable {
  readonly entries: readonly (readonly [key: string, value: Layout])[];
}

const lineWidth = 80;

/** The layout of an array; `numbers` says that it holds nothing else. */
export function listLayout(items: readonly Layout[], numbers: boolean): Layout {
  if (items.length === 0) return '[]';
  if (isTable(items)) return { items, numbers, flat: undefined };
  const pieces: string[] = [];
  for (const item of items) {
    const flat = flatOf(item);
    if (flat === undefined) return { items, numbers, flat };
    pieces.push(flat);
  }
  return { items, numbers, flat: shortLine(`[${pieces.join(', ')}]`) };
}

/** The layout of an object. */
export function objectLayout(entries: ObjectLayout['entries']): Layout {
  if (entries.length === 0) return '{}';
  const pieces: string[] = [];
  for (const [key, value] of entries) {
    const flat = flatOf(value);
    if (flat === undefined) return { entries, flat };
    pieces.push(`${key}: ${flat}`);
  }
  return { entries, flat: shortLine(`{ ${pieces.join(', ')} }`) };
}

function flatOf(layout: Layout): string | undefined {
  return typeof layout === 'string' ? layout : layout.flat;
}

function shortLine(line: string): string | undefined {
  return displayWidth(line) <= lineWidth ? line : undefined;
}

/**
 * Prints a layout, without a final line break.
 * @param indent columns by which the lines are indented
 * @param column column at which the text begins
 * @param behind columns taken by what follows on the last line (a comma)
 */
export function printLayout(layout: Layout, indent = 0, column = indent, behind = 0): string {
  if (typeof layout === 'string') return layout;
  const { flat } = layout;
  if (flat !== undefined && column + displayWidth(flat) + behind <= lineWidth) return flat;
  const inner = ' '.repeat(indent + 2);
  const close = ' '.repeat(indent);
  if ('entries' in layout) {
    const last = layout.entries.length - 1;
    const lines = layout.entries.map(([key, value], index) => {
      const head = `${inner}${key}: `;
      return head + printLayout(value, indent + 2, displayWidth(head), index < last ? 1 : 0);
    });
    return `{\n${lines.join(',\n')}\n${close}}`;
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
