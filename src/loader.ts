/**
 * Loads the command from a bundle that V8 need not parse again: the build leaves its compiled form beside it.
 * Where that is missing, or was made by another Node.js, the bundle is compiled as usual.
 */
import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';

type Bundle = typeof import('./bin');

/** Gives back what the bundle exports. */
export function load(): Bundle {
  const file = path.join(__dirname, 'aibgen.js');
  // The build has made it a function, and ASCII.
  const source = read(file).toString('latin1');
  const cachedData = compiled();
  const script = new vm.Script(source, {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const run: (...args: readonly unknown[]) => void = script.runInThisContext();
  const bundle: { exports?: Bundle } = {};
  run({}, require, bundle, file, __dirname);
  if (!bundle.exports) throw new Error(`${file} exports nothing`);
  leaveCompiled(script);
  return bundle.exports;
}

function compiled(): Buffer | undefined {
  try {
    return read(path.join(__dirname, 'aibgen.cache'));
  } catch {
    return undefined;
  }
}

/** Room for the bundle and for its compiled form, one after the other. */
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
function leaveCompiled(script: vm.Script): void {
  const target = process.env.AIBGEN_WRITE_CACHE;
  if (target === undefined) return;
  process.once('exit', () => fs.writeFileSync(target, script.createCachedData()));
}
