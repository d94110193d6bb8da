import type { Change } from '../../inspect/template-changes';
import type { RightChanges } from '../../rights/right-changes';

/** What changes of one image. */
export interface ImageDiff {
  readonly name: string;
  readonly state: 'unchanged' | 'changed' | 'new' | 'removed';
  /** Of a new image, and of one that is no longer built, at most one: the template as a whole. */
  readonly changes: readonly Change[];
  readonly rights: RightChanges;
  /** Files that are not the same any more. */
  readonly files: readonly string[];
}
