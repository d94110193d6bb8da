/** `aibgen validate`: diagnostics only. */
import type { SpecOptions } from '../../spec/spec-options';
import { createWorkerPool } from '../build/worker-pool';
import { type Io, withHost } from '../io';
import type { Host } from '../../disk/host';
import { normalizePath, toSlashes } from '../../lib/paths';
import { type Format, report } from '../report';
import { fleetProblems } from '../resolve-all';
import { changedSince, ownSpecs, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../find-specs';

export interface ValidateOptions extends SpecOptions, SliceOptions {
  readonly strict: boolean;
  readonly format: Format;
  /** What the spec on standard input is called; files that it names are relative to it. */
  readonly stdinFilename: string;
}

/** Runs the command; gives back its exit code. */
export async function validate(
  io: Io,
  args: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  const { host, specs } = args.includes('-')
    ? await withStdin(io, args, options.stdinFilename)
    : { host: io.host, specs: args };
  const selection = await selectSpecs(host, specs);
  const pool = createWorkerPool(
    host === io.host ? io : withHost(io, host),
    selection.specs.length,
    {
      purpose: 'resolve',
      lintScripts: true,
      out: '',
      force: false,
      set: options.set ?? {},
    },
  );
  try {
    const results = await pool.prepare(selection.specs.map((spec) => ({ spec })));
    const { changed, diagnostics: refused } = await changedSince(io, options.changedSince);
    const own = ownSpecs(results, options, changed).flatMap((one) => one.diagnostics);
    const fleet = fleetProblems(host, selection, results, options);
    const diagnostics = [...selection.diagnostics, ...refused, ...own, ...fleet];
    return report(io, diagnostics, options.format, options.strict);
  } finally {
    pool.stop();
  }
}

/** `-` is the spec on standard input, as if it were saved under its name. */
async function withStdin(
  io: Io,
  args: readonly string[],
  filename: string,
): Promise<{ readonly host: Host; readonly specs: readonly string[] }> {
  const content = await io.stdin();
  const name = normalizePath(toSlashes(filename));
  const isIt = (path: string): boolean => normalizePath(path) === name;
  const host: Host = {
    ...io.host,
    kindOf: (path) => (isIt(path) ? 'file' : io.host.kindOf(path)),
    readFile: (path) => (isIt(path) ? content : io.host.readFile(path)),
  };
  return { host, specs: args.map((arg) => (arg === '-' ? name : arg)) };
}
