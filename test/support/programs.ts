/** Suites that need a program of the system, and are skipped where it is missing. */
import { spawnSync } from 'node:child_process';

/** True where a program can be run; `args` make it end at once. */
export function hasProgram(name: string, args: readonly string[] = ['--version']): boolean {
  return spawnSync(name, args, { stdio: 'ignore' }).status === 0;
}

/** `describe` where the condition holds; else the suite is skipped, and a line says what is missing. */
export function describeIf(
  condition: boolean,
  missing: string,
  name: string,
  suite: () => void,
): void {
  if (condition) {
    describe(name, suite);
    return;
  }
  process.stderr.write(`\n!!! SKIPPED: ${name}: ${missing} is not installed\n\n`);
  describe.skip(name, suite);
}
