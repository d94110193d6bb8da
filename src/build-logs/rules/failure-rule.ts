/** What a rule is: how a cause of a failed build is recognized in a log. Its meaning is in the registry of codes. */
import type { buildFailureCodes, Found } from '../../diagnostics/codes/build-failure-codes';

/** Codes of causes. */
export type FailureCodeName = keyof ReturnType<typeof buildFailureCodes>;

/**
 * Where a text is: in the output of a `script`; in what `packer` logs about a step; or in an `error` that Packer, Azure or the
 * service reports about the build as a whole.
 */
export type Place = 'script' | 'packer' | 'error';

/** A part of the template that a failure outside of the steps may be about. */
export type About =
  | 'source'
  | 'customize'
  | 'validate'
  | 'distribute'
  | 'buildTimeoutInMinutes'
  | 'stagingResourceGroup'
  | 'vmSize'
  | 'osDiskSizeGB'
  | 'vnetConfig';

/** How a cause is recognized. */
export interface FailureRule {
  readonly code: FailureCodeName;
  /** Texts of which one must be on the line, letter by letter: a log is searched for all of them at once. */
  readonly sees: readonly string[];
  /** The places where it counts; by default the output of a script. */
  readonly where?: readonly Place[];
  /** Texts of which one must be on the line as well. */
  readonly and?: readonly string[];
  /** What the line must look like, the first that fits; its named groups are what the message needs. Lengths are bounded. */
  readonly find?: RegExp | readonly RegExp[];
  /** Groups that the line may have too. */
  readonly also?: RegExp;
  /** Values for the message that are not on the line. */
  readonly found?: Found;
  /** How near to the failure: a `cause` is named before a `weak` one, and a `result` only where there is nothing else. */
  readonly rank?: 'weak' | 'result';
  /** True where the step may go on for long after it: the first such line counts, not the last ones. */
  readonly lasting?: true;
  /** True where the place in the script is named before it. */
  readonly placedBefore?: true;
  /** Exit codes of the script that go with it. */
  readonly exit?: readonly number[];
  /** The group that a line of the script holds too. */
  readonly subject?: string;
  /** What of the template it is about. */
  readonly about?: About;
}
