/** Reads, checks and resolves all specs of a run. */
import { type Resolved, type ResolvedImage, resolve, type SpecOptions } from '../resolve';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { checkFleet, fleetImage } from '../rules/fleet';
import type { FileCache } from '../spec/files';
import { nearest } from '../spec/nearest';
import { silenceProblems } from '../spec/silence';
import type { Selection } from './specs';
import { unusedFiles } from './unused';

/** A spec of the run. */
export interface SpecResult extends Resolved {
  readonly spec: string;
}

/** An image of the run, and its spec. */
export interface RunImage extends ResolvedImage {
  readonly spec: string;
}

export interface RunResult {
  readonly results: readonly SpecResult[];
  /** All images of all specs. */
  readonly images: readonly RunImage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Those of them that concern several specs, or none. */
  readonly fleet: readonly Diagnostic[];
}

/** Resolves the specs, and checks what concerns several of them. */
export function resolveAll(
  host: Host,
  { specs, folders: whole }: Pick<Selection, 'specs' | 'folders'>,
  options: SpecOptions,
): RunResult {
  const diagnostics: Diagnostic[] = [];
  const cache: FileCache = new Map();
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
    const resolved = resolve(readFile, spec, options, cache);
    const said = unreadable.length > 0 ? unreadable : resolved.diagnostics;
    diagnostics.push(...said);
    return { ...resolved, diagnostics: said, spec };
  });
  const images = results.flatMap(({ images, spec }) => images.map((one) => ({ ...one, spec })));
  const silences = results.flatMap((one) => one.silences);
  const fleet = [
    ...checkFleet(images.map(({ image, spec }) => fleetImage(image, spec))),
    ...unknownSet(results, options),
    ...(whole ? unusedFiles(host, specs, new Set(results.flatMap((one) => one.files))) : []),
    ...silenceProblems(silences, diagnostics),
  ];
  return { results, images, diagnostics: [...diagnostics, ...fleet], fleet };
}

function unknownSet(results: readonly SpecResult[], options: SpecOptions): readonly Diagnostic[] {
  const known = [...new Set(results.flatMap((result) => result.declared))];
  return Object.keys(options.set ?? {}).flatMap((name) =>
    known.includes(name) ? [] : [diagnose('AIB909', { name, near: nearest(name, known) }, {})],
  );
}
