/** The explanation of a build: the shape of `aibgen logs --format json`. */
import type { Severity } from '../diagnostics/severity';

/** How a build went. */
export interface Explanation {
  /** The folder name of the image; null without a spec, or if its variants cannot be distinguished. */
  readonly image: string | null;
  /** `incomplete`: the log ends before the build does. `unknown`: the text is not about a build. */
  readonly result: 'succeeded' | 'failed' | 'canceled' | 'incomplete' | 'unknown';
  /** The id of the run that the log names, or the time at which it began. */
  readonly run: string | null;
  readonly steps: readonly ExplainedStep[];
  /** The first cause, then what follows from it. */
  readonly causes: readonly Cause[];
  /** The last lines of the step that failed, or of the log. */
  readonly tail: readonly string[];
  /** Remarks about the log itself; absent if there are none. */
  readonly notes?: readonly Note[];
}

/** A step of the build. */
export interface ExplainedStep {
  /** From 0, in the order in which the steps run. */
  readonly index: number;
  readonly name: string;
  /** `Shell`, `PowerShell`, `File`, `WindowsRestart`, `WindowsUpdate`; in other logs of Packer, its own word. */
  readonly kind: string;
  /** `running`: it had begun where the log ends. */
  readonly state: 'done' | 'failed' | 'running' | 'not reached';
  /** How long it took; null where the log has no times. */
  readonly seconds: number | null;
  /** Where it is in the spec; null for a step that the spec does not have. */
  readonly file: string | null;
  readonly line: number | null;
  readonly path: string | null;
}

/** Why the build failed. */
export interface Cause {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The step in which it happened, by its index. */
  readonly step: number | null;
  /** The line of the spec, or of a script, to look at. */
  readonly file: string | null;
  readonly line: number | null;
  /** Lines of the log that say so. */
  readonly excerpt: readonly string[];
  /** The line of the log; null for what the service says elsewhere. */
  readonly logLine: number | null;
  readonly hint: string;
  readonly doc: string;
}

/** Something about the log itself. */
export interface Note {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
}
