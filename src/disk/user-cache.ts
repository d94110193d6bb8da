/** Where aibgen may keep what can be made again. */
import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from './make-folders';

/** The folder in the user's cache; `undefined` where the system says nothing of one. */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = environment;
  const parent = platform === 'win32' ? local : xdg || (home ? `${home}/.cache` : undefined);
  // What is relative would be in the folder of whoever wrote the specs.
  return parent && path.isAbsolute(parent) ? path.join(parent, 'aibgen') : undefined;
}

/** Puts a file into the cache whole; does nothing where that cannot be written. */
export function putIntoCache(file: string, content: string | Uint8Array): void {
  try {
    makeFolders(path.dirname(file), 0o700);
    const temporary = `${file}.${process.pid}-${process.hrtime.bigint()}`;
    fs.writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    fs.renameSync(temporary, file);
  } catch {
    // What is missing is made again.
  }
}

/** A short hash of a text, for the name of a file that holds the text itself. */
export function shortHash(text: string): string {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1)
    hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash >>> 0).toString(16);
}
