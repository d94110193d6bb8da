/** The last lines of a step's output, without what Packer logs around it. */
import { printableLine } from '../lib/printable-text';
import { type LogLine, parseLine } from './parse-line';
import type { RawLine } from './scan-lines';

const longest = 30;

/** The last lines of output; of the log where there is no output among them. */
export function outputTail(lines: readonly RawLine[]): readonly string[] {
  const parsed = lines.map(parseLine);
  const output = parsed.filter((line) => line.stream === 'output');
  const shown = output.some(isOfBuild) ? output.filter(isOfBuild) : parsed.filter(isUi);
  const step = shown.slice(shown.findLastIndex(isHeading) + 1);
  const chosen = step.length > 0 ? step : parsed;
  return chosen
    .slice(-longest)
    .map((line) => printableLine(step.length > 0 ? line.body : line.text))
    .filter((line) => line !== '');
}

function isOfBuild({ mark }: LogLine): boolean {
  return mark === '==>' || mark === 'indented';
}

function isUi({ stream }: LogLine): boolean {
  return stream === 'ui';
}

function isHeading({ mark, body }: LogLine): boolean {
  return mark === '==>' && /^Provisioning with (?:shell script|powershell script)/.test(body);
}
