/** What became of each part of a template that is not in its spec as it was, as plain data. */
import { isJsonList, isJsonObject, type Json } from '../lib/json';
import type { ImportResult } from './import-document';
import type { ImportNote, ImportObstacle } from './import-notes';
import { readableText } from './parameter-tokens';

/** The report of an import: an entry for each image template, in the order of the document. */
export interface ImportReport {
  readonly images: readonly {
    /** Name of the spec. */
    readonly name: string;
    /** What was left out, changed, made a parameter, or is to be checked. */
    readonly notes: readonly ImportNote[];
    /** What no spec can say; none where the spec says all that the template says. */
    readonly obstacles: readonly ImportObstacle[];
  }[];
}

/** The report of a result. */
export function importReport({ specs }: ImportResult): ImportReport {
  const images = specs.map(({ name, notes, obstacles }) => ({
    name,
    notes: notes.map(({ from, to, ...note }) => ({
      ...note,
      ...(from === undefined ? {} : { from: shown(from) }),
      ...(to === undefined ? {} : { to: shown(to) }),
    })),
    obstacles,
  }));
  return { images };
}

/** A value with what is not static in angle brackets. */
function shown(value: Json): Json {
  if (typeof value === 'string') return readableText(value);
  if (isJsonList(value)) return value.map(shown);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [readableText(key), shown(inner)]),
  );
}
