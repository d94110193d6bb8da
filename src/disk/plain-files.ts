/** Plain files of an output folder, by one rule for all that reads or writes there. */
import { folderOf } from '../lib/paths';
import type { Host } from './host';

/** A plain file below the output folder, or why none may be written in its place: a link, or a file in place of a folder. */
export interface Found {
  readonly blocked?: string;
  readonly bytes?: Uint8Array | undefined;
}

export type Find = (path: string) => Found;

/** Finds plain files in an output folder; the folder itself and all on the way must be folders, not links to some. */
export function finder(host: Host, out: string): Find {
  const known = new Map<string, string | undefined>();
  const obstacle = (folder: string): string | undefined => {
    if (folder.length < out.length) return undefined;
    if (!known.has(folder)) known.set(folder, obstacle(folderOf(folder)) ?? ofFolder(folder));
    return known.get(folder);
  };
  const ofFolder = (folder: string): string | undefined => {
    const kind = host.kindOf(folder);
    if (kind === 'link') return `"${folder}" is a symbolic link`;
    return kind === undefined || kind === 'folder' || folder === out
      ? undefined
      : `"${folder}" is not a folder`;
  };
  return (path) => {
    const above = obstacle(folderOf(path));
    if (above !== undefined) return { blocked: above };
    const kind = host.kindOf(path);
    if (kind === 'file') return { bytes: host.readFile(path) };
    if (kind === undefined) return {};
    return { blocked: kind === 'link' ? 'it is a symbolic link' : 'it is not a file' };
  };
}
