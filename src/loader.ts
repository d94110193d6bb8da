/**
 * Loads the command from a bundle that V8 need not parse again: the build leaves its compiled form beside it.
 * Where that is missing, or was made by another Node.js, the bundle is compiled as usual.
 */
import { readFileSync } from 'node:fs';
import { wrap } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

type Bundle = typeof import('./bin');

/** Gives back what the bundle exports. */
export function load(): Bundle {
  const file = path.join(__dirname, 'aibgen.js');
  const cachedData = compiled();
  const script = new vm.Script(wrap(readFileSync(file, 'latin1')), {
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
    return readFileSync(path.join(__dirname, 'aibgen.cache'));
  } catch {
    return undefined;
  }
}

/** Asked by the build, once all that a run needs has been compiled. */
function leaveCompiled(script: vm.Script): void {
  const target = process.env.AIBGEN_WRITE_CACHE;
  if (target === undefined) return;
  process.once('exit', () => {
    const { writeFileSync }: typeof import('node:fs') = require('node:fs');
    writeFileSync(target, script.createCachedData());
  });
}
