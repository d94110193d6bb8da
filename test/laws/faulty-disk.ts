/** A disk that goes wrong at one of the calls that change it. */
import fs from 'node:fs';

/** `full`: one call fails, the process goes on. `stopped`: the process has been killed there, nothing happens any more. */
export type Fault = 'full' | 'stopped';

/** What a killed process would not even see. */
class Stopped extends Error {}

const changing = ['writeFileSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync'] as const;

/**
 * Runs something while the n-th call that changes the disk goes wrong; a file is half written then.
 * @returns how many such calls there were
 */
export function withFault(n: number, fault: Fault, run: () => void): number {
  let calls = 0;
  const spies = changing.map((name) => {
    const real = fs[name] as unknown as (...args: readonly unknown[]) => undefined;
    const faulty = (...args: readonly unknown[]): undefined => {
      calls += 1;
      if (calls < n || (fault === 'full' && calls > n)) return real(...args);
      if (calls === n && name === 'writeFileSync') {
        const [path, content, ...more] = args;
        const text = String(content);
        real(path, text.slice(0, text.length / 2), ...more);
      }
      throw fault === 'full'
        ? Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
        : new Stopped();
    };
    return jest.spyOn(fs, name as 'rmSync').mockImplementation(faulty);
  });
  try {
    run();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return calls;
}
