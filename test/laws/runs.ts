/** How much is tried, and from which seed: `AIBGEN_LAW_RUNS=5000 AIBGEN_LAW_SEED=7 npx jest test/laws`. */

/** How many specs the law tests generate. */
export const runs = Number(process.env['AIBGEN_LAW_RUNS'] ?? '300');

/** Where the generator begins; printed with the counts, so that a failure can be seen again. */
export const seed = Number(process.env['AIBGEN_LAW_SEED'] ?? String(Date.now() % 1_000_000));
