/** `--fix`: makes the edits that diagnostics carry. */
import { isUtf8 } from 'node:buffer';
import type { Finding, TextEdit } from '../diagnostics/diagnostic';
import { offsetAt, type Source } from '../diagnostics/source';
import type { Host } from '../disk/host';
import { projectReader } from '../disk/project';
import { fileLimits } from '../spec/size-limits';
import { applyEdits, type Edit } from '../upgrade/text-edits';

/**
 * Makes the fixes of errors and warnings, not of mere advice, and writes the files; returns how many were made. A fix that
 * overlaps one made before waits for the next run. Files that cannot be read any more are left alone.
 */
export function applyFixes(host: Host, diagnostics: readonly Finding[]): number {
  const fixes = diagnostics.flatMap(({ severity, fix }) =>
    severity === 'info' || fix === undefined ? [] : [fix],
  );
  const sources = new Map<string, MarkedSource>();
  const edits = new Map<string, Edit[]>();
  let made = 0;
  for (const fix of fixes) {
    const located = fix.map((edit) => locate(host, sources, edit));
    const fits = located.every(
      (one) => one && (edits.get(one.file) ?? []).every((other) => isApart(one.edit, other)),
    );
    if (!fits) continue;
    made += 1;
    for (const one of located) {
      if (one) edits.set(one.file, [...(edits.get(one.file) ?? []), one.edit]);
    }
  }
  for (const [file, all] of edits) {
    const { text, mark } = sources.get(file) ?? { text: '', mark: '' };
    // A spec that is a link stays one.
    host.writeFile(host.realPath(file), mark + applyEdits(text, all));
  }
  return made;
}

function locate(
  host: Host,
  sources: Map<string, MarkedSource>,
  { file, line, column, endLine, endColumn, text }: TextEdit,
): { readonly file: string; readonly edit: Edit } | undefined {
  const source = sources.get(file) ?? read(host, file);
  if (!source) return undefined;
  sources.set(file, source);
  const start = offsetAt(source, line, column - 1);
  return { file, edit: { start, end: offsetAt(source, endLine, endColumn - 1), text } };
}

/** A file that is edited, and the byte order mark before its text, if it has one. */
interface MarkedSource extends Source {
  readonly mark: string;
}

/** A file of the project, in UTF-8: another encoding would not be the same when it is written again. */
function read(host: Host, path: string): MarkedSource | undefined {
  const content = projectReader(host, path)(path, fileLimits.yaml);
  if (!(content instanceof Uint8Array) || !isUtf8(content)) return undefined;
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const mark = whole.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { path, text: whole.slice(mark.length), mark };
}

/** True where two edits touch different text; two insertions at one place do not. */
function isApart(a: Edit, b: Edit): boolean {
  if (a.start === b.start) return false;
  return a.end <= b.start || b.end <= a.start;
}
