/** The work of a command that only asks what is wrong with its specs. */
import { type RecordOptions, recordSpecs, type SpecRecord } from './record-specs';
import type { Job, Work } from './worker-protocol';

export const resolveWork: Work<RecordOptions, Job, SpecRecord<undefined>> = {
  name: 'resolve',
  begin: (host, options) => ({ run: recordSpecs(host, options, () => undefined) }),
};
