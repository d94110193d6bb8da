/** The settings of `aibgen init`. */
import type { Os } from '../../image/image';

/** The kinds of targets that a first spec may have. */
export const targetKinds = ['gallery', 'image', 'vhd'] as const;

/** A target: its type, and its reference or name. */
export interface InitTarget {
  readonly kind: (typeof targetKinds)[number];
  readonly reference: string;
}

/** Which pipelines a first spec may ask for. */
export const pipelineChoices = ['both', 'github', 'azure', 'none'] as const;

/** The settings of a first spec. */
export interface InitSettings {
  readonly name: string;
  readonly os: Os;
  readonly source: string;
  readonly location: string;
  readonly identity: string;
  readonly targets: readonly InitTarget[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly pipelines?: (typeof pipelineChoices)[number];
}

/** A value that makes no spec, by its flag. */
export interface InitProblem {
  readonly flag: string;
  readonly value: string;
  readonly why: string;
  readonly hint: string;
}

/** The settings on the command line; the others are asked for, or have a default. */
export type InitFlags = Partial<Omit<InitSettings, 'targets'>> & {
  readonly [kind in InitTarget['kind']]?: string;
} & {
  /** The example to begin with. */
  readonly from?: string;
  /** The folder of the spec. */
  readonly dir: string;
  readonly force: boolean;
  /** Ask nothing. */
  readonly yes: boolean;
};
