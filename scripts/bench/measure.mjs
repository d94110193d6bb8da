// Runs programs and measures them.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** Runs a program to its end; gives back the milliseconds that it took. */
export function run(program, args, cwd, env = process.env) {
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

/** Runs a script of Node.js; gives back its milliseconds, those of all processors together, and its peak memory in MB. */
export function runNode(script, args, cwd) {
  const record = path.join(cwd, 'usage.json');
  const env = { ...process.env, AIBGEN_BENCH_USAGE: record };
  const time = run(process.execPath, ['--require', usage, script, ...args], cwd, env);
  const { processor, memory } = JSON.parse(readFileSync(record, 'utf8'));
  return { time, processor: processor / 1000, memory: memory / 1024 };
}

/** The value in the middle. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
