import type { Budget, Verdict } from './budgets';
import { judgeName } from './file-names';
import { judgeFolder } from './folders';
import { costSince } from './sandbox';
import { judgeSpec } from './specs';
import { judgeTemplate } from './templates';

const judges: Readonly<Record<Budget, (seed: number) => Promise<readonly string[]>>> = {
  specs: judgeSpec,
  templates: judgeTemplate,
  'manifests and folders': judgeFolder,
  'file names': judgeName,
};

/** Judges one seed; a judge that throws is a problem like any other. */
export async function judgeSeed(what: Budget, seed: number): Promise<Verdict> {
  const cost = costSince();
  const problems = await judges[what](seed).catch((error: unknown) => [
    error instanceof Error ? String(error.stack) : String(error),
  ]);
  return { problems, cost: cost() };
}
