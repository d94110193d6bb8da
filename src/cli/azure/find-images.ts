/** Arguments of a command in Azure -> images: specs, folders and globs as everywhere, and images by their names. */
import type { AzureImage } from '../../azure/azure-image';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { createSpill, type Spill } from '../../disk/spill';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { nearest } from '../../lib/nearest';
import { defaultFolder } from '../../project/default-folder';
import { selectSpecs, type Selection } from '../../project/find-specs';
import type { ImageRecord } from '../fleet/record-specs';
import { runSpecs, type SpecsRun } from '../fleet/run-specs';
import type { Io } from '../io';
import { azureWork, type AzureWorkOptions, type FoundImage } from './azure-work';

/** The images that a command works on, and what is wrong with their specs. */
export interface FoundImages {
  readonly images: readonly ImageRecord<FoundImage>[];
  readonly diagnostics: readonly Finding[];
}

const looksLikePath = /[*?[\]{}/\\]|\.ya?ml$/i;

/** Finds the images. */
export async function findImages(
  io: Io,
  args: readonly string[],
  options: AzureWorkOptions,
  templates: UserTemplates | undefined,
): Promise<FoundImages> {
  const { host } = io;
  const isPath = (arg: string): boolean =>
    looksLikePath.test(arg) || host.kindOf(arg) !== undefined;
  const names = args.filter((arg) => !isPath(arg));
  const paths = args.filter(isPath);
  const spill = createSpill();
  const prepare = (
    selection: Selection,
    only: Pick<AzureWorkOptions, 'names'>,
  ): Promise<SpecsRun<FoundImage>> =>
    runSpecs(io, selection, {
      work: azureWork,
      options: { ...options, ...only },
      jobs: selection.specs.map((spec) => ({ spec })),
      keep: (found) => withoutContent(found, spill),
      templates,
    });
  const isNamed = paths.length > 0 || names.length === 0;
  const run = isNamed ? await prepare(await selectSpecs(host, paths), {}) : undefined;
  const { images = [], diagnostics = [] } = run ?? {};
  if (names.length === 0) return { images, diagnostics };
  const specs = io.project?.specs ?? [defaultFolder];
  const isThere = io.project?.hasSpecs || specs.some((one) => host.isFolder(one));
  const lower = names.map((name) => name.toLowerCase());
  const all = isThere ? await prepare(await selectSpecs(host, specs), { names: lower }) : undefined;
  const named = imagesNamed(names, all);
  const folders = new Set(images.map(({ folder }) => folder));
  const more = named.images.filter(({ folder }) => !folders.has(folder) && folders.add(folder));
  return {
    images: [...images, ...more],
    diagnostics: [...diagnostics, ...named.diagnostics],
  };
}

/** The images of a run that go by some names, with what is wrong with their specs. */
function imagesNamed(names: readonly string[], run: SpecsRun<FoundImage> | undefined): FoundImages {
  const known = run?.images ?? [];
  const broken = run?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  const problems: Finding[] = [];
  const images = names.flatMap((name) => {
    const found = known.filter(({ result }) => result.names.includes(name.toLowerCase()));
    if (found.length > 0) return found;
    // The spec of the image may be one of those with errors.
    if (broken.length > 0) problems.push(...broken);
    else {
      const near = nearest(
        name,
        known.map(({ folder }) => folder),
      );
      problems.push(diagnose('AIB818', { name, near }, { file: name }));
    }
    return [];
  });
  const chosen = new Set(images.map(({ spec }) => spec));
  const own = run?.records.filter(({ spec }) => chosen.has(spec)) ?? [];
  return {
    images,
    diagnostics: [
      ...problems,
      // An error in a base stops the image too; advice about it is for those who name the specs.
      ...own
        .flatMap((one) => one.diagnostics)
        .filter(({ file, severity }) => chosen.has(file) || severity === 'error'),
      ...(run?.fleet.filter(({ file }) => chosen.has(file)) ?? []),
    ],
  };
}

/** The same, of which the template and the files wait in a file: those of a fleet are more than memory should hold. */
function withoutContent(found: FoundImage, spill: Spill): FoundImage {
  const { prepared } = found;
  if (!prepared || 'code' in prepared) return found;
  const kept = spill.keep(JSON.stringify([prepared.content, prepared.deployment]));
  const read = (): readonly [AzureImage['content'], AzureImage['deployment']] =>
    JSON.parse(spill.text(kept));
  return {
    ...found,
    prepared: {
      ...prepared,
      get content() {
        return read()[0];
      },
      get deployment() {
        return read()[1];
      },
    },
  };
}
