/** Reads, checks and resolves the specs of a run. */
import type { SpecOptions } from '../spec/spec-options';
import { beginResolve, type LintScripts, type Resolved, type ResolvedImage } from '../resolve';
import { diagnose, type Finding, hasErrors } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { optimizeForMany } from '../disk/v8';
import { projectReader } from '../disk/project';
import { checkFleet, type FleetImage, fleetImage } from '../rules/fleet/check-fleet';
import { applyLevels } from '../rules/apply-levels';
import { type FileCache, forgetSpec, type ReadFile } from '../spec/spec-files';
import { nearest } from '../lib/nearest';
import { unusedSuppressions } from '../spec/suppressions';
import type { Selection } from './find-specs';
import { unusedFiles } from './unused-files';

/** Files that specs of one project share, by the folder of the project: another project may not read the same ones. */
export type RunCache = Map<string, FileCache>;

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
  readonly diagnostics: readonly Finding[];
}

/** Resolves the specs, and checks what concerns several of them. Holds all of them: for commands that are about few. */
export function resolveAll(
  host: Host,
  selection: Pick<Selection, 'specs' | 'folders'>,
  options: SpecOptions,
): RunResult {
  const caches: RunCache = new Map();
  const results = selection.specs.map((spec) => resolveSpec(host, spec, options, caches));
  const images = results.flatMap(({ images, spec }) => images.map((one) => ({ ...one, spec })));
  const own = results.flatMap((one) => one.diagnostics);
  const members = results.map((one) => ({
    ...one,
    images: one.images.map(({ image }) => fleetImage(image, one.spec)),
  }));
  const fleet = fleetProblems(host, selection, members, options);
  return { results, images, diagnostics: [...own, ...fleet] };
}

/** Resolves a spec of the disk. */
export function resolveSpec(
  host: Host,
  spec: string,
  options: SpecOptions,
  caches: RunCache,
): SpecResult {
  return beginSpec(host, spec, options, caches).finish();
}

/** A spec of the disk whose scripts have not been looked into. */
export interface UnlintedSpec {
  /** True where there are any. */
  readonly hasScripts: boolean;
  /** Looks into the scripts, if it is told how, and ends. Call it once. */
  readonly finish: (lintScripts?: LintScripts) => SpecResult;
}

/** As `resolveSpec`, but stops before the scripts. */
export function beginSpec(
  host: Host,
  spec: string,
  options: SpecOptions,
  caches: RunCache,
): UnlintedSpec {
  const unreadable: Finding[] = [];
  const read = projectReader(host, spec);
  const readFile: ReadFile = (path, limit) => {
    try {
      return read(path, limit);
    } catch (error) {
      unreadable.push(diagnose('AIB903', { path, why: systemReason(error) }, { file: path }));
      return path === spec ? new Uint8Array() : undefined;
    }
  };
  const cache = caches.get(read.project) ?? new Map();
  caches.set(read.project, cache);
  const begun = beginResolve(readFile, spec, options, cache, optimizeForMany);
  const finish = (lintScripts?: LintScripts): SpecResult => {
    const resolved = begun.finish(lintScripts);
    forgetSpec(cache, spec);
    const diagnostics = unreadable.length > 0 ? unreadable : resolved.diagnostics;
    return { ...resolved, diagnostics, spec };
  };
  return { hasScripts: begun.hasScripts, finish };
}

/** What the rules over a fleet have to know of a spec. */
export interface FleetMember extends Pick<
  SpecResult,
  'spec' | 'declared' | 'diagnostics' | 'files' | 'suppressions'
> {
  readonly images: readonly FleetImage[];
}

/** Diagnostics about several specs of a run, or about none in particular. */
export function fleetProblems(
  host: Host,
  { specs, folders: whole }: Pick<Selection, 'specs' | 'folders'>,
  members: readonly FleetMember[],
  options: SpecOptions,
): readonly Finding[] {
  const own = members.flatMap((one) => one.diagnostics);
  const files = new Set(members.flatMap((one) => one.files));
  const suppressions = members.flatMap((one) => one.suppressions);
  const findings = [
    ...checkFleet(members.flatMap((one) => one.images)),
    ...unknownSet(members, options),
    // A spec with errors may use more than could be read of it.
    ...(whole && !hasErrors(own) ? unusedFiles(host, specs, files) : []),
    ...unusedSuppressions(suppressions, own),
  ];
  return applyLevels(findings, options.project?.levels);
}

function unknownSet(members: readonly FleetMember[], options: SpecOptions): readonly Finding[] {
  const known = [...new Set(members.flatMap((one) => one.declared))];
  return Object.keys(options.set ?? {}).flatMap((name) =>
    known.includes(name) ? [] : [diagnose('AIB909', { name, near: nearest(name, known) }, {})],
  );
}
