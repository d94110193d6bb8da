/** The work of `aibgen diff`: what changes of each image. */
import { type Finding, hasErrors } from '../../diagnostics/diagnostic';
import type { SpecOptions } from '../../spec/spec-options';
import { folderOutputs } from '../build/folder-outputs';
import { recordSpecs, type SpecRecord } from '../fleet/record-specs';
import type { Job, Work, WorkOptions } from '../fleet/worker-protocol';
import { compareImage, outputsBefore } from './diff-image';
import type { ImageDiff } from './image-diff';

export interface DiffWorkOptions extends SpecOptions, WorkOptions {
  readonly out: string;
  /** The commit whose outputs are compared; undefined: those on the disk. */
  readonly commit: string | undefined;
  /** True where a new image is shown with its template. */
  readonly whole: boolean;
}

/** What changes of an image, or why it cannot be rendered. */
export interface DiffResult {
  readonly diff?: ImageDiff;
  readonly diagnostics: readonly Finding[];
}

export const diffWork: Work<DiffWorkOptions, Job, SpecRecord<DiffResult | undefined>> = {
  name: 'diff',
  begin: (host, options, templates) => {
    const { commit, out, whole } = options;
    const before = outputsBefore(host, out, commit);
    return {
      run: recordSpecs(host, options, async (one, errors) => {
        if (errors.inRun) return undefined;
        const { diagnostics, files } = await folderOutputs(one, one.spec, out, options, templates);
        if (hasErrors(diagnostics)) return { diagnostics };
        return { diagnostics, diff: compareImage(before, out, one.image.folder, files, whole) };
      }),
    };
  },
};
