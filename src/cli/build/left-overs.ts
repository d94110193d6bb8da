/** What a build, a check and `--prune` do with images that no spec makes any more. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import type { Host } from '../../disk/host';
import { type LeftOverImage, leftOverImages } from '../../disk/left-over-images';
import { manifestName } from '../../disk/manifest';
import type { Receipts } from '../../disk/receipts';
import type { BuildOptions } from './build-options';

/** What is found, and what a build removes after it has written. */
export interface LeftOvers {
  readonly diagnostics: readonly Finding[];
  readonly prune: readonly LeftOverImage[];
}

/**
 * Finds what is left over in the output folder.
 * @param rebuild the command that builds the outputs again
 * @param known names in the output folder that have an owner
 * @param own names of the outputs that templates of the user make
 * @param receipts of the manifests that were written here
 */
export function findLeftOvers(
  host: Host,
  rebuild: string,
  options: BuildOptions,
  known: ReadonlySet<string>,
  own: ReadonlySet<string>,
  receipts: Receipts,
): LeftOvers {
  const command = `${rebuild} --prune`;
  const prune: LeftOverImage[] = [];
  const diagnostics = leftOverImages(host, options.out, known, own, receipts).flatMap((image) => {
    const place = { file: `${image.folder}/${manifestName}` };
    const path = image.folder;
    if (options.check) return [diagnose('AIB943', { path, command }, place)];
    if (!options.prune) return [diagnose('AIB944', { path, command }, place)];
    if (image.edited !== undefined) {
      return [
        diagnose('AIB945', { path, file: image.edited }, { file: `${path}/${image.edited}` }),
      ];
    }
    prune.push(image);
    return [];
  });
  return { diagnostics, prune };
}
