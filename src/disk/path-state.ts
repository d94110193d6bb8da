/** The state of a path as a text: while it is the same, so is everything that can be read there. */
import fs from 'node:fs';
import { errorCode } from './system-errors';

/** The state of a path (absolute). `listed`: with the names in a folder, but not a file `own`. */
export function pathState(path: string, listed: boolean, own?: string): string {
  try {
    const stats = fs.lstatSync(path);
    if (!stats.isSymbolicLink()) return stateOf(path, stats, listed, own);
    const target = fs.statSync(path, { throwIfNoEntry: false });
    const behind = target ? stateOf(path, target, listed, own) : '';
    return `${stats.ino} ${stats.ctimeMs} ${behind}`;
  } catch (error) {
    return errorCode(error) ?? String(error);
  }
}

function stateOf(path: string, stats: fs.Stats, listed: boolean, own: string | undefined): string {
  const { dev, ino, mode, uid, gid, size, mtimeMs, ctimeMs } = stats;
  const identity = [dev, ino, mode, uid, gid].join(' ');
  if (!stats.isDirectory()) return `${identity} ${size} ${mtimeMs} ${ctimeMs}`;
  // Not the times: each run makes and removes its lock in a folder.
  const entries = listed ? fs.readdirSync(path, { withFileTypes: true }) : [];
  const names = entries
    .filter(({ name }) => name !== own)
    .map((one) => `${one.name}${one.isFile() ? '' : one.isDirectory() ? '/' : '*'}`);
  return [identity, ...names.toSorted()].join('/');
}

/** Milliseconds in which a file can change twice with the same times. */
const clockTick = 20;

/** True for a file that changed so lately that another change might not show in its times; where those are whole seconds, for every file. */
export function hasJustChanged(path: string): boolean {
  const stats = fs.statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile()) return false;
  const { ctimeMs } = stats;
  return ctimeMs % 1000 === 0 || Date.now() - ctimeMs < clockTick;
}
