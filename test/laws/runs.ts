/**
 * How the laws are tried: how often, from which seed, and how a spec that breaks one is made small.
 *
 * The seed is fixed, so that a red run is the fault of a change. `npm run fuzz` tries random ones.
 */
import { type Arbitrary, assert, asyncProperty, pre } from 'fast-check';

/** At most how many specs a law generates: `AIBGEN_LAW_RUNS=5000 npm run test:laws` tries more. */
const runs = Number(process.env['AIBGEN_LAW_RUNS'] ?? '150');

/** Where the generator begins; the same seed makes the same specs. */
export const seed = Number(process.env['AIBGEN_LAW_SEED'] ?? '841769');

/** Which groups are tried, each with the seed of its own, and how often: `runs` in all, as evenly as can be. */
export function spreadRuns<T>(groups: readonly T[]): {
  readonly chosen: readonly { readonly group: T; readonly seed: number }[];
  readonly each: number;
} {
  const step = Math.max(1, Math.ceil(groups.length / runs));
  const all = groups.map((group, index) => ({ group, seed: seed + index }));
  return {
    chosen: all.filter((_, index) => index % step === 0),
    each: Math.max(1, Math.round(runs / groups.length)),
  };
}

/** Smaller specs that are tried once a law is broken: each may cost as much as a whole build. */
const shrinkLimit = 100;

/** What is wrong with a value; none where the law holds. */
export type Judge<T> = (value: T) => readonly string[] | Promise<readonly string[]>;

/**
 * Holds a law against generated values. The first value that breaks it is made smaller, and printed with the seed.
 * @throws an `Error` of fast-check, with the smallest value that was found and its problems
 */
export async function expectLaw<T>(
  values: Arbitrary<T>,
  judge: Judge<T>,
  settings: { readonly runs: number; readonly seed?: number },
): Promise<void> {
  let left = Infinity;
  const law = asyncProperty(values, async (value) => {
    pre(left > 0);
    left -= 1;
    const problems = await judge(value);
    if (problems.length === 0) return;
    left = Math.min(left, shrinkLimit);
    throw new Error(problems.join('\n'));
  });
  await assert(law, { numRuns: settings.runs, seed: settings.seed ?? seed });
}
