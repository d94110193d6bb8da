/** PowerShell for tests: the .NET tool that scripts/setup-tests.ts restores, else the one on the PATH. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './images';
import { describeIf, hasProgram } from './programs';

const restored = path.join(root, '.tools/pwsh', process.platform === 'win32' ? 'pwsh.exe' : 'pwsh');
const program = existsSync(restored) ? restored : 'pwsh';

/** A suite that needs PowerShell; in CI it must be there. */
export function describeWithPowerShell(name: string, suite: () => void): void {
  const isThere = hasProgram(program, ['-Version']);
  if (!isThere && process.env.CI === 'true')
    throw new Error('CI needs PowerShell: npm run pretest');
  describeIf(isThere, 'PowerShell', name, suite);
}

/** Runs a PowerShell script with this text on its standard input; gives back what it prints. */
export function runPowerShell(script: string, input = ''): string {
  const { status, stdout, stderr } = spawnSync(
    program,
    ['-NoProfile', '-NonInteractive', '-Command', script],
    { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`PowerShell ended with ${status}: ${stderr}`);
  return stdout;
}
