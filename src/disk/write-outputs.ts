/** Writes outputs to a folder: all that could be in the way is found before the first file is touched. */
import { checksum } from '../lib/checksum';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { folderOf } from '../lib/paths';
import { type Host, isAbandoned, systemReason } from './host';
import type { Kept, Spill } from './spill';
import { manifestName, pendingName, pendingText, writtenFiles } from './manifest';

/** The files of one folder: of an image, or of the output folder itself. */
export interface FolderOutputs {
  /** The folder's path. */
  readonly folder: string;
  /** Content by path in the folder, including the manifest. */
  readonly files: Readonly<Record<string, string>>;
  /** Of a folder outside of the output folder, in which other people's files lie too. */
  readonly shared?: {
    /** Files of aibgen there that these outputs do not concern. */
    readonly others: ReadonlySet<string>;
  };
}

/** The planned changes of one folder. */
export interface Plan {
  readonly folder: string;
  readonly write: readonly (readonly [path: string, content: Kept])[];
  readonly remove: readonly string[];
  /** Vouches for all that while it is done. */
  readonly pending: Kept;
}

export interface WriteResult {
  /** Empty, or what kept the last file from being written. */
  readonly diagnostics: readonly Finding[];
  /** How many files changed. */
  readonly changed: number;
}

/** Does what is planned. */
export function applyPlans(host: Host, plans: readonly Plan[], spill: Spill): WriteResult {
  let changed = 0;
  let current = '';
  try {
    for (const plan of plans) {
      current = plan.folder;
      host.makeFolder(plan.folder);
      const pending = `${plan.folder}/${pendingName}`;
      host.writeFile(pending, spill.take(plan.pending));
      const made = new Set([plan.folder]);
      for (const [path, content] of plan.write) {
        current = `${plan.folder}/${path}`;
        const inner = folderOf(current);
        if (!made.has(inner)) host.makeFolder(inner);
        made.add(inner);
        host.writeFile(current, spill.take(content));
        changed += 1;
      }
      for (const path of plan.remove) {
        current = `${plan.folder}/${path}`;
        host.removeFile(current);
        changed += 1;
        for (let inner = folderOf(current); inner !== plan.folder; inner = folderOf(inner)) {
          host.removeFolder(inner);
        }
      }
      host.removeFile(pending);
    }
  } catch (error) {
    return { diagnostics: [cannotWrite(current, error)], changed };
  }
  return { diagnostics: [], changed };
}

function cannotWrite(path: string, error: unknown): Finding {
  return diagnose('AIB905', { path, why: systemReason(error) }, { file: path });
}

/** Plans the changes of one folder, `undefined` if there are none; reports files that are in the way. */
export function planFolder(
  host: Host,
  out: string,
  outputs: FolderOutputs,
  { force, spill, report }: PlanContext,
): Plan | undefined {
  try {
    return plan(host, out, outputs, { force, spill, report });
  } catch (error) {
    report(cannotWrite(outputs.folder, error));
    return undefined;
  }
}

/**
 * True if the manifest of a folder is the one that a build would write now, and the files match it: then there is
 * nothing to do. `manifestOf` gives the text of a manifest with files of these hashes.
 */
export function isUpToDate(
  host: Host,
  out: string,
  folder: string,
  manifestOf: (files: Readonly<Record<string, string>>) => string,
): boolean {
  try {
    const find = finder(host, out);
    const { bytes } = find(`${folder}/${manifestName}`);
    if (!bytes || host.kindOf(`${folder}/${pendingName}`) !== undefined) return false;
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
      abandonedFiles(host, find, folder, [...paths, manifestName]).length === 0
    );
  } catch {
    // A file that cannot be read is reported when it is written.
    return false;
  }
}

export interface PlanContext {
  /** True where files that were edited by hand are overwritten. */
  readonly force: boolean;
  /** Holds the texts until they are written. */
  readonly spill: Spill;
  readonly report: (diagnostic: Finding) => void;
}

function plan(
  host: Host,
  out: string,
  { folder, files, shared }: FolderOutputs,
  { force, spill, report }: PlanContext,
): Plan | undefined {
  const written = writtenFiles(host, folder);
  const find = finder(host, out);
  const write: (readonly [string, Kept])[] = [];
  const remove: string[] = [];
  for (const [path, content] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    const { blocked, bytes } = find(full);
    if (blocked !== undefined) {
      report(diagnose('AIB911', { path: full, why: blocked }, { file: full }));
      continue;
    }
    if (bytes && Buffer.from(content).equals(bytes)) continue;
    const ours =
      path === manifestName || !bytes || written.get(path)?.includes(checksum(bytes)) || force;
    if (ours) write.push([path, spill.keep(content)]);
    else {
      const code = shared && !written.has(path) ? 'AIB940' : 'AIB904';
      report(diagnose(code, { path: full }, { file: full }));
    }
  }
  for (const [path, hashes] of written) {
    if (Object.hasOwn(files, path) || shared?.others.has(path)) continue;
    const full = `${folder}/${path}`;
    const { bytes } = find(full);
    if (!bytes) continue;
    if (hashes.includes(checksum(bytes)) || force) remove.push(path);
    else report(diagnose('AIB904', { path: full }, { file: full }));
  }
  // The manifest is written last: until then the pending one lists the new files.
  const ordered = write.toSorted(
    ([a], [b]) => Number(a === manifestName) - Number(b === manifestName),
  );
  const known = [...Object.keys(files), ...written.keys()];
  remove.push(...abandonedFiles(host, find, folder, known));
  const extraneousFiles = host.kindOf(`${folder}/${pendingName}`) !== undefined;
  if (ordered.length + remove.length === 0 && !extraneousFiles) return undefined;
  return { folder, write: ordered, remove, pending: spill.keep(pendingText(written, files)) };
}

/** What an interrupted write left behind, in the folders of some files. */
function abandonedFiles(
  host: Host,
  find: Find,
  folder: string,
  files: readonly string[],
): readonly string[] {
  const folders = new Set(files.map((path) => folderOf(`${folder}/${path}`)));
  return [...folders].flatMap((one) =>
    host.list(one).flatMap(({ name }) => {
      const path = `${one}/${name}`;
      const ours = isAbandoned(name) && find(path).blocked === undefined;
      return ours ? [path.slice(folder.length + 1)] : [];
    }),
  );
}

/** A plain file in the output folder, or the reason why none may be written at its path: a link, or a file in place of a folder. */
interface Found {
  readonly blocked?: string;
  readonly bytes?: Uint8Array | undefined;
}

type Find = (path: string) => Found;

function finder(host: Host, out: string): Find {
  const known = new Map<string, string | undefined>();
  const obstacle = (folder: string): string | undefined => {
    if (folder.length <= out.length) return undefined;
    if (!known.has(folder)) known.set(folder, obstacle(folderOf(folder)) ?? ofFolder(folder));
    return known.get(folder);
  };
  const ofFolder = (folder: string): string | undefined => {
    const kind = host.kindOf(folder);
    if (kind === 'link') return `"${folder}" is a symbolic link`;
    return kind === undefined || kind === 'folder' ? undefined : `"${folder}" is not a folder`;
  };
  return (path) => {
    const above = obstacle(folderOf(path));
    if (above !== undefined) return { blocked: above };
    const kind = host.kindOf(path);
    if (kind === 'file') return { bytes: host.readFile(path) };
    if (kind === undefined) return {};
    return { blocked: kind === 'link' ? 'it is a symbolic link' : 'it is not a file' };
  };
}
