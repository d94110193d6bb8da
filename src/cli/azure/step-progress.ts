/** Which step a build is in, in words, from its log as far as it was written. */
import { createLogReader } from '../../build-logs/explain-log';
import { buildPlan } from '../../build-logs/planned-steps';
import type { Image } from '../../image/image';
import { safeText } from '../../lib/safe-text';
import { maskSecrets } from '../../service/secrets/find-secrets';

/** The step that runs. */
export interface StepInWords {
  /** As "step 2 of 5, packages". */
  readonly step: string;
  /** The last line of output, without secrets; empty where there is none. */
  readonly lastLine: string;
}

/** Reads the log of one build, in pieces. */
export interface StepProgress {
  readonly write: (text: string) => void;
  /** Lines are missing: from here on the steps cannot be counted. */
  readonly gap: () => void;
  /** Undefined before the first step. */
  readonly now: () => StepInWords | undefined;
}

/** Begins with an empty log. */
export function createStepProgress(image: Image | undefined): StepProgress {
  const reader = createLogReader(image ? { images: [image] } : {});
  const steps = image ? buildPlan(image).customize : [];
  let gaps = false;
  return {
    write: reader.write,
    gap: () => {
      gaps = true;
    },
    now: () => {
      const progress = reader.progress();
      if (!progress.step) return undefined;
      const { index, provisioner } = progress.step;
      const planned = steps[index];
      const counted =
        planned?.provisioner === provisioner
          ? `step ${index + 1} of ${steps.length}, ${safeText(planned.name)}`
          : `step ${index + 1}, ${safeText(provisioner)}`;
      return {
        step: gaps ? `a step of kind ${safeText(provisioner)}` : counted,
        lastLine: safeText(maskSecrets(progress.lastLine)),
      };
    },
  };
}
