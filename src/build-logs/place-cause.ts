/** Where in the spec, or in one of its scripts, a cause is to be looked for. */
import type { Place } from '../diagnostics/diagnostic';
import { baseName } from '../lib/paths';
import type { Image } from '../image/image';
import { rightsOf } from '../rights/identity-rights';
import type { Origin } from '../value/origin';
import { literalText } from '../value/value';
import type { AlignedStep } from './align-steps';
import type { ChosenCause } from './choose-causes';
import { buildPlan, type PlannedStep } from './planned-steps';
import type { About } from './rules/failure-rule';
import {
  type FoundLine,
  hasLine,
  holdsWord,
  lineOfScript,
  lineWithWord,
  scriptHolds,
} from './script-lines';
import type { TracedStep } from './build-trace';

/** A place of the spec; `line` is next to it where the file of the place was not read. */
export interface CausePlace {
  readonly place: Place;
  readonly line?: number;
}

/** Why a cause cannot belong to the step that seems to have failed: it names something in another step, or is too long. */
export function contradiction(
  { position, subject, inStep }: ChosenCause,
  steps: readonly AlignedStep[],
  at: number,
): string | undefined {
  const step = steps[at];
  if (!inStep || step === undefined || step === 'generalize') return undefined;
  if (position?.ofPacker && !hasLine(step, position.line)) {
    return `the script of step ${at + 1} has no line ${position.line}`;
  }
  if (subject === undefined || step.lines.length === 0 || holdsWord(step, subject))
    return undefined;
  const isElsewhere = steps.some((one) => one !== 'generalize' && holdsWord(one, subject));
  return isElsewhere ? `"${subject}" is in another step than ${at + 1}` : undefined;
}

/** The place of what happened in a step: the line of its script where that is sure, else the step. */
export function placeInStep(
  cause: ChosenCause,
  step: AlignedStep | undefined,
  traced: TracedStep | undefined,
): CausePlace | undefined {
  if (step === undefined || step === 'generalize') return undefined;
  const found = scriptLine(cause, step, traced);
  if (found) return { place: found.place ?? { file: found.file }, line: found.line };
  return step.span && { place: { span: step.span, path: step.path } };
}

function scriptLine(
  { position, subject }: ChosenCause,
  step: PlannedStep,
  traced: TracedStep | undefined,
): FoundLine | undefined {
  if (position && !position.ofPacker) {
    const { script, line } = position;
    const { scriptFile: file } = step;
    // An embedded script is written to a file of the same name behind a prefix.
    const isOfFile = file !== undefined && baseName(file) === script.replace(/^aibgen-/, '');
    if (isOfFile) return { file, line, place: undefined };
  }
  const isOwn =
    position?.ofPacker &&
    (!traced || traced.scripts.size === 0 || traced.scripts.has(position.script));
  if (position && isOwn) {
    const holds =
      subject === undefined || step.lines.length === 0 || scriptHolds(step, position.line, subject);
    const line = holds ? lineOfScript(step, position.line) : undefined;
    if (line) return line;
  }
  return subject === undefined ? undefined : lineWithWord(step, subject);
}

/** The place of what a step did not cause: the value that it is about, or the step whose file could not be downloaded. */
export function placeInImage({ found, about }: ChosenCause, image: Image): CausePlace | undefined {
  const plan = buildPlan(image);
  const steps = [...plan.customize, ...plan.validate];
  const [step, ...more] = steps.filter(({ uri }) => uri !== undefined && uri === found.uri);
  if (step?.span && more.length === 0) return { place: { span: step.span, path: step.path } };
  const right = found.scope === undefined ? undefined : placeOfRight(found.scope, image);
  if (right) return right;
  const target = found.target === undefined ? undefined : Number(found.target);
  const origin = about && originOf(image, about, target);
  return origin?.kind === 'spec' ? { place: { span: origin.span, path: origin.path } } : undefined;
}

/** The only value of the spec that needs a right on a resource: the id of the resource names it, or what it is a part of. */
function placeOfRight(scope: string, image: Image): CausePlace | undefined {
  const names = new Set(scope.toLowerCase().split('/'));
  const needed = rightsOf(image).filter(
    ({
      scope: {
        type,
        names: [...segments],
      },
    }) => {
      const own = segments.map((name) => literalText(name)?.toLowerCase());
      const kind = type.toLowerCase().split('/').at(-1) ?? '';
      const isNamed = own.every((name) => name !== undefined && names.has(name));
      // A whole group is too vague.
      return own.length > 0 && isNamed && names.has(kind);
    },
  );
  const reasons = needed.flatMap(({ because }) => because);
  const places = reasons.flatMap(({ origin, path }) =>
    origin.kind === 'spec' ? [{ place: { span: origin.span, path } }] : [],
  );
  const [first] = places;
  const isOnly = places.every(({ place: { span } }) => span.start === first?.place.span.start);
  return isOnly ? first : undefined;
}

function originOf(
  { properties }: Image,
  about: About,
  target: number | undefined,
): Origin | undefined {
  switch (about) {
    case 'vmSize':
    case 'osDiskSizeGB':
    case 'vnetConfig':
      return properties.vmProfile?.fields[about]?.origin;
    case 'distribute': {
      const { distribute } = properties;
      return (
        (target === undefined ? undefined : distribute?.items[target])?.origin ?? distribute?.origin
      );
    }
    default:
      return properties[about]?.origin;
  }
}
