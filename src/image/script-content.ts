/** What is wrong with the content of a file that a step names by path. */
import { diagnose, type Finding, type Place } from '../diagnostics/diagnostic';
import { largestFile } from '../service/limits';
import { findSecret, secretForms, secretUses } from '../service/secret-patterns';
import { decode } from '../spec/yaml/read-yaml';

/** A file as a step names it. */
export interface NamedFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly kind: 'Shell' | 'PowerShell' | 'File';
  readonly place: Place;
}

/** Reports line endings that a shell stumbles over, files that are too large to be copied, and secrets. */
export function checkContent(file: NamedFile, report: (diagnostic: Finding) => void): void {
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
  const secret = secretIn(bytes);
  if (secret) report(diagnose('AIB444', { path, ...secret }, place));
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
const searched = new WeakMap<Uint8Array, SecretLine | undefined>();

function secretIn(bytes: Uint8Array): SecretLine | undefined {
  if (!searched.has(bytes)) searched.set(bytes, search(bytes));
  return searched.get(bytes);
}

function search(bytes: Uint8Array): SecretLine | undefined {
  if (bytes.length > longestScript || bytes.includes(0)) return undefined;
  const lines = decode(bytes)?.split('\n') ?? [];
  for (const [at, line] of lines.entries()) {
    const found = findSecret(line, [...secretForms, ...secretUses]);
    if (found) return { what: found.what, line: at + 1 };
  }
  return undefined;
}
