/** Which steps of the template the steps of a log are. */
import type { BuildPlan, PlannedStep } from './planned-steps';
import type { TracedStep } from './build-trace';

/** A step of the template, or the one with which the service generalizes the machine. */
export type AlignedStep = PlannedStep | 'generalize';

/** All steps of the build, in order; or why they are not known. */
export type Alignment =
  | { readonly steps: readonly AlignedStep[]; readonly problem?: undefined }
  | { readonly steps?: undefined; readonly problem: string };

/** What is known about a log apart from its steps. */
export interface LogExtent {
  /** True if the log shows all steps of a build. */
  readonly complete: boolean;
  /** True for a log that has only the validations. */
  readonly validation: boolean;
}

/**
 * The n-th step of the log is the n-th of the template if all kinds agree: first `customize`, then the step that the service adds,
 * then `validate`.
 */
export function alignSteps(
  traced: readonly TracedStep[],
  plan: BuildPlan,
  { complete, validation }: LogExtent,
): Alignment {
  const sequences = validation ? [plan.validate] : possibleSequences(plan);
  const kindOf = (step: AlignedStep | undefined): string | undefined =>
    step === 'generalize' ? plan.generalize : step?.provisioner;
  const fits = (sequence: readonly AlignedStep[]): boolean =>
    traced.every((step, index) => step.provisioner === kindOf(sequence[index])) &&
    (!complete || [0, plan.validate.length].includes(sequence.length - traced.length));
  const steps = sequences.find(fits);
  if (!steps) {
    const [usual = []] = sequences;
    const at = traced.findIndex((step, index) => step.provisioner !== kindOf(usual[index]));
    if (at < 0) return { problem: `the log has ${traced.length} steps, the spec ${usual.length}` };
    const found = `step ${at + 1} of the log is ${traced[at]?.provisioner}`;
    return { problem: `${found}, of the spec ${kindOf(usual[at]) ?? 'not there'}` };
  }
  const strange = traced.findIndex((step, index) => !runsCommandsOf(step, steps[index]));
  if (strange >= 0) {
    return { problem: `step ${strange + 1} of the log runs other commands than that of the spec` };
  }
  return { steps };
}

/** The service adds one step; some logs show two, or none. */
function possibleSequences({
  customize,
  generalize,
  validate,
}: BuildPlan): readonly (readonly AlignedStep[])[] {
  if (generalize === undefined) return [[...customize, ...validate]];
  return [1, 2, 0].map((count) => [
    ...customize,
    ...Array.from({ length: count }, () => 'generalize' as const),
    ...validate,
  ]);
}

/** False where the log shows commands of an inline PowerShell step, and none is of the step. */
function runsCommandsOf({ commands }: TracedStep, step: AlignedStep | undefined): boolean {
  if (commands.length === 0 || step === undefined) return true;
  if (step === 'generalize') return commands.some(isOfService);
  const { lines } = step;
  if (lines.length === 0) return !commands.some(isOfService);
  return lines.some(
    ({ text }) => text === undefined || commands.some((one) => one.trim() === text.trim()),
  );
}

function isOfService(command: string): boolean {
  return /^if ?\( ?TEST-PATH c:\\DeprovisioningScript\.ps1/i.test(command);
}
