/** How a command runs over its specs, be they one or thousands. */
import type { Finding } from '../../diagnostics/diagnostic';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import type { Selection } from '../../project/find-specs';
import { fleetProblems } from '../../project/resolve-all';
import type { SpecOptions } from '../../spec/spec-options';
import type { Io } from '../io';
import type { ImageRecord, SpecRecord } from './record-specs';
import { createWorkerPool } from './worker-pool';
import type { Job, Work, WorkOptions } from './worker-protocol';

/** What is known of the specs after a run. */
export interface SpecsRun<Kept> {
  /** In the order of the specs. */
  readonly records: readonly SpecRecord<Kept>[];
  /** The images of all specs. */
  readonly images: readonly ImageRecord<Kept>[];
  /** What is wrong with several specs together, or with the run. */
  readonly fleet: readonly Finding[];
  /** All that is wrong: with the arguments, the specs, and several of them together. */
  readonly diagnostics: readonly Finding[];
}

/** Does the work of a command with each spec, on all processors where there are many; `keep` says what stays of what it makes. */
export async function runSpecs<
  Options extends WorkOptions & SpecOptions,
  J extends Job,
  Result,
  Kept,
>(
  io: Io,
  selection: Pick<Selection, 'specs' | 'folders'> & Partial<Selection>,
  {
    work,
    options,
    jobs,
    keep,
    templates,
  }: {
    readonly work: Work<Options, J, SpecRecord<Result>>;
    readonly options: Options;
    /** One for each spec of the selection. */
    readonly jobs: readonly J[];
    readonly keep: (result: Result) => Kept;
    readonly templates?: UserTemplates | undefined;
  },
): Promise<SpecsRun<Kept>> {
  const own = work.begin(io.host, options, templates);
  const pool = createWorkerPool(io, jobs.length, work, options, own);
  try {
    const records = await pool.run(jobs, (record) => ({
      ...record,
      images: record.images.map((one) => ({ ...one, result: keep(one.result) })),
    }));
    const fleet = fleetProblems(io.host, selection, records, options);
    const ofSpecs = records.flatMap((one) => one.diagnostics);
    return {
      records,
      images: records.flatMap((one) => one.images),
      fleet,
      diagnostics: [...(selection.diagnostics ?? []), ...ofSpecs, ...fleet],
    };
  } finally {
    await pool.stop();
  }
}

/** The options of a spec alone: commands have others, which need not be plain data. */
export function specOptionsOf({
  project,
  resourceGroup,
  set,
  subscription,
}: SpecOptions): SpecOptions {
  return {
    ...(project === undefined ? {} : { project }),
    ...(set === undefined ? {} : { set }),
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}
