/** `--fix`: makes the edits that diagnostics carry. */
import { isUtf8 } from 'node:buffer';
import type { Finding, TextEdit } from '../diagnostics/diagnostic';
import { offsetAt, type Source } from '../diagnostics/source';
import type { Host } from '../disk/host';
import { projectReader } from '../disk/project';
import { type FileText, readLineEnds } from '../lib/line-ends';
import { fileLimits } from '../spec/size-limits';
import { applyEdits, type Edit } from '../upgrade/text-edits';

/** A file that fixes change: its text with `\n` between lines, and as it is. */
interface FixedFile {
  readonly source: Source;
  readonly content: string;
  readonly file: FileText;
  readonly edits: Edit[];
}

/**
 * Makes the fixes of diagnostics and writes the files; returns how many were made. A fix that overlaps one made before waits
 * for the next run. Files that cannot be read any more, or are not UTF-8, are left alone.
 */
export function applyFixes(host: Host, diagnostics: readonly Finding[]): number {
  const files = new Map<string, FixedFile>();
  const seen = new Set<string>();
  let made = 0;
  for (const { fix } of diagnostics) {
    // Several findings may have one remedy: `cloud-init status --wait` before the first of two commands.
    if (fix === undefined || seen.has(JSON.stringify(fix))) continue;
    const located = fix.map((edit) => locate(host, files, edit));
    const fits = located.every(
      (one) => one && one.file.edits.every((other) => isApart(one.edit, other)),
    );
    if (!fits) continue;
    seen.add(JSON.stringify(fix));
    made += 1;
    for (const one of located) one?.file.edits.push(one.edit);
  }
  for (const { source, content, file, edits } of files.values()) {
    if (edits.length === 0) continue;
    const inFile = edits.map(({ start, end, text }) => ({
      start: file.fileOffset(start),
      end: file.fileOffset(end),
      text: text.replaceAll('\n', file.lineEnd),
    }));
    // A spec that is a link stays one.
    host.writeFile(host.realPath(source.path), applyEdits(content, inFile));
  }
  return made;
}

function locate(
  host: Host,
  files: Map<string, FixedFile>,
  { file: path, line, column, endLine, endColumn, text }: TextEdit,
): { readonly file: FixedFile; readonly edit: Edit } | undefined {
  const file = files.get(path) ?? read(host, path);
  if (!file) return undefined;
  files.set(path, file);
  const start = offsetAt(file.source, line, column - 1);
  return { file, edit: { start, end: offsetAt(file.source, endLine, endColumn - 1), text } };
}

/** A file of the project, in UTF-8: another encoding would not be the same when it is written again. */
function read(host: Host, path: string): FixedFile | undefined {
  const bytes = projectReader(host, path)(path, fileLimits.yaml);
  if (!(bytes instanceof Uint8Array) || !isUtf8(bytes)) return undefined;
  const content = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const file = readLineEnds(content);
  return { source: { path, text: file.text }, content, file, edits: [] };
}

/** True where two edits touch different text; two insertions at one place do not. */
function isApart(a: Edit, b: Edit): boolean {
  if (a.start === b.start) return false;
  return a.end <= b.start || b.end <= a.start;
}
