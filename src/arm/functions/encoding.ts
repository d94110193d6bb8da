/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { NotStatic, type ArmFunction } from '../evaluation-context';
import type { ArmValue } from '../arm-value';
import { textArgument } from './arguments';
import { uniqueText } from './unique-string';

/** JSON inside a text may be nested no deeper than the document itself; brackets inside its strings count too. */
const maxDepth = 200;

function parseJson(text: string): ArmValue {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > maxDepth) throw new NotStatic('the JSON in the text is nested too deeply');
  }
  return attempt('the string is not valid JSON', (): ArmValue => JSON.parse(text));
}

function attempt<T>(otherwise: string, make: () => T): T {
  try {
    return make();
  } catch {
    throw new NotStatic(otherwise);
  }
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): string {
  return attempt('the string is not base64 of a string', () => {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  });
}

function uriComponent(text: string): string {
  const escaped = encodeURIComponent(text.toWellFormed());
  return escaped.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function joined(args: readonly ArmValue[]): Uint8Array {
  if (args.length === 0) throw new NotStatic('it has no arguments');
  return new TextEncoder().encode(args.map((_, at) => textArgument(args, at)).join('-'));
}

/** The namespace of the UUIDs (version 5, RFC 9562) that `guid()` makes. */
const guidNamespace = hexToBytes('11fb06fb712d4ddd98c7e71bbd588830');

const guid: ArmFunction = (args) => {
  const hash = sha1(Uint8Array.from([...guidNamespace, ...joined(args)])).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return bytesToHex(hash).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const uri: ArmFunction = (args) => {
  const [base, relative] = [textArgument(args, 0), textArgument(args, 1)];
  return attempt(`${base} is not an absolute URI`, () => new URL(relative, base).href);
};

/** The functions that encode and hash, by their name in lower case. */
export const encodingFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['json', (args) => parseJson(textArgument(args, 0))],
  ['base64', (args) => toBase64(textArgument(args, 0))],
  ['base64tostring', (args) => fromBase64(textArgument(args, 0))],
  ['uri', uri],
  ['uricomponent', (args) => uriComponent(textArgument(args, 0))],
  ['guid', guid],
  ['uniquestring', (args) => uniqueText(joined(args))],
];
