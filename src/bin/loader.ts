/**
 * Loads the command from bundles that V8 need not parse again: the first runs leave their compiled form in the user's cache.
 * It is bound to the bundle by its checksum, and to the V8 and the processor by its name; one that V8 rejects is replaced. Where
 * the cache cannot be written, a bundle is compiled each time.
 */
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../disk/user-cache';

/** Returns what `bin/main.ts` exports; `leaves`: compiled code is left for later runs. */
export function load(leaves: boolean): typeof import('./main') {
  return loadPart('./aibgen/main.js', leaves) as typeof import('./main');
}

/** The parts of a file by their names; each runs when it is first asked for, and exports the same afterwards. */
type Parts = Readonly<Record<string, () => unknown>>;

/** A file of the command, as the build has made it. */
type File = (
  require: (id: string) => unknown,
  module: { readonly exports: Parts },
  dir: string,
) => Parts;

const files = new Map<string, Parts>();

// Not loaded where the last run is repeated: it takes as long as a third of Node.js.
const crypto = (): typeof import('node:crypto') => require('node:crypto');

/** What a part exports: `./<file>/<name>`. */
function loadPart(id: string, leaves: boolean): unknown {
  const [, file = '', name = ''] = id.split('/');
  let parts = files.get(file);
  if (!parts) {
    const requireFrom = (wanted: string): unknown =>
      wanted.startsWith('./') ? loadPart(wanted, leaves) : require(wanted);
    parts = loadFile(file, leaves)(requireFrom, { exports: {} }, __dirname);
    files.set(file, parts);
  }
  return parts[name]?.();
}

function loadFile(name: string, leaves: boolean): File {
  const file = path.join(__dirname, `${name}.js`);
  const bytes = read(file);
  const hash = crypto().createHash('sha256').update(bytes).digest();
  // The build has made it ASCII.
  const source = bytes.toString('latin1');
  const cache = codeFile(name, hash);
  const { code: cachedData, runs = 0 } = cache === undefined ? {} : compiled(cache, hash);
  const vm: typeof import('node:vm') = require('node:vm');
  const script = new vm.Script(source, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const known = script.cachedDataRejected ? 0 : runs;
  if (leaves && cache !== undefined && known < collected) {
    // At the end all is compiled that a run needs, unless it has failed.
    process.once('exit', (code) => {
      if (code === 0) leave(cache, hash, known + 1, script.createCachedData());
    });
  }
  return script.runInThisContext();
}

const folder = cacheFolder(process.env);

/** Where the compiled form of a bundle is: another V8, processor or release has another one. */
function codeFile(name: string, hash: Buffer): string | undefined {
  if (folder === undefined) return undefined;
  const { v8 } = process.versions;
  const id = `${hash.toString('hex', 0, 8)}-${v8}-${process.arch}`;
  // Each compiles other functions; the first run of a command says which.
  const [, , command = ''] = process.argv;
  const kind = command === 'build' || command === 'validate' ? command : 'other';
  return path.join(folder, 'code', `${name}-${kind}-${id}.bin`);
}

/** Runs of a command that add what they have compiled: the first may have found nothing to do. */
const collected = 3;

/** Compiled code, and the runs that it comes from. */
interface Compiled {
  readonly code?: Buffer;
  readonly runs?: number;
}

/** Bytes before the code: the checksum of the bundle, that of the code, the runs, and nothing, since V8 wants the code at a multiple of 8. */
const header = 72;

/** What a file of the cache holds; empty where it is missing, of another bundle, or broken. */
function compiled(file: string, hash: Buffer): Compiled {
  try {
    const bytes = read(file);
    const code = bytes.subarray(header);
    const isWhole =
      bytes.subarray(0, 32).equals(hash) &&
      crypto().createHash('sha256').update(code).digest().equals(bytes.subarray(32, 64));
    return isWhole ? { code, runs: bytes[64] ?? 0 } : {};
  } catch {
    return {};
  }
}

/** Files that the cache holds: a few bundles for a handful of releases and versions of Node.js. */
const most = 24;

function leave(file: string, hash: Buffer, runs: number, code: Buffer): void {
  try {
    const parent = path.dirname(file);
    fs.mkdirSync(parent, { recursive: true, mode: 0o700 });
    const temporary = `${file}.${crypto().randomBytes(6).toString('hex')}`;
    const sum = crypto().createHash('sha256').update(code).digest();
    const content = Buffer.concat([hash, sum, Buffer.of(runs), Buffer.alloc(header - 65), code]);
    fs.writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    fs.renameSync(temporary, file);
    const byAge = fs
      .readdirSync(parent)
      .map((name) => path.join(parent, name))
      .map((one) => ({ one, age: -fs.statSync(one).mtimeMs }))
      .toSorted((a, b) => a.age - b.age);
    for (const { one } of byAge.slice(most)) fs.rmSync(one, { force: true });
  } catch {
    // The next run compiles once more.
  }
}

/** Room for a bundle and for its compiled form, one after the other. */
let memory = Buffer.allocUnsafeSlow(1_500_000);

/** The bytes of a file, until the next call: fresh memory costs more than reading does. */
function read(file: string): Buffer {
  const handle = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(handle);
    if (size > memory.length) memory = Buffer.allocUnsafeSlow(size);
    return memory.subarray(0, fs.readSync(handle, memory, 0, size, 0));
  } finally {
    fs.closeSync(handle);
  }
}
