/** The work of a worker thread: it takes jobs until none is left, then writes what it has prepared. */
import type { Host } from '../../disk/host';
import { createPreparer, type Job, type PreparedSpec, type PrepareOptions } from './prepare';
import type { Answer, JobList, JobResult, Request } from './worker-protocol';
import { readTemplates } from '../read-user-templates';

/** Prepares jobs of a list until none is left. */
export async function takeJobs(
  { jobs, counters }: JobList,
  prepare: (job: Job) => Promise<PreparedSpec>,
  afterEach: (done: number) => void = () => {},
  worker?: number,
): Promise<readonly JobResult[]> {
  const shares: JobResult[] = [];
  for (;;) {
    const at = Atomics.add(counters, 0, 1);
    const job = jobs[at];
    if (!job) return shares;
    if (worker !== undefined) Atomics.store(counters, firstWorker + worker, at + 1);
    shares.push({ at, prepared: await prepare(job) });
    afterEach(Atomics.add(counters, 1, 1) + 1);
  }
}

/** The place of the first worker among the counters. */
const firstWorker = 2;

/** A list of jobs for some workers. */
export function listJobs(jobs: readonly Job[], workers: number): JobList {
  const size = (firstWorker + workers) * Int32Array.BYTES_PER_ELEMENT;
  return { jobs, counters: new Int32Array(new SharedArrayBuffer(size)) };
}

/** The job that a worker took last. */
export function lastJob({ jobs, counters }: JobList, worker: number): Job | undefined {
  return jobs[Atomics.load(counters, firstWorker + worker) - 1];
}

/** How many jobs of a list are done. */
export function doneJobs({ counters }: JobList): number {
  return Atomics.load(counters, 1);
}

/** Creates the function that answers the requests to a worker. */
export async function createServer(
  host: Host,
  options: PrepareOptions,
): Promise<(request: Request) => Promise<Answer>> {
  // The main thread reports errors of the templates.
  const { own } = await readTemplates(host, options.templates);
  const preparer = createPreparer(host, options, own);
  return async (request) =>
    request.kind === 'write'
      ? { kind: 'written', result: preparer.write() }
      : {
          kind: 'prepared',
          shares: await takeJobs(request, preparer.prepare, undefined, request.worker),
        };
}
