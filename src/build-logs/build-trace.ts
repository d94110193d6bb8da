/** What is read from the log of a build, before it is matched with a spec. */
import type { RuleMatch } from './match-rules';
import type { LogLine } from './parse-line';
import type { Place } from './rules/failure-rule';
import type { ScriptPosition } from './script-position';

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

/** When a line was written: before the first step, during one, after them, or in a message about the whole build. */
export type Phase = 'before' | 'step' | 'after' | 'summary';

/** A line that a rule fits. */
export interface Clue extends RuleMatch {
  readonly logLine: number;
  readonly place: Place;
  readonly phase: Phase;
  readonly stream: LogLine['stream'];
  /** Its text, unchanged. */
  readonly text: string;
  position: ScriptPosition | undefined;
}

/** A place in a script, with the message that names it. */
export interface NamedPosition extends ScriptPosition {
  readonly logLine: number;
  readonly text: string;
}

/** What was read from a log. */
export interface BuildTrace {
  readonly steps: readonly TracedStep[];
  /** True if the text is the log of a build at all. */
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
  readonly lastPosition: NamedPosition | undefined;
  /** The last lines of the step that failed, or of the log. */
  readonly tail: readonly string[];
  /** The line where the output of the last step ends. */
  readonly failedLine: number;
  /** Why the order of the steps cannot be trusted, where it cannot. */
  readonly doubt: string | undefined;
}

/** The trace of something that is not a log: the service reports elsewhere how the build went. */
export const emptyTrace: BuildTrace = {
  steps: [],
  recognized: false,
  run: undefined,
  stagingGroups: new Set(),
  failed: false,
  failedInStep: false,
  finished: false,
  finalized: false,
  clues: [],
  lastPosition: undefined,
  tail: [],
  failedLine: 0,
  doubt: undefined,
};
