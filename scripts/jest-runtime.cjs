// Jest's runtime, which in the shared environment loads all but the tests once for each worker: the sources keep nothing
// between calls, and loading and compiling them again took half the time of most suites.
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');

/** @type {InstanceType<typeof Runtime> | undefined} */
let sources;

module.exports = class extends Runtime {
  /** @param {ConstructorParameters<typeof Runtime>} parts */
  constructor(...parts) {
    super(...parts);
    const [config, environment] = parts;
    this.tests = path.join(config.rootDir, 'test') + path.sep;
    if ('isShared' in environment) this.sources = sources ??= new Runtime(...parts);
  }

  /**
   * @override
   * @template T
   * @param {string} from
   * @param {string} name
   * @returns {T}
   */
  requireModuleOrMock(from, name) {
    const file = path.join(path.dirname(from), name);
    return this.sources === undefined || (name.startsWith('.') && file.startsWith(this.tests))
      ? super.requireModuleOrMock(from, name)
      : this.sources.requireModuleOrMock(from, name);
  }

  /** For stack traces, which lead through tests and sources. @override */
  getSourceMaps() {
    const ofTests = super.getSourceMaps();
    const ofSources = this.sources?.getSourceMaps();
    if (ofSources !== undefined) {
      const get = ofTests.get.bind(ofTests);
      ofTests.get = (file) => get(file) ?? ofSources.get(file);
    }
    return ofTests;
  }
};
