/** Paths of values as users write and read them: `customize[0].name`, `tags["cost center"]`. */

/** The path of a key below a path; `''` is the root. */
export function joinPath(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
