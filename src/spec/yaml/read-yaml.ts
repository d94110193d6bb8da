/** YAML text -> nodes. Reports every error of the YAML itself. */
import { diagnose } from '../../diagnostics/diagnostic';
import type { Source } from '../../diagnostics/source';
import { yamlLibrary } from './lazy-library';
import type { ReadResult } from './read-with-library';
import { readSimpleYaml } from './simple-yaml';

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
  if (decoded === undefined) {
    return { source, root: undefined, diagnostics: [diagnose('AIB006', {}, { file: path })] };
  }
  const root = readSimpleYaml(source);
  return root ? { source, root, diagnostics: [] } : yamlLibrary().readWithLibrary(source);
}
