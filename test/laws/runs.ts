/** How much is tried, and from which seed: `AIBGEN_LAW_RUNS=5000 AIBGEN_LAW_SEED=7 npx jest test/laws`. */

/** How many specs the law tests generate. */
export const runs = Number(process.env['AIBGEN_LAW_RUNS'] ?? '345');

/** Where the generator begins; printed with the counts, so that a failure can be seen again. */
// CI tries the same specs each time, so that a red run is the fault of a change; elsewhere each run tries others.
export const seed = Number(
  process.env['AIBGEN_LAW_SEED'] ?? (process.env['CI'] ? '841769' : String(Date.now() % 1_000_000)),
);
