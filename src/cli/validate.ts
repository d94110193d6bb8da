/** `aibgen validate`: diagnostics only. */
import type { CompileOptions } from '../compile';
import type { Io } from './io';
import { type Format, report } from './report';
import { resolveAll } from './resolve-all';
import { changedSince, ownSpecs, type SliceOptions } from './slice';
import { selectSpecs } from './specs';

export interface ValidateOptions extends CompileOptions, SliceOptions {
  readonly strict: boolean;
  readonly format: Format;
}

/** Runs the command; gives back its exit code. */
export async function validate(
  io: Io,
  args: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  const selection = await selectSpecs(io.host, args);
  const run = resolveAll(io.host, selection.specs, options);
  const { changed, diagnostics: refused } = await changedSince(io, options.changedSince);
  const own = ownSpecs(run.results, options, changed).flatMap((one) => one.diagnostics);
  const diagnostics = [...selection.diagnostics, ...refused, ...own, ...run.fleet];
  return report(io, diagnostics, options.format, options.strict);
}
