/** `aibgen matrix`: the images as a JSON matrix, over which a CI system spreads its jobs. */
import { jsonText, safe } from '../../lib/safe-text';
import type { SpecOptions } from '../../spec/spec-options';
import { hasErrors } from '../../diagnostics/diagnostic';
import { exit, type Io } from '../io';
import { report } from '../report';
import { matrixWork } from '../fleet/matrix-work';
import { runSpecs, specOptionsOf } from '../fleet/run-specs';
import { changedSince, inShard, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../../project/find-specs';
import { readTemplates } from '../read-user-templates';
import { folderPath } from '../../lib/paths';

export interface MatrixOptions extends SpecOptions, SliceOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates?: string;
}

/** Runs the command; returns its exit code. The matrix is one line: CI systems take it as the value of a variable. */
export async function matrix(
  io: Io,
  args: readonly string[],
  options: MatrixOptions,
): Promise<number> {
  const selection = await selectSpecs(io.host, args, options.out);
  const out = folderPath(options.out);
  const since = await changedSince(io, options.changedSince, { out, counted: 'deployed' });
  const { changed, committed } = since;
  const { own, diagnostics: ofTemplates } = await readTemplates(io.host, options.templates);
  const run = await runSpecs(io, selection, {
    work: matrixWork,
    options: {
      ...specOptionsOf(options),
      out,
      templates: options.templates,
      ids: committed?.algorithm,
    },
    jobs: selection.specs.map((spec) => ({ spec })),
    keep: (result) => result,
    templates: own,
  });
  const diagnostics = [...run.diagnostics, ...since.diagnostics, ...ofTemplates];
  const code = report(io, diagnostics, 'text', false, 'with the rest');
  if (hasErrors(diagnostics)) return code;
  const include = inShard(run.images, options.shard, ({ folder }) => folder).flatMap(
    ({ folder, result, spec }) => {
      if (!result) return [];
      // Where the commit has no outputs, the files of the image tell.
      const isChanged = committed
        ? committed.checksums.get(folder) !== result.checksum
        : changed(result.used, spec);
      return isChanged ? [result.row] : [];
    },
  );
  io.stdout(safe`${jsonText({ include })}\n`);
  return exit.done;
}
