/** The lines of a log, in order -> what the build did: its steps, how it ended, what points to a cause. */
import { printableLine } from '../lib/printable-text';
import { matchRule, type RuleMatch } from './match-rules';
import { type LogLine, parseLine } from './parse-line';
import type { Place } from './rules/rule';
import type { RawLine } from './scan-lines';
import { outputTail } from './output-tail';
import { type ScriptPosition, scriptPosition, scriptsOf } from './script-position';

/** A step as the log brackets it: `Starting provisioner shell` to `ending shell`. */
export interface TracedStep {
  /** As Packer calls it. */
  readonly provisioner: string;
  readonly startedAt: number | undefined;
  endedAt: number | undefined;
  ended: boolean;
  /** Commands of an inline PowerShell step, as far as they were logged. */
  readonly commands: string[];
  /** Names of the scripts that ran for it on the build VM. */
  readonly scripts: Set<string>;
}

/** A line that a rule fits. */
export interface Clue extends RuleMatch {
  readonly logLine: number;
  readonly place: Place;
  /** When: before the first step, in one, after them, or in what is said about the whole build. */
  readonly phase: Phase;
  readonly stream: LogLine['stream'];
  /** What stands on it, as it is. */
  readonly text: string;
  position: ScriptPosition | undefined;
}

type Phase = 'before' | 'step' | 'after' | 'summary';

/** What was read from a log. */
export interface BuildTrace {
  readonly steps: readonly TracedStep[];
  /** True where the log is one of a build at all. */
  readonly recognized: boolean;
  readonly run: string | undefined;
  /** Staging groups that requests name: they hold the name of the template. */
  readonly stagingGroups: ReadonlySet<string>;
  readonly failed: boolean;
  /** True where the failure was in a step: the last one that had started. */
  readonly failedInStep: boolean;
  readonly finished: boolean;
  readonly finalized: boolean;
  readonly clues: readonly Clue[];
  /** A place in the script of the last step, named by its last error message. */
  readonly lastPosition:
    (ScriptPosition & { readonly logLine: number; readonly text: string }) | undefined;
  /** The last lines of the step that failed, or of the log. */
  readonly tail: readonly string[];
  /** The line where the output of the last step ends. */
  readonly failedLine: number;
  /** Why the order of the steps cannot be trusted, where it cannot. */
  readonly doubt: string | undefined;
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

/** More steps than a template can have: such a log is none. */
const mostSteps = 2_000;
/** Occurrences of one rule that are kept. */
const mostAlike = 5;

const telemetry =
  /^(?:\[INFO\] )?\(telemetry\) (Starting|ending|Finalizing)\b(?: (provisioner|builder|post-processor))?(?: ([\w.-]{1,60}))?/;
const errored = /^Build '[^']{1,100}' errored/;
const finished = /^Build '[^']{1,100}' finished/;
const cancelled =
  /^(?:[\w.-]{1,100}(?: plugin)?: )?(?:\d{4}\/\d\d\/\d\d [\d:]{8} )?Cancelling (?:build after receiving|provisioning due to)/;
const stagingGroup = /\/resource[gG]roups\/(IT_[\w.()-]{1,90})/;
const machineError = /^machine readable: [^,]{0,100},error /;
const serviceFailure =
  /Failed while waiting for packerizer|Failed in building\/customizing image|Failed in distributing|PackerBuildFailed|Deployment failed\. Correlation ID|Build \([\w ]+\) step failed/;
/** Errors of a step, as Packer repeats them at the end. */
const stepError =
  /Script exited with non-zero|Timeout waiting for machine to|Error (?:uploading|running|executing|processing)|Upload failed|Script disconnected|exit status|unexpected EOF|2300218/;

/** The heading that Packer shows when a step begins, and the provisioner that shows it. */
const headings: readonly (readonly [pattern: RegExp, provisioner: string])[] = [
  [/^Provisioning with shell script: /, 'shell'],
  [/^Provisioning with [Pp]owershell\.\.\./, 'powershell'],
  [/^Restarting Machine$/, 'windows-restart'],
  [/^Uploading \S.{0,500} => \S/, 'file'],
];

/** Follows a build through its log. `recent` gives the lines before the one that is handled. */
export function createBuildTrace(recent: (count: number) => readonly RawLine[]) {
  const steps: TracedStep[] = [];
  const known = new Set<string>();
  const stagingGroups = new Set<string>();
  const headingCounts = new Map<string, Map<string, number>>();
  let clues: Clue[] = [];
  let recognized = false;
  let run: string | undefined;
  let failed = false;
  let stepErrors = false;
  let stepErrorText = false;
  let finishedBuild = false;
  let finalized = false;
  let capturing = false;
  let summary = false;
  let doubt: string | undefined;
  /** The lines at the end of the last step's output. */
  let ending: readonly RawLine[] = [];
  let failedLine = 0;
  let lastPosition: BuildTrace['lastPosition'];

  const last = (): TracedStep | undefined => steps.at(-1);
  const isDoubtful = (why: string): void => {
    doubt ??= why;
  };
  const takeTail = (number: number): void => {
    ending = recent(400);
    failedLine = number;
  };

  const start = (provisioner: string, time: number | undefined): void => {
    // What runs after the failure of a step is not a step of the template.
    if (stepErrors) return;
    if (steps.length >= mostSteps) {
      isDoubtful('it has more steps than a template can have');
      return;
    }
    const open = last();
    if (open && !open.ended) isDoubtful(`the end of its step ${steps.length} is missing`);
    clues = clues.filter((one) => one.phase !== 'step');
    lastPosition = undefined;
    known.add(provisioner);
    const step = { startedAt: time, endedAt: undefined, ended: false, commands: [] };
    steps.push({ ...step, provisioner, scripts: new Set() });
    capturing = false;
  };

  const end = (name: string, line: LogLine): void => {
    const open = last();
    if (open && !open.ended && open.provisioner === name) {
      open.ended = true;
      open.endedAt = line.time;
      if (!stepErrors) takeTail(line.number);
    } else if (!stepErrors && (known.has(name) || isProvisioner(name))) {
      isDoubtful(`it has the end of a step "${name}" without its beginning`);
    }
  };

  const onHeading = (provisioner: string, line: LogLine): void => {
    const counts = headingCounts.get(line.stream) ?? new Map<string, number>();
    headingCounts.set(line.stream, counts.set(provisioner, (counts.get(provisioner) ?? 0) + 1));
    clues = clues.filter((one) => one.phase !== 'step' || one.stream !== line.stream);
    lastPosition = undefined;
  };

  /** What says something about the build as a whole; true where the line is one of those. */
  const onStructure = (line: LogLine): boolean => {
    const { text, body, mark } = line;
    const [, word, kind, name = ''] = mark === undefined ? (telemetry.exec(text) ?? []) : [];
    if (word !== undefined) {
      recognized = true;
      summary = false;
      if (word === 'Finalizing') finalized = true;
      else if (word === 'Starting' && kind === 'provisioner') start(name, line.time);
      else if (word === 'ending') end(name, line);
      return true;
    }
    if (mark === '==>') {
      const heading = headings.find(([pattern]) => pattern.test(body));
      if (heading) onHeading(heading[1], line);
      if (body.startsWith('Provisioning step had errors')) {
        if (!stepErrors) takeTail(line.number);
        recognized = stepErrors = failed = true;
        return true;
      }
      if (/^(?:Powering off machine|Capturing image)/.test(body)) capturing = true;
      summary = false;
      return heading !== undefined;
    }
    if (mark !== undefined) return false;
    if (errored.test(text) || machineError.test(text) || /^(?:==> )?Some builds didn/.test(text)) {
      if (!failed) takeTail(line.number);
      recognized = failed = summary = true;
      if (stepError.test(text)) stepErrorText = true;
      const { provisioner = '' } = last() ?? {};
      if (text.includes('Script exited with') && /^(?:file|windows-restart)$/.test(provisioner)) {
        isDoubtful(`its last step is ${provisioner}, and a script failed`);
      }
      return false;
    }
    if (cancelled.test(text)) {
      if (!failed) takeTail(line.number);
      recognized = failed = true;
      return false;
    }
    if (finished.test(text)) recognized = finishedBuild = true;
    if (/^(?:Error: )?Failed to prepare build/.test(text)) recognized = failed = summary = true;
    if (serviceFailure.test(text)) recognized = failed = summary = true;
    return false;
  };

  const onPackerLog = ({ text }: LogLine): void => {
    const at = text.indexOf('Found command: ');
    const command = at >= 0 ? text.slice(at + 'Found command: '.length) : undefined;
    const remote = text.includes('starting remote command: ') || command !== undefined;
    const step = last();
    if (!remote || !step || stepErrors) return;
    if (step.ended) isDoubtful('commands were run after the end of its last step');
    else if (command !== undefined && step.commands.length < 2_000) step.commands.push(command);
    else for (const script of scriptsOf(text)) step.scripts.add(script);
  };

  const phaseOf = (line: LogLine): Phase => {
    if (line.mark === '-->' ? failed : summary && line.mark === undefined) return 'summary';
    if (steps.length === 0) return 'before';
    return stepErrors || capturing || (line.stream === 'log' && last()?.ended) ? 'after' : 'step';
  };

  const placeOf = (line: LogLine, phase: Phase): Place => {
    if (phase !== 'step') return 'error';
    const isOutput =
      line.stream !== 'log' && !(line.mark === undefined && cancelled.test(line.text));
    return isOutput ? 'script' : 'packer';
  };

  const collect = (line: LogLine): void => {
    const phase = phaseOf(line);
    const place = placeOf(line, phase);
    const position = place === 'script' ? scriptPosition(line.body) : undefined;
    if (position) locate(line, position);
    const match = matchRule(line.body, place);
    if (!match) return;
    const { number: logLine, stream, body } = line;
    // PowerShell says where before it says what, if it cannot parse a script.
    const before = match.rule.placedBefore ? lastPosition : undefined;
    const isClose = before && logLine - before.logLine <= 12;
    const where = position ?? (isClose ? before : undefined);
    const { rule, groups } = match;
    // Written out: copying properties takes longer than all else here.
    add({ rule, groups, logLine, place, phase, stream, text: body, position: where });
  };

  const add = (clue: Clue): void => {
    const alike = clues.filter(({ rule, phase }) => rule === clue.rule && phase === clue.phase);
    const [first] = alike;
    if (first && alike.length >= mostAlike) {
      if (clue.rule.lasting) return;
      clues.splice(clues.indexOf(first), 1);
    }
    clues.push(clue);
  };

  /** A line that names a place in the script: of the error before it, as PowerShell does, or of its own. */
  const locate = (line: LogLine, position: ScriptPosition): void => {
    if (!line.body.startsWith('At ')) {
      lastPosition = { ...position, logLine: line.number, text: printableLine(line.body) };
      return;
    }
    const message = powerShellMessage(recent(8), line.stream);
    lastPosition = { ...position, logLine: line.number, text: message };
    const open = clues.findLast(
      (one) => one.phase === 'step' && one.stream === line.stream && !one.position,
    );
    if (open && line.number - open.logLine <= 12) open.position = position;
  };

  const handle = (raw: RawLine): void => {
    const line = parseLine(raw);
    run ??= line.run;
    if (line.marked || line.mark !== undefined) recognized = true;
    const group = stagingGroups.size < 4 ? stagingGroup.exec(line.text)?.[1] : undefined;
    if (group !== undefined) stagingGroups.add(group);
    if (line.stream === 'log') onPackerLog(line);
    if (!onStructure(line)) collect(line);
  };

  const finish = (): BuildTrace => {
    if (!recognized) recognized = recent(50).some((line) => parseLine(line).marked);
    const open = last();
    const unfinished = open !== undefined && !open.ended;
    return {
      steps,
      recognized,
      run,
      stagingGroups,
      failed,
      failedInStep: failed && open !== undefined && (stepErrors || stepErrorText || unfinished),
      finished: finishedBuild,
      finalized,
      clues,
      lastPosition,
      tail: outputTail(failed ? ending : recent(400)),
      failedLine,
      doubt: doubt ?? headingDoubt(headingCounts, steps),
    };
  };

  return { handle, finish, steps: steps as readonly TracedStep[] };
}

function isProvisioner(name: string): boolean {
  return /^(?:shell|powershell|file|windows-restart|windows-update)$/.test(name);
}

/** Each stream repeats the headings of all steps: another number of them means that lines are missing. */
function headingDoubt(
  headingCounts: ReadonlyMap<string, ReadonlyMap<string, number>>,
  steps: readonly TracedStep[],
): string | undefined {
  for (const counts of headingCounts.values()) {
    for (const [provisioner, count] of counts) {
      const started = steps.filter((step) => step.provisioner === provisioner).length;
      if (count !== started)
        return `it shows ${count} ${provisioner} steps, and has the beginning of ${started}`;
    }
  }
  return undefined;
}

/** The first line of the message that PowerShell shows before it says where. */
function powerShellMessage(lines: readonly RawLine[], stream: LogLine['stream']): string {
  const bodies = lines
    .map(parseLine)
    .filter((line) => line.stream === stream && line.mark === '==>' && line.body !== '')
    .map((line) => line.body);
  const end = bodies.findLastIndex((body) => /^(?:\+|At )/.test(body.trimStart()));
  const message = bodies.slice(end + 1);
  const head = message.findLast((body) => /^[\w.:\\-]{1,100} : /.test(body));
  return printableLine(head ?? message.at(-1) ?? 'see the log');
}
