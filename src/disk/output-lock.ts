/** One build at a time writes to an output folder: a file in it says which. */
import { hostname } from 'node:os';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { absolutePath } from '../lib/paths';
import type { Host } from './host';
import { errorCode } from './system-errors';

export const lockName = '.aibgen.lock';

/** The locks that this process holds: one with its number that is not among them is of an earlier process. */
const heldHere = new Set<string>();

/** How often to look whether the other build has ended, in milliseconds, and how many times: ten minutes in all. */
const pause = 50;
const attempts = 12_000;

/** The right to write to an output folder. */
export interface OutputLock {
  /** Waits until no other build writes to the folder; returns a diagnostic where that takes too long. */
  readonly take: () => Promise<Finding | undefined>;
  /** Lets others write. */
  readonly release: () => void;
}

/** A lock that is not taken yet. A folder that cannot be written to needs none: the build will say so itself. */
export function outputLock(host: Host, out: string): OutputLock {
  const path = `${out}/${lockName}`;
  const absolute = absolutePath(host.cwd, path);
  const own = `${process.pid} ${hostname()}\n`;
  let held = false;
  return {
    take: async () => {
      for (let attempt = 0; !held && attempt < attempts; attempt += 1) {
        try {
          host.makeFolder(out);
          held = host.createFile(path, own);
          if (held) {
            heldHere.add(absolute);
            return undefined;
          }
          if (!heldHere.has(absolute) && isAbandonedLock(ownerOf(host, path)))
            host.removeFile(path);
          else await new Promise((resume) => setTimeout(resume, pause));
        } catch {
          return undefined;
        }
      }
      if (held) return undefined;
      const [owner = ''] = ownerOf(host, path).split(' ');
      return diagnose('AIB947', { path: out, process: owner }, { file: path });
    },
    release: () => {
      if (!held) return;
      host.removeFile(path);
      heldHere.delete(absolute);
      held = false;
    },
  };
}

/** The process and the machine that a lock names. */
function ownerOf(host: Host, path: string): string {
  const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
  return new TextDecoder().decode(bytes).trim();
}

/** True for the lock of a process of this machine that runs no more. */
function isAbandonedLock(owner: string): boolean {
  const [, pid, machine] = /^(\d+) (.*)$/.exec(owner) ?? [];
  if (pid === undefined || machine !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return Number(pid) === process.pid;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}
