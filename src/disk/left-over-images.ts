/** Images in the output folder that no spec makes any more: found, and removed where a build could write them again. */
import { checksum } from '../lib/checksum';
import { baseName, folderOf } from '../lib/paths';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from './host';
import { manifestName, pendingName, writtenFiles } from './manifest';
import { inFolder, type OpenFolder, segmentsOf } from './open-folder';
import { isOwnOutput } from './own-outputs';
import type { Receipts } from './receipts';

/** An image folder of no spec. */
export interface LeftOverImage {
  readonly folder: string;
  /** Its files, by their path in the folder, with the checksums of what was found; the manifest is the last. */
  readonly files: readonly { readonly path: string; readonly before: string | undefined }[];
  /** A file of it that was edited, or that no build writes; `undefined`: a build could write all of them again. */
  readonly edited: string | undefined;
}

/**
 * Finds the images of no spec: folders with a manifest of aibgen.
 * @param known names in the output folder that have an owner
 * @param own names of further outputs, from the templates of the user
 * @param receipts of the manifests that were written here
 */
export function leftOverImages(
  host: Host,
  out: string,
  known: ReadonlySet<string>,
  own: ReadonlySet<string>,
  receipts: Receipts,
): readonly LeftOverImage[] {
  return host.list(out).flatMap(({ name, kind }): readonly LeftOverImage[] => {
    const folder = `${out}/${name}`;
    const isImage =
      kind === 'folder' && !known.has(name) && host.kindOf(`${folder}/${manifestName}`) === 'file';
    if (!isImage) return [];
    const written = writtenFiles(host, folder);
    const manifest = host.readFile(`${folder}/${manifestName}`);
    const isTrusted = manifest !== undefined && receipts.has(manifest);
    const isOurs = (file: string): boolean => {
      const path = `${folder}/${file}`;
      if (file === manifestName || file === pendingName || host.isAbandoned(path)) return true;
      const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
      if (!bytes) return false;
      if (!isTrusted && !isOwnOutput('image', file, bytes) && !own.has(file)) return false;
      return written.get(file)?.includes(checksum(bytes)) ?? false;
    };
    const names = filesBelow(host, folder).map((path) => path.slice(folder.length + 1));
    const edited = names.find((file) => !isOurs(file));
    if (edited !== undefined) return [{ folder, files: [], edited }];
    const files = names
      .toSorted((a, b) => Number(a === manifestName) - Number(b === manifestName))
      .map((path) => {
        const bytes = host.readFile(`${folder}/${path}`);
        return { path, before: bytes && checksum(bytes) };
      });
    return [{ folder, files, edited }];
  });
}

/**
 * Removes images of an output folder; the manifest last, so that the next build can go on where this one was interrupted. What was
 * edited since it was found stays, and no link is followed.
 */
export function removeImages(
  host: Host,
  out: string,
  images: readonly LeftOverImage[],
): readonly Finding[] {
  if (images.length === 0) return [];
  return images.flatMap(({ folder, files }) => {
    const edited: Finding[] = [];
    try {
      const root = host.openFolder(out);
      try {
        const name = folder.slice(out.length + 1);
        inFolder(root, [name], (open) => {
          for (const file of files) {
            if (!removeFile(open, file)) {
              edited.push(diagnose('AIB945', { path: folder, file: file.path }, { file: folder }));
            }
          }
        });
        root.removeFolder(name);
      } finally {
        root.close();
      }
      return edited;
    } catch (error) {
      return [diagnose('AIB905', { path: folder, why: systemReason(error) }, { file: folder })];
    }
  });
}

/** Removes a file and the folders that are empty then; false where it is not what it was. */
function removeFile(folder: OpenFolder, { path, before }: LeftOverImage['files'][number]): boolean {
  let isSame = true;
  inFolder(folder, segmentsOf(folderOf(path)), (inner) => {
    const bytes = inner.read(baseName(path));
    isSame = !bytes || checksum(bytes) === before;
    if (bytes && isSame) inner.remove(baseName(path));
  });
  for (let empty = folderOf(path); empty !== ''; empty = folderOf(empty)) {
    inFolder(folder, segmentsOf(folderOf(empty)), (above) => above.removeFolder(baseName(empty)));
  }
  return isSame;
}

/** The paths of all files below a folder; links are not followed. */
export function filesBelow(host: Host, start: string): readonly string[] {
  const found: string[] = [];
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of host.list(folder)) {
      (kind === 'folder' ? folders : found).push(`${folder}/${name}`);
    }
  }
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}
