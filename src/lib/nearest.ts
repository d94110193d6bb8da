/** The known word that the user probably meant, if one is near: a typo or two away, or the only one that begins so. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const allowance = Math.max(1, Math.floor(Math.min(word.length, candidate.length) / 3));
    const most = Math.min(3, allowance);
    // Each letter more is a typo: texts of very different lengths need not be compared.
    if (Math.abs(word.length - candidate.length) > most) continue;
    const typos = typosBetween(lower, candidate.toLowerCase());
    if (typos > most) continue;
    if (typos < least || (typos === least && candidate.length === word.length)) {
      best = candidate;
      least = typos;
    }
  }
  if (best !== undefined) return best;
  const longer = known.filter((one) => word.length >= 4 && one.toLowerCase().startsWith(lower));
  return longer.length === 1 ? longer[0] : undefined;
}

/** How many letters have to be added, removed, replaced or swapped with their neighbour (the optimal string alignment). */
function typosBetween(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    beforeLast = last;
    last = next;
  }
  return last[b.length] ?? 0;
}
