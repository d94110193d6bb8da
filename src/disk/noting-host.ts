/** Notes what a run learns from the file system, and what it leaves there. */
import path from 'node:path';
import { checksum } from '../lib/checksum';
import type { Host } from './host';
import { type Left, type Note, notesAfter } from './notes';
import type { OpenFolder } from './open-folder';
import { nothing, pathState } from './path-state';
import { statsOf } from './system-errors';
import { systemPath } from './system-path';

export interface NotingHost extends Host {
  /**
   * `undefined` where the notes do not show that the next run would do the same: a later change of a file might not show, there are
   * too many notes, or this run has changed something. `isSettled`: what it has written is what the next run would write too; then
   * the notes are of the state after the run.
   */
  readonly notes: (isSettled?: boolean) => readonly Note[] | undefined;
}

/** A run that looks at more paths takes so long that repeating it gains little. */
const most = 5000;

/** The same host, with notes. A file called `own`, which each run makes and removes again, does not count as a change. */
export function notingHost(host: Host, own: string): NotingHost {
  const noted = new Map<string, Note>();
  /** The names in the folders that were listed. */
  const listings = new Map<string, readonly string[]>();
  const left = new Map<string, Left>();
  let isUnsure = false;
  const note = (name: string, listed = false): void => {
    const key = `${listed} ${name}`;
    if (isUnsure || noted.has(key)) return;
    isUnsure = noted.size >= most;
    const at = systemPath(host.cwd, name);
    // Between runs it is not there.
    const { text, names, hasJustChanged } =
      path.basename(at) === own ? nothing : pathState(at, listed, own);
    noted.set(key, [at, listed, text]);
    if (listed) listings.set(at, names ?? []);
    isUnsure ||= hasJustChanged && !left.has(at);
  };
  /** A change that is not followed: only those of a build's outputs are. */
  const change = (name: string): void => {
    note(name);
    isUnsure ||= path.basename(name) !== own;
  };
  const makes = (folder: string): void => {
    if (left.has(folder) || statsOf(folder)) return;
    left.set(folder, 'folder');
    makes(path.dirname(folder));
  };
  const noting = (folder: OpenFolder, at: string): OpenFolder => ({
    read: (name) => folder.read(name),
    open: (name) => {
      const inner = path.join(at, name);
      makes(inner);
      return noting(folder.open(name), inner);
    },
    write: (name, content, replaces) => {
      folder.write(name, content, replaces);
      left.set(path.join(at, name), { checksum: checksum(content) });
    },
    remove: (name) => {
      folder.remove(name);
      left.set(path.join(at, name), 'nothing');
    },
    removeFolder: (name) => (change(name), folder.removeFolder(name)),
    close: () => folder.close(),
  });
  return {
    ...host,
    readFile: (name, bounds) => (note(name), host.readFile(name, bounds)),
    readChunks: (name) => (note(name), host.readChunks(name)),
    list: (name) => (note(name, true), host.list(name)),
    kindOf: (name) => (note(name), host.kindOf(name)),
    exists: (name) => (note(name), host.exists(name)),
    isFolder: (name) => (note(name), host.isFolder(name)),
    realPath: (name) => (note(name), host.realPath(name)),
    canWrite: (name) => (note(name), host.canWrite(name)),
    isAbandoned: (name) => (note(name), host.isAbandoned(name)),
    writeFile: (name, content) => (change(name), host.writeFile(name, content)),
    createFile: (name, content) => (change(name), host.createFile(name, content)),
    removeFile: (name) => (change(name), host.removeFile(name)),
    removeFolder: (name) => (change(name), host.removeFolder(name)),
    openFolder: (name) => {
      const at = systemPath(host.cwd, name);
      makes(at);
      return noting(host.openFolder(name), at);
    },
    makeFolder: (name) => {
      makes(systemPath(host.cwd, name));
      host.makeFolder(name);
    },
    notes: (isSettled = false) => {
      if (isUnsure) return undefined;
      if (left.size === 0) return [...noted.values()];
      return isSettled ? notesAfter([...noted.values()], listings, left, own) : undefined;
    },
  };
}
