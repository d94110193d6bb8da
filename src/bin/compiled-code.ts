/**
 * The compiled form of a bundle in the user's cache, which the first runs of a command leave there. It is bound to the bundle by its
 * checksum, and to the V8 and the processor by its name; one that V8 rejects is replaced. Where the cache cannot be written, a bundle
 * is compiled each time.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathState } from '../disk/path-state';
import { nodeCrypto } from '../lib/node-crypto';
import { cacheFolder, putIntoCache, shortHash } from '../disk/user-cache';
import { read } from './read';

export interface Compiled {
  /** The file of the cache that it is in, or shall be. */
  readonly file: string;
  /** The checksum of the bundle. */
  readonly bundleSum: Uint8Array;
  /** Absent where the file is missing, of another bundle, or broken. Valid until the next file is read. */
  readonly code?: Buffer;
  /** The runs whose code it holds. */
  readonly runs?: number;
}

const cache = cacheFolder(process.env);
const folder = cache === undefined ? undefined : `${cache}/code`;

/** Finds the compiled form of a bundle, whose text is ASCII; `undefined` where there is no cache. */
export function compiledCode(name: string, bundle: string, source: string): Compiled | undefined {
  if (folder === undefined) return undefined;
  // Each command compiles other functions; its first runs say which.
  const [, , command = ''] = process.argv;
  const kind = command === 'build' || command === 'validate' ? command : 'other';
  const id = `${name}-${kind}-${process.versions.v8}-${process.arch}`;
  const note = `${folder}/${id}-${shortHash(bundle)}.txt`;
  return checkedBefore(note, bundle) ?? checkNow(note, id, bundle, source);
}

function sha256(bytes: Uint8Array): Buffer {
  return nodeCrypto().createHash('sha256').update(bytes).digest();
}

/**
 * Bytes before the code: the checksum of the bundle, that of the code, the runs, and nothing, since V8 wants the code at a
 * multiple of 8.
 */
const header = 72;

function contentOf(file: string) {
  const bytes = read(file);
  return {
    file,
    bundleSum: Buffer.from(bytes.subarray(0, 32)),
    sum: bytes.subarray(32, 64),
    runs: bytes[64] ?? 0,
    code: bytes.subarray(header),
  };
}

function checkNow(note: string, id: string, bundle: string, source: string): Compiled {
  const bundleSum = sha256(Buffer.from(source, 'latin1'));
  const file = path.join(path.dirname(note), `${id}-${bundleSum.toString('hex', 0, 8)}.bin`);
  try {
    const content = contentOf(file);
    const isWhole = content.bundleSum.equals(bundleSum) && content.sum.equals(sha256(content.code));
    if (!isWhole) return { file, bundleSum };
    noteStates(note, bundle, file);
    return content;
  } catch {
    return { file, bundleSum };
  }
}

/** Notes in which state a bundle and its compiled form are whose checksums have been checked. */
function noteStates(note: string, bundle: string, file: string): void {
  const states = [pathState(bundle, false), pathState(file, false)];
  if (states.some(({ hasJustChanged }) => hasJustChanged)) return;
  const [ofBundle, ofFile] = states.map(({ text }) => text);
  putIntoCache(note, [bundle, ofBundle, file, ofFile].join('\n'));
}

/** The compiled form, if neither it nor the bundle has changed since their checksums were checked. */
function checkedBefore(note: string, bundle: string): Compiled | undefined {
  try {
    const [noted, ofBundle, file = '', ofFile] = fs.readFileSync(note, 'utf8').split('\n');
    const isSame =
      noted === bundle &&
      pathState(bundle, false).text === ofBundle &&
      pathState(file, false).text === ofFile;
    return isSame ? contentOf(file) : undefined;
  } catch {
    return undefined;
  }
}

/** Files that the cache holds: a few bundles for a handful of releases and versions of Node.js, and notes of them. */
const most = 48;

/** Leaves compiled code for later runs. */
export function leaveCode({ file, bundleSum }: Compiled, runs: number, code: Buffer): void {
  const count = [Buffer.of(runs), Buffer.alloc(header - 65)];
  putIntoCache(file, Buffer.concat([bundleSum, sha256(code), ...count, code]));
  try {
    const parent = path.dirname(file);
    const byAge = fs
      .readdirSync(parent)
      .map((name) => path.join(parent, name))
      .map((one) => ({ one, age: -fs.statSync(one).mtimeMs }))
      .toSorted((a, b) => a.age - b.age);
    for (const { one } of byAge.slice(most)) fs.rmSync(one, { force: true });
  } catch {
    // Another process may have removed one.
  }
}
