/** Errors of the system, by their code. */
import fs from 'node:fs';

/** The code of a system error (`EACCES`), else `undefined`. */
export function errorCode(error: unknown): string | undefined {
  const known = typeof error === 'object' && error !== null && 'code' in error;
  return known && typeof error.code === 'string' ? error.code : undefined;
}

/** What is read, or `undefined` where nothing is there. Throws all other errors of the system. */
export function missingOr<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined;
    throw error;
  }
}

/** What is at a path, a link as such; `undefined` where nothing is. Makes no error for what is missing: that takes longer than to look. */
export function statsOf(path: string): fs.Stats | undefined {
  return missingOr(() => fs.lstatSync(path, { throwIfNoEntry: false }));
}

/** True for a folder, or a link to one. */
export function isFolder(path: string): boolean {
  return missingOr(() => fs.statSync(path, { throwIfNoEntry: false }))?.isDirectory() ?? false;
}
