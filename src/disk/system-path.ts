/** Paths of aibgen as those of the system. */
import path from 'node:path';

/** Segments that mean themselves: no `..`, no drive, nothing that a system reads in a way of its own. */
const plain = /^\/?(?:\.?[\w-][\w.-]*(?:\/(?!$)|$))+$/;

/** The absolute path of a name below a folder. Most are plain, for which path.resolve() takes long while a process is young. */
export function systemPath(folder: string, name: string): string {
  if (!plain.test(name)) return path.resolve(folder, name);
  return name.startsWith('/') ? name : `${folder}/${name}`;
}
