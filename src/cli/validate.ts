/** `aibgen validate`: diagnostics only. */
import type { CompileOptions } from '../compile';
import type { Io } from './io';
import { type Format, report } from './report';
import { resolveAll } from './resolve-all';
import { selectSpecs } from './specs';

export interface ValidateOptions extends CompileOptions {
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
  return report(io, [...selection.diagnostics, ...run.diagnostics], options.format, options.strict);
}
