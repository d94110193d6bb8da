// `npm run fuzz -- --hostile`: tries hostile specs, templates, manifests, folders and file names (test/hostile/budgets), in processes of
// plain Node.js with a heap of 512 MB, one for each processor. Jest would take several times as long.
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import {
  type Budget,
  budgets,
  type Cost,
  limits,
  type Verdict,
} from '../test/hostile/budgets/budgets';
import { compiledTemplates } from './templates';

const judgeFile = path.resolve('node_modules/.cache/aibgen/judge-process.cjs');
/** A run that takes longer is stopped: it waits for something, or never ends. */
const patience = 120_000;

const noCost: Cost = { milliseconds: 0, of: '', megabytes: 0, runs: 0 };

async function bundleJudges(): Promise<void> {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  await esbuild.build({
    entryPoints: ['test/hostile/budgets/judge-process.ts'],
    outfile: judgeFile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    target: 'node20',
    loader: { '.yaml': 'text' },
    // The files of test/support find the project by it.
    define: {
      AIBGEN_VERSION: JSON.stringify(version),
      __dirname: JSON.stringify(path.resolve('test/support')),
    },
    plugins: [compiledTemplates],
    logLevel: 'error',
  });
}

/** Judges seeds in a process; one that ended, or did not answer in time, is replaced. */
function judgeProcess() {
  let child: ChildProcess | undefined;
  let answer: (verdict: Verdict | undefined) => void = () => {};
  const start = (): ChildProcess => {
    const started = fork(judgeFile, { execArgv: [`--max-old-space-size=${limits.megabytes}`] });
    started.on('message', (verdict: Verdict) => answer(verdict));
    started.on('exit', () => {
      child = undefined;
      answer(undefined);
    });
    return started;
  };
  return {
    judge: async (what: Budget, seed: number): Promise<Verdict> => {
      const asked = (child ??= start());
      let why = 'it ended the process';
      const late = setTimeout(() => {
        why = 'it did not end';
        asked.kill('SIGKILL');
      }, patience);
      const verdict = await new Promise<Verdict | undefined>((resolve) => {
        answer = resolve;
        asked.send({ what, seed });
      });
      clearTimeout(late);
      return verdict ?? { problems: [why], cost: { ...noCost, runs: 1 } };
    },
    close: (): void => child?.disconnect(),
  };
}

/** A command is a process of its own: what takes this many milliseconds in one that is warm is judged in a fresh one. */
const suspicious = limits.milliseconds / 5;

async function judgeAlone(what: Budget, seed: number): Promise<Verdict> {
  const { judge, close } = judgeProcess();
  const verdict = await judge(what, seed);
  close();
  return verdict;
}

/** What a seed costs more than a part of what it may. */
function excess({ milliseconds, megabytes, of }: Cost, part: number): readonly string[] {
  return [
    ...(milliseconds > limits.milliseconds * part
      ? [`${of}: ${Math.round(milliseconds)} ms of processor time`]
      : []),
    ...(megabytes > limits.megabytes * part ? [`${of}: ${Math.round(megabytes)} MB`] : []),
  ];
}

const larger = (one: Cost, other: Cost): Cost => ({
  ...(other.milliseconds > one.milliseconds ? other : one),
  megabytes: Math.max(one.megabytes, other.megabytes),
  runs: one.runs + other.runs,
});

/** Tries all seeds from one on; prints each problem and the most that a run cost. Returns how many problems there are. */
export async function tryHostile(first: number, words: readonly string[]): Promise<number> {
  await bundleJudges();
  let found = 0;
  for (const { what, all } of budgets) {
    if (words.length > 0 && !words.some((word) => what.includes(word))) continue;
    let cost = noCost;
    let next = first;
    const work = async (): Promise<void> => {
      const { judge, close } = judgeProcess();
      while (next < first + all) {
        const seed = next;
        next += 1;
        const warm = await judge(what, seed);
        const verdict = warm.cost.milliseconds > suspicious ? await judgeAlone(what, seed) : warm;
        const problems = [...verdict.problems, ...excess(verdict.cost, 1)];
        found += problems.length;
        const notes = problems.length > 0 ? problems : excess(verdict.cost, 1 / 2);
        for (const one of notes) process.stdout.write(`${what}, seed ${seed}: ${one}\n`);
        cost = larger(cost, verdict.cost);
      }
      close();
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    const { milliseconds, of, megabytes, runs } = cost;
    process.stdout.write(
      `${all} ${what}, ${runs} runs: at most ${Math.round(milliseconds)} ms (${JSON.stringify(of)}), ${Math.round(megabytes)} MB\n`,
    );
  }
  return found;
}
