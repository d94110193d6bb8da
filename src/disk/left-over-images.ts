/** Images in the output folder that no spec makes any more: found, and removed where a build could write them again. */
import { checksum } from '../lib/checksum';
import { folderOf } from '../lib/paths';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, isAbandoned, systemReason } from './host';
import { manifestName, pendingName, writtenFiles } from './manifest';

/** An image folder of no spec. */
export interface LeftOverImage {
  readonly folder: string;
  /** Its files, by their path in the folder; the manifest is the last. */
  readonly files: readonly string[];
  /** A file of it that was edited, or that no build writes; `undefined`: a build could write all of them again. */
  readonly edited: string | undefined;
}

/** What aibgen writes, or wrote in an earlier release, into the folder of an image: a manifest that names more is not believed. */
const outputNames =
  /^(?:(?:imageTemplate|trigger|resources|azuredeploy|azuredeploy\.parameters|roles)\.json|main\.bicep|main\.bicepparam|modules\/[^/]+\.bicep|[a-z]+\.tf|README\.md|run\.sh|pipelines\/[^/]+\.yml)$/;

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
      if (file === manifestName || file === pendingName || isAbandoned(file)) return true;
      if (!outputNames.test(file) && !own.has(file)) return false;
      const path = `${folder}/${file}`;
      const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
      return bytes !== undefined && (written.get(file)?.includes(checksum(bytes)) ?? false);
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
export function filesBelow(host: Host, folder: string): readonly string[] {
  return host.list(folder).flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`;
    return kind === 'folder' ? filesBelow(host, path) : [path];
  });
}
