/**
 * Who does the work of a run: this thread, or others where there are many specs; then this one only waits, since what it has used
 * of memory it hardly returns. What they make is the same however many they are.
 */
import { optimizeForMany } from '../../disk/optimize-for-many';
import { openReceipts } from '../../disk/receipts';
import { absolutePath } from '../../lib/paths';
import type { FolderOutputs, WriteResult } from '../../disk/write-outputs';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import type { Finding } from '../../diagnostics/diagnostic';
import type { Io } from '../io';
import { createPreparer, type Job, type PreparedSpec, type PrepareOptions } from './prepare';
import { createProgress } from '../progress';
import { doneJobs, lastJob, listJobs, takeJobs } from './worker';
import {
  type Answer,
  FailedWorker,
  type JobList,
  type JobResult,
  type Request,
  type Setup,
} from './worker-protocol';

/** Specs for which a thread is worth its start. */
const specsOfThread = 25;

export interface WorkerPool {
  /** Prepares specs; the results are in the order of the jobs. */
  readonly prepare: (jobs: readonly Job[]) => Promise<readonly PreparedSpec[]>;
  readonly prepareFolder: (outputs: FolderOutputs, fixCommand: string) => readonly Finding[];
  /** Writes all that has been prepared. */
  readonly write: () => Promise<WriteResult>;
  readonly stop: () => void;
}

/** Gathers a pool for some number of specs. */
export function createWorkerPool(
  io: Io,
  count: number,
  options: PrepareOptions,
  templates?: UserTemplates,
): WorkerPool {
  optimizeForMany(count);
  const own = createPreparer(io.host, options, templates);
  const { threads } = io;
  const threadCount = Math.min(threads?.limit() ?? 0, Math.floor(count / specsOfThread));
  const setup: Setup = { cwd: io.host.cwd, options };
  const others =
    threads && threadCount > 1
      ? Array.from({ length: threadCount }, () => threads.start<Request, Answer>(setup))
      : [];
  const askOthers = async (list: JobList, show: (done: number) => void): Promise<JobResult[]> => {
    const answers = others.map((one, worker) =>
      one.ask({ kind: 'prepare', worker, ...list }).catch((error: unknown) => {
        throw new FailedWorker(error, lastJob(list, worker)?.spec);
      }),
    );
    const looks = setInterval(() => show(doneJobs(list)), 100);
    try {
      return (await Promise.all(answers)).flatMap((answer) =>
        answer.kind === 'prepared' ? answer.shares : [],
      );
    } finally {
      clearInterval(looks);
    }
  };
  return {
    prepare: async (jobs) => {
      const list = listJobs(jobs, others.length);
      const progress = createProgress(io, jobs.length);
      const shares =
        others.length > 0
          ? await askOthers(list, progress.show)
          : await takeJobs(list, own.prepare, progress.show);
      progress.clear();
      return shares.toSorted((a, b) => a.at - b.at).map((one) => one.prepared);
    },
    prepareFolder: own.prepareFolder,
    write: async () => {
      const answers = others.map((one) => one.ask({ kind: 'write' }));
      const results = [own.write()];
      for (const answer of await Promise.all(answers)) {
        if (answer.kind === 'written') results.push(answer.result);
      }
      const manifests = results.flatMap((one) => one.manifests);
      openReceipts(options.cache, absolutePath(io.host.cwd, options.out)).save(manifests);
      return {
        manifests,
        diagnostics: results.flatMap((one) => one.diagnostics),
        changed: results.flatMap((one) => one.changed),
      };
    },
    stop: () => {
      for (const one of others) one.stop();
    },
  };
}
