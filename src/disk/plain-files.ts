/** Plain files of an output folder, by one rule for all that reads or writes there. */
import { folderOf } from '../lib/paths';
import type { Host } from './host';

/** A plain file below the output folder, or why none may be written in its place: a link, or a file in place of a folder. */
export interface Found {
  readonly blocked?: string;
  readonly bytes?: Uint8Array | undefined;
}

export interface Finder {
  readonly find: (path: string) => Found;
  /** True where there is such a folder, or what blocks it. */
  readonly hasFolder: (folder: string) => boolean;
}

/** A folder on the way to a file: there, not there (nor is anything in it), or blocked by a link or a file. */
type Folder = 'there' | 'missing' | { readonly blocked: string };

/** Finds plain files in an output folder; the folder itself and all on the way must be folders, not links to some. */
export function finder(host: Host, out: string): Finder {
  const known = new Map<string, Folder>();
  const look = (folder: string): Folder => {
    if (folder.length < out.length) return 'there';
    const above = folderAt(folderOf(folder));
    if (above !== 'there') return above;
    const kind = host.kindOf(folder);
    if (kind === undefined) return 'missing';
    if (kind === 'link') return { blocked: `"${folder}" is a symbolic link` };
    return kind === 'folder' || folder === out
      ? 'there'
      : { blocked: `"${folder}" is not a folder` };
  };
  const folderAt = (folder: string): Folder => {
    const found = known.get(folder) ?? look(folder);
    known.set(folder, found);
    return found;
  };
  return {
    hasFolder: (folder) => folderAt(folder) !== 'missing',
    find: (path) => {
      const folder = folderAt(folderOf(path));
      if (folder === 'missing') return {};
      if (folder !== 'there') return folder;
      const kind = host.kindOf(path);
      if (kind === 'file') return { bytes: host.readFile(path) };
      if (kind === undefined) return {};
      return { blocked: kind === 'link' ? 'it is a symbolic link' : 'it is not a file' };
    },
  };
}
