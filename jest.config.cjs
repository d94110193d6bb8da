// Packages that come as ES modules only: Jest needs them as CommonJS.
const esModules = ['emoji-regex', 'get-east-asian-width', 'narrow-emojis', 'unbash', '@noble'];

module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testEnvironment: '<rootDir>/scripts/jest-environment.cjs',
  runtime: '<rootDir>/scripts/jest-runtime.cjs',
  // In Jest's sandbox each use of a global is looked up through an interceptor, which is slow in hot loops. Those that the
  // compiler uses most are handed to each module as parameters instead.
  sandboxInjectedGlobals: [
    'Array',
    'Boolean',
    'Error',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'RegExp',
    'Set',
    'String',
    'Symbol',
    'WeakMap',
    'Uint8Array',
    'TypeError',
  ],
  transform: { '\\.(ts|hbs|yaml|m?js)$': '<rootDir>/scripts/jest-transform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModules.join('|')})/)`],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/'],
  globals: { AIBGEN_VERSION: require('./package.json').version },
  reporters: ['default', '<rootDir>/scripts/jest-closing-line.cjs'],
  // All processors: much of the time tests wait for other processes.
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageDirectory: '.tools/coverage',
  coverageReporters: ['text-summary', 'html'],
  testTimeout: 180000,
};
