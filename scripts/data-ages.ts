/** A file of facts with the newest date at which one of them was looked up. */
export interface DataAge {
  readonly path: string;
  /** `2026-11-26`, or `2026-11`; `undefined` where the file says none. */
  readonly asOf: string | undefined;
}

/** After how many months facts are to be looked up again. */
export const monthsOld = 6;

/** How files say when their facts were looked up. */
const date =
  /\b(?:as of|read|dated)\s+(20\d\d-\d\d(?:-\d\d)?)\b|\((20\d\d-\d\d(?:-\d\d)?)\)|,\s(20\d\d-\d\d(?:-\d\d)?)[.:;\s]/gi;

/** The files whose newest date is older than some months, and those without a date; the oldest first. */
export function dataAges(
  files: readonly { readonly path: string; readonly text: string }[],
  today: Date,
  months: number,
): readonly DataAge[] {
  const limit = new Date(today);
  limit.setUTCMonth(limit.getUTCMonth() - months);
  return files
    .map(({ path, text }) => ({ path, asOf: newestDate(text) }))
    .filter(({ asOf }) => asOf === undefined || lastDay(asOf) < limit)
    .toSorted((a, b) => (a.asOf ?? '').localeCompare(b.asOf ?? '') || a.path.localeCompare(b.path));
}

function newestDate(text: string): string | undefined {
  return [...text.matchAll(date)]
    .map(([, said, inBrackets, behindComma]) => said ?? inBrackets ?? behindComma ?? '')
    .toSorted()
    .at(-1);
}

/** The day itself, or the last one of a month. */
function lastDay(asOf: string): Date {
  const [year = 0, month = 1, day] = asOf.split('-').map(Number);
  return new Date(Date.UTC(year, day === undefined ? month : month - 1, day ?? 0));
}

/** Files beside the facts that hold none. */
const withoutFacts: readonly string[] = ['secrets/find-secrets.ts', 'secrets/secret-pattern.ts'];

/** True for a file of facts, by its path in their folder. */
export function holdsFacts(path: string): boolean {
  return path.endsWith('.ts') && !withoutFacts.includes(path.replaceAll('\\', '/'));
}
