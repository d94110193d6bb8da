/** What git knows of the working folder. */
import path from 'node:path';
import { nodeCrypto } from '../lib/node-crypto';
import { toSlashes } from '../lib/paths';
import { processes } from './processes';

function git(cwd: string, args: readonly string[], input?: string): Buffer | undefined {
  try {
    return processes().execFileSync('git', [...args], {
      cwd,
      maxBuffer: 1 << 30,
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
    });
  } catch {
    return undefined;
  }
}

/** The id of a commit; `undefined` where there is no such commit, or no repository. */
export function commitOf(cwd: string, ref: string): string | undefined {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  return git(cwd, args)?.toString().trim();
}

/** Absolute paths of all files that differ from a commit, those included that git does not know yet. */
export function changedFiles(cwd: string, ref: string): ReadonlySet<string> | undefined {
  const commit = commitOf(cwd, ref);
  if (commit === undefined) return undefined;
  const top = path.resolve(cwd, git(cwd, ['rev-parse', '--show-cdup'])?.toString().trim() ?? '');
  const changed = git(top, ['diff', '--name-only', '--no-renames', '-z', commit, '--']);
  const added = git(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  if (!changed || !added) return undefined;
  const names = [changed, added].flatMap((list) => list.toString().split('\0'));
  return new Set(
    names.filter((name) => name !== '').map((name) => toSlashes(path.resolve(top, name))),
  );
}

/** Content of files (paths relative to the working folder) in a commit; a file that was not there is left out. */
export function filesAt(
  cwd: string,
  commit: string,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  const prefix = git(cwd, ['rev-parse', '--show-prefix'])?.toString().trim() ?? '';
  const inTree = (name: string): string => path.posix.normalize(`${prefix}${name}`);
  // Each line asks for one file: a name of several lines would shift all answers.
  const asked = paths.filter((name) => !name.includes('\n'));
  const input = asked.map((name) => `${commit}:${inTree(name)}\n`).join('');
  const answer = git(cwd, ['cat-file', '--batch'], input) ?? Buffer.alloc(0);
  const found = new Map<string, string>();
  let at = 0;
  for (const name of asked) {
    const end = answer.indexOf(10, at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(answer.toString('utf8', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    found.set(name, answer.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}

/** Names of the direct subfolders of a folder in a commit. */
export function foldersAt(cwd: string, commit: string, folder: string): readonly string[] {
  const args = ['ls-tree', '-d', '-z', '--name-only', commit, '--', `${folder}/`];
  const names = git(cwd, args)?.toString().split('\0') ?? [];
  return names.filter((name) => name !== '').map((name) => path.posix.basename(name));
}

/** Paths (relative to the working folder) of all files below a folder, in a commit. */
export function filesBelowAt(cwd: string, commit: string, folder: string): readonly string[] {
  const args = ['ls-tree', '-r', '-z', '--name-only', commit, '--', `${folder}/`];
  const names = git(cwd, args)?.toString().split('\0') ?? [];
  return names.filter((name) => name !== '');
}

/** How git makes the id of a content: repositories have ids of 40 digits (SHA-1), newer ones may have 64. */
export type GitHash = 'sha1' | 'sha256';

/** The id that git gives to a content. */
export function gitId(content: string, algorithm: GitHash): string {
  const bytes = Buffer.from(content);
  return nodeCrypto()
    .createHash(algorithm)
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
}

/** The files below a folder in a commit. */
export interface CommittedFiles {
  /** The ids of their contents, by their path in the folder. */
  readonly ids: ReadonlyMap<string, string>;
  /** How ids are made in this repository. */
  readonly algorithm: GitHash;
}

/** The ids of all files below a folder, in a commit; `undefined` where it has none there. */
export function committedFiles(
  cwd: string,
  commit: string,
  folder: string,
): CommittedFiles | undefined {
  const prefix = `${path.posix.normalize(folder)}/`;
  const listed = git(cwd, ['ls-tree', '-r', '-z', commit, '--', prefix])?.toString() ?? '';
  const ids = new Map<string, string>();
  for (const line of listed.split('\0')) {
    const [, id, name] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (id !== undefined && name?.startsWith(prefix)) ids.set(name.slice(prefix.length), id);
  }
  if (ids.size === 0) return undefined;
  const algorithm = [...ids.values()].some((id) => id.length === 64) ? 'sha256' : 'sha1';
  return { ids, algorithm };
}
