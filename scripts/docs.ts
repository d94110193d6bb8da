// Writes what is said of the bad examples (test/invalid/*.txt), and the parts of the manual that are made: the diagnostics,
// the reference of the spec, the API, what the commands of the manual print, and the
// templates that docs/migrating.md imports.
import { spawnSync } from 'node:child_process';

const suites = [
  'test/invalid.test',
  'test/build-logs/examples.test',
  'test/registry.test',
  'test/manual/azure-errors.test',
  'test/manual/spec-reference.test',
  'test/manual/steps.test',
  'test/manual/api.test',
  'test/manual/commands.test',
  'test/import/manual.test',
];
for (const tests of suites) {
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', tests], {
    env: { ...process.env, RECORD: '1' },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
