/** Outputs that a merge of git put together from two versions: nobody has edited them. */
import { checksum } from '../lib/checksum';
import { commitOf, filesAt } from './git';
import type { Host } from './host';
import { filesOfManifest, manifestName } from './manifest';

/**
 * Those of some files of an image folder in which each line is in a version that aibgen wrote, in one of the commits that
 * were merged: files with conflict markers, and files that git merged line by line.
 */
export function mergedFiles(
  host: Host,
  folder: string,
  paths: readonly string[],
): ReadonlySet<string> {
  const commits = mergedCommits(host.cwd);
  const manifest = `${folder}/${manifestName}`;
  const versions = commits.map((commit) => {
    const texts = filesAt(host.cwd, commit, [
      manifest,
      ...paths.map((path) => `${folder}/${path}`),
    ]);
    return { texts, written: filesOfManifest(texts.get(manifest) ?? '') };
  });
  const isMerged = (path: string): boolean => {
    const known = new Set(
      versions.flatMap(({ texts, written }) => {
        const text = texts.get(`${folder}/${path}`);
        const isOurs = text !== undefined && written.get(path)?.includes(checksum(text));
        return isOurs ? text.split('\n') : [];
      }),
    );
    const full = `${folder}/${path}`;
    const bytes = host.kindOf(full) === 'file' ? host.readFile(full) : undefined;
    const lines = new TextDecoder()
      .decode(bytes)
      .split('\n')
      .filter((line) => !marker.test(line));
    return known.size > 0 && lines.every((line) => known.has(line));
  };
  return new Set(paths.filter(isMerged));
}

const marker = /^(?:<{7}|>{7}|\|{7}|={7})(?: |$)/;

/** The commits of the merge or rebase that goes on, or of the merge that was the last commit. */
function mergedCommits(cwd: string): readonly string[] {
  const other = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD']
    .map((ref) => commitOf(cwd, ref))
    .find((commit) => commit !== undefined);
  const refs = other === undefined ? ['HEAD^1', 'HEAD^2'] : ['HEAD', other];
  const commits = refs.flatMap((ref) => commitOf(cwd, ref) ?? []);
  return commits.length === 2 ? commits : [];
}
