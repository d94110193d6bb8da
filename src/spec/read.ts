/** YAML text -> nodes. Everything that is wrong with the YAML itself is said here. */
import { isScalar, parseDocument } from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { convert } from './convert';
import type { Node } from './node';
import { yamlProblems } from './yaml-problems';

/** A file of the spec after reading: its nodes unless it cannot be read. */
export interface ReadResult {
  readonly source: Source;
  readonly root: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const longest = 4_000_000;

/** Decodes the bytes of a file: UTF-8, with or without a byte order mark, or UTF-16 with one. */
export function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a text; line breaks of every kind count as `\n`. */
export function readYaml(path: string, content: string | Uint8Array): ReadResult {
  const decoded = typeof content === 'string' ? content : decode(content);
  const text = (decoded ?? '').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const source: Source = { path, text };
  const fail = (diagnostic: Diagnostic): ReadResult => ({
    source,
    root: undefined,
    diagnostics: [diagnostic],
  });
  const tooLarge = (what: string, limit: string): ReadResult =>
    fail(diagnose('AIB005', { what, limit }, { file: path }));
  if (decoded === undefined) return fail(diagnose('AIB006', {}, { file: path }));
  if (text.length > longest) {
    return tooLarge(`has ${text.length} characters`, `${longest} characters`);
  }
  try {
    return readDocument(source);
  } catch (error) {
    // What is nested by the thousands makes the YAML library run out of stack.
    if (!(error instanceof RangeError)) throw error;
    return tooLarge('is nested too deeply', '60 levels');
  }
}

function readDocument(source: Source): ReadResult {
  const document = parseDocument(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
  });
  const problems = yamlProblems(source, document.errors, document.warnings);
  if (problems.length > 0) return { source, root: undefined, diagnostics: problems };
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    const empty = diagnose('AIB002', {}, { file: source.path });
    return { source, root: undefined, diagnostics: [empty] };
  }
  return { source, ...convert(contents, source) };
}
