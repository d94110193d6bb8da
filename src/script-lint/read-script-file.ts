/** The bytes of a script file -> its text, or what keeps a shell from reading it. */
import { diagnose, type Finding, type Place } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import type { ScriptFile } from '../image/script-context';

/** The largest script that is checked, in bytes. */
const limit = 1024 * 1024;

/** The text of a script file; `undefined` where there is none to look into. */
export function readScriptFile(file: ScriptFile): {
  readonly source: Source | undefined;
  readonly findings: readonly Finding[];
} {
  const { bytes, path, kind, span, specPath } = file;
  const place: Place = { span, path: specPath };
  const refuse = (finding: Finding) => ({ source: undefined, findings: [finding] });
  if (bytes.length > limit) {
    const megabytes = Math.round((bytes.length / 1024 / 1024) * 10) / 10;
    return refuse(diagnose('AIB509', { path, megabytes }, place));
  }
  const wide = utf16(bytes);
  if (wide !== undefined && kind === 'Shell') return refuse(diagnose('AIB505', { path }, place));
  if (wide !== undefined) {
    const source = { path, text: new TextDecoder(wide).decode(bytes) };
    return { source, findings: [diagnose('AIB506', { path }, place)] };
  }
  const text = decoded(bytes);
  if (text === undefined) return refuse(diagnose('AIB504', { path }, place));
  const source = { path, text };
  return { source, findings: kind === 'Shell' ? markProblems(source, specPath) : [] };
}

function markProblems(source: Source, specPath: string): readonly Finding[] {
  const { path, text } = source;
  if (!text.startsWith('\ufeff')) return [];
  return [diagnose('AIB507', { path }, { span: { source, start: 0, end: 1 }, path: specPath })];
}

/** The encoding of a text in UTF-16: it begins with a byte order mark, or every second byte of its beginning is 0. */
function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 64);
  if (start.length < 4 || bytes.length % 2 === 1) return undefined;
  if (start.every((byte, index) => (index % 2 === 1 ? byte === 0 : byte !== 0))) return 'utf-16le';
  if (start.every((byte, index) => (index % 2 === 0 ? byte === 0 : byte !== 0))) return 'utf-16be';
  return undefined;
}

function decoded(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
