import fs from 'node:fs';
import path from 'node:path';
import { isFolder, statsOf } from './system-errors';

/** Like `mkdir -p`, which in some versions of Node.js never ends where nothing can be made: below `/proc`. */
export function makeFolders(folder: string, mode?: number): void {
  if (isFolder(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolders(above, mode);
  makeFolder(folder, mode);
}

/** Makes a folder in one that is there. Throws where a file is in its place, or it cannot be made. */
export function makeFolder(folder: string, mode?: number): void {
  if (statsOf(folder)) return;
  try {
    fs.mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have made it by now.
    if (!isFolder(folder)) throw error;
  }
}
