/** YAML text -> nodes. Reports every error of the YAML itself. */
import { Composer, type CST, type Document, isScalar, Parser, YAMLParseError } from 'yaml';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import type { Source } from '../../diagnostics/source';
import { toNodes } from './yaml-nodes';
import { limits, tokenize } from '../size-limits';
import type { Node } from '../node';
import { readSimpleYaml } from './simple-yaml';
import { yamlProblems } from './yaml-problems';

/** A file of the spec after reading: its nodes unless it cannot be read. */
export interface ReadResult {
  readonly source: Source;
  readonly root: Node | undefined;
  readonly diagnostics: readonly Finding[];
}

/** Byte order marks, those first that begin like others. */
const marks = [
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32', big: false },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32', big: true },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le', big: false },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be', big: true },
] as const;

/** Decodes the bytes of a file as UTF-8, or as its byte order mark says; `undefined` if they are not text. */
export function decode(bytes: Uint8Array): string | undefined {
  const mark = marks.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  try {
    if (mark?.encoding === 'utf-32') return decodeUtf32(bytes.subarray(4), mark.big);
    return new TextDecoder(mark?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-32, the only encoding of YAML that TextDecoder does not support; throws for an invalid code point. */
function decodeUtf32(bytes: Uint8Array, big: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    text += String.fromCodePoint(view.getUint32(at, !big));
  }
  return text;
}

/** A file as diagnostics point into it: line breaks of every kind are `\n`. */
export function toSource(path: string, decoded: string): Source {
  return { path, text: decoded.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n') };
}

/** Reads a text. */
export function readYaml(path: string, content: string | Uint8Array): ReadResult {
  const decoded = typeof content === 'string' ? content : decode(content);
  const source = toSource(path, decoded ?? '');
  if (decoded === undefined) return failed(source, diagnose('AIB006', {}, { file: path }));
  const root = readSimpleYaml(source);
  return root ? { source, root, diagnostics: [] } : readWithLibrary(source);
}

/** Reads a text of any kind with the YAML library. */
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
