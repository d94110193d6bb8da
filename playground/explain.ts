/** A log that is pasted beside a spec: how the build went, and the causes with their lines. */
import { explainLog, type Cause, type Diagnostic, type Explanation, type Image } from '../src';

/** What to show about a log. */
export interface ShownLog {
  /** One sentence: how the build went. */
  readonly summary: string;
  readonly problems: readonly Diagnostic[];
}

/** Explains a log of one of the images; nothing for an empty one. */
export function shownLog(log: string, images: readonly Image[]): ShownLog | undefined {
  if (log.trim() === '') return undefined;
  const explanation = explainLog(log, { images });
  return { summary: summaryOf(explanation), problems: explanation.causes.map(asProblem) };
}

function summaryOf({ result, steps, causes, notes = [] }: Explanation): string {
  const failed = steps.find(({ state }) => state === 'failed');
  const [note] = notes;
  switch (result) {
    case 'succeeded':
      return 'The build succeeded';
    case 'failed': {
      const where = failed
        ? `Step ${failed.index + 1}, ${failed.name}, failed`
        : 'The build failed';
      return note && causes.length === 0 ? note.message : where;
    }
    default:
      return note?.message ?? 'The build was cancelled';
  }
}

/** A cause as the list of problems shows it: at the beginning of its line, if it has one. */
function asProblem({ code, severity, message, file, line, hint, doc }: Cause): Diagnostic {
  const at = line ?? 1;
  const place = { line: at, column: 1, endLine: at, endColumn: 1, path: '' };
  return { code, severity, message, file: file ?? '', ...place, hint, doc };
}
