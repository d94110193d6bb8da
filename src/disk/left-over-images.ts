/** Images in the output folder that no spec makes any more: found, and removed where a build could write them again. */
import { checksum } from '../lib/checksum';
import { folderOf } from '../lib/paths';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from './host';
import { manifestName, pendingName, writtenFiles } from './manifest';
import { isOwnOutput } from './own-outputs';

/** An image folder of no spec. */
export interface LeftOverImage {
  readonly folder: string;
  /** Its files, by their path in the folder; the manifest is the last. */
  readonly files: readonly string[];
  /** A file of it that was edited, or that no build writes; `undefined`: a build could write all of them again. */
  readonly edited: string | undefined;
}

/**
 * Finds the images of no spec: folders with a manifest of aibgen.
 * @param known names in the output folder that have an owner
 * @param own names of further outputs, from the templates of the user
 */
export function leftOverImages(
  host: Host,
  out: string,
  known: ReadonlySet<string>,
  own: ReadonlySet<string> = new Set(),
): readonly LeftOverImage[] {
  return host.list(out).flatMap(({ name, kind }) => {
    const folder = `${out}/${name}`;
    const isImage =
      kind === 'folder' && !known.has(name) && host.kindOf(`${folder}/${manifestName}`) === 'file';
    if (!isImage) return [];
    const written = writtenFiles(host, folder);
    const isOurs = (file: string): boolean => {
      const path = `${folder}/${file}`;
      if (file === manifestName || file === pendingName || host.isAbandoned(path)) return true;
      const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
      if (!bytes || (!isOwnOutput('image', file, bytes) && !own.has(file))) return false;
      return written.get(file)?.includes(checksum(bytes)) ?? false;
    };
    const files = filesBelow(host, folder).map((path) => path.slice(folder.length + 1));
    const edited = files.find((file) => !isOurs(file));
    const ordered = files.toSorted(
      (a, b) => Number(a === manifestName) - Number(b === manifestName),
    );
    return [{ folder, files: ordered, edited }];
  });
}

/** Removes images; the manifest last, so that the next build can go on where this one was interrupted. */
export function removeImages(host: Host, images: readonly LeftOverImage[]): readonly Finding[] {
  return images.flatMap((image) => {
    try {
      removeImage(host, image);
      return [];
    } catch (error) {
      const path = image.folder;
      return [diagnose('AIB905', { path, why: systemReason(error) }, { file: path })];
    }
  });
}

function removeImage(host: Host, { folder, files }: LeftOverImage): void {
  for (const file of files) {
    const path = `${folder}/${file}`;
    host.removeFile(path);
    for (let inner = folderOf(path); inner.length >= folder.length; inner = folderOf(inner)) {
      host.removeFolder(inner);
    }
  }
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
