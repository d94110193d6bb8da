/** Markdown in which a user's text can never be markup: it always is in a code span. */
import { invisible } from '../../lib/invisible';
import { isPrintable } from '../../lib/plain-text';
import { spelledOut } from '../../lib/safe-text';
import { displayWidth } from './display-width';

/** Words of our own, or a text of the user. */
export type Cell = string | { readonly code: string } | { readonly codes: readonly string[] };

const longest = 120;

/** Whether a text is shown as it is, between two backticks. */
function isReady(text: string): boolean {
  return (
    isPrintable(text) &&
    text !== '' &&
    text.length <= longest &&
    !text.includes('`') &&
    !text.includes('  ') &&
    !text.startsWith(' ') &&
    !text.endsWith(' ')
  );
}

/** A text as a code span, on one line and cut to a readable length. */
export function codeSpan(text: string): string {
  if (isReady(text)) return `\`${text}\``;
  const shown = text.replace(/\s+/g, ' ').trim().replace(invisible, spelledOut);
  if (shown === '') return '(empty)';
  const cut =
    shown.length > longest ? `${shown.slice(0, longest).toWellFormed().trimEnd()}…` : shown;
  const runs = new Set((cut.match(/`+/g) ?? []).map((run) => run.length));
  let fence = 1;
  while (runs.has(fence)) fence += 1;
  const gap = cut.startsWith('`') || cut.endsWith('`') ? ' ' : '';
  const ticks = '`'.repeat(fence);
  return `${ticks}${gap}${cut}${gap}${ticks}`;
}

/** A cell as Markdown. */
export function markdownText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return 'code' in cell ? codeSpan(cell.code) : cell.codes.map(codeSpan).join(', ');
}

/** A table, its columns padded to one width; the first row is the head. */
export function markdownTable(rows: readonly (readonly Cell[])[]): string {
  // A bar would end the cell, inside of a code span too.
  const cells = rows.map((row) => row.map((cell) => markdownText(cell).replaceAll('|', '¦')));
  const [head = [], ...body] = cells;
  const widths = head.map((_, column) =>
    Math.max(3, ...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string => {
    const padded = widths.map((width, column) => {
      const cell = row[column] ?? '';
      return cell + ' '.repeat(width - displayWidth(cell));
    });
    return `| ${padded.join(' | ')} |`;
  };
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...body.map(line)].join('\n');
}
