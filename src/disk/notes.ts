/** What a run notes of the file system, and how the next run would note it. */
import path from 'node:path';
import { pathState } from './path-state';

/**
 * The state that a path (absolute) had when a run first looked at it; `listed`: the run has also listed the names in it. With the
 * checksum of a file that the run wrote, which is too young for its times to show each change.
 */
export type Note = readonly [path: string, listed: boolean, state: string, checksum?: string];

/** What a run has left at a path: a file with this content, a folder that it made, or nothing. */
export type Left = { readonly checksum: string } | 'folder' | 'nothing';

/**
 * The notes of a run with the states of now for what it has left; `undefined` where others have changed the same folders meanwhile.
 * @param listings the names in the folders that the run has listed, before it wrote
 * @param left what the run has left, by path
 * @param own the name of a file that each run makes and removes again
 */
export function notesAfter(
  notes: readonly Note[],
  listings: ReadonlyMap<string, readonly string[]>,
  left: ReadonlyMap<string, Left>,
  own: string,
): readonly Note[] | undefined {
  const namesLeft = new Map<string, string[]>();
  for (const [at, what] of left) {
    const above = path.dirname(at);
    if (what === 'folder') namesLeft.set(at, namesLeft.get(at) ?? []);
    namesLeft.set(above, [...(namesLeft.get(above) ?? []), path.basename(at)]);
  }
  const after: Note[] = [];
  for (const [folder, touched] of namesLeft) {
    const before = left.get(folder) === 'folder' ? [] : listings.get(folder);
    // Nobody has asked for its names.
    if (!before) continue;
    const isOther = (name: string): boolean => !touched.includes(name.replace(/[/*]$/, ''));
    const { text, names = [] } = pathState(folder, true, own);
    const [others, othersBefore] = [names.filter(isOther), before.filter(isOther)];
    if (others.join('/') !== othersBefore.join('/')) return undefined;
    after.push([folder, true, text]);
  }
  for (const [at, what] of left) {
    // The names in a folder are noted above.
    if (what === 'nothing') after.push([at, false, '']);
    else if (what !== 'folder') after.push([at, false, pathState(at, false).text, what.checksum]);
  }
  const isOld = ([at, listed]: Note): boolean =>
    !left.has(at) && !(listed && namesLeft.has(at) && listings.has(at));
  return [...notes.filter(isOld), ...after];
}
