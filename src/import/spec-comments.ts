/** Comments of an imported spec: what a person has to look at. */
import type { ImportNote } from './import-notes';
import { isReadOnly } from './legacy-properties';

/** The comments of a spec. */
export interface SpecComments {
  /** Above the first key. */
  readonly top: readonly string[];
  /** Above a key of the top level. */
  readonly above: ReadonlyMap<string, readonly string[]>;
}

/** What is said of lost properties, a new identity, and values that are guessed. */
export function specComments(notes: readonly ImportNote[], createdIdentity: boolean): SpecComments {
  const above = new Map<string, string[]>();
  const say = (key: string, line: string): void => {
    above.set(key, [...(above.get(key) ?? []), line]);
  };
  if (createdIdentity) say('identity', 'The template had none; the service asks for one today.');
  for (const { what, reason, to } of notes) {
    if (what !== 'parameter' || !/guess/.test(reason)) continue;
    say('parameters', `${String(to)} has no default in the template: check this one.`);
  }
  const top = notes.flatMap(({ what, path, reason }) =>
    what === 'dropped' && isUnexpected(path) ? [oneLine(`Left out: ${path}. ${reason}`)] : [],
  );
  return { top, above };
}

/** Whether a property that is left out may have been meant to do something. */
function isUnexpected(path: string): boolean {
  const key = path.slice(path.lastIndexOf('.') + 1);
  return path.startsWith('properties') && !isReadOnly(key) && key !== 'replicationRegions';
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
