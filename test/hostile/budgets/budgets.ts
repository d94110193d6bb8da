/** How much is tried: `npm test` takes the few, `npm run fuzz -- --hostile` all. */
export const budgets = [
  { what: 'specs', all: 20_000, few: 80 },
  { what: 'templates', all: 5_000, few: 40 },
  { what: 'manifests and folders', all: 2_000, few: 20 },
  { what: 'file names', all: 500, few: 3 },
] as const;

/** What one run of a command may use. */
export const limits = { milliseconds: 2000, megabytes: 512 } as const;

export type Budget = (typeof budgets)[number]['what'];

/** What is wrong with one seed, and the most that one of its runs cost. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly cost: Cost;
}

/** Milliseconds of processor time of the slowest run and its command, megabytes of the process, number of runs. */
export interface Cost {
  readonly milliseconds: number;
  readonly of: string;
  readonly megabytes: number;
  readonly runs: number;
}
