/** Notes what a run learns from the file system. */
import path from 'node:path';
import type { Host } from './host';
import { nothing, pathState } from './path-state';
import { systemPath } from './system-path';

/** The state that a path (absolute) had when a run first looked at it; `listed`: the run has also listed the names in it. */
export type Note = readonly [path: string, listed: boolean, state: string];

export interface NotingHost extends Host {
  /** `undefined` where the notes do not show that the next run would do the same: this run has changed something, there are too many notes, or a later change of a file might not show. */
  readonly notes: () => readonly Note[] | undefined;
}

/** A run that looks at more paths takes so long that repeating it gains little. */
const most = 5000;

/** The same host, with notes. A file called `own`, which each run makes and removes again, does not count as a change. */
export function notingHost(host: Host, own: string): NotingHost {
  const noted = new Map<string, Note>();
  let changed = false;
  const note = (name: string, listed = false): void => {
    const key = `${listed} ${name}`;
    if (changed || noted.has(key)) return;
    changed = noted.size >= most;
    const at = systemPath(host.cwd, name);
    // Between runs it is not there.
    const { text, hasJustChanged } =
      path.basename(at) === own ? nothing : pathState(at, listed, own);
    noted.set(key, [at, listed, text]);
    changed ||= hasJustChanged;
  };
  const change = (name: string): void => {
    note(name);
    changed ||= path.basename(name) !== own;
  };
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
    openFolder: (name) => (change(name), host.openFolder(name)),
    makeFolder: (name) => {
      if (!host.isFolder(name)) change(name);
      host.makeFolder(name);
    },
    notes: () => (changed ? undefined : [...noted.values()]),
  };
}
