/** The log of a build -> how it went, step by step, and why it failed. No disk, no network; flat memory. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { hideSecrets } from '../diagnostics/nearby-secrets';
import type { Found } from '../diagnostics/codes/build-failure-codes';
import type { Image } from '../image/image';
import { findSecrets, withoutSecrets } from '../service/secrets/find-secrets';
import { type BuildTrace, emptyTrace } from './build-trace';
import { type ChosenCause, chooseCauses } from './choose-causes';
import { describeSteps, matchImage, type MatchedImage } from './describe-steps';
import type { Cause, ExplainedStep, Explanation, Note } from './explanation';
import { anyOf, ruleTexts } from './match-rules';
import { outputTail } from './output-tail';
import { contradiction, placeInImage, placeInStep } from './place-cause';
import { readRunStatus, type RunStatus } from './run-status';
import { createLineScanner } from './scan-lines';
import { positionTexts } from './script-position';
import { createBuildTracer, structureTexts } from './trace-build';

/** What is known apart from the log. */
export interface LogContext {
  /** The image, or the variants of one spec, to one of which the log belongs. */
  readonly images?: readonly Image[];
  /** What the log's file is called: `validation.log` has the validations alone. */
  readonly logName?: string;
  /** What the service reports about the run. */
  readonly status?: RunStatus;
  /** The run, if it is known: it replaces the one that the log names. */
  readonly run?: string;
}

/** An explanation, and the same as diagnostics: causes and notes, with their places. */
export interface ExplainedLog {
  readonly explanation: Explanation;
  readonly diagnostics: readonly Finding[];
}

/** What a build is doing at the moment. */
export interface LogProgress {
  /** The step that runs, or ran last: its place among all, from 0, and Packer's word for its kind. */
  readonly step: { readonly index: number; readonly provisioner: string } | undefined;
  /** The last line of output; empty where there was none. */
  readonly lastLine: string;
}

/** Reads a log as it comes, in chunks of any size. */
export interface LogReader {
  readonly write: (chunk: string | Uint8Array) => void;
  readonly progress: () => LogProgress;
  /** Explains what was written. Called once. */
  readonly end: () => ExplainedLog;
}

/** Explains a whole log, as one text or as lines without line breaks. */
export function explainLog(log: string | Iterable<string>, context: LogContext = {}): Explanation {
  const reader = createLogReader(context);
  if (typeof log === 'string') reader.write(log);
  else for (const line of log) reader.write(`${line}\n`);
  return reader.end().explanation;
}

/** Opens a reader for one log. */
export function createLogReader(context: LogContext = {}): LogReader {
  const texts = [...structureTexts, ...positionTexts, ...ruleTexts];
  const scanner = createLineScanner(anyOf(texts), (line) => trace.handle(line));
  const trace = createBuildTracer(scanner.recent);
  return {
    write: scanner.write,
    progress: () => {
      const step = trace.steps.at(-1);
      const index = trace.steps.length - 1;
      return {
        step: step && { index, provisioner: step.provisioner },
        lastLine: outputTail(scanner.recent(50)).at(-1) ?? '',
      };
    },
    end: () => {
      scanner.end();
      const problem = scanner.problem();
      if (problem) return notALog(problem === 'empty' ? 'it is empty' : 'it is not text', context);
      const document = readRunStatus(scanner.document());
      if (document) return explainTrace(emptyTrace, document, context);
      const plain = scanner.recent(200).map(({ text }) => text);
      const traced = asMessage(trace.finish(), plain.join('\n'));
      return explainTrace(traced, context.status, context);
    },
  };
}

/** Words that messages of the service contain and other texts hardly ever do. */
const messageMarks: readonly string[] = [
  'aka.ms/azvmimagebuilder',
  ' Code="',
  '"code":',
  'Validation failed: ',
  'Deployment failed',
  'Details: Update/Upgrade',
  'Azure Container Instances',
  '##[error]The operation was canceled.',
];

/** A message of the service on its own, copied from a portal or a terminal, is a failure too. */
function asMessage(trace: BuildTrace, text: string): BuildTrace {
  const isMessage = messageMarks.some((mark) => text.includes(mark));
  if (trace.recognized || trace.clues.length === 0 || !isMessage) return trace;
  return { ...trace, recognized: true, failed: true };
}

function explainTrace(
  trace: BuildTrace,
  status: RunStatus | undefined,
  context: LogContext,
): ExplainedLog {
  const result = resultOf(trace, status);
  if (result === 'unknown' && !status)
    return notALog('it has no line that such a log has', context);
  const extent = {
    complete: result === 'succeeded',
    validation: /validation[^/\\]*$/i.test(context.logName ?? ''),
  };
  const chosen = result === 'failed' ? chooseCauses(trace, status) : [];
  const matched = withoutContradiction(
    matchImage(context.images ?? [], trace, extent),
    chosen,
    trace.steps.length - 1,
  );
  const end = {
    succeeded: result === 'succeeded',
    failedInStep: result === 'failed' && trace.failedInStep,
  };
  const steps = trace.recognized ? describeSteps(trace, matched.alignment?.steps, end) : [];
  const causes = chosen.map((one) => placedCause(one, trace, matched, steps));
  const notes = notesOf(trace, result, matched, steps, causes.length > 0);
  const explanation: Explanation = {
    image: matched.name,
    result,
    run: context.run ?? trace.run ?? status?.start ?? null,
    steps,
    causes: causes.map((one) => one.cause),
    tail: hiddenLines(trace.tail),
    ...(notes.length === 0 ? {} : { notes: notes.map(asNote) }),
  };
  return { explanation, diagnostics: [...causes.map((one) => one.diagnostic), ...notes] };
}

/** The image, and its steps only where no cause shows that they are not those of the log. */
function withoutContradiction(
  matched: MatchedImage,
  causes: readonly ChosenCause[],
  at: number,
): MatchedImage {
  const { steps } = matched.alignment ?? {};
  if (!steps) return matched;
  const [problem] = causes.flatMap((cause) => contradiction(cause, steps, at) ?? []);
  return problem === undefined ? matched : { ...matched, alignment: { problem } };
}

function resultOf(trace: BuildTrace, status: RunStatus | undefined): Explanation['result'] {
  switch (status?.state) {
    case 'succeeded':
    case 'failed':
    case 'canceled':
      return status.state;
    case 'running':
      return 'incomplete';
    default:
  }
  if (trace.failed) return 'failed';
  const ended = trace.steps.every((step) => step.ended);
  if (ended && (trace.finished || (trace.finalized && trace.steps.length > 0))) return 'succeeded';
  return trace.recognized ? 'incomplete' : 'unknown';
}

interface PlacedCause {
  readonly cause: Cause;
  readonly diagnostic: Finding;
}

function placedCause(
  chosen: ChosenCause,
  trace: BuildTrace,
  { image, alignment }: MatchedImage,
  steps: readonly ExplainedStep[],
): PlacedCause {
  const at = trace.steps.length - 1;
  const failed = chosen.inStep ? steps[at] : undefined;
  const found: Found =
    chosen.code === 'AIB728' && failed
      ? { ...chosen.found, step: `"${failed.name}"` }
      : chosen.found;
  const place = chosen.inStep
    ? placeInStep(chosen, alignment?.steps?.[at], trace.steps[at])
    : image && placeInImage(chosen, image);
  const made = diagnose(chosen.code, found, place?.place ?? {});
  // The message may quote the lines.
  const message = hideSecrets(made.message, findSecrets(chosen.excerpt.join('\n')));
  const plain = { ...made, message };
  // A script that the spec names by path is not read: its line is known all the same.
  const line = place?.line ?? plain.line;
  const diagnostic = line === plain.line ? plain : { ...plain, line, endLine: line };
  const { code, severity, hint, doc, file } = diagnostic;
  const step = failed?.index ?? null;
  const { logLine } = chosen;
  const excerpt = hiddenLines(chosen.excerpt);
  const where = file === '' ? { file: null, line: null } : { file, line };
  return {
    cause: { code, severity, message, step, ...where, excerpt, logLine, hint, doc },
    diagnostic,
  };
}

/** Lines of a log without the secrets that a script has printed. */
function hiddenLines(lines: readonly string[]): readonly string[] {
  const secrets = findSecrets(lines.join('\n'));
  return secrets.size === 0 ? lines : lines.map((line) => withoutSecrets(line, secrets));
}

function notesOf(
  trace: BuildTrace,
  result: Explanation['result'],
  { alignment, name, other }: MatchedImage,
  steps: readonly ExplainedStep[],
  hasCauses: boolean,
): readonly Finding[] {
  const notes: Finding[] = [];
  const at = trace.steps.length - 1;
  if (other !== undefined) notes.push(diagnose('AIB794', { found: other, name: name ?? '' }, {}));
  if (alignment?.problem !== undefined) {
    notes.push(diagnose('AIB791', { detail: alignment.problem }, {}));
  }
  if (result === 'incomplete') {
    const running = steps.find(({ state }) => state === 'running');
    notes.push(diagnose('AIB792', running ? { detail: `in step "${running.name}"` } : {}, {}));
  }
  if (result !== 'failed' || hasCauses) return notes;
  if (!trace.failedInStep) return [...notes, diagnose('AIB795', {}, {})];
  const step = alignment?.steps?.[at];
  const place = step === undefined || step === 'generalize' ? undefined : step.span;
  const subject = { step: `The step "${steps[at]?.name ?? ''}"` };
  return [...notes, diagnose('AIB790', subject, place ? { span: place } : {})];
}

function asNote({ code, severity, message, hint }: Finding): Note {
  return { code, severity, message, hint };
}

function notALog(why: string, { images = [], run }: LogContext): ExplainedLog {
  const note = diagnose('AIB793', { why }, {});
  const [only, ...more] = images;
  return {
    explanation: {
      image: only && more.length === 0 ? only.folder : null,
      result: 'unknown',
      run: run ?? null,
      steps: [],
      causes: [],
      tail: [],
      notes: [asNote(note)],
    },
    diagnostics: [note],
  };
}
