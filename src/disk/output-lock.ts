/**
 * One build at a time writes to an output folder: a file in it names the process and the machine. Its owner renews the time stamp
 * while it works. A lock is a claim of whoever wrote it: only that of a process that has ended on this machine is removed, and
 * nobody waits long for one that is not renewed.
 */
import fs from 'node:fs';
import { hostname } from 'node:os';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { absolutePath } from '../lib/paths';
import { fileStamp } from './file-stamp';
import type { Host } from './host';
import { errorCode } from './system-errors';

export const lockName = '.aibgen.lock';

/** The locks that this process holds: one with its number that is not among them is of an earlier process. */
const heldHere = new Set<string>();

/** All in milliseconds. */
interface Times {
  /** How often to look whether the other build has ended. */
  readonly pause: number;
  /** How often the owner renews its lock. */
  readonly renewal: number;
  /** How long to wait for a lock that is not renewed; a large build may keep its process busy for some seconds. */
  readonly patience: number;
  /** How long to wait in all. */
  readonly limit: number;
}

const usualTimes: Times = { pause: 50, renewal: 1000, patience: 10_000, limit: 600_000 };

/** The right to write to an output folder. */
export interface OutputLock {
  /** Waits until no other build writes to the folder; returns a diagnostic where that takes too long. */
  readonly take: () => Promise<Finding | undefined>;
  /** Lets others write. */
  readonly release: () => void;
}

/** A lock that is not taken yet. A folder that cannot be written to needs none: the build will say so itself. */
export function outputLock(host: Host, out: string, times: Times = usualTimes): OutputLock {
  const path = `${out}/${lockName}`;
  const takeover = `${path}.takeover`;
  const absolute = absolutePath(host.cwd, path);
  let renewal: NodeJS.Timeout | undefined;
  const own = `${process.pid} ${hostname()}\n`;
  const hold = (): void => {
    heldHere.add(absolute);
    renewal = setInterval(() => renew(absolute), times.renewal).unref();
  };
  const hasEndedOwner = (file: string): boolean => {
    const owner = readOwner(host, file);
    return owner !== undefined && hasEnded(owner);
  };
  /**
   * Puts our lock in place of one whose owner has ended. Other builds may be about to do the same: only the one that creates
   * a second file may, and it looks again, so that it never replaces the fresh lock of another.
   */
  const replaceEnded = (): boolean => {
    if (!host.createFile(takeover, own)) {
      if (hasEndedOwner(takeover)) host.removeFile(takeover);
      return false;
    }
    try {
      if (!hasEndedOwner(path)) return false;
      host.writeFile(path, own);
      return true;
    } finally {
      host.removeFile(takeover);
    }
  };
  return {
    take: async () => {
      if (renewal !== undefined) return undefined;
      let stamp: string | undefined;
      let [waited, unchanged] = [0, 0];
      for (;;) {
        try {
          host.makeFolder(out);
          const isFree = host.createFile(path, own);
          // Another build of this process ends by itself.
          const owner = isFree || heldHere.has(absolute) ? undefined : readOwner(host, path);
          if (isFree || (owner && hasEnded(owner) && replaceEnded())) {
            hold();
            return undefined;
          }
          // No build makes a folder, link or pipe of its lock.
          const isFile = [undefined, 'file'].includes(host.kindOf(path));
          if (!isFile || waited >= times.limit || unchanged >= times.patience)
            return diagnose('AIB947', { path: out, owner: describe(owner) }, { file: path });
        } catch {
          return undefined;
        }
        await new Promise((resolve) => setTimeout(resolve, times.pause));
        const now = fileStamp(absolute);
        waited += times.pause;
        unchanged = now === stamp && !heldHere.has(absolute) ? unchanged + times.pause : 0;
        stamp = now;
      }
    },
    release: () => {
      if (renewal === undefined) return;
      clearInterval(renewal);
      renewal = undefined;
      host.removeFile(path);
      heldHere.delete(absolute);
    },
  };
}

/** Moves the time stamp of a lock on; of a link that someone has put in its place, that of the link. */
function renew(file: string): void {
  const now = new Date();
  try {
    fs.lutimesSync(file, now, now);
  } catch {
    // It was removed: the build goes on without.
  }
}

interface Owner {
  readonly pid: number;
  readonly machine: string;
}

/** The process and the machine that a lock names; `undefined` where it is no lock of aibgen, or not written yet. */
function readOwner(host: Host, path: string): Owner | undefined {
  try {
    const bytes = host.kindOf(path) === 'file' ? host.readFile(path, { limit: 400 }) : undefined;
    const [, pid, machine] =
      /^(\d{1,10}) (\S{1,255})\n$/.exec(new TextDecoder().decode(bytes)) ?? [];
    return pid === undefined || machine === undefined ? undefined : { pid: Number(pid), machine };
  } catch {
    return undefined;
  }
}

function describe(owner: Owner | undefined): string {
  if (!owner) return 'a file that names no process';
  const { pid, machine } = owner;
  return `process ${pid} of ${machine === hostname() ? 'this machine' : `the machine "${machine}"`}`;
}

/** True for a process of this machine that runs no more. */
function hasEnded({ pid, machine }: Owner): boolean {
  if (machine !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return pid === process.pid;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}
