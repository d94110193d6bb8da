// Runs programs and measures them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const usage = path.resolve('scripts/bench/usage.cjs');

/** Runs a program to its end; gives back the milliseconds that it took. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): number {
  const begin = process.hrtime.bigint();
  const { status, stderr } = spawnSync(program, args, {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 26,
  });
  const time = Number(process.hrtime.bigint() - begin) / 1e6;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${status}\n${stderr}`);
  return time;
}

/** What a process used: milliseconds, those of all processors together, and MB at most. */
export interface Usage {
  readonly time: number;
  readonly processor: number;
  readonly memory: number;
}

/** Runs a script of Node.js to its end, and measures it. */
export function runNode(script: string, args: readonly string[], cwd: string): Usage {
  const record = path.join(cwd, 'usage.json');
  const env = { ...process.env, AIBGEN_BENCH_USAGE: record };
  const time = run(process.execPath, ['--require', usage, script, ...args], cwd, env);
  const { processor, memory } = JSON.parse(readFileSync(record, 'utf8'));
  return { time, processor: processor / 1000, memory: memory / 1024 };
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
