/**
 * Reads HCL 2 in its native syntax, with a position for every part. Own code: of the libraries for Node.js, hcl2json and
 * hcl2-parser (Go, 2 MB, asynchronous, a global `Go`) tell no positions, and the grammar for tree-sitter is WebAssembly,
 * loaded asynchronously, whose errors say nothing but "ERROR".
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import type { Source, Span } from '../diagnostics/source';
import type { HclBody, HclEntry } from './hcl-tree';
import { parseExpression } from './parse-expression';
import { parseTemplateText } from './parse-template';
import {
  accept,
  acceptWord,
  fail,
  found,
  HclSyntaxError,
  inside,
  type Scanner,
  scannerOf,
  skip,
  spanFrom,
  startsWith,
} from './scanner';

/** A file, or what is wrong with it. */
export type HclResult =
  | { readonly ok: true; readonly body: HclBody }
  | { readonly ok: false; readonly message: string; readonly span: Span };

/** Reads a file; the first error ends it. */
export function parseHcl(source: Source): HclResult {
  const scanner = scannerOf(source, parseExpression);
  try {
    return { ok: true, body: parseBody(scanner, undefined) };
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
    return { ok: false, message: error.message, span: error.span };
  }
}

/** Reads entries up to the closing brace of the block that began at `opened`, or to the end of the file. */
function parseBody(
  scanner: Scanner,
  opened: { readonly at: number; readonly name: string } | undefined,
): HclBody {
  const start = scanner.at;
  const entries: HclEntry[] = [];
  for (;;) {
    skip(scanner, true);
    if (opened && startsWith(scanner, '}')) break;
    if (scanner.at >= scanner.source.text.length) {
      if (!opened) break;
      fail(
        { ...scanner, at: opened.at },
        `The block "${opened.name}" has no end. Close it with "}".`,
      );
    }
    entries.push(parseEntry(scanner));
    endOfEntry(scanner, opened !== undefined);
  }
  return { entries, span: spanFrom(scanner, start) };
}

function endOfEntry(scanner: Scanner, isInBlock: boolean): void {
  skip(scanner);
  const isEnd = /^(?:\n|$)/.test(scanner.source.text.slice(scanner.at, scanner.at + 1));
  if (isEnd || (isInBlock && startsWith(scanner, '}'))) return;
  fail(scanner, `Expected a new line after an argument or block, found ${found(scanner)}.`);
}

function parseEntry(scanner: Scanner): HclEntry {
  const start = scanner.at;
  const name = acceptWord(scanner);
  if (name === undefined)
    fail(scanner, `Expected an argument or a block, found ${found(scanner)}.`);
  const nameSpan = spanFrom(scanner, start);
  skip(scanner);
  if (startsWith(scanner, '=') && !startsWith(scanner, '==')) {
    accept(scanner, '=');
    return { kind: 'attribute', name, nameSpan, value: parseExpression(scanner) };
  }
  const labels = parseLabels(scanner);
  const opened = { at: start, name };
  if (!accept(scanner, '{')) {
    const what = labels.length === 0 ? '"=" or "{"' : '"{"';
    fail(scanner, `Expected ${what} after "${name}", found ${found(scanner)}.`);
  }
  const body = inside(scanner, () => parseBody(scanner, opened), false);
  accept(scanner, '}');
  return { kind: 'block', name, nameSpan, labels, body };
}

function parseLabels(scanner: Scanner): readonly string[] {
  const labels: string[] = [];
  for (;;) {
    skip(scanner);
    const label = startsWith(scanner, '"') ? quotedLabel(scanner) : acceptWord(scanner);
    if (label === undefined) return labels;
    labels.push(label);
  }
}

function quotedLabel(scanner: Scanner): string {
  const start = scanner.at;
  accept(scanner, '"');
  const parts = parseTemplateText(scanner, '"');
  const [only = '', ...more] = parts;
  if (typeof only !== 'string' || more.length > 0) {
    fail(scanner, 'A label of a block is plain text, without "${…}".', start);
  }
  return only;
}
