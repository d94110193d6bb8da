/** The edit that makes a step `restart: true` of a `Restart-Computer` at the end of a step. */
import { replaceText, type TextEdit } from '../../diagnostics/diagnostic';
import { lineText, positionAt } from '../../diagnostics/source';
import type { Command } from '../command';
import type { RuleContext } from '../script-rule';

/** The edit; none where the command is not alone on the last line of its step. */
export function restartStepEdit({ script }: RuleContext, command: Command): readonly TextEdit[] {
  const { span } = script.place(command.start, command.end);
  const last = script.text.trimEnd().length <= command.end;
  if (script.file !== undefined || !span || !last || !/^restart-computer$/i.test(command.name))
    return [];
  const { source } = span;
  const { line } = positionAt(source, span.start);
  const written = lineText(source, line);
  const alone = /^(\s*)(?:- )?$/.exec(written.slice(0, positionAt(source, span.start).column - 1));
  if (!alone || written.slice(positionAt(source, span.end).column - 1).trim() !== '') return [];
  const item = itemColumn(source.text, line);
  const next = nextIndent(source.text, line);
  // Something of the step follows, or nothing else is in it.
  if (item === undefined || next > item || command.statement === 0) return [];
  const start = span.start - alone[0].length;
  return [replaceText({ source, start, end: span.end }, `${' '.repeat(item)}- restart: true`)];
}

/** The column of the dash of the step that a line belongs to. */
function itemColumn(text: string, line: number): number | undefined {
  const lines = text.split('\n').slice(0, line - 1);
  const own = /^\s*/.exec(text.split('\n')[line - 1] ?? '')?.[0].length ?? 0;
  for (const one of lines.toReversed()) {
    const found = /^(\s*)- [\w'"]+:/.exec(one);
    if (found && (found[1] ?? '').length < own) return (found[1] ?? '').length;
  }
  return undefined;
}

/** The indent of the next line that is not empty; -1 at the end. */
function nextIndent(text: string, line: number): number {
  const next = text
    .split('\n')
    .slice(line)
    .find((one) => one.trim() !== '');
  return next === undefined ? -1 : (/^\s*/.exec(next)?.[0].length ?? 0);
}
