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
  if (isTransposed(lower, match)) return found;
  const allowance = Math.max(1, Math.floor(Math.min(word.length, found.length) / 3));
  if (distance(lower, match) <= Math.min(3, allowance)) return found;
  const longer = known.filter((one) => word.length >= 4 && one.toLowerCase().startsWith(lower));
  return longer.length === 1 ? longer[0] : undefined;
}

/** True for words that differ by two neighbours only: the commonest slip. */
function isTransposed(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return (
    at >= 0 &&
    a.length > 2 &&
    a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b
  );
}
