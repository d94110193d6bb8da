// Jest's environment: one for all suites of a worker, and outside of its sandbox one Bicep compiler, which starts in seconds
// and is slow with its first questions.
const v8 = require('node:v8');
const { TestEnvironment } = require('jest-environment-node');
const { connectBicep } = require('./bicep.cjs');

// .NET compiles a method once: to do so again and better pays off in hours, not in minutes.
const settings = { DOTNET_TieredCompilation: '0', DOTNET_gcConcurrent: '0' };

// Most functions run a few times in a suite: V8 optimizes them six to ten times later than usual, which takes a fifth off the
// processor time of suites.
const [major = ''] = process.versions.node.split('.');
v8.setFlagsFromString(
  major === '20' ? '--interrupt-budget=600000' : '--invocation-count-for-turbofan=30000',
);

/** @type {import('./bicep.cjs').BicepConnection | undefined} */
let bicep;

class BicepEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    /** @param {string} path */
    this.global.bicepOf = (path) => (bicep ??= connectBicep(path, settings));
  }
}

class SharedEnvironment extends BicepEnvironment {
  isShared = true;
  symbols = new Set(Object.getOwnPropertySymbols(this.global));

  /** @override */
  async setup() {
    // What Jest keeps for a suite: its handlers of events, how long a test may take.
    for (const symbol of Object.getOwnPropertySymbols(this.global)) {
      if (!this.symbols.has(symbol)) Reflect.deleteProperty(this.global, symbol);
    }
    await super.setup();
  }

  /** The next suite goes on in it. @override */
  async teardown() {}
}

/** @type {SharedEnvironment | undefined} */
let shared;

/** @param {ConstructorParameters<typeof TestEnvironment>} parts */
module.exports = function createEnvironment(...parts) {
  const [{ globalConfig }] = parts;
  // Files that are watched change, and coverage is counted by suite.
  const { watch, watchAll, collectCoverage } = globalConfig;
  return watch || watchAll || collectCoverage
    ? new BicepEnvironment(...parts)
    : (shared ??= new SharedEnvironment(...parts));
};
