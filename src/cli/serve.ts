/** What a thread does for another: takes jobs until none is left, then writes what it has prepared. */
import { type Diagnostic, pack, type PackedDiagnostic, unpack } from '../diagnostics/diagnostic';
import type { Host } from '../disk/host';
import type { WriteResult } from '../disk/write';
import { createPreparer, type Job, type PreparedSpec, type PrepareOptions } from './prepare';
import { readTemplates } from './templates';

/** What a thread has to know from the first. */
export interface Setup {
  readonly cwd: string;
  readonly options: PrepareOptions;
}

/** Jobs of all threads: each takes the next one until none is left. */
export interface JobList {
  readonly jobs: readonly Job[];
  /** How many have been taken, and how many are done. */
  readonly counters: Int32Array;
}

export type Request = ({ readonly kind: 'prepare' } & JobList) | { readonly kind: 'write' };

/** A prepared spec and its place among the jobs. */
export interface Share {
  readonly at: number;
  readonly prepared: PreparedSpec;
}

/** A share as it goes from thread to thread. */
export interface PackedShare {
  readonly at: number;
  readonly prepared: Omit<PreparedSpec, 'diagnostics' | 'found'>;
  readonly diagnostics: readonly PackedDiagnostic[];
  readonly found: readonly PackedDiagnostic[];
}

export type Answer =
  | { readonly kind: 'prepared'; readonly shares: readonly PackedShare[] }
  | { readonly kind: 'written'; readonly result: WriteResult };

/** Prepares jobs of a list as long as there are any. */
export function takeJobs(
  { jobs, counters }: JobList,
  prepare: (job: Job) => PreparedSpec,
  afterEach: (done: number) => void = () => {},
): readonly Share[] {
  const shares: Share[] = [];
  for (;;) {
    const at = Atomics.add(counters, 0, 1);
    const job = jobs[at];
    if (!job) return shares;
    shares.push({ at, prepared: prepare(job) });
    afterEach(Atomics.add(counters, 1, 1) + 1);
  }
}

/** How many jobs of a list are done. */
export function doneJobs({ counters }: JobList): number {
  return Atomics.load(counters, 1);
}

/** Makes the function that answers the requests to a thread. */
export async function createServer(
  host: Host,
  options: PrepareOptions,
): Promise<(request: Request) => Answer> {
  // What is wrong with templates, the first thread says.
  const { own } = await readTemplates(host, options.templates);
  const preparer = createPreparer(host, options, own);
  return (request) =>
    request.kind === 'write'
      ? { kind: 'written', result: preparer.write() }
      : { kind: 'prepared', shares: takeJobs(request, preparer.prepare).map(packShare) };
}

function packShare({ at, prepared: { diagnostics, found, ...prepared } }: Share): PackedShare {
  return { at, prepared, diagnostics: diagnostics.map(pack), found: found.map(pack) };
}

/** Unpacks a share. */
export function unpackShare({ at, prepared, diagnostics, found }: PackedShare): Share {
  const all = (packed: readonly PackedDiagnostic[]): readonly Diagnostic[] => packed.map(unpack);
  return { at, prepared: { ...prepared, diagnostics: all(diagnostics), found: all(found) } };
}
