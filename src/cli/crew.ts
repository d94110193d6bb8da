/** The threads of a run: this one, and others where there are many specs. What they make is the same however many they are. */
import type { FolderOutputs, WriteResult } from '../disk/write';
import type { OwnTemplates } from '../emit/own-templates';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { Io } from './io';
import { createPreparer, type Job, type PreparedSpec, type PrepareOptions } from './prepare';
import { createProgress } from './progress';
import { type JobList, takeJobs, unpackShare } from './serve';

/** Specs for which another thread is worth its start. */
const specsOfThread = 25;

export interface Crew {
  /** Prepares specs; the results are in the order of the jobs. */
  readonly prepare: (jobs: readonly Job[]) => Promise<readonly PreparedSpec[]>;
  readonly prepareFolder: (outputs: FolderOutputs, mend: string) => readonly Diagnostic[];
  /** Writes all that has been prepared. */
  readonly write: () => Promise<WriteResult>;
  readonly stop: () => void;
}

/** Gathers a crew for some number of specs. */
export function gatherCrew(
  io: Io,
  count: number,
  options: PrepareOptions,
  templates?: OwnTemplates,
): Crew {
  const own = createPreparer(io.host, options, templates);
  const wanted = Math.floor(count / specsOfThread) - 1;
  const others =
    wanted > 0 && io.threads
      ? Array.from({ length: Math.min(io.threads.limit(), wanted) }, () =>
          io.threads?.start({ cwd: io.host.cwd, options }),
        ).flatMap((one) => one ?? [])
      : [];
  return {
    prepare: async (jobs) => {
      const counters = new Int32Array(new SharedArrayBuffer(8));
      const list: JobList = { jobs, counters };
      const asked = others.map((one) => one.ask({ kind: 'prepare', ...list }));
      const progress = createProgress(io, jobs.length);
      const shares = [...takeJobs(list, own.prepare, progress.show)];
      for (const answer of await Promise.all(asked)) {
        if (answer.kind === 'prepared') shares.push(...answer.shares.map(unpackShare));
      }
      progress.clear();
      return shares.toSorted((a, b) => a.at - b.at).map((one) => one.prepared);
    },
    prepareFolder: own.prepareFolder,
    write: async () => {
      const asked = others.map((one) => one.ask({ kind: 'write' }));
      const results = [own.write()];
      for (const answer of await Promise.all(asked)) {
        if (answer.kind === 'written') results.push(answer.result);
      }
      return {
        diagnostics: results.flatMap((one) => one.diagnostics),
        changed: results.reduce((sum, one) => sum + one.changed, 0),
      };
    },
    stop: () => {
      for (const one of others) one.stop();
    },
  };
}
