/** A line of a script as it ran on the build VM -> the line of the spec, or of the script's own file. */
import type { Place } from '../diagnostics/diagnostic';
import { lineText, positionAt, spanOfLine } from '../diagnostics/source';
import type { PlannedStep, ScriptLine } from './planned-steps';

/** A line of the spec or of a script file. `place` is absent for a file that was not read. */
export interface FoundLine {
  readonly file: string;
  readonly line: number;
  readonly place: Place | undefined;
}

/** Packer puts `#!/bin/sh -e` before the inline commands of a shell step: they begin with line 2, inline PowerShell with line 1. */
function lineAt({ lines, kind }: PlannedStep, number: number): ScriptLine | undefined {
  return lines[kind === 'Shell' ? number - 2 : number - 1];
}

/** Where line `number` of a step's script is. */
export function lineOfScript(step: PlannedStep, number: number): FoundLine | undefined {
  if (step.lines.length === 0) {
    return step.scriptFile === undefined || step.embedded
      ? undefined
      : { file: step.scriptFile, line: number, place: undefined };
  }
  const line = lineAt(step, number);
  return line && foundLine(line, step);
}

/** The only line of an inline script that holds a word. */
export function lineWithWord(step: PlannedStep, word: string): FoundLine | undefined {
  const [only, ...more] = step.lines.filter(({ text }) => text && hasWord(text, word));
  return only && more.length === 0 ? foundLine(only, step) : undefined;
}

/** True where a step's script has such a line, or ends just before it: there a shell reports what is missing at the end. */
export function hasLine({ lines, kind }: PlannedStep, number: number): boolean {
  return lines.length === 0 || number <= lines.length + (kind === 'Shell' ? 2 : 1);
}

/** True where a word is in the script of a step. */
export function holdsWord({ lines }: PlannedStep, word: string): boolean {
  return lines.some(({ text }) => text !== undefined && hasWord(text, word));
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[\s'"`;|&()<>=,]+/).some((one) => one === word || one.endsWith(`/${word}`));
}

/** True where a line of the step's script holds a text. */
export function scriptHolds(step: PlannedStep, number: number, text: string): boolean {
  return lineAt(step, number)?.text?.includes(text) ?? false;
}

function foundLine({ span, index, text }: ScriptLine, step: PlannedStep): FoundLine | undefined {
  if (!span) return undefined;
  const { source } = span;
  const first = positionAt(source, span.start).line;
  const last = positionAt(source, Math.max(span.start, span.end - 1)).line;
  const isBlock = /^[|>]/.test(source.text.slice(span.start, span.start + 1));
  const expected = first + (isBlock ? 1 : 0) + index;
  const matches = (line: number): boolean => holdsText(lineText(source, line), text);
  const line =
    expected <= last && matches(expected) ? expected : (onlyLine(first, last, matches) ?? first);
  return { file: source.path, line, place: { span: spanOfLine(source, line), path: step.path } };
}

/** True where a line of the spec is a line of the script: as it is, or with a parameter or value of a matrix in it. */
function holdsText(written: string, text: string | undefined): boolean {
  return written.includes('{{') || text === undefined || written.trim() === text.trim();
}

function onlyLine(
  first: number,
  last: number,
  matches: (line: number) => boolean,
): number | undefined {
  const found = [];
  for (let line = first; line <= last; line += 1) if (matches(line)) found.push(line);
  return found.length === 1 ? found[0] : undefined;
}
