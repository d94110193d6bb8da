// Writes what is said of the bad examples (test/invalid/*.txt), and with them the manual (docs/diagnostics.md).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const tests of ['test/invalid.test', 'test/registry.test']) {
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', tests], {
    cwd: root,
    env: { ...process.env, RECORD: '1' },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
