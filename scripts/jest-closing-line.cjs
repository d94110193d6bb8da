// Jest reporter: the very last line of a run is one plain count, taken from the results.
module.exports = class ClosingLine {
  getLastError() {}

  /**
   * @param {unknown} _contexts
   * @param {Readonly<Record<'numPassedTests' | 'numFailedTests' | 'numRuntimeErrorTestSuites', number>>} results
   */
  onRunComplete(_contexts, results) {
    // A suite that could not even start has no tests of its own to count: it is one failure.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed\n`;
    process.once('exit', () => process.stdout.write(`\n${line}`));
  }
};
