/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string */
import { NotStatic } from '../evaluation-context';
import type { ArmFunction } from '../evaluation-context';
import type { ArmValue } from '../arm-value';
import { textArgument } from './arguments';
import { sha1 } from './sha1';
import { uniqueText } from './unique-string';

/** JSON inside of a text may be nested no deeper than the document itself. */
const maxDepth = 200;

function parseJson(text: string): ArmValue {
  const deep = depthOf(text) > maxDepth;
  if (deep) throw new NotStatic('the JSON in the text is nested too deeply');
  try {
    const value: ArmValue = JSON.parse(text);
    return value;
  } catch {
    throw new NotStatic('the text is no valid JSON');
  }
}

/** At least the depth of the JSON in a text: brackets inside of its strings count too. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function toBase64(text: string): string {
  return btoa(binary(new TextEncoder().encode(text)));
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function fromBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotStatic('the text is no base64 of a text');
  }
}

function uri(base: string, relative: string): string {
  try {
    return new URL(relative, base).href;
  } catch {
    throw new NotStatic(`${base} is no absolute URI`);
  }
}

function uriComponent(text: string): string {
  const escaped = encodeURIComponent(text.toWellFormed());
  return escaped.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function fromUriComponent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new NotStatic('the text is no escaped part of a URI');
  }
}

/** The namespace of the UUIDs (version 5) that `guid()` makes. */
const guidNamespace = '11fb06fb712d4ddd98c7e71bbd588830';

function joined(args: readonly ArmValue[]): Uint8Array {
  if (args.length === 0) throw new NotStatic('it has no arguments');
  return new TextEncoder().encode(args.map((_, at) => textArgument(args, at)).join('-'));
}

const guid: ArmFunction = (args) => {
  const namespace = Array.from({ length: 16 }, (_, at) =>
    Number.parseInt(guidNamespace.slice(at * 2, at * 2 + 2), 16),
  );
  const hash = sha1(Uint8Array.from([...namespace, ...joined(args)]));
  const version = ((hash[6] ?? 0) & 0x0f) | 0x50;
  const variant = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(hash.with(6, version).with(8, variant).slice(0, 16), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The functions that encode and hash, by their name in lower case. */
export const encodingFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['json', (args) => parseJson(textArgument(args, 0))],
  ['base64', (args) => toBase64(textArgument(args, 0))],
  ['base64tostring', (args) => fromBase64(textArgument(args, 0))],
  ['base64tojson', (args) => parseJson(fromBase64(textArgument(args, 0)))],
  ['uri', (args) => uri(textArgument(args, 0), textArgument(args, 1))],
  ['uricomponent', (args) => uriComponent(textArgument(args, 0))],
  ['uricomponenttostring', (args) => fromUriComponent(textArgument(args, 0))],
  ['guid', guid],
  ['uniquestring', (args) => uniqueText(joined(args))],
];
