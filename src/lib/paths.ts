/** Paths as the library uses them: text with `/`, no file system. */

/** The folder of a path; empty for a bare file name. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, Math.max(at, path.startsWith('/') ? 1 : 0));
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A path without `.` and inner `..`. */
export function normalizePath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop();
    else segments.push(segment);
  }
  const joined = segments.join('/');
  return path.startsWith('/') ? `/${joined}` : joined;
}

/** A path relative to the folder of another file. */
export function besideFile(file: string, path: string): string {
  if (path.startsWith('/')) return normalizePath(path);
  const folder = folderOf(file);
  return normalizePath(folder === '' ? path : `${folder}/${path}`);
}

/** A path as seen from a folder, with `..` where it lies outside. */
export function relativeTo(folder: string, path: string): string {
  const from = normalizePath(folder)
    .split('/')
    .filter((one) => one !== '');
  const to = normalizePath(path)
    .split('/')
    .filter((one) => one !== '');
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same += 1;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

/** True for a relative path that cannot leave its folder. */
export function staysInside(path: string): boolean {
  return (
    path !== '' &&
    !path.includes('\\') &&
    !path.includes(':') &&
    !path.includes('\u0000') &&
    path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}
