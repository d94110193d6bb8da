/** What became of each part of a template that is imported, for its owner to read. */
import type { Json } from '../lib/json';
import { positionAt, type Span } from '../diagnostics/source';
import { formatArmPath, type ArmPath } from '../arm/document';
import type { SourceNote } from '../arm/spec-extras';
import { readableText } from './parameter-tokens';

/** What became of a part of a template that is not in the spec as it was. */
export interface ImportNote {
  /** `default`: left out, since it is what an absent key means; `repaired`: changed; `dropped`: not in the spec. */
  readonly what: 'default' | 'repaired' | 'dropped' | 'parameter' | 'note' | 'rights';
  /** Where it was, below the resource. */
  readonly path: string;
  /** The line of the template, from 1; 0 where it has none. */
  readonly line: number;
  /** The file of the line, where that is another one than the document: a module of a Bicep file. */
  readonly file?: string;
  /** What was there. */
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
  /** Takes over what the reader of the document noted. */
  readonly add: (note: SourceNote) => void;
  /** Says that an item of a list is not in the spec: in the image of the spec those behind it move up. */
  readonly gone: (path: ArmPath) => void;
  /** The same for what is found in the image of the spec: its places are told as those of the template. */
  readonly ofImage: Pick<Notes, 'note' | 'obstacle'>;
  readonly notes: readonly ImportNote[];
  readonly obstacles: readonly Obstacle[];
}

/** An obstacle with its position in the template. */
type Obstacle = Omit<ImportObstacle, 'line'> & { readonly span: Span };

/** What was there, and what is there now. */
export interface Change {
  readonly from?: Json;
  readonly to?: Json;
}

/** Where notes point to. */
export interface NotePlaces {
  /** The position of a place of the body. */
  readonly locate: (path: ArmPath) => Span;
  /** What the place is called in the document; of a place without a name nothing is noted. */
  readonly nameOf: (path: ArmPath) => string | undefined;
  /** The path of the document, which notes need not repeat. */
  readonly main: string;
}

/** A path of a template as its author knows it. */
export function templatePath(path: ArmPath): string {
  return readableText(formatArmPath(path));
}

/** Begins to collect. */
export function collectNotes({ locate, nameOf, main }: NotePlaces): Notes {
  const notes: ImportNote[] = [];
  const obstacles: Obstacle[] = [];
  const missing = new Map<string, number[]>();
  const note: Notes['note'] = (what, path, reason, values = {}) => {
    const name = nameOf(path);
    if (name === undefined) return;
    const { source, start } = locate(path);
    const { line } = positionAt(source, start);
    const file = source.path === main ? {} : { file: source.path };
    notes.push({ what, path: name, line, ...file, ...values, reason });
  };
  const obstacle: Notes['obstacle'] = (path, reason) => {
    obstacles.push({ path: nameOf(path) ?? '', span: locate(path), reason });
  };
  /** The place in the template of a place in the image of the spec. */
  const placed = (path: ArmPath): ArmPath =>
    path.reduce<ArmPath>((before, step) => {
      if (typeof step !== 'number') return [...before, step];
      const skipped = missing.get(formatArmPath(before)) ?? [];
      return [...before, skipped.reduce((at, one) => (one <= at ? at + 1 : at), step)];
    }, []);
  return {
    notes,
    obstacles,
    add: ({ what, path, span, reason, from, to }) => {
      if (what === 'obstacle') {
        obstacles.push({ path, span, reason });
        return;
      }
      const { line } = positionAt(span.source, span.start);
      const file = span.source.path === main ? {} : { file: span.source.path };
      const change = {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      notes.push({ what, path, line, ...file, ...change, reason });
    },
    note,
    obstacle,
    gone: (path) => {
      const at = path.at(-1);
      if (typeof at !== 'number') return;
      const list = formatArmPath(path.slice(0, -1));
      missing.set(
        list,
        [...(missing.get(list) ?? []), at].toSorted((a, b) => a - b),
      );
    },
    ofImage: {
      note: (what, path, ...rest) => note(what, placed(path), ...rest),
      obstacle: (path, reason) => obstacle(placed(path), reason),
    },
  };
}
