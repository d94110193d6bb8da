/** Reads, checks and resolves all specs of a run. */
import { type CompileOptions, type Resolved, resolve } from '../compile';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { nearest } from '../spec/nearest';

/** A spec of the run. */
export interface SpecResult extends Resolved {
  readonly spec: string;
}

export interface RunResult {
  readonly results: readonly SpecResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves the specs, and checks what concerns several of them. */
export function resolveAll(
  host: Host,
  specs: readonly string[],
  options: CompileOptions,
): RunResult {
  const diagnostics: Diagnostic[] = [];
  const results = specs.map((spec): SpecResult => {
    const unreadable: Diagnostic[] = [];
    const readFile = (path: string): Uint8Array | undefined => {
      try {
        return host.readFile(path);
      } catch (error) {
        unreadable.push(diagnose('AIB903', { path, why: systemReason(error) }, { file: path }));
        return path === spec ? new Uint8Array() : undefined;
      }
    };
    const resolved = resolve(readFile, spec, options);
    diagnostics.push(...(unreadable.length > 0 ? unreadable : resolved.diagnostics));
    return { ...resolved, spec };
  });
  diagnostics.push(...sameFolders(results), ...unknownSet(results, options));
  return { results, diagnostics };
}

/** Names that no folder can have on one system or another. */
const badFolder = /^(?:\.{1,2}|.*[. ]|con|prn|aux|nul|com\d|lpt\d)$/i;

function sameFolders(results: readonly SpecResult[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  return results.flatMap(({ image, spec }) => {
    if (!image) return [];
    const name = image.folder;
    const origin = image.name.origin;
    const place =
      origin?.kind === 'spec' ? { span: origin.span, path: origin.path } : { file: spec };
    if (badFolder.test(name) || name.startsWith('.')) return [diagnose('AIB218', { name }, place)];
    const other = owners.get(name.toLowerCase());
    if (other !== undefined) return [diagnose('AIB217', { name, other }, place)];
    owners.set(name.toLowerCase(), spec);
    return [];
  });
}

function unknownSet(
  results: readonly SpecResult[],
  options: CompileOptions,
): readonly Diagnostic[] {
  const known = [...new Set(results.flatMap((result) => result.declared))];
  return Object.keys(options.set ?? {}).flatMap((name) =>
    known.includes(name) ? [] : [diagnose('AIB909', { name, near: nearest(name, known) }, {})],
  );
}
