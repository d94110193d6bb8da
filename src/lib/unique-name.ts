/** The first candidate, counted from 1, that is not taken. */
export function firstFree<T>(
  candidate: (count: number) => T,
  isTaken: (candidate: T) => boolean,
): T {
  for (let count = 1; ; count += 1) {
    const one = candidate(count);
    if (!isTaken(one)) return one;
  }
}

/** A name cut to a length, from the second on with its number behind it: `web`, `web-2`, `web-3`. */
export function numbered(
  name: string,
  count: number,
  {
    separator = '-',
    limit = Infinity,
  }: { readonly separator?: string; readonly limit?: number } = {},
): string {
  const suffix = count === 1 ? '' : `${separator}${count}`;
  return name.slice(0, limit - suffix.length) + suffix;
}

/** The first name that is not taken in any case, such as `base`, `base2`, `base3`; it counts as taken from now on. */
export function uniqueName(base: string, taken: Set<string>, separator = ''): string {
  const name = firstFree(
    (count) => numbered(base, count, { separator }),
    (candidate) => taken.has(candidate.toLowerCase()),
  );
  taken.add(name.toLowerCase());
  return name;
}
