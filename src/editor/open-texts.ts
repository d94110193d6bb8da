/** The texts of the files that are open in the editor: they count instead of what is on the disk. */
import type { Host } from '../disk/host';
import { RefusedFile } from '../disk/read-file';
import { absolutePath } from '../lib/paths';

/** A file that is open. */
export interface OpenText {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly text: string;
  /** Grows with each change. */
  readonly version: number;
}

/** The open files by `fileKey`. */
export type OpenTexts = ReadonlyMap<string, OpenText>;

/** The same for all spellings of a path: drives and servers of Windows are named in any case. */
export function fileKey(path: string): string {
  return /^(?:[A-Za-z]:|\/\/)/.test(path) ? path.toLowerCase() : path;
}

/** The file system with the open texts in the place of their files. What must not be read on the disk is refused all the same. */
export function withOpenTexts(host: Host, open: OpenTexts): Host {
  const openAt = (path: string): OpenText | undefined =>
    open.size === 0 ? undefined : open.get(fileKey(absolutePath(host.cwd, path)));
  return {
    ...host,
    kindOf: (path) => host.kindOf(path) ?? (openAt(path) ? 'file' : undefined),
    readFile: (path, bounds) => {
      const text = openAt(path);
      if (!text) return host.readFile(path, bounds);
      try {
        host.readFile(path, bounds);
      } catch (error) {
        // The open text may be shorter than what is on the disk.
        if (error instanceof RefusedFile && error.refusal.refused !== 'large') throw error;
      }
      return Buffer.from(text.text);
    },
  };
}
