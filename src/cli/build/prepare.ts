/**
 * One thread's share of a build. Each spec is read, checked and rendered by itself; what is to be written waits in a spill file,
 * and only a small record of it stays in memory. Nothing is written before all specs of all threads have been prepared.
 */

import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { checkFolder, extraneousFiles, extraneousRootFiles } from '../../disk/check-outputs';
import type { GitHash } from '../../disk/git';
import { type Host, systemReason } from '../../disk/host';
import { openReceipts } from '../../disk/receipts';
import { createSpill, type Kept } from '../../disk/spill';
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
import { absolutePath } from '../../lib/paths';
import type { RunImage } from '../../project/resolve-all';
import type { ResolvedImage } from '../../resolve';
import {
  type Errors,
  type RecordOptions,
  recordSpecs,
  type SpecRecord,
} from '../fleet/record-specs';
import type { Job, Share, Work } from '../fleet/worker-protocol';
import { folderOutputs, outputsChecksum } from './folder-outputs';
import { buildCommand } from './rebuild-command';

export interface PrepareOptions extends RecordOptions {
  /** What to do with the outputs. */
  readonly purpose: 'check' | 'write';
  readonly out: string;
  /** The user's cache, absolute; absent: there is none. */
  readonly cache?: string | undefined;
  /** The folder of the user's templates. */
  readonly templates?: string | undefined;
  /** True where files that were edited by hand are overwritten. */
  readonly force: boolean;
  /** The paths that the command of a hint has to name; absent: those above. */
  readonly named?: { readonly out: string; readonly templates: string | undefined };
}

/** A spec to prepare. */
export interface PrepareJob extends Job {
  /** The folders of its images that are rendered; absent: all. */
  readonly folders?: readonly string[];
  /** How git makes the ids of the outputs, where their checksum is asked for. */
  readonly ids?: GitHash;
}

/** What is kept of an image. */
export interface PreparedImage {
  /** The files of the image. */
  readonly used: readonly string[];
  /** The checksum of its outputs, where the job asks for it. */
  readonly checksum?: string;
  /** What is wrong with the templates of the user. */
  readonly diagnostics: readonly Finding[];
  /** What is wrong with its outputs on the disk: what is stale, or what is in the way of a write. */
  readonly found: readonly Finding[];
}

export type PreparedSpec = SpecRecord<PreparedImage>;

/** Diagnostics about the outputs of an image: of the user's templates, and of the files on the disk. */
type Rendered = Pick<PreparedImage, 'diagnostics' | 'found'>;

export interface Preparer extends Share<PrepareJob, PreparedSpec> {
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
  const spill = createSpill();
  const receipts = openReceipts(options.cache, absolutePath(host.cwd, out));
  const unchanged: string[] = [];
  /** Plans, which wait like what they write. */
  const waiting: Kept[] = [];
  function* plans(): Iterable<Plan> {
    for (const one of waiting) yield JSON.parse(spill.text(one));
  }
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
    if (plan && !hasErrors(found)) waiting.push(spill.keep(JSON.stringify(plan)));
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
    if (untouched(one, spec)) return nothing;
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
  const prepareImage = async (
    one: RunImage,
    errors: Errors,
    { spec, folders, ids }: PrepareJob,
  ): Promise<PreparedImage> => {
    const used = Object.keys(one.used);
    // After an error nothing is written: there is no need to render more.
    if (errors.inRun) return { used, ...nothing };
    const isChosen = folders?.includes(one.image.folder) ?? true;
    const rendered = isChosen ? await prepareOutputs(one, spec) : nothing;
    if (!ids) return { used, ...rendered };
    const checksum = await outputsChecksum(one, options, own, ids, 'all');
    return { used, ...rendered, checksum };
  };
  const record = recordSpecs(host, options, prepareImage);
  return {
    run: async (job) => {
      const prepared = await record(job);
      const ofTemplates = prepared.images.flatMap((one) => one.result.diagnostics);
      return { ...prepared, diagnostics: [...prepared.diagnostics, ...ofTemplates] };
    },
    prepareFolder,
    write: () => {
      const result = applyPlans(host, plans(), spill);
      return { ...result, manifests: [...result.manifests, ...unchanged] };
    },
  };
}

const nothing: Rendered = { diagnostics: [], found: [] };

export const buildWork: Work<PrepareOptions, PrepareJob, PreparedSpec> = {
  name: 'build',
  begin: createPreparer,
};

/** What a check finds, or that it cannot read what is there. */
function readable(path: string, check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (error) {
    return [diagnose('AIB903', { path, why: systemReason(error) }, { file: path })];
  }
}
