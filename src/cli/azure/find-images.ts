/** Arguments of a command in Azure -> images: specs, folders and globs as everywhere, and images by their names. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { nearest } from '../../lib/nearest';
import { literalText } from '../../value/value';
import { defaultFolder } from '../../project/default-folder';
import { selectSpecs } from '../../project/find-specs';
import type { Io } from '../io';
import { resolveAll, type RunImage } from '../../project/resolve-all';
import type { SpecOptions } from '../../spec/spec-options';

/** The images that a command works on, and what is wrong with their specs. */
export interface FoundImages {
  readonly images: readonly RunImage[];
  readonly diagnostics: readonly Finding[];
}

const looksLikePath = /[*?[\]{}/\\]|\.ya?ml$/i;

/** Finds the images. */
export async function findImages(
  io: Io,
  args: readonly string[],
  options: SpecOptions,
): Promise<FoundImages> {
  const { host } = io;
  const isPath = (arg: string): boolean =>
    looksLikePath.test(arg) || host.kindOf(arg) !== undefined;
  const names = args.filter((arg) => !isPath(arg));
  const paths = args.filter(isPath);
  const named = paths.length > 0 || names.length === 0;
  const selection = named ? await selectSpecs(host, paths) : undefined;
  const run = selection && resolveAll(host, selection, options);
  const diagnostics = [...(selection?.diagnostics ?? []), ...(run?.diagnostics ?? [])];
  const images = [...(run?.images ?? [])];
  if (names.length > 0) {
    const specs = io.project?.specs ?? [defaultFolder];
    const isThere = io.project?.hasSpecs || specs.some((one) => host.isFolder(one));
    const all = isThere ? await selectSpecs(host, specs) : undefined;
    const everything = all && resolveAll(host, all, options);
    const known = everything?.images ?? [];
    const chosen = new Set<string>();
    for (const name of names) {
      const found = known.filter((one) => isNamed(one, name));
      for (const one of found) chosen.add(one.spec);
      images.push(
        ...found.filter((one) => !images.some(({ image }) => image.folder === one.image.folder)),
      );
      if (found.length === 0) {
        const broken = everything?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
        // The spec of the image may be one of those with errors.
        diagnostics.push(...broken);
        const near = nearest(
          name,
          known.map(({ image }) => image.folder),
        );
        if (broken.length === 0)
          diagnostics.push(diagnose('AIB818', { name, near }, { file: name }));
      }
    }
    const own = everything?.diagnostics.filter(({ file }) => chosen.has(file)) ?? [];
    diagnostics.push(...own);
  }
  return { images, diagnostics };
}

/** An image goes by the name of its folder, or of its template. */
function isNamed({ image }: RunImage, name: string): boolean {
  const lower = name.toLowerCase();
  return image.folder.toLowerCase() === lower || literalText(image.name)?.toLowerCase() === lower;
}
