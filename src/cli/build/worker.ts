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
): Promise<readonly JobResult[]> {
  const shares: JobResult[] = [];
  for (;;) {
    const at = Atomics.add(counters, 0, 1);
    const job = jobs[at];
    if (!job) return shares;
    shares.push({ at, prepared: await prepare(job) });
    afterEach(Atomics.add(counters, 1, 1) + 1);
  }
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
      : { kind: 'prepared', shares: await takeJobs(request, preparer.prepare) };
}
