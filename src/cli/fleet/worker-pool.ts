/**
 * Who does the work of a run: this thread, or others where there are many specs; then this one only waits, since what it has used
 * of memory it hardly returns. What they make is the same however many they are.
 */
import { optimizeForMany } from '../../disk/v8';
import type { WriteResult } from '../../disk/write-outputs';
import type { Io } from '../io';
import { createProgress } from '../progress';
import {
  type Answer,
  FailedWorker,
  type Job,
  type Request,
  type Setup,
  type Share,
  type Work,
  type WorkOptions,
} from './worker-protocol';

/** Specs for which a thread is worth its start. */
const specsOfThread = 25;

/** Specs from which on threads do the work, even a single one: its memory can be kept small. */
const fewestOfThreads = 50;

/** Jobs of one request: fewer towards the end, so that all threads end together. */
const mostJobs = 64;

export interface WorkerPool<J extends Job, Result> {
  /** Does the jobs. Of each result only what `keep` makes of it stays in memory; that is in the order of the jobs. */
  readonly run: <Kept>(
    jobs: readonly J[],
    keep: (result: Result) => Kept,
  ) => Promise<readonly Kept[]>;
  /** Writes what the jobs have prepared. */
  readonly write: () => Promise<WriteResult>;
  readonly stop: () => Promise<void>;
}

/** Gathers a pool for some number of specs. `own` is the share of this thread: all of the work where there are few specs. */
export function createWorkerPool<Options extends WorkOptions, J extends Job, Result>(
  io: Io,
  count: number,
  work: Work<Options, J, Result>,
  options: Options,
  own: Share<J, Result>,
): WorkerPool<J, Result> {
  optimizeForMany(count);
  const { threads } = io;
  const threadCount =
    count < fewestOfThreads
      ? 0
      : Math.min(threads?.limit() ?? 0, Math.floor(count / specsOfThread));
  const positions = new Int32Array(
    new SharedArrayBuffer(Math.max(threadCount, 1) * Int32Array.BYTES_PER_ELEMENT),
  );
  const setup = { cwd: io.host.cwd, work: work.name, options, templates: options.templates };
  const others = threads
    ? Array.from({ length: threadCount }, (_, worker) => {
        const own: Setup<Options> = { ...setup, positions, worker };
        return threads.start<Request<J>, Answer<Result>>(own);
      })
    : [];
  /** Gives jobs to a worker. */
  const ask = async (jobs: readonly J[], worker: number): Promise<readonly Result[]> => {
    Atomics.store(positions, worker, 0);
    try {
      const answer = await others[worker]?.ask({ kind: 'jobs', jobs });
      return answer?.kind === 'results' ? answer.results : [];
    } catch (error) {
      throw new FailedWorker(error, jobs[Atomics.load(positions, worker) - 1]?.spec);
    }
  };
  return {
    run: async <Kept>(jobs: readonly J[], keep: (result: Result) => Kept) => {
      const progress = createProgress(io, jobs.length);
      const kept: Kept[] = [];
      let next = 0;
      let done = 0;
      /** Does jobs until none is left; `most` at once. */
      const work = async (
        most: () => number,
        doJobs: (jobs: readonly J[]) => Promise<readonly Result[]>,
      ): Promise<void> => {
        while (next < jobs.length) {
          const from = next;
          next = Math.min(from + most(), jobs.length);
          const results = await doJobs(jobs.slice(from, next));
          for (const [index, result] of results.entries()) kept[from + index] = keep(result);
          done += results.length;
          progress.show(done);
        }
      };
      const share = (): number =>
        Math.min(mostJobs, Math.ceil((jobs.length - next) / (4 * others.length)));
      if (others.length > 0)
        await Promise.all(others.map((_, worker) => work(share, (some) => ask(some, worker))));
      else
        await work(
          () => 1,
          (some) => Promise.all(some.map(own.run)),
        );
      progress.clear();
      return kept;
    },
    write: async () => {
      const answers = others.map((one) => one.ask({ kind: 'write' }));
      const results = [own.write?.()];
      for (const answer of await Promise.all(answers)) {
        if (answer.kind === 'written') results.push(answer.result);
      }
      const written = results.filter((one) => one !== undefined);
      return {
        manifests: written.flatMap((one) => one.manifests),
        diagnostics: written.flatMap((one) => one.diagnostics),
        changed: written.flatMap((one) => one.changed),
      };
    },
    stop: async () => {
      await Promise.all(others.map((one) => one.stop()));
    },
  };
}
