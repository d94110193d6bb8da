/** `aibgen validate`: diagnostics only. */
import { safeLine } from '../../lib/safe-text';
import type { Finding } from '../../diagnostics/diagnostic';
import type { SpecOptions } from '../../spec/spec-options';
import { resolveWork } from '../fleet/resolve-work';
import { runSpecs, specOptionsOf } from '../fleet/run-specs';
import { type Io, withHost } from '../io';
import type { Host } from '../../disk/host';
import { normalizePath, toSlashes } from '../../lib/paths';
import { applyFixes } from '../apply-fixes';
import { type Format, report } from '../report';
import { changedSince, ownSpecs, type SliceOptions } from '../fleet-slice';
import { selectSpecs } from '../../project/find-specs';

export interface ValidateOptions extends SpecOptions, SliceOptions {
  readonly strict: boolean;
  /** True where only errors are printed. */
  readonly quiet: boolean;
  /** True where fixes are made in the files; what is left is reported. */
  readonly fix?: boolean;
  readonly format: Format;
  /** What the spec on standard input is called; files that it names are relative to it. */
  readonly stdinFilename: string;
}

/** Runs the command; returns its exit code. */
export async function validate(
  io: Io,
  args: readonly string[],
  options: ValidateOptions,
): Promise<number> {
  const fromStdin = args.includes('-');
  const { host, specs } = fromStdin
    ? await withStdin(io, args, options.stdinFilename)
    : { host: io.host, specs: args };
  const input = fromStdin ? withHost(io, host) : io;
  const found = await findProblems(input, specs, options);
  const notes = options.quiet ? 'errors alone' : 'always';
  if (options.fix !== true || fromStdin) {
    return report(io, found, options.format, options.strict, notes);
  }
  let left = found;
  let fixed = 0;
  // One fix may show, or make room for, another.
  for (let pass = 0; pass < passes; pass += 1) {
    const made = applyFixes(host, left);
    if (made === 0) break;
    fixed += made;
    left = await findProblems(input, specs, options);
  }
  const code = report(io, left, options.format, options.strict, notes);
  io.stderr(safeLine(`${fixed === 1 ? '1 problem' : `${fixed} problems`} fixed`));
  return code;
}

const passes = 10;

async function findProblems(
  io: Io,
  specs: readonly string[],
  options: ValidateOptions,
): Promise<readonly Finding[]> {
  const selection = await selectSpecs(io.host, specs);
  const run = await runSpecs(io, selection, {
    work: resolveWork,
    options: {
      ...specOptionsOf(options),
      lintScripts: true,
      linters: io.project?.linters ?? [],
    },
    jobs: selection.specs.map((spec) => ({ spec })),
    keep: () => undefined,
  });
  const { changed, diagnostics: refused } = await changedSince(io, options.changedSince);
  const own = ownSpecs(run.records, options, changed).flatMap((one) => one.diagnostics);
  return [...selection.diagnostics, ...refused, ...own, ...run.fleet];
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
    readFile: (path, bounds) => (isIt(path) ? content : io.host.readFile(path, bounds)),
  };
  return { host, specs: args.map((arg) => (arg === '-' ? name : arg)) };
}
