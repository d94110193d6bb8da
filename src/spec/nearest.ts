import { closest, distance } from 'fastest-levenshtein';

/** The known word that the user probably meant, if one is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const lower = word.toLowerCase();
  const match = closest(
    lower,
    known.map((one) => one.toLowerCase()),
  );
  const found = known.find((one) => one.toLowerCase() === match);
  if (found === undefined) return undefined;
  const allowance = Math.max(1, Math.floor(Math.min(word.length, found.length) / 3));
  return distance(lower, match) <= Math.min(3, allowance) ? found : undefined;
}
