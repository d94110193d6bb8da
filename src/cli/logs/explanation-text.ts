/** An explanation for people: what happened, why, what was printed last, and how long each step took. */
import type { ExplainedLog } from '../../build-logs/explain-log';
import type { Cause, ExplainedStep, Explanation } from '../../build-logs/explanation';
import { formatText, type Paint } from '../../diagnostics/formats/text';
import { joined, safe, safeLine, safeText, type SafeText } from '../../lib/safe-text';

/** The text of one explanation. */
export function explanationText(
  { explanation, diagnostics }: ExplainedLog,
  paint: Paint,
): SafeText {
  const { causes, steps, tail, result } = explanation;
  const causeTexts = causes.map((cause, index) => {
    const [diagnostic] = diagnostics.slice(index, index + 1);
    return joined([
      ...(diagnostic ? [formatText([diagnostic], paint)] : []),
      excerptText(cause, paint),
    ]);
  });
  const notes = diagnostics.slice(causes.length);
  const showsTail = result !== 'succeeded' && tail.length > 0;
  const parts = [
    safe`${paint('bold', safeText(headline(explanation)))}\n`,
    ...causeTexts,
    ...(notes.length > 0 ? [formatText(notes, paint)] : []),
    ...(showsTail ? [safe`The last lines:\n${quoted(tail)}`] : []),
    ...(steps.length > 0 ? [stepTable(steps)] : []),
  ];
  return joined(parts, '\n');
}

function headline({ image, notes = [], result, steps }: Explanation): string {
  const isOther = notes.some(({ code }) => code === 'AIB794');
  const known = image === null ? 'The build' : `The build of ${image}`;
  const name = isOther ? 'The build of another image' : known;
  const failed = steps.find(({ state }) => state === 'failed');
  const running = steps.find(({ state }) => state === 'running');
  const total = steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const time = total > 0 ? ` Its steps took ${duration(total)}.` : '';
  switch (result) {
    case 'failed':
      return failed
        ? `${name} failed in step ${failed.index + 1} of ${steps.length}, ${failed.name}.${time}`
        : `${name} failed${steps.length === 0 ? '' : ' outside of its steps'}.${time}`;
    case 'succeeded':
      return `${name} succeeded.${time}`;
    case 'canceled':
      return `${name} was cancelled.${time}`;
    case 'incomplete':
      return `${name} had not ended${running ? `: ${running.name} was running` : ''}.${time}`;
    default:
      return 'No build.';
  }
}

function excerptText({ excerpt, logLine }: Cause, paint: Paint): SafeText {
  if (excerpt.length === 0) return safe``;
  const where = logLine === null ? 'The service says:' : `Line ${logLine} of the log:`;
  return safe`${paint('faint', safeText(where))}\n${quoted(excerpt)}`;
}

/** Each line behind a bar: nothing in it is at the beginning of a line, where CI systems look for commands. */
function quoted(lines: readonly string[]): SafeText {
  return joined(lines.map((line) => safe`  | ${safeText(line)}\n`));
}

function stepTable(steps: readonly ExplainedStep[]): SafeText {
  const rows = steps.map((step) => [
    String(step.index + 1),
    safeText(step.name),
    step.kind,
    step.state,
    step.seconds === null ? '' : duration(step.seconds),
    step.file === null ? '' : `${safeText(step.file)}:${step.line}`,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return joined(
    rows.map((row) => {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 4 ? cell.padStart(width) : cell.padEnd(width);
      });
      return safeLine(`  ${cells.join('  ')}`.trimEnd());
    }),
  );
}

/** A time as people say it: `1 h 5 min`, `12 min 3 s`, `9 s`. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
