/** An explanation for people: what happened, why, what was printed last, and how long each step took. */
import type { ExplainedLog } from '../../build-logs/explain-log';
import type { Cause, ExplainedStep, Explanation } from '../../build-logs/explanation';
import { formatText, type Paint } from '../../diagnostics/formats/text';
import { safeText } from '../../lib/safe-text';

/** The text of one explanation. */
export function explanationText({ explanation, diagnostics }: ExplainedLog, paint: Paint): string {
  const { causes, steps, tail, result } = explanation;
  const causeTexts = causes.map((cause, index) => {
    const [diagnostic] = diagnostics.slice(index, index + 1);
    return `${diagnostic ? formatText([diagnostic], paint) : ''}${excerptText(cause, paint)}`;
  });
  const notes = diagnostics.slice(causes.length);
  const showsTail = result !== 'succeeded' && tail.length > 0;
  return [
    `${paint('bold', headline(explanation))}\n`,
    ...causeTexts,
    ...(notes.length > 0 ? [formatText(notes, paint)] : []),
    ...(showsTail ? [`The last lines:\n${quoted(tail)}`] : []),
    ...(steps.length > 0 ? [stepTable(steps)] : []),
  ].join('\n');
}

function headline({ image, notes = [], result, steps }: Explanation): string {
  const isOther = notes.some(({ code }) => code === 'AIB794');
  const known = image === null ? 'The build' : `The build of ${safeText(image)}`;
  const name = isOther ? 'The build of another image' : known;
  const failed = steps.find(({ state }) => state === 'failed');
  const running = steps.find(({ state }) => state === 'running');
  const total = steps.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const time = total > 0 ? ` Its steps took ${duration(total)}.` : '';
  switch (result) {
    case 'failed':
      return failed
        ? `${name} failed in step ${failed.index + 1} of ${steps.length}, ${safeText(failed.name)}.${time}`
        : `${name} failed${steps.length === 0 ? '' : ' outside of its steps'}.${time}`;
    case 'succeeded':
      return `${name} succeeded.${time}`;
    case 'canceled':
      return `${name} was cancelled.${time}`;
    case 'incomplete':
      return `${name} had not ended${running ? `: ${safeText(running.name)} was running` : ''}.${time}`;
    default:
      return 'No build.';
  }
}

function excerptText({ excerpt, logLine }: Cause, paint: Paint): string {
  if (excerpt.length === 0) return '';
  const where = logLine === null ? 'The service says:' : `Line ${logLine} of the log:`;
  return `${paint('faint', where)}\n${quoted(excerpt)}`;
}

/** Each line behind a bar: nothing in it is at the beginning of a line, where CI systems look for commands. */
function quoted(lines: readonly string[]): string {
  return lines.map((line) => `  | ${safeText(line)}\n`).join('');
}

function stepTable(steps: readonly ExplainedStep[]): string {
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
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 || column === 4 ? cell.padStart(width) : cell.padEnd(width);
      });
      return `${`  ${cells.join('  ')}`.trimEnd()}\n`;
    })
    .join('');
}

/** A time as people say it: `1 h 5 min`, `12 min 3 s`, `9 s`. */
function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60)
    return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
