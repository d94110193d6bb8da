/** Lays JSON out as Prettier does by default: an object or array is one line where it fits into 80 columns. */
import { displayWidth } from './display-width';

/** JSON whose scalars and keys are printed already. */
export type Layout =
  | string
  | { readonly items: readonly Layout[]; readonly numbers: boolean }
  | { readonly entries: readonly (readonly [key: string, value: Layout])[] };

const lineWidth = 80;

/**
 * Prints a layout, without a final line break.
 * @param indent columns by which the lines are indented
 * @param column column at which the text begins
 * @param behind columns taken by what follows on the last line (a comma)
 */
export function printLayout(layout: Layout, indent = 0, column = indent, behind = 0): string {
  if (typeof layout === 'string') return layout;
  const flat = printFlat(layout);
  const isEmpty = ('entries' in layout ? layout.entries : layout.items).length === 0;
  if (isEmpty && flat !== undefined) return flat;
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

/** A layout on one line; undefined for what Prettier never puts there. */
function printFlat(layout: Layout): string | undefined {
  if (typeof layout === 'string') return layout;
  if ('entries' in layout) {
    if (layout.entries.length === 0) return '{}';
    const fields: string[] = [];
    for (const [key, value] of layout.entries) {
      const flat = printFlat(value);
      if (flat === undefined) return undefined;
      fields.push(`${key}: ${flat}`);
    }
    return `{ ${fields.join(', ')} }`;
  }
  if (isTable(layout.items)) return undefined;
  const items: string[] = [];
  for (const item of layout.items) {
    const flat = printFlat(item);
    if (flat === undefined) return undefined;
    items.push(flat);
  }
  return `[${items.join(', ')}]`;
}

/** True for several objects, or several lists, of more than one entry each: Prettier gives each a line of its own. */
function isTable(items: readonly Layout[]): boolean {
  const [first, second] = items;
  if (first === undefined || second === undefined || typeof first === 'string') return false;
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
