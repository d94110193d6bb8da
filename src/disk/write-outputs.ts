/** Writes outputs to a folder: all that could be in the way is found before the first file is touched. */
import { checksum } from '../lib/checksum';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { baseName, folderOf } from '../lib/paths';
import { type Host, systemReason } from './host';
import { inFolder, type OpenFolder, segmentsOf } from './open-folder';
import { folderKind, isOwnOutput } from './own-outputs';
import { type Finder, finder } from './plain-files';
import type { Receipts } from './receipts';
import type { Kept, Spill } from './spill';
import { manifestName, pendingName, pendingText, type Written, writtenFiles } from './manifest';
import { collectGarbage } from './v8';

/** The files of one folder: of an image, or of the output folder itself. */
export interface FolderOutputs {
  /** The folder's path. */
  readonly folder: string;
  /** Content by path in the folder, including the manifest. */
  readonly files: Readonly<Record<string, string>>;
  /** The folder of the spec, to which the manifest names its inputs relative. */
  readonly specFolder?: string;
  /** Of a folder outside of the output folder, in which other people's files lie too. */
  readonly shared?: {
    /** Files of aibgen there that these outputs do not concern. */
    readonly others: ReadonlySet<string>;
    /** The checksum by which a file counts as unedited, besides that of its bytes. */
    readonly checksumOf: (bytes: Uint8Array) => string;
  };
}

/** A file to write. */
interface PlannedWrite {
  readonly path: string;
  readonly content: Kept;
  /** The checksum of the file when the write was planned; `undefined` where there was none. */
  readonly before: string | undefined;
}

/** A file to remove. */
interface PlannedRemoval {
  readonly path: string;
  readonly before: string;
}

/** The planned changes of one folder; plain data. */
export interface Plan {
  /** The folder that nothing may leave: the output folder, or one of pipelines. */
  readonly root: string;
  readonly folder: string;
  readonly write: readonly PlannedWrite[];
  readonly remove: readonly PlannedRemoval[];
  /** Lists all files while they are written. */
  readonly pending: Kept;
  /** True where files that were edited by hand are overwritten. */
  readonly force: boolean;
  /** The checksum of the manifest that it leaves. */
  readonly manifest: string;
}

export interface WriteResult {
  /** Empty, or what kept files from being written. */
  readonly diagnostics: readonly Finding[];
  /** Paths of the files that were written or removed. */
  readonly changed: readonly string[];
  /** Checksums of the manifests that are as this build makes them. */
  readonly manifests: readonly string[];
}

/** Does what is planned. A file that was edited since then is left alone. */
export function applyPlans(host: Host, plans: Iterable<Plan>, spill: Spill): WriteResult {
  const diagnostics: Finding[] = [];
  const done: Progress = { changed: [], current: '', manifests: [] };
  const edited = (path: string): void => {
    diagnostics.push(diagnose('AIB904', { path }, { file: path }));
  };
  try {
    for (const plan of plans) {
      done.current = plan.folder;
      const root = host.openFolder(plan.root);
      try {
        const way = segmentsOf(plan.folder.slice(plan.root.length));
        inFolder(root, way, (folder) => applyPlan(folder, plan, spill, done, edited));
      } finally {
        root.close();
      }
      collectGarbage();
    }
  } catch (error) {
    diagnostics.push(cannotWrite(done.current, error));
  }
  return { diagnostics, changed: done.changed, manifests: done.manifests };
}

/** What has been done so far, and the file that it is about now. */
interface Progress {
  readonly changed: string[];
  current: string;
  readonly manifests: string[];
}

function applyPlan(
  folder: OpenFolder,
  { folder: name, write, remove, pending, force, manifest }: Plan,
  spill: Spill,
  done: Progress,
  edited: (path: string) => void,
): void {
  folder.write(pendingName, spill.take(pending));
  /** Changes a file in its folder, unless it is not what it was when that was planned. */
  const change = (
    path: string,
    before: string | undefined,
    act: (inner: OpenFolder, file: string, isThere: boolean | undefined) => void,
  ): void => {
    done.current = `${name}/${path}`;
    inFolder(folder, segmentsOf(folderOf(path)), (inner) => {
      const file = baseName(path);
      const bytes = force ? undefined : inner.read(file);
      if (bytes && path !== manifestName && checksum(bytes) !== before) return edited(done.current);
      act(inner, file, force ? undefined : bytes !== undefined);
      done.changed.push(done.current);
    });
  };
  for (const { path, content, before } of write) {
    change(path, before, (inner, file, isThere) => {
      inner.write(file, spill.take(content), isThere);
    });
  }
  for (const { path, before } of remove) {
    change(path, before, (inner, file) => inner.remove(file));
    for (let empty = folderOf(path); empty !== ''; empty = folderOf(empty)) {
      inFolder(folder, segmentsOf(folderOf(empty)), (above) => above.removeFolder(baseName(empty)));
    }
  }
  folder.remove(pendingName);
  done.manifests.push(manifest);
}

function cannotWrite(path: string, error: unknown): Finding {
  return diagnose('AIB905', { path, why: systemReason(error) }, { file: path });
}

/** Plans the changes of one folder, `undefined` if there are none; reports files that are in the way. */
export function planFolder(
  host: Host,
  out: string,
  outputs: FolderOutputs,
  context: PlanContext,
): Plan | undefined {
  try {
    return plan(host, out, outputs, context);
  } catch (error) {
    context.report(cannotWrite(outputs.folder, error));
    return undefined;
  }
}

/**
 * True if the manifest of a folder is the one that a build would write now, and the files match it: then there is nothing to do.
 * Only a manifest with a receipt is trusted: another one may list files that no build made. `manifestOf` gives the text of a
 * manifest with files of these hashes.
 */
export function isUpToDate(
  host: Host,
  out: string,
  folder: string,
  receipts: Receipts,
  manifestOf: (files: Readonly<Record<string, string>>) => string,
): boolean {
  try {
    const { find, hasFolder } = finder(host, out);
    const { bytes } = find(`${folder}/${manifestName}`);
    if (!bytes || !receipts.has(bytes) || host.kindOf(`${folder}/${pendingName}`) !== undefined)
      return false;
    const files = [...writtenFiles(host, folder)].map(
      ([path, [hash = '']]) => [path, hash] as const,
    );
    const paths = files.map(([path]) => path);
    return (
      Buffer.from(manifestOf(Object.fromEntries(files))).equals(bytes) &&
      files.every(([path, hash]) => {
        const found = find(`${folder}/${path}`).bytes;
        return found !== undefined && checksum(found) === hash;
      }) &&
      abandonedFiles(host, { find, hasFolder }, folder, [...paths, manifestName]).length === 0
    );
  } catch {
    // A file that cannot be read is reported when it is written.
    return false;
  }
}

export interface PlanContext {
  /** True where files that were edited by hand are overwritten. */
  readonly force: boolean;
  /** Files that git merged, so that nobody's edit is lost with them. */
  readonly merged?: ReadonlySet<string> | undefined;
  /** Holds the texts until they are written. */
  readonly spill: Spill;
  readonly receipts: Receipts;
  readonly report: (diagnostic: Finding) => void;
}

function plan(
  host: Host,
  out: string,
  { folder, files, shared }: FolderOutputs,
  { force, merged, spill, receipts, report }: PlanContext,
): Plan | undefined {
  const { find, hasFolder } = finder(host, out);
  const isNew = !hasFolder(folder);
  const written: Written = isNew ? new Map() : writtenFiles(host, folder);
  const { bytes: old } = find(`${folder}/${manifestName}`);
  const isTrusted = old !== undefined && receipts.has(old);
  const kind = folderKind(folder, out, shared !== undefined);
  const overwritten = (path: string): boolean => force || (merged?.has(path) ?? false);
  const write: PlannedWrite[] = [];
  const remove: PlannedRemoval[] = [];
  for (const [path, content] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    const { blocked, bytes } = find(full);
    if (blocked !== undefined) {
      report(diagnose('AIB911', { path: full, why: blocked }, { file: full }));
      continue;
    }
    if (bytes && Buffer.from(content).equals(bytes)) continue;
    const ours =
      path === manifestName ||
      !bytes ||
      isUnedited(bytes, written.get(path), shared) ||
      overwritten(path);
    if (ours) {
      const before = bytes && checksum(bytes);
      write.push({ path, content: spill.keep(content), before });
    } else {
      const code = shared && !written.has(path) ? 'AIB940' : 'AIB904';
      report(diagnose(code, { path: full }, { file: full }));
    }
  }
  for (const [path, hashes] of written) {
    if (Object.hasOwn(files, path) || shared?.others.has(path)) continue;
    const full = `${folder}/${path}`;
    const { bytes } = find(full);
    if (!bytes) continue;
    const before = checksum(bytes);
    if (!isTrusted && !isOwnOutput(kind, path, bytes)) {
      report(diagnose('AIB924', { path: full }, { file: full }));
    } else if (isUnedited(bytes, hashes, shared) || overwritten(path)) {
      remove.push({ path, before });
    } else report(diagnose('AIB904', { path: full }, { file: full }));
  }
  // The manifest is written last: until then the pending one lists the new files.
  const ordered = write.toSorted(
    (a, b) => Number(a.path === manifestName) - Number(b.path === manifestName),
  );
  const known = [...Object.keys(files), ...written.keys()];
  for (const path of abandonedFiles(host, { find, hasFolder }, folder, known)) {
    const { bytes } = find(`${folder}/${path}`);
    if (bytes) remove.push({ path, before: checksum(bytes) });
  }
  const wasInterrupted = !isNew && host.kindOf(`${folder}/${pendingName}`) !== undefined;
  if (ordered.length + remove.length === 0 && !wasInterrupted) return undefined;
  if (!isNew && !host.canWrite(folder)) {
    report(diagnose('AIB905', { path: folder, why: 'permission denied' }, { file: folder }));
    return undefined;
  }
  const pending = spill.keep(pendingText(written, files[manifestName] ?? ''));
  const manifest = manifestHash(files);
  return { root: out, folder, write: ordered, remove, pending, force, manifest };
}

/** The checksum of the manifest among some files. */
export function manifestHash(files: FolderOutputs['files']): string {
  return checksum(files[manifestName] ?? '');
}

/** True for a file that is as a build has written it. */
export function isUnedited(
  bytes: Uint8Array,
  hashes: readonly string[] | undefined,
  shared: FolderOutputs['shared'],
): boolean {
  return (
    hashes !== undefined &&
    (hashes.includes(checksum(bytes)) ||
      (shared !== undefined && hashes.includes(shared.checksumOf(bytes))))
  );
}

/** What an interrupted write left behind, in the folders of some files. */
function abandonedFiles(
  host: Host,
  { find, hasFolder }: Finder,
  folder: string,
  files: readonly string[],
): readonly string[] {
  const folders = new Set(files.map((path) => folderOf(`${folder}/${path}`)));
  return [...folders].filter(hasFolder).flatMap((one) =>
    host.list(one).flatMap(({ name }) => {
      const path = `${one}/${name}`;
      const ours = host.isAbandoned(path) && find(path).blocked === undefined;
      return ours ? [path.slice(folder.length + 1)] : [];
    }),
  );
}
