// Jest's environment, and outside of its sandbox one Bicep compiler for all suites of a worker: it starts in seconds, and is
// slow with its first questions.
const { TestEnvironment } = require('jest-environment-node');
const { connectBicep } = require('./bicep.cjs');

// .NET compiles a method once: to do so again and better pays off in hours, not in minutes.
const settings = { DOTNET_TieredCompilation: '0', DOTNET_gcConcurrent: '0' };

/** @type {import('./bicep.cjs').BicepConnection | undefined} */
let shared;

module.exports = class extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    /** @param {string} path */
    this.global.bicepOf = (path) => (shared ??= connectBicep(path, settings));
  }
};
