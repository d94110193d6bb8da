/** The state of a path as a text: while it is the same, so is everything that can be read there. */
import fs from 'node:fs';
import { errorCode, statsOf } from './system-errors';

export interface PathState {
  readonly text: string;
  /** True for a file that changed so lately that another change might not show in its times; where those are whole seconds, for every file. */
  readonly hasJustChanged: boolean;
  /** The names in a folder, if asked for; other folders end in `/`, all but plain files in `*`. */
  readonly names?: readonly string[];
}

/** The state of a path (absolute). `listed`: with the names in a folder, but not a file `own`. */
export function pathState(path: string, listed: boolean, own?: string): PathState {
  try {
    const stats = statsOf(path);
    if (!stats) return nothing;
    if (!stats.isSymbolicLink()) return stateOf(path, stats, listed, own);
    const target = fs.statSync(path, { throwIfNoEntry: false });
    const behind = target ? stateOf(path, target, listed, own) : nothing;
    return { ...behind, text: `${stats.ino} ${stats.ctimeMs} ${behind.text}` };
  } catch (error) {
    return { text: errorCode(error) ?? String(error), hasJustChanged: false };
  }
}

/** The state where nothing is. */
export const nothing: PathState = { text: '', hasJustChanged: false };

/** Milliseconds in which a file can change twice with the same times. */
const clockTick = 20;

function stateOf(
  path: string,
  stats: fs.Stats,
  listed: boolean,
  own: string | undefined,
): PathState {
  const { dev, ino, mode, uid, gid, size, mtimeMs, ctimeMs } = stats;
  const identity = [dev, ino, mode, uid, gid].join(' ');
  if (!stats.isDirectory()) {
    const hasJustChanged = ctimeMs % 1000 === 0 || Date.now() - ctimeMs < clockTick;
    return { text: `${identity} ${size} ${mtimeMs} ${ctimeMs}`, hasJustChanged };
  }
  // Not the times: each run makes and removes its lock in a folder.
  const entries = listed ? fs.readdirSync(path, { withFileTypes: true }) : [];
  const names = entries
    .filter(({ name }) => name !== own)
    .map((one) => `${one.name}${one.isFile() ? '' : one.isDirectory() ? '/' : '*'}`)
    .toSorted();
  return { text: [identity, ...names].join('/'), hasJustChanged: false, names };
}
