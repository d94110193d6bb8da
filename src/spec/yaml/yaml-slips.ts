/** Common slips in YAML that make the parser complain of something else, or somewhere else. */
import { lineText, type Source, type Span, spanOfLine } from '../../diagnostics/source';

/** What is really wrong, and where. */
export interface Slip {
  readonly span: Span;
  readonly detail: string;
  readonly hint: string;
}

/** The conflict markers that a git merge left in a file, one slip for each conflict. */
export function conflictMarkers(source: Source): readonly Slip[] {
  const slips: Slip[] = [];
  let start: Span | undefined;
  let separated = false;
  let offset = 0;
  for (const line of source.text.split('\n')) {
    if (/^<{7}(?: |$)/.test(line)) {
      start = { source, start: offset, end: offset + line.length };
      separated = false;
    } else if (line === '=======') separated = true;
    else if (start && separated && /^>{7}(?: |$)/.test(line)) {
      slips.push({
        span: start,
        detail: 'the file holds conflict markers of a git merge',
        hint: 'Keep one of the two versions, and delete the lines that begin with "<<<<<<<", "=======" and ">>>>>>>".',
      });
      start = undefined;
    }
    offset += line.length + 1;
  }
  return slips;
}

/** The slip behind an error at a place of a file (`line` counts from 1), if it is a known one. */
export function slipAt(source: Source, start: number, line: number): Slip | undefined {
  return blockNotIndented(source, line) ?? quoteInsideQuotes(source, start);
}

/** A key whose text begins on the next line: `shell: |`, `- |`. */
const blockHeader = /^(\s*(?:- +)*)(?:[^\s#][^#]*:\s+)?([|>])[-+\d]{0,2}\s*(?:#.*)?$/;

/** Text behind "|" that is not indented deeper than its key, so that it does not belong to it. */
function blockNotIndented(source: Source, errorLine: number): Slip | undefined {
  const indentOf = (text: string): number => text.search(/\S/);
  let first = errorLine;
  let indent = indentOf(lineText(source, errorLine));
  for (let line = errorLine - 1; line >= 1; line -= 1) {
    const text = lineText(source, line);
    const own = indentOf(text);
    const [, lead, sign = '|'] = blockHeader.exec(text) ?? [];
    if (lead !== undefined) {
      if (indent < 0 || indent > lead.length) return undefined;
      return {
        span: spanOfLine(source, first),
        detail: `the text of the "${sign}" on line ${line} has to be indented deeper than its key`,
        hint: `Indent it by ${lead.length + 2} spaces or more.`,
      };
    }
    if (own < 0) continue;
    if (own < indent) return undefined;
    first = line;
    indent = own;
  }
  return undefined;
}

/** `'echo 'hi''`: the second quotation mark ends the text. */
function quoteInsideQuotes(source: Source, start: number): Slip | undefined {
  const mark = source.text[start - 1];
  if ((mark !== "'" && mark !== '"') || !/\S/.test(source.text[start] ?? '')) return undefined;
  const escape = mark === "'" ? "''" : '\\"';
  return {
    span: { source, start: start - 1, end: start },
    detail: `this ${mark} ends the text, and more text follows`,
    hint: `Write ${escape} for a ${mark} inside of the text, or write the text on a line of its own below "|".`,
  };
}
