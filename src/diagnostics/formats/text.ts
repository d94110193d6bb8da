import { codeEntry } from '../codes';
import { joined, safe, safeColumns, safeLine, safeText, type SafeText } from '../../lib/safe-text';
import type { Finding } from '../diagnostic';
import type { Severity } from '../severity';
import { secretsNear } from '../nearby-secrets';
import { withoutSecrets } from '../../service/secrets/find-secrets';
import { lineText } from '../source';

/** Styles a text for a terminal; `plain` adds nothing. */
export type Paint = (style: Severity | 'faint' | 'bold', text: SafeText) => SafeText;

export const plain: Paint = (_style, text) => text;

const codes = { error: 31, warning: 33, info: 36, faint: 2, bold: 1 } as const;

export const coloured: Paint = (style, text) => safe`\u001b[${codes[style]}m${text}\u001b[0m`;

const lineWidth = 100;
/** A resource id is marked whole; longer texts are cut. */
const longestFrame = 260;

/** The line of the source with a caret below the place, cut to a readable width. */
function codeFrame(diagnostic: Finding, paint: Paint): SafeText {
  if (!diagnostic.span) return safe``;
  const whole = lineText(diagnostic.span.source, diagnostic.line);
  const from = Math.max(0, diagnostic.column - 1 - 60);
  const cut = whole.slice(from, from + frameWidth(diagnostic, from));
  const start = diagnostic.column - 1 - from;
  const end = diagnostic.endLine === diagnostic.line ? diagnostic.endColumn - 1 - from : cut.length;
  const hidden = withoutSecrets(whole, secretsNear(diagnostic.span, diagnostic.line));
  const shown = hidden.slice(from, from + cut.length);
  const line = safeColumns(codeEntry(diagnostic.code)?.secret ? masked(shown, start, end) : shown);
  const width = Math.max(1, Math.min(end, line.length) - start);
  const gutter = String(diagnostic.line);
  const margin = safeText(' '.repeat(gutter.length));
  const indent = safeText(' '.repeat(start));
  const carets = paint(diagnostic.severity, safeText('^'.repeat(width)));
  const bar = paint('faint', safe`|`);
  return safe`  ${diagnostic.line} ${bar} ${line}\n  ${margin} ${bar} ${indent}${carets}\n`;
}

/** How much of a line is shown: more where what is marked would be cut. */
function frameWidth({ endColumn, line, endLine }: Finding, from: number): number {
  const end = endLine === line ? endColumn - 1 - from : 0;
  return end > lineWidth && end <= longestFrame ? end : lineWidth;
}

function masked(line: string, start: number, end: number): string {
  const to = Math.min(end, line.length);
  return line.slice(0, start) + '*'.repeat(Math.max(0, to - start)) + line.slice(to);
}

/** Diagnostics for people: place, message, source line with caret, hint, documentation. */
export function formatText(diagnostics: readonly Finding[], paint: Paint = plain): SafeText {
  return joined(
    diagnostics.map((one) => {
      const place = safeText(one.file === '' ? '' : `${one.file}:${one.line}:${one.column}: `);
      const severity = paint(one.severity, safeText(one.severity));
      const head = safe`${paint('bold', place)}${severity} ${safeLine(`${one.code}: ${one.message}`)}`;
      const hint = one.hint === '' ? safe`` : safeLine(`hint: ${one.hint}`);
      const page = codeEntry(one.code)?.inManual ? `aibgen explain ${one.code}` : one.doc;
      const see = page === '' ? safe`` : safe`${paint('faint', safeText(`see:  ${page}`))}\n`;
      return joined([head, codeFrame(one, paint), hint, see]);
    }),
    '\n',
  );
}
