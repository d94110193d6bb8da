/** The messages between the main thread and its workers. */
import type { WriteResult } from '../../disk/write-outputs';
import type { Job, PreparedSpec, PrepareOptions } from './prepare';

/** The settings of a worker. */
export interface Setup {
  readonly cwd: string;
  readonly options: PrepareOptions;
}

/** The jobs of all threads: each takes the next one until none is left. */
export interface JobList {
  readonly jobs: readonly Job[];
  /** How many have been taken, and how many are done; then, for each worker, the number of the job that it is at, from 1. */
  readonly counters: Int32Array;
}

/** A worker that ended before its work was done: most often it ran out of memory. */
export class FailedWorker extends Error {
  constructor(
    readonly reason: unknown,
    /** The spec that it was at. */
    readonly spec: string | undefined,
  ) {
    super('a worker has failed');
  }
}

export type Request =
  /** `worker`: its place among the workers. */
  ({ readonly kind: 'prepare'; readonly worker: number } & JobList) | { readonly kind: 'write' };

/** A prepared spec and its place among the jobs. */
export interface JobResult {
  readonly at: number;
  readonly prepared: PreparedSpec;
}

export type Answer =
  | { readonly kind: 'prepared'; readonly shares: readonly JobResult[] }
  | { readonly kind: 'written'; readonly result: WriteResult };
