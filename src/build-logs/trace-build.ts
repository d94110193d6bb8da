/** The lines of a log, in order -> what the build did: its steps, how it ended, what points to a cause. */
import type { BuildTrace, Phase, TracedStep } from './build-trace';
import { outputTail } from './output-tail';
import { type LogLine, parseLine } from './parse-line';
import type { Place } from './rules/failure-rule';
import type { RawLine } from './scan-lines';
import { createClueTracer } from './trace-clues';
import { createStepTracer } from './trace-steps';

/** Follows a build through its log. */
export interface BuildTracer {
  readonly steps: readonly TracedStep[];
  readonly handle: (line: RawLine) => void;
  readonly finish: () => BuildTrace;
}

/** Texts on which a line is looked at, besides those of the rules. */
export const structureTexts: readonly string[] = [
  '(telemetry) ',
  "Build '",
  'Builds finished',
  'Some builds didn',
  'Provisioning with ',
  'Provisioning step had errors',
  'Restarting Machine',
  ' => ',
  'Found command: ',
  'remote command: ',
  'machine readable: ',
  'Failed to prepare build',
  'Cancelling build after',
  'Cancelling provisioning',
  'Powering off machine',
  'Capturing image',
  '/IT_',
  '--> ',
  'Failed while waiting for packerizer',
  'Failed in building/customizing image',
  'Failed in distributing',
  'PackerBuildFailed',
  'Deployment failed. Correlation ID',
];

const telemetry =
  /^(?:\[INFO\] )?\(telemetry\) (Starting|ending|Finalizing)\b(?: (provisioner|builder|post-processor))?(?: ([\w.-]{1,60}))?/;
const errored =
  /^(?:Build '[^']{1,100}' errored|machine readable: [^,]{0,100},error |(?:==> )?Some builds didn)/;
const finished = /^Build '[^']{1,100}' finished/;
const refused =
  /^(?:Error: )?Failed to prepare build|Failed while waiting for packerizer|Failed in building\/customizing image|Failed in distributing|PackerBuildFailed|Deployment failed\. Correlation ID|Build \([\w ]+\) step failed/;
const cancelled =
  /^(?:[\w.-]{1,100}(?: plugin)?: )?(?:\d{4}\/\d\d\/\d\d [\d:]{8} )?Cancelling (?:build after receiving|provisioning due to)/;
const stagingGroup = /\/resource[gG]roups\/(IT_[\w.()-]{1,90})/;
/** Errors of a step, as Packer repeats them at the end. */
const stepError =
  /Script exited with non-zero|Timeout waiting for machine to|Error (?:uploading|running|executing|processing)|Upload failed|Script disconnected|exit status|unexpected EOF|2300218/;

/** The headings that Packer shows when a step begins, and whose they are. */
const headings: readonly (readonly [pattern: RegExp, provisioner: string])[] = [
  [/^Provisioning with shell script: /, 'shell'],
  [/^Provisioning with [Pp]owershell\.\.\./, 'powershell'],
  [/^Restarting Machine$/, 'windows-restart'],
  [/^Uploading \S.{0,500} => \S/, 'file'],
];

/** Lines before the end of a step among which its last lines of output are. */
const tailLines = 400;

/** Follows a build. `recent` gives the lines before the one that is handled. */
export function createBuildTracer(recent: (count: number) => readonly RawLine[]): BuildTracer {
  const steps = createStepTracer();
  const clues = createClueTracer(recent);
  const stagingGroups = new Set<string>();
  const state = {
    recognized: false,
    failed: false,
    finished: false,
    finalized: false,
    /** Packer said that a step had errors; what runs then is not a step of the template. */
    stepErrors: false,
    /** The error that it repeats at the end is one of a step. */
    stepErrorText: false,
    capturing: false,
    /** Lines without a mark belong to the error that was begun. */
    summary: false,
    failedLine: 0,
  };
  let run: string | undefined;
  let ending: readonly RawLine[] = [];

  const takeEnding = (number: number): void => {
    ending = recent(tailLines);
    state.failedLine = number;
  };
  const fail = (number: number): void => {
    if (!state.failed) takeEnding(number);
    state.recognized = state.failed = true;
  };

  const onTelemetry = (word: string, kind: string | undefined, name: string, line: LogLine) => {
    state.recognized = true;
    state.summary = false;
    if (word === 'Finalizing') state.finalized = true;
    if (state.stepErrors) return;
    if (word === 'Starting' && kind === 'provisioner') {
      clues.forgetStep();
      steps.start(name, line.time);
      state.capturing = false;
    } else if (word === 'ending' && steps.end(name, line.time)) takeEnding(line.number);
  };

  /** What Packer says about the build; true where a rule has nothing to look for. */
  const onSaid = ({ body, stream, number }: LogLine): boolean => {
    state.summary = false;
    const [, provisioner] = headings.find(([pattern]) => pattern.test(body)) ?? [];
    if (provisioner !== undefined) {
      steps.heading(provisioner, stream);
      clues.forgetStep(stream);
      return true;
    }
    if (/^(?:Powering off machine|Capturing image)/.test(body)) state.capturing = true;
    if (!body.startsWith('Provisioning step had errors')) return false;
    if (!state.stepErrors) takeEnding(number);
    state.recognized = state.failed = state.stepErrors = true;
    return true;
  };

  const onBuild = ({ text, number }: LogLine): void => {
    if (errored.test(text)) {
      fail(number);
      state.summary = true;
      if (stepError.test(text)) state.stepErrorText = true;
      const { provisioner = '' } = steps.last() ?? {};
      if (text.includes('Script exited with') && /^(?:file|windows-restart)$/.test(provisioner)) {
        steps.doubt(`its last step is ${provisioner}, and a script failed`);
      }
    } else if (cancelled.test(text)) fail(number);
    else if (refused.test(text)) state.recognized = state.failed = state.summary = true;
    else if (finished.test(text)) state.recognized = state.finished = true;
  };

  const phaseOf = ({ mark, stream }: LogLine): Phase => {
    if (mark === '-->' ? state.failed : state.summary && mark === undefined) return 'summary';
    const step = steps.last();
    if (!step) return 'before';
    const isOver = state.stepErrors || state.capturing || (stream === 'log' && step.ended);
    return isOver ? 'after' : 'step';
  };

  const handle = (raw: RawLine): void => {
    const line = parseLine(raw);
    const { text, mark } = line;
    run ??= line.run;
    if (line.marked || mark !== undefined) state.recognized = true;
    const group = stagingGroups.size < 4 ? stagingGroup.exec(text)?.[1] : undefined;
    if (group !== undefined) stagingGroups.add(group);
    if (line.stream === 'log' && !state.stepErrors) steps.command(text);
    if (mark === '==>' && onSaid(line)) return;
    if (mark === undefined) {
      const [, word, kind, name = ''] = telemetry.exec(text) ?? [];
      if (word !== undefined) {
        onTelemetry(word, kind, name, line);
        return;
      }
      onBuild(line);
    }
    const phase = phaseOf(line);
    clues.add(line, phase, placeOf(line, phase));
  };

  const finish = (): BuildTrace => {
    const { failed, finished, finalized, failedLine, stepErrors, stepErrorText } = state;
    const open = steps.last();
    const inStep = open !== undefined && (stepErrors || stepErrorText || !open.ended);
    return {
      steps: steps.steps,
      recognized: state.recognized || recent(50).some((line) => parseLine(line).marked),
      run,
      stagingGroups,
      failed,
      failedInStep: failed && inStep,
      finished,
      finalized,
      clues: clues.clues(),
      lastPosition: clues.lastPosition(),
      tail: outputTail(failed ? ending : recent(tailLines)),
      failedLine,
      doubt: steps.doubted(),
    };
  };

  return { steps: steps.steps, handle, finish };
}

function placeOf({ stream, mark, text }: LogLine, phase: Phase): Place {
  if (phase !== 'step') return 'error';
  const isOutput = stream !== 'log' && (mark !== undefined || !cancelled.test(text));
  return isOutput ? 'script' : 'packer';
}
