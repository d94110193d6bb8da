/** Formatting as an editor wants it: only the lines that change, so that the cursor and folded regions stay. */
import { diffArrays } from 'diff';
import type { Position, TextEdit } from 'vscode-languageserver';
import { formatSpec } from '../format/format-spec';

/** The edits of a format, or why the file stays as it is. */
export type FormatResult = { readonly edits: readonly TextEdit[] } | { readonly problem: string };

/** Formats the text of an open file, with the line ends that it has. A file that is not YAML yields no edits: its findings say why. */
export async function formatEdits(path: string, text: string): Promise<FormatResult> {
  const { text: formatted, isChanged, diagnostics } = await formatSpec(path, text);
  const refusal = diagnostics.find(({ code }) => code === 'AIB971');
  if (refusal) return { problem: refusal.message };
  return { edits: isChanged && diagnostics.length === 0 ? lineEdits(text, formatted) : [] };
}

/** Above this number of changed lines a file is replaced as a whole: to compare more would take too long. */
const mostChanges = 2000;

/** The edits that turn one text into another, by whole lines. Positions are in the old text. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const lines = linesOf(before);
  /** The place where a line begins; behind the last one, the end of the text. */
  const placeOf = (line: number): Position => {
    const last = lines.at(-1) ?? '';
    const isEnd = line === lines.length && line > 0 && !/[\r\n]$/.test(last);
    return isEnd ? { line: line - 1, character: last.length } : { line, character: 0 };
  };
  const edit = (from: number, to: number, newText: string): TextEdit => ({
    range: { start: placeOf(from), end: placeOf(to) },
    newText,
  });
  const parts = diffArrays(lines, linesOf(after), { maxEditLength: mostChanges });
  if (!parts) return [edit(0, lines.length, after)];
  const edits: TextEdit[] = [];
  let from = 0;
  let to = 0;
  let added = '';
  const flush = (): void => {
    if (to > from || added !== '') edits.push(edit(from, to, added));
  };
  for (const part of parts) {
    if (part.added) added += part.value.join('');
    else if (part.removed) to += part.value.length;
    else {
      flush();
      to += part.value.length;
      from = to;
      added = '';
    }
  }
  flush();
  return edits;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
}
