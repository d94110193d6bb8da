/** The only door to the file system: tests put another behind it. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from './make-folders';
import { type OpenFolder, openFolder } from './open-folder';
import { refusalReason } from '../spec/spec-files';
import { readPlainFile, type ReadBounds, RefusedFile } from './read-file';
import { errorCode, isFolder, missingOr, statsOf } from './system-errors';
import { systemPath } from './system-path';
import { isAbandoned } from './temporary-name';

/** What a path is, not following links. */
export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface Host {
  readonly cwd: string;
  /** The bytes of a plain file; `undefined` where there is none. Throws where there is one that cannot, or must not, be read. */
  readonly readFile: (path: string, bounds?: ReadBounds) => Uint8Array | undefined;
  /** The bytes of a file piece by piece, for large ones; a piece is valid until the next one is asked for. */
  readonly readChunks: (path: string) => Iterable<Uint8Array>;
  /** Puts a file in place whole: it is the old or the new at any time. */
  readonly writeFile: (path: string, content: string | Uint8Array) => void;
  /** Creates a file; false where there is one already. */
  readonly createFile: (path: string, content: string) => boolean;
  readonly removeFile: (path: string) => void;
  /** Removes a folder if it is empty. */
  readonly removeFolder: (path: string) => void;
  readonly makeFolder: (path: string) => void;
  /** Opens a folder to write into, which is made where there is none. */
  readonly openFolder: (path: string) => OpenFolder;
  /** True for a file that an interrupted write left behind. */
  readonly isAbandoned: (path: string) => boolean;
  /** False for what exists and cannot be written. */
  readonly canWrite: (path: string) => boolean;
  /** Names in a folder, sorted; empty if the folder does not exist. */
  readonly list: (path: string) => readonly { readonly name: string; readonly kind: EntryKind }[];
  readonly kindOf: (path: string) => EntryKind | undefined;
  /** The absolute path of something that exists, without links. */
  readonly realPath: (path: string) => string;
  /** True where there is anything at a path, following links. */
  readonly exists: (path: string) => boolean;
  /** True for a folder, or a link to one. */
  readonly isFolder: (path: string) => boolean;
}

/** The file system of this machine. */
export function diskHost(cwd: string): Host {
  const at = (name: string): string => systemPath(cwd, name);
  const kindOfStats = (stats: fs.Stats | fs.Dirent): EntryKind => {
    if (stats.isSymbolicLink()) return 'link';
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'other';
  };
  return {
    cwd,
    readFile: (name, bounds) => missingOr(() => readPlainFile(at(name), bounds)),
    readChunks: (name) => chunksOf(at(name)),
    writeFile: (name, content) => {
      const file = at(name);
      const folder = openFolder(fs.realpathSync.native(path.dirname(file)));
      try {
        folder.write(path.basename(file), Buffer.from(content));
      } finally {
        folder.close();
      }
    },
    createFile: (name, content) => {
      try {
        fs.writeFileSync(at(name), content, { flag: 'wx' });
        return true;
      } catch (error) {
        if (errorCode(error) === 'EEXIST') return false;
        throw error;
      }
    },
    removeFile: (name) => missingOr(() => fs.unlinkSync(at(name))),
    removeFolder: (name) => {
      if (fs.existsSync(at(name)) && fs.readdirSync(at(name)).length === 0) fs.rmdirSync(at(name));
    },
    makeFolder: (name) => makeFolders(at(name)),
    openFolder: (name) => openFolder(at(name)),
    isAbandoned: (name) => isAbandoned(at(name)),
    canWrite: (name) => {
      try {
        fs.accessSync(at(name), fs.constants.W_OK);
        return true;
      } catch (error) {
        return errorCode(error) === 'ENOENT';
      }
    },
    list: (name) =>
      (missingOr(() => fs.readdirSync(at(name), { withFileTypes: true })) ?? [])
        .map((entry) => ({ name: entry.name, kind: kindOfStats(entry) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    realPath: (name) => fs.realpathSync.native(at(name)),
    exists: (name) => fs.existsSync(at(name)),
    isFolder: (name) => isFolder(at(name)),
    kindOf: (name) => {
      const stats = statsOf(at(name));
      return stats && kindOfStats(stats);
    },
  };
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const handle = fs.openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(65_536);
    for (let size = fs.readSync(handle, buffer); size > 0; size = fs.readSync(handle, buffer))
      yield buffer.subarray(0, size);
  } finally {
    fs.closeSync(handle);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
};

/** The reason of a system error; rethrows any other error. */
export function systemReason(error: unknown): string {
  if (error instanceof RefusedFile) return refusalReason(error.refusal);
  const code = errorCode(error);
  if (code === undefined) throw error;
  const call = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  // Both codes mean something else there: Linux counts the folders that are watched.
  if (call === 'watch' && (code === 'EMFILE' || code === 'ENOSPC'))
    return 'no more folders can be watched';
  return reasons[code] ?? code;
}
