/**
 * Nothing hostile gets through: no exit code of a bug, nothing touched that is not aibgen's, no text evaluated, no command of a CI system
 * printed. `npm test` tries some of each; `npm run fuzz -- --hostile` all of them, and holds each run to two seconds of processor time and
 * all of them to 512 MB.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { judgeFolder } from './budgets/folders';
import { judgeName } from './budgets/file-names';
import { most } from './budgets/sandbox';
import { judgeSpec } from './budgets/specs';
import { judgeTemplate } from './budgets/templates';

const isFull = process.env['AIBGEN_HOSTILE'] === 'full';
const seed = Number(process.env['AIBGEN_LAW_SEED'] ?? '17');

const budgets = [
  { what: 'hostile specs', judge: judgeSpec, full: 20_000, quick: 80 },
  { what: 'hostile templates', judge: judgeTemplate, full: 5_000, quick: 40 },
  { what: 'hostile manifests and folders', judge: judgeFolder, full: 2_000, quick: 20 },
  { what: 'hostile file names', judge: judgeName, full: 500, quick: 3 },
] as const;

jest.setTimeout(isFull ? 3_600_000 : 120_000);

test.each(budgets)('$what', async ({ what, judge, full, quick }) => {
  Object.assign(most, { milliseconds: 0, of: '', megabytes: 0, runs: 0 });
  const count = isFull ? full : quick;
  const problems: string[] = [];
  for (let index = 0; index < count && problems.length < 20; index += 1) {
    // Where one never ends, or takes all memory, this says which.
    if (isFull)
      writeFileSync(path.join(tmpdir(), 'aibgen-hostile-seed'), `${what} ${seed + index}\n`);
    try {
      problems.push(...(await judge(seed + index)).map((one) => `seed ${seed + index}: ${one}`));
    } catch (error) {
      problems.push(
        `seed ${seed + index}: ${error instanceof Error ? error.stack : String(error)}`,
      );
    }
  }
  if (isFull) {
    const { milliseconds, megabytes, of, runs } = most;
    process.stderr.write(
      `${count} ${what}, ${runs} runs: at most ${Math.round(milliseconds)} ms (${JSON.stringify(of.slice(0, 80))}), ${Math.round(megabytes)} MB\n`,
    );
  }
  expect(problems).toEqual([]);
});
