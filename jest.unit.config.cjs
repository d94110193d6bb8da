// The quick suites: in this process alone, on examples. The laws make up their input, the others start programs.
const slow = [
  ...['az', 'azure', 'cli', 'hostile', 'laws', 'manual', 'playground', 'site'].map(
    (room) => `test/${room}/`,
  ),
  ...['action', 'package', 'pipelines', 'proof', 'workflows'].map(
    (suite) => `test/${suite}\\.test`,
  ),
  'test/build-logs/blame', // 400 logs, most of them damaged
  'test/editor/(?:extension|prefixes)', // packs the extension; each spec cut off anywhere
  'test/emit/terraform', // Bicep, HashiCorp's parser
  'test/image/embedded-scripts', // sh and PowerShell
  'test/image/(?:property|short)-versions', // each property with each version
  'test/import/(?:corpus|legacy|round-trip)', // there and back
  'test/rights/deployed', // Bicep
  'test/rules/published', // all published samples
  'test/script-lint/(?:positions|shells)', // 300 generated scripts; real shells
  'test/support/', // Bicep
];

module.exports = {
  ...require('./jest.config.cjs'),
  testPathIgnorePatterns: slow.map((suite) => `<rootDir>/${suite}`),
};
