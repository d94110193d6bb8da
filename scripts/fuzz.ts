// Holds the laws against specs of a random seed, and says how to see them again. Usage: npm run fuzz [-- words for Jest]
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env.AIBGEN_LAW_SEED ?? String(randomInt(2 ** 31));
const runs = process.env.AIBGEN_LAW_RUNS ?? '1000';
const args = process.argv.slice(2);
const replay = `AIBGEN_LAW_SEED=${seed} AIBGEN_LAW_RUNS=${runs} npm run fuzz${args.length > 0 ? ` -- ${args.join(' ')}` : ''}`;

process.stdout.write(`Seed ${seed}. To see the same specs again: ${replay}\n`);
const { status } = spawnSync(
  process.execPath,
  ['node_modules/jest/bin/jest.js', ...(args.length > 0 ? args : ['test/laws'])],
  { stdio: 'inherit', env: { ...process.env, AIBGEN_LAW_SEED: seed, AIBGEN_LAW_RUNS: runs } },
);
if (status !== 0) process.stdout.write(`A law is broken. To see it again: ${replay}\n`);
process.exitCode = status ?? 1;
