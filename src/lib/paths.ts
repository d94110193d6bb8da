/**
 * Paths as all of aibgen uses them: text with `/` between folders, on Windows too (`C:/images/web.yaml`, `//server/share/x`).
 * No file system. What comes from the command line or the system goes through `toSlashes` or `folderPath` first; only
 * `src/disk` turns paths back into those of the system, which Node.js does by itself.
 */

/** The root of an absolute path: `/`, `C:/` or `//server/share/`; empty for a relative one. */
function rootOf(path: string): string {
  return /^(?:\/\/[^/]+\/[^/]+(?:\/|$)|\/|[A-Za-z]:(?:\/|$))/.exec(path)?.[0] ?? '';
}

/** A path with `/` in place of `\`. */
export function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

/** The path of a folder as somebody gave it (`out\`, `./out/`): with `/`, and none at its end. */
export function folderPath(given: string): string {
  return toSlashes(given).replace(/(?<=.)\/+$/, '');
}

/** True for a path that begins at a root or drive. */
export function isAbsolute(path: string): boolean {
  return rootOf(path) !== '';
}

/** The folder of a path; empty for a bare file name. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, Math.max(at, rootOf(path).length));
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path without `.`, inner `..` and doubled `/`. */
export function normalizePath(path: string): string {
  const root = rootOf(path);
  const segments: string[] = [];
  for (const segment of path.slice(root.length).split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    // Above a root there is nothing.
    else if (root === '') segments.push(segment);
  }
  const separator = root === '' || root.endsWith('/') ? '' : '/';
  return `${root}${separator}${segments.join('/')}`;
}

/** A path as seen from a folder of the system, for example the working folder: absolute where it is not yet. */
export function absolutePath(folder: string, path: string): string {
  return normalizePath(isAbsolute(path) ? path : `${toSlashes(folder)}/${path}`);
}

/** A path relative to the folder of another file. */
export function besideFile(file: string, path: string): string {
  if (isAbsolute(path)) return normalizePath(path);
  const folder = folderOf(file);
  return normalizePath(folder === '' ? path : `${folder}/${path}`);
}

/** A path as seen from a folder, with `..` where it is outside; the path itself where no way leads to it (another drive). */
export function relativeTo(folder: string, path: string): string {
  const from = normalizePath(folder);
  const to = normalizePath(path);
  const roots = [rootOf(from), rootOf(to)];
  // Drives and servers are named in any case.
  if (roots[0]?.toLowerCase() !== roots[1]?.toLowerCase()) return to;
  const segmentsOf = (one: string, root = ''): readonly string[] =>
    one
      .slice(root.length)
      .split('/')
      .filter((segment) => segment !== '');
  const above = segmentsOf(from, roots[0]);
  const below = segmentsOf(to, roots[1]);
  let same = 0;
  while (same < above.length && same < below.length && above[same] === below[same]) same += 1;
  return [...above.slice(same).map(() => '..'), ...below.slice(same)].join('/');
}

/** True for a relative path that cannot leave its folder, on any system. */
export function staysInside(path: string): boolean {
  return (
    path !== '' &&
    !path.includes('\\') &&
    !path.includes(':') &&
    !path.includes('\u0000') &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}
