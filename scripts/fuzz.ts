// Holds the laws against specs of a random seed, and says how to see them again. Usage: npm run fuzz [-- words for Jest]
// `npm run fuzz -- --hostile` tries hostile specs, templates, manifests and file names instead, the full number of each, within 512 MB.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

const seed = process.env.AIBGEN_LAW_SEED ?? String(randomInt(2 ** 31));
const runs = process.env.AIBGEN_LAW_RUNS ?? '1000';
const hostile = process.argv.includes('--hostile');
const args = process.argv.slice(2);
const replay = `AIBGEN_LAW_SEED=${seed} AIBGEN_LAW_RUNS=${runs} npm run fuzz${args.length > 0 ? ` -- ${args.join(' ')}` : ''}`;

process.stdout.write(`Seed ${seed}. To see the same specs again: ${replay}\n`);
const words = args.filter((arg) => arg !== '--hostile');
const env = { ...process.env, AIBGEN_LAW_SEED: seed, AIBGEN_LAW_RUNS: runs };
const jest = 'node_modules/jest/bin/jest.js';
// The memory of all runs together, with that of Jest, is what one run may use.
const { status } = hostile
  ? spawnSync(
      process.execPath,
      ['--max-old-space-size=512', jest, '--runInBand', 'test/hostile/budgets', ...words],
      { stdio: 'inherit', env: { ...env, AIBGEN_HOSTILE: 'full' } },
    )
  : spawnSync(process.execPath, [jest, ...(words.length > 0 ? words : ['test/laws'])], {
      stdio: 'inherit',
      env,
    });
if (status !== 0) process.stdout.write(`A law is broken. To see it again: ${replay}\n`);
process.exitCode = status ?? 1;
