/** What shellcheck and PSScriptAnalyzer find in a script, as diagnostics at its place. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Script } from './script';

/** A linter of its own, run on the text of a script. */
export type OtherLinter = 'shellcheck' | 'psScriptAnalyzer';

/** One of its findings; lines and columns count from 1, and columns count characters. */
export interface OtherFinding {
  /** `SC2086`, `PSAvoidUsingCmdletAliases`. */
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Runs a linter; `undefined` where it is not installed. */
export type RunLinter = (
  linter: OtherLinter,
  script: { readonly text: string; readonly shell: Script['shell'] },
) => readonly OtherFinding[] | undefined;

/** Findings of shellcheck that say nothing about a script that runs in an image build. */
const duplicates: ReadonlySet<string> = new Set([
  // The rules of aibgen say it: a first line, and files that are not there.
  'SC2148',
  'SC1090',
  'SC1091',
  // Syntax errors, and what follows from them.
  'SC1072',
  'SC1073',
]);

/** The findings of the linters that fit a script. */
export function otherFindings(
  script: Script,
  linters: readonly OtherLinter[],
  run: RunLinter,
): readonly Finding[] {
  const fitting = script.shell === 'powershell' ? 'psScriptAnalyzer' : 'shellcheck';
  if (!linters.includes(fitting) || script.shell === 'other' || script.faults.length > 0) return [];
  const starts = lineStarts(script.text);
  const offsetOf = (line: number, column: number): number =>
    Math.min((starts[line - 1] ?? script.text.length) + column - 1, script.text.length);
  return (run(fitting, script) ?? [])
    .filter(({ code }) => !duplicates.has(code))
    .map(({ code, message, line, column, endLine, endColumn }) => {
      const start = offsetOf(line, column);
      const end = Math.max(start + 1, offsetOf(endLine, endColumn));
      const finding = { code, message: /[.!?]$/.test(message) ? message : `${message}.` };
      return diagnose(
        fitting === 'shellcheck' ? 'AIB580' : 'AIB581',
        finding,
        script.place(start, end),
      );
    });
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Reads what `shellcheck --format=json1` prints. */
export function readShellcheck(output: string): readonly OtherFinding[] {
  const { comments }: { readonly comments: readonly ShellcheckComment[] } = JSON.parse(output);
  return comments.map(({ code, ...rest }) => ({ ...rest, code: `SC${code}` }));
}

interface ShellcheckComment extends Omit<OtherFinding, 'code'> {
  readonly code: number;
}

/** Reads what `Invoke-ScriptAnalyzer | ConvertTo-Json` prints: one object, or an array of them. */
export function readScriptAnalyzer(output: string): readonly OtherFinding[] {
  const parsed: AnalyzerRecord | readonly AnalyzerRecord[] =
    output.trim() === '' ? [] : JSON.parse(output);
  return [parsed].flat().map(({ RuleName, Message, Extent }) => ({
    code: RuleName,
    message: Message,
    line: Extent.StartLineNumber,
    column: Extent.StartColumnNumber,
    endLine: Extent.EndLineNumber,
    endColumn: Extent.EndColumnNumber,
  }));
}

interface AnalyzerRecord {
  readonly RuleName: string;
  readonly Message: string;
  readonly Extent: {
    readonly StartLineNumber: number;
    readonly StartColumnNumber: number;
    readonly EndLineNumber: number;
    readonly EndColumnNumber: number;
  };
}
