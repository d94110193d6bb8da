/** What a command does with each spec, so that other threads can do it too, and the messages between the threads. */
import type { Host } from '../../disk/host';
import type { WriteResult } from '../../disk/write-outputs';
import type { UserTemplates } from '../../emit/user-templates/user-templates';

/** A spec to work on. Jobs and results are sent from thread to thread: they are plain data, and small. */
export interface Job {
  readonly spec: string;
}

export type WorkName = 'azure' | 'build' | 'diff' | 'matrix' | 'resolve' | 'roles';

/** What a command does with each spec. */
export interface Work<Options, J extends Job, Result> {
  /** The name under which a thread finds it. */
  readonly name: WorkName;
  /** Begins the share of one thread; `templates` are those of the user. */
  readonly begin: (
    host: Host,
    options: Options,
    templates: UserTemplates | undefined,
  ) => Share<J, Result>;
}

/** The share of one thread. */
export interface Share<J extends Job, Result> {
  readonly run: (job: J) => Promise<Result>;
  /** Writes what the jobs have prepared; absent where they prepare nothing. */
  readonly write?: () => WriteResult;
}

/** Options of all work: `templates` is the folder of the user's templates. */
export interface WorkOptions {
  readonly templates?: string | undefined;
}

/** The settings of a worker thread. */
export interface Setup<Options = never> {
  readonly cwd: string;
  readonly work: WorkName;
  readonly options: Options;
  readonly templates: string | undefined;
  /** For each worker the number, from 1, of the job of its request that it is at. */
  readonly positions: Int32Array;
  /** The place of this worker among them. */
  readonly worker: number;
}

export type Request<J extends Job> =
  { readonly kind: 'jobs'; readonly jobs: readonly J[] } | { readonly kind: 'write' };

export type Answer<Result> =
  /** In the order of the jobs. */
  | { readonly kind: 'results'; readonly results: readonly Result[] }
  | { readonly kind: 'written'; readonly result: WriteResult | undefined };

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
