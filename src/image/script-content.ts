/** What is wrong with the content of a file that a step names by path. */
import { diagnose, type Place, type Report } from '../diagnostics/diagnostic';
import { largestFile } from '../service/limits';
import { findSecret, patternsOf } from '../service/secrets/find-secrets';
import { decode } from '../spec/yaml/read-yaml';

/** A file as a step names it. */
export interface NamedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly kind: 'Shell' | 'PowerShell' | 'File';
  readonly place: Place;
}

/** Reports line endings that a shell stumbles over, files that are too large to be copied, and secrets. */
export function checkContent(file: NamedFile, report: Report): void {
  const { path, bytes, kind, place } = file;
  const isShell = kind === 'Shell' || /\.sh$/i.test(path);
  if (isShell && bytes.includes(13) && hasWindowsBreaks(bytes)) {
    const program = /^#!([^\r\n]*)\r\n/.exec(new TextDecoder().decode(bytes.subarray(0, 300)))?.[1];
    report(
      program === undefined
        ? diagnose('AIB470', { path }, place)
        : diagnose('AIB508', { path, program: program.trim().split(/\s+/).at(-1) ?? '' }, place),
    );
  }
  if (kind === 'File' && bytes.length > largestFile) {
    const megabytes = Math.ceil((bytes.length / 1024 / 1024) * 10) / 10;
    report(diagnose('AIB442', { path, megabytes }, place));
  }
  reportSecrets(file, report);
}

/** Reports the secrets of a script, at the place that names it. */
export function reportSecrets(file: Omit<NamedFile, 'kind'>, report: Report): void {
  const { path, bytes, place } = file;
  for (const secret of secretsIn(bytes)) report(diagnose('AIB444', { path, ...secret }, place));
}

function hasWindowsBreaks(bytes: Uint8Array): boolean {
  return bytes.some((byte, index) => byte === 13 && bytes[index + 1] === 10);
}

/** Larger files are not scripts. */
const longestScript = 512 * 1024;

interface SecretLine {
  readonly what: string;
  readonly line: number;
}

/** Many images name one script: it is searched once. */
const searched = new WeakMap<Uint8Array, readonly SecretLine[]>();

function secretsIn(bytes: Uint8Array): readonly SecretLine[] {
  const known = searched.get(bytes) ?? search(bytes);
  searched.set(bytes, known);
  return known;
}

/** More of them in one script tell nothing new. */
const mostSecrets = 10;

/** The lines of a script that hold a secret; the first ones, where there are many. */
function search(bytes: Uint8Array): readonly SecretLine[] {
  if (bytes.length > longestScript || bytes.includes(0)) return [];
  const content = decode(bytes) ?? '';
  const lines = content.split('\n');
  const found = new Map<number, SecretLine>();
  const block = findSecret(content.replaceAll('\r\n', '\n'), patternsOf.lines);
  if (block) found.set(block.line, { what: block.what, line: block.line + 1 });
  for (const [at, line] of lines.entries()) {
    if (found.size >= mostSecrets) break;
    const secret = found.has(at) ? undefined : findSecret(line, patternsOf.command);
    if (secret) found.set(at, { what: secret.what, line: at + 1 });
  }
  return [...found.values()].toSorted((a, b) => a.line - b.line);
}
