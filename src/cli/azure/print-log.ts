/** Prints the log of a build as it grows, and after each part of it which step is running. */
import { safeLine, safeLines } from '../../lib/safe-text';
import type { Image } from '../../image/image';
import type { Io } from '../io';
import { createStepProgress } from './step-progress';

/** Takes a part of a log, without secrets, and the minutes since the build began where they are known. */
export type LogPrinter = (
  part: { readonly text: string; readonly gap: boolean },
  minutes: number | undefined,
) => void;

/** Opens a printer for the log of one image; everything goes to stderr. */
export function createLogPrinter(io: Io, name: string, image: Image | undefined): LogPrinter {
  const progress = createStepProgress(image);
  return ({ text, gap }, minutes) => {
    if (gap) {
      progress.gap();
      io.stderr(safeLine(`${name}: lines of the log are missing here`));
    }
    io.stderr(safeLines(text));
    progress.write(text);
    const now = progress.now();
    if (!now) return;
    const time = minutes === undefined ? '' : `, after ${minutes} min`;
    const last = now.lastLine === '' ? '' : `: ${now.lastLine}`;
    if (!text.endsWith('\n')) io.stderr(safeLine(''));
    io.stderr(safeLine(`${name}: ${now.step}${time}${last}`));
  };
}
