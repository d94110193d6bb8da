/** Prints the log of a build as it grows, and after each part of it which step is running. */
import { createLogReader } from '../../build-logs/explain-log';
import { buildPlan } from '../../build-logs/planned-steps';
import type { Image } from '../../image/image';
import { safeText } from '../../lib/safe-text';
import { maskSecrets } from '../../service/secrets/find-secrets';
import type { Io } from '../io';

/** Takes a part of a log, without secrets, and the minutes since the build began where they are known. */
export type LogPrinter = (text: string, minutes: number | undefined) => void;

/** Opens a printer for the log of one image; everything goes to stderr. */
export function createLogPrinter(io: Io, name: string, image: Image | undefined): LogPrinter {
  const reader = createLogReader(image ? { images: [image] } : {});
  const steps = image ? buildPlan(image).customize : [];
  return (text, minutes) => {
    io.stderr(text);
    reader.write(text);
    const { step, lastLine } = reader.progress();
    if (!step) return;
    const planned = steps[step.index];
    const where =
      planned?.provisioner === step.provisioner
        ? `step ${step.index + 1} of ${steps.length}, ${safeText(planned.name)}`
        : `step ${step.index + 1}, ${safeText(step.provisioner)}`;
    const time = minutes === undefined ? '' : `, after ${minutes} min`;
    const last = lastLine === '' ? '' : `: ${safeText(maskSecrets(lastLine))}`;
    io.stderr(`${text.endsWith('\n') ? '' : '\n'}${name}: ${where}${time}${last}\n`);
  };
}
