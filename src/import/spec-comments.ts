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
export function specComments(
  notes: readonly ImportNote[],
  whyIdentity: string | undefined,
  guessed: readonly string[],
): SpecComments {
  const identity = whyIdentity === undefined ? [] : [whyIdentity];
  const parameters = guessed.map(
    (name) => `{{ params.${name} }} has no default in the template: check this one.`,
  );
  const above = new Map([
    ['identity', identity],
    ['parameters', parameters],
  ]);
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
