/** What a document of another tool says that no body of an image template holds. */
import type { Span } from '../diagnostics/source';
import type { Json } from '../lib/json';
import type { ArmPath } from './document';
import type { ArmValue } from './arm-value';

/** What became of a part of such a document. */
export interface SourceNote {
  /** `obstacle`: it is not in the spec, and something has to take its place. */
  readonly what: 'default' | 'repaired' | 'dropped' | 'note' | 'obstacle';
  /** Its path in the words of the document. */
  readonly path: string;
  readonly span: Span;
  readonly reason: string;
  readonly from?: Json;
  readonly to?: Json;
}

/** A script that a step runs by its path. */
export interface ScriptByPath {
  /** Relative to the folder of the document. */
  readonly path: string;
  readonly env: readonly (readonly [name: string, value: ArmValue])[];
  readonly sudo: boolean;
}

/** What the reader of such a document adds to a body. */
export interface SpecExtras {
  /** Steps with a script or file by path, by their index in `customize`; the body has their other properties. */
  readonly scripts: ReadonlyMap<number, ScriptByPath>;
  readonly notes: readonly SourceNote[];
  /** What a place of the body is called in the document; undefined for what the document does not have. */
  readonly nameOf: (path: ArmPath) => string | undefined;
  /** Why there is no identity, as the note and the comment at the new one say it. */
  readonly noIdentity: string;
}
