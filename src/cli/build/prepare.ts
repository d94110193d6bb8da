/**
 * One thread's share of a run. Each spec is read, checked and rendered by itself; what is to be written waits in a spill file,
 * and only a small record of it stays in memory. Nothing is written before all specs of all threads have been prepared.
 */

import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { checkFolder, extraneousFiles, extraneousRootFiles } from '../../disk/check-outputs';
import type { GitHash } from '../../disk/git';
import { type Host, systemReason } from '../../disk/host';
import { openReceipts } from '../../disk/receipts';
import { createSpill } from '../../disk/spill';
import {
  applyPlans,
  type FolderOutputs,
  isUpToDate,
  manifestHash,
  type Plan,
  planFolder,
  type WriteResult,
} from '../../disk/write-outputs';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { manifestText } from '../../emit/manifest-text';
import { absolutePath, folderOf } from '../../lib/paths';
import type { SpecOptions } from '../../spec/spec-options';
import type { ResolvedImage } from '../../resolve';
import { type FleetImage, fleetImage } from '../../rules/fleet/check-fleet';
import { buildCommand } from './rebuild-command';
import { resolveSpec, type RunCache, type SpecResult } from '../../project/resolve-all';
import { resolveWithScripts } from '../../project/resolve-with-scripts';
import type { OtherLinter } from '../../script-lint/other-linters';

export interface PrepareOptions extends SpecOptions {
  /** What to do with the outputs; `resolve` has none. */
  readonly purpose: 'resolve' | 'check' | 'write';
  readonly out: string;
  /** The user's cache, absolute; absent: there is none. */
  readonly cache?: string | undefined;
  /** The folder of the user's templates. */
  readonly templates?: string | undefined;
  /** True where the scripts of the images are looked into. */
  readonly lintScripts?: boolean;
  /** Other linters that are run on the scripts, where they are installed. */
  readonly linters?: readonly OtherLinter[];
  /** True where files that were edited by hand are overwritten. */
  readonly force: boolean;
  /** The paths that the command of a hint has to name; absent: those above. */
  readonly named?: { readonly out: string; readonly templates: string | undefined };
}

/** A spec to prepare. */
export interface Job {
  readonly spec: string;
  /** The folders of its images that are rendered; absent: all. */
  readonly folders?: readonly string[];
  /** How the ids of the outputs are made, where they are asked for. */
  readonly ids?: GitHash;
}

/** An image in few words. */
export interface PreparedImage extends FleetImage {
  /** The files of the image. */
  readonly used: readonly string[];
  /** The ids of its outputs by their path in its folder, where the job asks for them. */
  readonly ids?: Readonly<Record<string, string>>;
}

/** A spec that has been prepared: small, and sent from thread to thread. */
export interface PreparedSpec extends Omit<SpecResult, 'images'> {
  readonly images: readonly PreparedImage[];
  /** What is wrong with its outputs on the disk: what is stale, or what is in the way of a write. */
  readonly found: readonly Finding[];
}

/** Diagnostics about the outputs of an image: of the user's templates, and of the files on the disk. */
type Rendered = Pick<PreparedSpec, 'diagnostics' | 'found'>;

export interface Preparer {
  readonly prepare: (job: Job) => Promise<PreparedSpec>;
  /** Prepares outputs that are of no spec; `fixCommand` is the command that makes them. */
  readonly prepareFolder: (outputs: FolderOutputs, fixCommand: string) => readonly Finding[];
  /** Writes all that has been prepared. */
  readonly write: () => WriteResult;
}

/** Begins a share. */
export function createPreparer(
  host: Host,
  options: PrepareOptions,
  own: UserTemplates | undefined,
): Preparer {
  const { out, force, purpose } = options;
  const caches: RunCache = new Map();
  const spill = createSpill();
  const receipts = openReceipts(options.cache, absolutePath(host.cwd, out));
  const unchanged: string[] = [];
  const plans: Plan[] = [];
  let failed = purpose === 'resolve';
  const prepareFolder = (
    outputs: FolderOutputs,
    fixCommand: string,
    merged?: ReadonlySet<string>,
  ): readonly Finding[] => {
    const root = outputs.shared ? outputs.folder : out;
    if (purpose === 'check') {
      return readable(outputs.folder, () => [
        ...checkFolder(host, root, outputs, fixCommand, merged),
        ...(outputs.shared ? extraneousRootFiles(host, outputs, outputs.shared.others) : []),
      ]);
    }
    const found: Finding[] = [];
    const report = (one: Finding): void => {
      found.push(one);
    };
    const plan = planFolder(host, root, outputs, {
      force,
      merged,
      spill,
      receipts,
      report,
    });
    if (plan && !hasErrors(found)) plans.push(plan);
    else if (!plan && found.length === 0) unchanged.push(manifestHash(outputs.files));
    return found;
  };
  /** As `prepareFolder`; files that only a merge of git has changed count as written by aibgen. */
  const prepareMerged = async (
    outputs: FolderOutputs,
    fixCommand: string,
  ): Promise<readonly Finding[]> => {
    const found = prepareFolder(outputs, fixCommand);
    const edited = found.flatMap(({ code, file }) =>
      code === 'AIB904' || code === 'AIB912' ? [file.slice(outputs.folder.length + 1)] : [],
    );
    if (edited.length === 0) return found;
    const { mergedFiles } = await import('../../disk/merged-files');
    const merged = mergedFiles(host, outputs.folder, edited);
    return merged.size === 0 ? found : prepareFolder(outputs, fixCommand, merged);
  };
  const untouched = ({ image, used }: ResolvedImage, spec: string): boolean =>
    purpose === 'write' &&
    !force &&
    // The manifest does not know what templates of the user are called.
    own === undefined &&
    isUpToDate(host, out, `${out}/${image.folder}`, receipts, (files) =>
      manifestText(image, spec, used, options, files),
    );
  const prepareOutputs = async (one: ResolvedImage, spec: string): Promise<Rendered> => {
    if (untouched(one, spec)) return { diagnostics: [], found: [] };
    const { diagnostics, ...outputs } = await folderOutputs(one, spec, out, options, own);
    if (hasErrors(diagnostics)) return { diagnostics, found: [] };
    const found = await prepareMerged(
      outputs,
      buildCommand([spec], { ...options, ...options.named }),
    );
    const extra =
      purpose === 'check' ? readable(outputs.folder, () => extraneousFiles(host, outputs)) : [];
    return { diagnostics: [], found: [...found, ...extra] };
  };
  return {
    prepare: async ({ spec, folders, ids }) => {
      const resolve = options.lintScripts ? resolveWithScripts : resolveSpec;
      const resolved = await resolve(host, spec, options, caches);
      // After an error nothing is written: there is no need to render more.
      failed ||= hasErrors(resolved.diagnostics);
      const chosen = failed
        ? []
        : resolved.images.filter(({ image }) => folders?.includes(image.folder) ?? true);
      const rendered = new Map<ResolvedImage, Rendered>();
      for (const one of chosen) rendered.set(one, await prepareOutputs(one, spec));
      const images: PreparedImage[] = [];
      for (const one of resolved.images) {
        images.push({
          ...fleetImage(one.image, spec),
          used: Object.keys(one.used),
          ...(ids && !failed ? { ids: await outputIds(one, spec, options, own, ids) } : {}),
        });
      }
      const results = [...rendered.values()];
      const diagnostics = [...resolved.diagnostics, ...results.flatMap((one) => one.diagnostics)];
      return { ...resolved, diagnostics, images, found: results.flatMap((one) => one.found) };
    },
    prepareFolder,
    write: () => {
      const result = applyPlans(host, plans, spill);
      return { ...result, manifests: [...result.manifests, ...unchanged] };
    },
  };
}

/** What a check finds, or that it cannot read what is there. */
function readable(path: string, check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (error) {
    return [diagnose('AIB903', { path, why: systemReason(error) }, { file: path })];
  }
}

/** The files of an image, by their path in its folder. */
export async function folderOutputs(
  { image, used }: ResolvedImage,
  spec: string,
  out: string,
  options: SpecOptions,
  own: UserTemplates | undefined,
): Promise<FolderOutputs & { readonly diagnostics: readonly Finding[] }> {
  const { imageOutputs } = await import('../../emit/rendering');
  const prefix = `${image.folder}/`;
  const { outputs, diagnostics } = imageOutputs(image, spec, used, options, own);
  return {
    folder: `${out}/${image.folder}`,
    specFolder: folderOf(spec),
    diagnostics,
    files: Object.fromEntries(
      Object.entries(outputs).map(([path, text]) => [path.slice(prefix.length), text]),
    ),
  };
}

/** The ids that git gives to the files of an image, by their path in its folder. */
export async function outputIds(
  one: ResolvedImage,
  spec: string,
  options: SpecOptions,
  own: UserTemplates | undefined,
  algorithm: GitHash,
): Promise<Readonly<Record<string, string>>> {
  const { gitId } = await import('../../disk/git');
  const { files } = await folderOutputs(one, spec, '', options, own);
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, gitId(text, algorithm)]),
  );
}
