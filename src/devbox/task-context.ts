/** What the tasks of a definition share. */
import type { ArmValue } from '../arm/arm-value';
import type { LocatedBody } from '../arm/located-body';
import type { PlacedValue } from './placed-yaml';

/** What tasks are read with. */
export interface TaskContext {
  readonly body: LocatedBody;
  /** A text with its parameters and variables filled in. */
  readonly fill: (text: string) => ArmValue;
  readonly readFile: (path: string) => string | undefined;
}

/** The parameters of a task. */
export type TaskValues = ReadonlyMap<string, PlacedValue>;
