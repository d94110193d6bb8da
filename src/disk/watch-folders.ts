/** Waits for changes in folders. */
import fs from 'node:fs';
import path from 'node:path';
import { errorCode } from './system-errors';

/** A watcher that runs until it is closed. */
export interface Watch {
  /** Watches these folders, and no others any more. Throws what the system says where it refuses one, after the others. */
  readonly set: (folders: Iterable<string>) => void;
  readonly close: () => void;
}

/** Milliseconds after the last of several changes: editors save in several steps. */
const pause = 80;

/** Calls `onChange` after a change in the folders; for a missing folder it watches the nearest existing parent. */
export function watchFolders(cwd: string, onChange: () => void): Watch {
  const open = new Map<string, fs.FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, pause);
  };
  const drop = (folder: string): void => {
    open.get(folder)?.close();
    open.delete(folder);
  };
  return {
    set: (folders) => {
      const targets = new Set([...folders].map((one) => existing(path.resolve(cwd, one))));
      for (const folder of open.keys()) if (!targets.has(folder)) drop(folder);
      const refusals: unknown[] = [];
      for (const folder of targets) {
        if (open.has(folder)) continue;
        const watcher = startWatch(folder, changed, refusals);
        if (!watcher) continue;
        watcher.on('error', () => {
          drop(folder);
          changed();
        });
        open.set(folder, watcher);
      }
      if (refusals.length > 0) throw refusals[0];
    },
    close: () => {
      clearTimeout(timer);
      for (const folder of open.keys()) drop(folder);
    },
  };
}

/** `undefined` where the folder is gone by now, or where the system refuses, which is noted. */
function startWatch(
  folder: string,
  changed: () => void,
  refusals: unknown[],
): fs.FSWatcher | undefined {
  try {
    return fs.watch(folder, changed);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') refusals.push(error);
    return undefined;
  }
}

function existing(folder: string): string {
  const parent = path.dirname(folder);
  return parent === folder || fs.existsSync(folder) ? folder : existing(parent);
}
