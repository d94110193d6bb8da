/** Where aibgen may keep what can be made again. */
import path from 'node:path';

/** The folder in the user's cache; `undefined` where the system says nothing of one. */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = environment;
  const parent =
    platform === 'win32' ? local : xdg || (home === undefined ? undefined : `${home}/.cache`);
  // What is relative would be in the folder of whoever wrote the specs.
  return parent && path.isAbsolute(parent) ? path.join(parent, 'aibgen') : undefined;
}
