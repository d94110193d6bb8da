/** The steps of a log by their brackets, and whether those can be trusted: lines may be missing. */
import type { TracedStep } from './build-trace';
import type { LogLine } from './parse-line';
import { provisioners } from './planned-steps';
import { scriptsOf } from './script-position';

/** Follows the steps. */
export interface StepTracer {
  readonly steps: readonly TracedStep[];
  readonly last: () => TracedStep | undefined;
  readonly start: (provisioner: string, time: number | undefined) => void;
  /** True where a step ended. */
  readonly end: (name: string, time: number | undefined) => boolean;
  /** The heading that Packer shows for a step, in one of its streams. */
  readonly heading: (provisioner: string, stream: LogLine['stream']) => void;
  /** A line of Packer's log about a command on the build VM. */
  readonly command: (text: string) => void;
  readonly doubt: (why: string) => void;
  /** Why the order of the steps cannot be trusted, where it cannot. */
  readonly doubted: () => string | undefined;
}

/** More steps than a template can have. */
const mostSteps = 2_000;
const mostCommands = 2_000;
const known: ReadonlySet<string> = new Set(Object.values(provisioners));

/** Begins with no step. */
export function createStepTracer(): StepTracer {
  const steps: TracedStep[] = [];
  const headings = new Map<string, Map<string, number>>();
  let reason: string | undefined;
  const last = (): TracedStep | undefined => steps.at(-1);
  const doubt = (why: string): void => {
    reason ??= why;
  };
  return {
    steps,
    last,
    doubt,
    start: (provisioner, startedAt) => {
      if (steps.length >= mostSteps) {
        doubt('it has more steps than a template can have');
        return;
      }
      if (last()?.ended === false) doubt(`the end of its step ${steps.length} is missing`);
      const open = { startedAt, endedAt: undefined, ended: false };
      steps.push({ provisioner, ...open, commands: [], scripts: new Set() });
    },
    end: (name, time) => {
      const step = last();
      if (step && !step.ended && step.provisioner === name) {
        step.ended = true;
        step.endedAt = time;
        return true;
      }
      const isStep = known.has(name) || steps.some(({ provisioner }) => provisioner === name);
      if (isStep) doubt(`it has the end of a step "${name}" without its beginning`);
      return false;
    },
    heading: (provisioner, stream) => {
      const counts = headings.get(stream) ?? new Map<string, number>();
      headings.set(stream, counts.set(provisioner, (counts.get(provisioner) ?? 0) + 1));
    },
    command: (text) => {
      const step = last();
      const at = text.indexOf('Found command: ');
      if (!step || (at < 0 && !text.includes('starting remote command: '))) return;
      if (step.ended) doubt('commands were run after the end of its last step');
      else if (at < 0) for (const script of scriptsOf(text)) step.scripts.add(script);
      else if (step.commands.length < mostCommands) {
        step.commands.push(text.slice(at + 'Found command: '.length));
      }
    },
    doubted: () => reason ?? headingDoubt(headings, steps),
  };
}

/** Each stream repeats the headings of all steps: another number of them means that lines are missing. */
function headingDoubt(
  headings: ReadonlyMap<string, ReadonlyMap<string, number>>,
  steps: readonly TracedStep[],
): string | undefined {
  for (const counts of headings.values()) {
    for (const [provisioner, count] of counts) {
      const started = steps.filter((step) => step.provisioner === provisioner).length;
      if (count !== started) {
        return `it shows ${count} ${provisioner} steps, and has the beginning of ${started}`;
      }
    }
  }
  return undefined;
}
