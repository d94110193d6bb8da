/** Loads the command from bundles that V8 need not parse again, where their compiled form is in the user's cache. */
import { compiledCode, leaveCode } from './compiled-code';
import { read } from './read';

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

/** True once a run may have changed flags of V8: code that is compiled by then is of use only with the same ones. */
let hasOtherFlags = false;

/** What a part exports: `./<file>/<name>`. */
function loadPart(id: string, leaves: boolean): unknown {
  const [, file = '', name = ''] = id.split('/');
  let parts = files.get(file);
  if (!parts) {
    const requireFrom = (wanted: string): unknown => {
      hasOtherFlags ||= wanted === 'node:v8';
      return wanted.startsWith('./') ? loadPart(wanted, leaves) : require(wanted);
    };
    parts = loadFile(file, leaves)(requireFrom, { exports: {} }, __dirname);
    files.set(file, parts);
  }
  return parts[name]?.();
}

function loadFile(name: string, leaves: boolean): File {
  const file = `${__dirname}/${name}.js`;
  // The build has made it ASCII.
  const source = read(file).toString('latin1');
  const compiled = compiledCode(name, file, source);
  const cachedData = compiled?.code;
  const vm: typeof import('node:vm') = require('node:vm');
  const script = new vm.Script(source, { filename: file, ...(cachedData ? { cachedData } : {}) });
  const runs = script.cachedDataRejected ? 0 : (compiled?.runs ?? 0);
  if (leaves && compiled && runs < collectedRuns) {
    // At the end all is compiled that a run needs, unless it has failed.
    process.once('exit', (status) => {
      if (status === 0 && !hasOtherFlags) leaveCode(compiled, runs + 1, script.createCachedData());
    });
  }
  return script.runInThisContext();
}

/** Runs of a command that add what they have compiled: the first may have found nothing to do. */
const collectedRuns = 3;
