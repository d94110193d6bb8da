/** A script of an image: its text, the shell that runs it, and the way from a place in it back to the file that the user wrote. */
import type { Place } from '../diagnostics/diagnostic';
import type { Step, Validator } from '../image/model-types';
import type { ParsedScript } from './command';

/** What runs a script: a shell that is understood, or another program, of whose scripts only the first line is. */
export type Shell = 'sh' | 'bash' | 'powershell' | 'other';

/** A step of the image, as the rules about the order of steps see it. */
export interface ScriptStep {
  readonly step: Step | Validator;
  readonly list: 'customize' | 'validate';
  /** Position in its list. */
  readonly index: number;
  /** The script that it runs, where its text is known and its shell is understood. */
  readonly script: Script | undefined;
}

/** A script, parsed. */
export interface Script extends ParsedScript {
  readonly shell: Shell;
  readonly text: string;
  /** The file that holds it; `undefined` for commands in the spec. */
  readonly file: string | undefined;
  /** True where the first failing command ends it: `set -e`, or commands in the spec, which run with `sh -e`. */
  readonly stopsOnError: boolean;
  /** True where it runs as root or with elevated rights from the start. */
  readonly privileged: boolean;
  /** Where a stretch of it is in the file that the user wrote. */
  readonly place: (start: number, end: number) => Place;
  /** True where a stretch is there exactly as it is here: an edit of it is an edit of the file. */
  readonly verbatim: (start: number, end: number) => boolean;
}
