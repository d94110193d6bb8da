/** What `aibgen init` can be told. */
import type { Os } from '../../image/image';

/** The kinds of targets that a first spec may have. */
export const targetKinds = ['gallery', 'image', 'vhd'] as const;

/** A target: its kind, and the reference or name that stands behind it. */
export interface InitTarget {
  readonly kind: (typeof targetKinds)[number];
  readonly reference: string;
}

/** Which pipelines a first spec may ask for. */
export const pipelineChoices = ['both', 'github', 'azure', 'none'] as const;

/** All that a first spec says. */
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

/** What the command line says; what it does not say is asked for, or has a default. */
export type InitFlags = Partial<Omit<InitSettings, 'targets'>> & {
  readonly [kind in InitTarget['kind']]?: string;
} & {
  /** The folder of the spec. */
  readonly dir: string;
  readonly force: boolean;
  /** Ask nothing. */
  readonly yes: boolean;
};
