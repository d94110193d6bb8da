/** What became of each part of a template that is imported, for its owner to read. */
import type { Json } from '../arm-value';
import { formatArmPath } from '../arm-document';
import type { ArmPath } from '../arm-document';
import { readableText } from './tokens';

/** What became of a part of a template that does not stand in the spec as it was. */
export interface ImportNote {
  /** `default`: left out, since it is what an absent key means; `repaired`: changed; `dropped`: not in the spec. */
  readonly what: 'default' | 'repaired' | 'dropped' | 'parameter' | 'note' | 'rights';
  /** Where it stood, below the resource. */
  readonly path: string;
  /** The line of the template, from 1; 0 where it has none. */
  readonly line: number;
  /** What stood there. */
  readonly from?: Json;
  /** What the spec says instead. */
  readonly to?: Json;
  readonly reason: string;
}

/** Something for which the template cannot be imported as it is. */
export interface ImportObstacle {
  readonly path: string;
  readonly line: number;
  readonly reason: string;
}

/** Collects notes and obstacles while one image is imported. */
export interface Notes {
  readonly note: (what: ImportNote['what'], path: ArmPath, reason: string, values?: Change) => void;
  readonly obstacle: (path: ArmPath, reason: string) => void;
  readonly notes: readonly ImportNote[];
  readonly obstacles: readonly ImportObstacle[];
}

/** What stood there, and what stands there now. */
export interface Change {
  readonly from?: Json;
  readonly to?: Json;
}

/** Begins to collect; `lineOf` finds the lines of the template. */
export function collectNotes(lineOf: (path: ArmPath) => number): Notes {
  const notes: ImportNote[] = [];
  const obstacles: ImportObstacle[] = [];
  return {
    notes,
    obstacles,
    note: (what, path, reason, values = {}) => {
      notes.push({ what, path: textOf(path), line: lineOf(path), ...values, reason });
    },
    obstacle: (path, reason) => {
      obstacles.push({ path: textOf(path), line: lineOf(path), reason });
    },
  };
}

function textOf(path: ArmPath): string {
  return readableText(formatArmPath(path));
}
