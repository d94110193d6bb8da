/** The first name that is not taken in any case: `base`, `base2`, `base3`; it is taken from now on. */
export function uniqueName(base: string, taken: Set<string>, separator = ''): string {
  let name = base;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
    name = `${base}${separator}${count}`;
  }
  taken.add(name.toLowerCase());
  return name;
}
