/** Reads YAML of any kind with the YAML library, and reports every error of the YAML itself. */
import { Composer, type CST, type Document, isScalar, Parser, YAMLParseError } from 'yaml';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import type { Source } from '../../diagnostics/source';
import type { Node } from '../node';
import { limits } from '../size-limits';
import { tokenize } from './tokenize';
import { toNodes } from './yaml-nodes';
import { yamlProblems } from './yaml-problems';

/** A file of the spec after reading: its nodes unless it cannot be read. */
export interface ReadResult {
  readonly source: Source;
  readonly root: Node | undefined;
  readonly diagnostics: readonly Finding[];
}

/** Reads a text; one that is too large is not parsed. */
export function readWithLibrary(source: Source): ReadResult {
  const { path, text } = source;
  const tooLarge = (what: string, limit: string): ReadResult =>
    failed(source, diagnose('AIB005', { what, limit }, { file: path }));
  if (text.length > limits.characters) {
    return tooLarge(`has ${text.length} characters`, `${limits.characters} characters`);
  }
  const tokens = tokenize(text);
  if (tokens === 'tokens') return tooLarge('has too many values', `${limits.nodes} values`);
  if (tokens === 'depth') return tooLarge('is nested too deeply', `${limits.depth} levels`);
  return readDocument(source, tokens);
}

function failed(source: Source, ...diagnostics: readonly Finding[]): ReadResult {
  return { source, root: undefined, diagnostics };
}

function* parsed(tokens: readonly string[]): Generator<CST.Token> {
  const parser = new Parser();
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

/** The first document of some tokens; a second one is an error of the first. As `parseDocument` of the library, which takes a text. */
function composeDocument(tokens: readonly string[], length: number): Document.Parsed {
  const composer = new Composer({ uniqueKeys: false, version: '1.2' });
  const [document, second] = composer.compose(parsed(tokens), true, length);
  if (!document) throw new Error('the library makes a document of any text');
  if (second) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'several documents'));
  }
  return document;
}

function readDocument(source: Source, tokens: readonly string[]): ReadResult {
  const document = composeDocument(tokens, source.text.length);
  const problems = yamlProblems(
    source,
    // What follows the first ones is mostly their consequence.
    document.errors.slice(0, limits.errors),
    document.warnings.slice(0, limits.errors),
  );
  if (problems.length > 0) return failed(source, ...problems);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return failed(source, diagnose('AIB002', {}, { file: source.path }));
  }
  return { source, ...toNodes(contents, source) };
}
