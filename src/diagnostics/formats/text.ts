import { codeEntry } from '../codes';
import { type Diagnostic, sourceOf } from '../diagnostic';
import type { Severity } from '../severity';
import { lineText } from '../source';

/** How a word is painted on a terminal; `plain` paints nothing. */
export type Paint = (style: Severity | 'faint' | 'bold', text: string) => string;

export const plain: Paint = (_style, text) => text;

const codes = { error: 31, warning: 33, info: 36, faint: 2, bold: 1 } as const;

export const coloured: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;

const lineWidth = 100;

/** The line of the source with a caret below the place, cut to a readable width. */
function codeFrame(diagnostic: Diagnostic, paint: Paint): string {
  const source = sourceOf(diagnostic);
  if (!source) return '';
  const whole = lineText(source, diagnostic.line);
  const from = Math.max(0, diagnostic.column - 1 - 60);
  const cut = whole.slice(from, from + lineWidth);
  const start = diagnostic.column - 1 - from;
  const end = diagnostic.endLine === diagnostic.line ? diagnostic.endColumn - 1 - from : cut.length;
  const line = visible(codeEntry(diagnostic.code)?.secret ? masked(cut, start, end) : cut);
  const width = Math.max(1, Math.min(end, line.length) - start);
  const gutter = String(diagnostic.line);
  const carets = paint(diagnostic.severity, '^'.repeat(width));
  const bar = paint('faint', '|');
  return `  ${gutter} ${bar} ${line}\n  ${' '.repeat(gutter.length)} ${bar} ${' '.repeat(start)}${carets}\n`;
}

function masked(line: string, start: number, end: number): string {
  const to = Math.min(end, line.length);
  return line.slice(0, start) + '*'.repeat(Math.max(0, to - start)) + line.slice(to);
}

/**
 * Control and invisible characters as single visible ones, so that carets stay below what they mean; and nothing that a CI
 * system which reads the log would take for a command of its own.
 * @see https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 */
function visible(line: string): string {
  return line
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g, ' ')
    .replace(/##(?=(?:vso)?\[)/gi, '# ');
}

/** Diagnostics for people: place, message, source line with caret, hint, documentation. */
export function formatText(diagnostics: readonly Diagnostic[], paint: Paint = plain): string {
  return diagnostics
    .map((one) => {
      const place = one.file === '' ? '' : `${visible(one.file)}:${one.line}:${one.column}: `;
      const head = `${paint('bold', place)}${paint(one.severity, one.severity)} ${one.code}: ${visible(one.message)}\n`;
      const hint = one.hint === '' ? '' : `hint: ${visible(one.hint)}\n`;
      const see = one.doc === '' ? '' : `${paint('faint', `see:  ${one.doc}`)}\n`;
      return head + codeFrame(one, paint) + hint + see;
    })
    .join('\n');
}
