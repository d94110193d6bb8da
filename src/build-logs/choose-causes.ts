/** Of all that points to a cause: what failed first, without what only follows from it. */
import type { Found } from '../diagnostics/codes/build-failure-codes';
import { getOwn } from '../lib/get-own';
import { printableLine } from '../lib/printable-text';
import { provisioningErrors } from '../service/provisioning-errors';
import { foundValues, matchRule } from './match-rules';
import type { About, FailureCodeName, FailureRule } from './rules/failure-rule';
import type { RunStatus } from './run-status';
import type { ScriptPosition } from './script-position';
import type { BuildTrace, Clue } from './build-trace';

/** A cause, not yet placed in the spec. */
export interface ChosenCause {
  readonly code: FailureCodeName;
  readonly found: Found;
  readonly excerpt: readonly string[];
  readonly logLine: number | null;
  /** True for what happened in the step that failed. */
  readonly inStep: boolean;
  readonly position: ScriptPosition | undefined;
  /** A word that the script's line holds too. */
  readonly subject: string | undefined;
  readonly about: About | undefined;
}

interface Candidate extends ChosenCause {
  readonly rank: number;
  readonly near: boolean;
}

/** Lines before the end of a step's output in which its last error is looked for. */
const nearLines = 80;
/** Causes that are named. */
const most = 5;

/** The causes of a failed build; none where nothing known points to one. */
export function chooseCauses(
  trace: BuildTrace,
  status: RunStatus | undefined,
): readonly ChosenCause[] {
  const clues = trace.clues.filter((one) => concerns(one, trace));
  const exit = exitCode(clues);
  const candidates = [
    ...clues.map((one) => candidateOf(one, trace, exit)),
    ...(status ? statusCandidates(status) : []),
  ];
  const fallback = powerShellError(trace);
  if (fallback && !candidates.some((one) => one.rank < 2)) candidates.push(fallback);
  const near = candidates.filter((one) => one.near || !candidates.some(isNearCause));
  const best = Math.min(...near.map((one) => one.rank));
  const chosen = near
    .filter((one) => one.rank === best)
    .toSorted((a, b) => (a.logLine ?? Infinity) - (b.logLine ?? Infinity));
  const seen = new Set<string>();
  return chosen
    .filter((one) => {
      const key = JSON.stringify([one.code, one.found]);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}

function isNearCause({ near, rank, inStep }: Candidate): boolean {
  return near && inStep && rank < 2;
}

/** What happened in steps that went well, or after one that did not, is not a cause. */
function concerns({ phase }: Clue, { failedInStep, steps }: BuildTrace): boolean {
  if (phase === 'summary') return true;
  if (failedInStep) return phase === 'step';
  return phase === (steps.length === 0 ? 'before' : 'after');
}

function exitCode(clues: readonly Clue[]): number | undefined {
  const found = clues.find(({ rule }) => rule.code === 'AIB701')?.groups.exit;
  return found === undefined ? undefined : Number(found);
}

function candidateOf(clue: Clue, trace: BuildTrace, exit: number | undefined): Candidate {
  const { rule, text, logLine, phase } = clue;
  const found = foundValues(clue);
  const inStep = trace.failedInStep;
  const isResult = rule.code === 'AIB701';
  const nearby = trace.lastPosition && isNear(trace.lastPosition.logLine, trace);
  return {
    code: rule.code,
    found,
    excerpt: [printableLine(text)],
    logLine,
    inStep,
    position: isResult && nearby ? trace.lastPosition : clue.position,
    subject: rule.subject === undefined ? undefined : found[rule.subject],
    about: rule.about,
    rank: rankOf(rule, exit),
    near: phase === 'summary' || rule.lasting === true || isNear(logLine, trace),
  };
}

/** 0 is a cause, 1 may be one, 2 only says that something failed. The exit code of the script confirms or contradicts. */
function rankOf({ rank, exit: exits }: FailureRule, exit: number | undefined): number {
  if (rank === 'result') return 2;
  const plain = rank === 'weak' ? 1 : 0;
  if (exit === undefined || !exits) return plain;
  if (exits.includes(exit)) return plain - 1;
  return exit === 126 || exit === 127 ? plain + 1 : plain;
}

function isNear(logLine: number, { failedLine }: BuildTrace): boolean {
  return failedLine === 0 || failedLine - logLine <= nearLines;
}

/** An error of PowerShell that no rule knows, with the place that it names. */
function powerShellError(trace: BuildTrace): Candidate | undefined {
  const { lastPosition, steps, failedInStep } = trace;
  if (!failedInStep || !lastPosition || steps.at(-1)?.provisioner !== 'powershell')
    return undefined;
  const { logLine, text } = lastPosition;
  return {
    code: 'AIB722',
    found: { detail: text },
    excerpt: [text],
    logLine,
    inStep: true,
    position: lastPosition,
    subject: undefined,
    about: undefined,
    rank: 1,
    near: isNear(logLine, trace),
  };
}

/** What the service says, next to the log or without one. */
function statusCandidates({ messages, code }: RunStatus): readonly Candidate[] {
  const base = {
    logLine: null,
    inStep: false,
    position: undefined,
    subject: undefined,
    near: true,
  };
  const fromMessages = messages.flatMap((message) => {
    const text = message.slice(0, 8_192);
    const match = matchRule(text, 'error');
    if (!match) return [];
    const { code, about } = match.rule;
    const excerpt = [printableLine(text)];
    const rank = rankOf(match.rule, undefined);
    return [{ ...base, code, found: foundValues(match), excerpt, about, rank }];
  });
  const meaning = code === undefined ? undefined : getOwn(provisioningErrors, code);
  if (code === undefined || meaning === undefined) return fromMessages;
  const excerpt = messages.slice(0, 1).map((message) => printableLine(message));
  const about = aboutCode[code];
  const rank = code === 'Other' || code === 'ServerError' ? 2 : 1;
  return [
    ...fromMessages,
    { ...base, code: 'AIB785', found: { code, meaning }, excerpt, about, rank },
  ];
}

/** The values of the spec that codes of the service are about. */
const aboutCode: Readonly<Record<string, About>> = {
  BadSourceType: 'source',
  BadPIRSource: 'source',
  BadManagedImageSource: 'source',
  BadSharedImageVersionSource: 'source',
  BadCustomizerType: 'customize',
  UnsupportedCustomizerType: 'customize',
  NoCustomizerScript: 'customize',
  BadValidatorType: 'validate',
  UnsupportedValidatorType: 'validate',
  NoValidatorScript: 'validate',
  BadDistributeType: 'distribute',
  BadSharedImageDistribute: 'distribute',
  BadStagingResourceGroup: 'stagingResourceGroup',
};
