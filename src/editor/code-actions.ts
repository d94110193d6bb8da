/** What can be done about findings: the fixes that they carry, and the comment that suppresses one. */
import type { Finding, TextEdit } from '../diagnostics/diagnostic';
import { lineText, type Source } from '../diagnostics/source';
import { tokensOf } from '../spec/yaml/yaml-tokens';

/** Edits that can be made, and the finding that they are about. */
export interface CodeAction {
  readonly title: string;
  readonly finding: Finding;
  readonly edits: readonly TextEdit[];
  /** True for the fix that the finding carries. */
  readonly preferred: boolean;
}

/** The actions for findings of a file. */
export function actionsFor(source: Source, findings: readonly Finding[]): readonly CodeAction[] {
  return findings.flatMap((finding): readonly CodeAction[] => {
    const comment = finding.severity === 'error' ? undefined : commentFor(source, finding);
    return [
      ...(finding.fix
        ? [{ title: fixTitle(finding), finding, edits: finding.fix, preferred: true }]
        : []),
      ...(comment
        ? [
            {
              title: `Disable ${finding.code} on the next line`,
              finding,
              edits: [comment],
              preferred: false,
            },
          ]
        : []),
    ];
  });
}

/** The first sentence of the hint says what the fix does. */
function fixTitle({ hint, fix = [] }: Finding): string {
  const [edit] = fix;
  if (hint === '') return edit ? `Replace by ${edit.text}` : 'Fix';
  const sentence = /^.*?\.(?=\s|$)/s.exec(hint)?.[0] ?? hint;
  return sentence.replace(/\.$/, '');
}

/** The comment before the line of a finding; `undefined` where a comment would become part of a text. */
function commentFor(source: Source, { file, line, code }: Finding): TextEdit | undefined {
  if (file !== source.path) return undefined;
  const isYaml = /\.ya?ml$/i.test(source.path);
  const target = isYaml ? lineOfText(source, line) : line;
  const before = target > 1 ? lineText(source, target - 1) : '';
  const isContinued = /[\\`]$/.test(before.trimEnd());
  if (isContinued || (target === 1 && lineText(source, 1).startsWith('#!'))) return undefined;
  const indent = /^\s*/.exec(lineText(source, target))?.[0] ?? '';
  const text = `${indent}# aibgen-disable-next-line ${code} TODO: say why\n`;
  return { file, line: target, column: 1, endLine: target, endColumn: 1, text };
}

/** The line itself, or the first one of a quoted or plain text that goes over several lines. */
function lineOfText(source: Source, line: number): number {
  let offset = 0;
  const starts = source.text.split('\n').map((text) => {
    const start = offset;
    offset += text.length + 1;
    return start;
  });
  const at = starts[line - 1] ?? 0;
  const around = tokensOf(source.text).find(
    (one) =>
      one.type.endsWith('scalar') &&
      one.type !== 'block-scalar' &&
      one.offset < at &&
      one.offset + one.source.length > at,
  );
  if (!around) return line;
  return starts.findLastIndex((start) => start <= around.offset) + 1;
}

/** The fixes of errors and warnings of a file that can be made together, as `validate --fix` makes them. */
export function fixesOf(file: string, findings: readonly Finding[]): readonly TextEdit[] {
  const made: TextEdit[] = [];
  for (const { severity, fix = [] } of findings) {
    const isOwn = fix.length > 0 && fix.every((edit) => edit.file === file);
    if (severity === 'info' || !isOwn) continue;
    if (fix.every((edit) => made.every((other) => isApart(edit, other)))) made.push(...fix);
  }
  return made;
}

/** True where two edits touch different text; two insertions at one place do not. */
function isApart(a: TextEdit, b: TextEdit): boolean {
  const isBefore = (one: TextEdit, other: TextEdit): boolean =>
    one.endLine < other.line || (one.endLine === other.line && one.endColumn <= other.column);
  if (a.line === b.line && a.column === b.column) return false;
  return isBefore(a, b) || isBefore(b, a);
}
