// Holds the laws against specs of a random seed, and says how to see them again. Usage: npm run fuzz [-- words for Jest]
// `npm run fuzz -- --hostile [words]` tries thousands of hostile specs, templates, manifests and file names instead, or those of a word.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { tryHostile } from './hostile';

const seed = process.env.AIBGEN_LAW_SEED ?? String(randomInt(2 ** 31));
const runs = process.env.AIBGEN_LAW_RUNS ?? '1000';
const args = process.argv.slice(2);
const words = args.filter((arg) => arg !== '--hostile');
const replay = `AIBGEN_LAW_SEED=${seed} AIBGEN_LAW_RUNS=${runs} npm run fuzz${args.length > 0 ? ` -- ${args.join(' ')}` : ''}`;

function tryLaws(): boolean {
  const jest = ['node_modules/jest/bin/jest.js', ...(words.length > 0 ? words : ['test/laws'])];
  const env = { ...process.env, AIBGEN_LAW_SEED: seed, AIBGEN_LAW_RUNS: runs };
  return spawnSync(process.execPath, jest, { stdio: 'inherit', env }).status === 0;
}

process.stdout.write(`Seed ${seed}. To see the same again: ${replay}\n`);
const held = args.includes('--hostile') ? (await tryHostile(Number(seed), words)) === 0 : tryLaws();
if (!held) process.stdout.write(`A law is broken. To see it again: ${replay}\n`);
process.exitCode = held ? 0 : 1;
