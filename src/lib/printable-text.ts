/** A line of somebody else's output, made safe to show. */
import { safeColumns } from './safe-text';

/** Colours, cursor movements, titles of windows: ECMA-48 control sequences and operating system commands. */
const escapeSequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|.?)/g;

/** Takes terminal control sequences out of a line. */
export function withoutEscapes(line: string): string {
  return line.includes('\u001b') ? line.replace(escapeSequences, '') : line;
}

/** One line without control sequences, invisible characters and halves of surrogate pairs, cut to a length. */
export function printableLine(line: string, length = 500): string {
  const shown = safeColumns(withoutEscapes(line.slice(0, length * 4)))
    .trimEnd()
    .toWellFormed();
  return shown.length > length ? `${shown.slice(0, length - 3).toWellFormed()}...` : shown;
}
