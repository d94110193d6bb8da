/**
 * Folders that stay the same while files are written into them. A path can be led elsewhere between a check and a write, by a link
 * in place of a folder on the way; an open folder cannot. Linux names what is in an open folder by its handle; elsewhere the folder
 * is compared with what was opened, right before each change.
 */
import fs from 'node:fs';
import { makeFolder, makeFolders } from './make-folders';
import { missingOr, statsOf } from './system-errors';
import { temporaryName } from './temporary-name';

/** A folder in which files are read, written and removed by their name. Throws the errors of the system. */
export interface OpenFolder {
  /** A folder in it, made where there is none. Throws where a link or a file is in its place. */
  readonly open: (name: string) => OpenFolder;
  /** The bytes of a plain file; `undefined` for anything else. */
  readonly read: (name: string) => Uint8Array | undefined;
  /**
   * Puts a file in place whole: one that was there before is the old or the new at any time, even if the machine stops. `replaces`
   * says whether there is one, where that is known.
   */
  readonly write: (name: string, content: Uint8Array, replaces?: boolean) => void;
  readonly remove: (name: string) => void;
  /** Removes a folder in it if that is empty. */
  readonly removeFolder: (name: string) => void;
  readonly close: () => void;
}

const { O_DIRECTORY = 0, O_NOFOLLOW = 0, O_RDONLY } = fs.constants;
const handles = '/proc/self/fd';
const byHandle = process.platform === 'linux' && fs.existsSync(handles);

/** Opens a folder, which is made with those above it where there is none; no link may be in its place. */
export function openFolder(folder: string): OpenFolder {
  makeFolders(folder);
  return opened(folder);
}

/** Runs something in a folder below an open one. */
export function inFolder(
  folder: OpenFolder,
  way: readonly string[],
  run: (open: OpenFolder) => void,
): void {
  const [name, ...rest] = way;
  if (name === undefined) return run(folder);
  const inner = folder.open(name);
  try {
    inFolder(inner, rest, run);
  } finally {
    inner.close();
  }
}

/** The names on the way to a path. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function opened(folder: string): OpenFolder {
  const handle = byHandle ? fs.openSync(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) : undefined;
  const first = fs.lstatSync(folder);
  const base = handle === undefined ? folder : `${handles}/${handle}`;
  const at = (name: string): string => {
    if (handle === undefined) requireSame(folder, first);
    return `${base}/${name}`;
  };
  const read = (name: string): Uint8Array | undefined => {
    return statsOf(at(name))?.isFile() ? fs.readFileSync(at(name)) : undefined;
  };
  return {
    open: (name) => {
      makeFolder(at(name));
      return opened(at(name));
    },
    read,
    write: (name, content, replaces = statsOf(at(name)) !== undefined) => {
      const temporary = temporaryName(name);
      try {
        writeNew(at(temporary), content, replaces);
        fs.renameSync(at(temporary), at(name));
      } catch (error) {
        missingOr(() => fs.unlinkSync(at(temporary)));
        throw error;
      }
    },
    remove: (name) => missingOr(() => fs.unlinkSync(at(name))),
    removeFolder: (name) => {
      if (missingOr(() => fs.readdirSync(at(name)))?.length === 0) fs.rmdirSync(at(name));
    },
    close: () => {
      if (handle !== undefined) fs.closeSync(handle);
    },
  };
}

/** A new file; `flushed`: its bytes are on the disk when this ends. */
function writeNew(file: string, content: Uint8Array, flushed: boolean): void {
  const handle = fs.openSync(file, 'wx');
  try {
    fs.writeFileSync(handle, content);
    if (flushed) fs.fdatasyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

function requireSame(folder: string, first: fs.Stats): void {
  const now = fs.lstatSync(folder);
  if (now.isDirectory() && now.dev === first.dev && now.ino === first.ino) return;
  throw Object.assign(new Error('the folder was replaced'), { code: 'ELOOP' });
}
