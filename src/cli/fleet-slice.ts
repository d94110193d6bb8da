/** Parts of a fleet: `--shard i/n`, and `--changed-since <ref>`. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { CommittedFiles, GitHash } from '../disk/git';
import { groupBy } from '../lib/group-by';
import { checksumOfIds, type Counted } from './build/folder-outputs';
import type { Io } from './io';
import { absolutePath, baseName, folderOf, toSlashes } from '../lib/paths';

/** One of several equal parts; both numbers count from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Which part of a fleet a command works on. */
export interface SliceOptions {
  readonly shard?: Shard;
  readonly changedSince?: string;
}

/** Reads `2/5`; `undefined` where it is nothing of the kind. */
export function parseShard(text: string): Shard | undefined {
  const match = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text);
  const index = Number(match?.[1] ?? 0);
  const count = Number(match?.[2] ?? 0);
  return index >= 1 && index <= count ? { index, count } : undefined;
}

/** The items of a shard: every count-th in the order of their keys, so that shards differ by one item at most. */
export function inShard<T>(
  items: readonly T[],
  shard: Shard | undefined,
  key: (item: T) => string,
): readonly T[] {
  if (!shard) return items;
  const sorted = items.toSorted((a, b) => (key(a) < key(b) ? -1 : Number(key(a) > key(b))));
  return sorted.filter((_, at) => at % shard.count === shard.index - 1);
}

/** Tells of files whether something changed in them since a commit. */
export type Changed = (paths: Iterable<string>, spec: string) => boolean;

/** What a commit tells of the images. */
export interface Since {
  /** Of files: whether something changed in them. */
  readonly changed: Changed;
  /** The outputs that the commit holds; `undefined` where it holds none, so that only the files can tell. */
  readonly committed?: CommittedOutputs | undefined;
  readonly diagnostics: readonly Finding[];
}

/** The outputs of a commit. */
interface CommittedOutputs {
  /** Their checksums by the folder of the image. */
  readonly checksums: ReadonlyMap<string, string>;
  /** How git makes ids in this repository. */
  readonly algorithm: GitHash;
}

/**
 * Asks git what changed; a ref that does not exist is a diagnostic. With an output folder, the outputs of the commit are looked up
 * too.
 */
export async function changedSince(
  io: Io,
  ref: string | undefined,
  outputs?: { readonly out: string; readonly counted: Counted },
): Promise<Since> {
  if (ref === undefined) return { changed: () => true, diagnostics: [] };
  const { cwd } = io.host;
  const { changedFiles, commitOf, committedFiles } = await import('../disk/git');
  const commit = commitOf(cwd, ref);
  const found = commit === undefined ? undefined : changedFiles(cwd, commit);
  if (commit === undefined || !found) {
    return { changed: () => false, diagnostics: [diagnose('AIB920', { ref }, {})] };
  }
  const absolute = (name: string): string => absolutePath(cwd, toSlashes(name));
  // A `_defaults.yaml` that is gone is no longer read, and was.
  const defaults = [...found]
    .filter((name) => baseName(name) === '_defaults.yaml')
    .map((name) => `${folderOf(name)}/`);
  return {
    diagnostics: [],
    committed:
      outputs && committedOutputs(committedFiles(cwd, commit, outputs.out), outputs.counted),
    changed: (paths, spec) =>
      [...paths].some((name) => found.has(absolute(name))) ||
      defaults.some((folder) => absolute(spec).startsWith(folder)),
  };
}

/** Sums up the files of an output folder by their images. */
function committedOutputs(
  files: CommittedFiles | undefined,
  counted: Counted,
): CommittedOutputs | undefined {
  if (!files) return undefined;
  const inFolder = [...files.ids].flatMap(([path, id]) => {
    const end = path.indexOf('/');
    return end < 0
      ? []
      : [{ folder: path.slice(0, end), file: [path.slice(end + 1), id] as const }];
  });
  const checksums = new Map<string, string>();
  for (const [folder, all] of groupBy(inFolder, (one) => one.folder)) {
    const ids = all.map(({ file }) => file);
    checksums.set(folder, checksumOfIds(ids, counted));
  }
  return { checksums, algorithm: files.algorithm };
}

/** The specs of a slice, for commands that work on specs as a whole. */
export function ownSpecs<T extends { readonly spec: string; readonly files: readonly string[] }>(
  results: readonly T[],
  { shard }: SliceOptions,
  changed: Changed,
): readonly T[] {
  return inShard(results, shard, (one) => one.spec).filter((one) => changed(one.files, one.spec));
}
