/**
 * Starts the command from a bundle that V8 need not parse again: the build leaves its compiled form beside it.
 * Where that is missing, or was made by another Node.js, the bundle is compiled as usual.
 */
import { readFileSync } from 'node:fs';
import { wrap } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';

const file = path.join(__dirname, 'aibgen.js');

function compiled(): Buffer | undefined {
  try {
    return readFileSync(path.join(__dirname, 'aibgen.cache'));
  } catch {
    return undefined;
  }
}

const cachedData = compiled();
const script = new vm.Script(wrap(readFileSync(file, 'latin1')), {
  filename: file,
  ...(cachedData ? { cachedData } : {}),
});
const run: (...args: readonly unknown[]) => void = script.runInThisContext();
run(exports, require, module, file, __dirname);

// Asked by the build, once all that a run needs has been compiled.
const target = process.env.AIBGEN_WRITE_CACHE;
if (target !== undefined) {
  process.once('exit', () => {
    const { writeFileSync }: typeof import('node:fs') = require('node:fs');
    writeFileSync(target, script.createCachedData());
  });
}
