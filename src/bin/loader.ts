/**
 * Loads the command from bundles that V8 need not parse again: the build leaves their compiled form beside them.
 * Where that is missing, or was made by another Node.js, a bundle is compiled as usual.
 */
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

/** Gives back what the bundle of the command exports. */
export function load(): typeof import('./main') {
  return loadBundle('aibgen') as typeof import('./main');
}

/** The bundles that others ask for: what a run may do without. */
const lazy: Readonly<Record<string, string>> = {
  './outputs.js': 'outputs',
  './script-lint.js': 'script-lint',
};

function requireFrom(name: string): unknown {
  const bundle = lazy[name];
  return bundle === undefined ? require(name) : loadBundle(bundle);
}

function loadBundle(name: string): unknown {
  const file = path.join(__dirname, `${name}.js`);
  // The build has made it a function, and ASCII.
  const source = read(file).toString('latin1');
  const cachedData = compiled(name);
  const script = new vm.Script(source, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const run: (...args: readonly unknown[]) => void = script.runInThisContext();
  const bundle: { exports?: unknown } = {};
  run({}, requireFrom, bundle, file, __dirname);
  if (!bundle.exports) throw new Error(`${file} exports nothing`);
  leaveCompiled(name, script);
  return bundle.exports;
}

function compiled(name: string): Buffer | undefined {
  try {
    return read(path.join(__dirname, `${name}.cache`));
  } catch {
    return undefined;
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

/** Asked by the build, once all that a run needs has been compiled. */
function leaveCompiled(name: string, script: vm.Script): void {
  if (process.env.AIBGEN_WRITE_CACHE === undefined) return;
  const file = path.join(__dirname, `${name}.cache`);
  process.once('exit', () => fs.writeFileSync(file, script.createCachedData()));
}
