/** Rules over several images: what each of them may have, and two of them may not. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import type { Image } from '../model/image';
import { placeOfOrigin } from './place';

/** An image of a run, and its spec. */
export interface FleetImage {
  readonly image: Image;
  readonly spec: string;
}

/** Names that no folder can have on one system or another. */
const badFolder = /^(?:\..*|.*[. ]|con|prn|aux|nul|com\d|lpt\d)$/i;

/** Reports folders that cannot be, and images that share one. */
export function folderNames(fleet: readonly FleetImage[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  return fleet.flatMap(({ image, spec }) => {
    const name = image.folder;
    const { origin } = image.name;
    const place = origin?.kind === 'spec' ? placeOfOrigin(origin) : { file: spec };
    if (badFolder.test(name)) return [diagnose('AIB218', { name }, place)];
    const other = owners.get(name.toLowerCase());
    if (other !== undefined) return [diagnose('AIB217', { name, other }, place)];
    owners.set(name.toLowerCase(), spec);
    return [];
  });
}
