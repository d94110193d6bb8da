/** What git knows of the working folder. */
import path from 'node:path';
import { nodeCrypto } from '../lib/node-crypto';
import { absolutePath, relativeTo, toSlashes } from '../lib/paths';
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

/** A path as git prints it: from the working folder, which is empty itself. */
export function pathInGit(cwd: string, name: string): string {
  return relativeTo(toSlashes(cwd), absolutePath(cwd, name));
}

/** The ids of what a folder holds in a commit, by path: its direct subfolders, or all files below it. */
function idsIn(
  cwd: string,
  commit: string,
  folder: string,
  what: 'folders' | 'files',
): ReadonlyMap<string, string> {
  const inside = `${pathInGit(cwd, folder) || '.'}/`;
  const args = ['ls-tree', what === 'folders' ? '-d' : '-r', '-z', commit, '--', inside];
  const ids = new Map<string, string>();
  for (const line of git(cwd, args)?.toString().split('\0') ?? []) {
    const [, id, name] = /^\d+ (?:blob|tree) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (id !== undefined && name !== undefined) ids.set(name, id);
  }
  return ids;
}

/** Content of files in a commit; a file that was not there is left out. */
export function filesAt(
  cwd: string,
  commit: string,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  // Each line asks for one file: a name of several lines would shift all answers.
  const asked = paths.filter((name) => !name.includes('\n'));
  // With a dot in front, git takes a path from the working folder, not from the top.
  const input = asked.map((name) => `${commit}:./${pathInGit(cwd, name)}\n`).join('');
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

/** The ids of the direct subfolders of a folder in a commit, by their names. */
export function foldersAt(
  cwd: string,
  commit: string,
  folder: string,
): ReadonlyMap<string, string> {
  const found = idsIn(cwd, commit, folder, 'folders');
  return new Map([...found].map(([name, id]) => [path.posix.basename(name), id]));
}

/** Paths (relative to the working folder) of all files below a folder, in a commit. */
export function filesBelowAt(cwd: string, commit: string, folder: string): readonly string[] {
  return [...idsIn(cwd, commit, folder, 'files').keys()];
}

/** How git makes the id of a content: repositories have ids of 40 digits (SHA-1), newer ones may have 64. */
export type GitHash = 'sha1' | 'sha256';

/** How an id was made. */
export function hashOf(id: string): GitHash {
  return id.length === 64 ? 'sha256' : 'sha1';
}

/** The id that git gives to a content. */
export function gitId(content: string, algorithm: GitHash): string {
  return objectId('blob', Buffer.from(content), algorithm).toString('hex');
}

/** The id that git gives to a folder that holds just these files, by their paths in it; none of them can be run. */
export function gitFolderId(files: Readonly<Record<string, string>>, algorithm: GitHash): string {
  return folderId(Object.entries(files), algorithm).toString('hex');
}

function folderId(files: readonly (readonly [string, string])[], algorithm: GitHash): Buffer {
  const entries = new Map<string, Buffer>();
  const folders = new Map<string, [string, string][]>();
  for (const [name, content] of files) {
    const slash = name.indexOf('/');
    if (slash < 0) {
      entries.set(
        name,
        treeEntry('100644', name, objectId('blob', Buffer.from(content), algorithm)),
      );
      continue;
    }
    const folder = name.slice(0, slash);
    const inner = folders.get(folder) ?? [];
    inner.push([name.slice(slash + 1), content]);
    folders.set(folder, inner);
  }
  for (const [name, inner] of folders) {
    // Git sorts a folder as if its name ended with a slash.
    entries.set(`${name}/`, treeEntry('40000', name, folderId(inner, algorithm)));
  }
  const sorted = [...entries].toSorted(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const content = Buffer.concat(sorted.map(([, entry]) => entry));
  return objectId('tree', content, algorithm);
}

function treeEntry(mode: string, name: string, id: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${mode} ${name}\0`), id]);
}

function objectId(kind: 'blob' | 'tree', bytes: Buffer, algorithm: GitHash): Buffer {
  return nodeCrypto()
    .createHash(algorithm)
    .update(`${kind} ${bytes.length}\0`)
    .update(bytes)
    .digest();
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
  const found = idsIn(cwd, commit, folder, 'files');
  const [first] = found.values();
  if (first === undefined) return undefined;
  const inTree = pathInGit(cwd, folder);
  const start = inTree === '' ? 0 : inTree.length + 1;
  const ids = new Map([...found].map(([name, id]) => [name.slice(start), id]));
  return { ids, algorithm: hashOf(first) };
}
