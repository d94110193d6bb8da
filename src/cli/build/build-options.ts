import type { SpecOptions } from '../../spec/spec-options';
import type { Format } from '../report';
import type { SliceOptions } from '../fleet-slice';

/** The options of `aibgen build`. */
export interface BuildOptions extends SpecOptions, SliceOptions {
  readonly out: string;
  /** The folder of the user's templates. */
  readonly templates: string | undefined;
  /** Folders in which CI systems look for pipelines. */
  readonly pipelines: readonly string[];
  readonly check: boolean;
  readonly force: boolean;
  /** True where images that no spec makes any more are removed. */
  readonly prune: boolean;
  readonly strict: boolean;
  readonly format: Format;
  /** True where only errors are printed. */
  readonly quiet: boolean;
  /** The file for what was built, as JSON; `-` is standard output. */
  readonly summary: string | undefined;
  readonly stdout: string | undefined;
}
