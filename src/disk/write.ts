/** Writes outputs to a folder: all that could be in the way is found before the first file is touched. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import { folderOf } from '../paths';
import { type Host, isAbandoned, systemReason } from './host';
import {
  hashOfFile,
  manifestName,
  pendingName,
  pendingText,
  sameContent,
  writtenFiles,
} from './manifest';

/** The files of one folder: an image's, or those of the output folder itself. */
export interface FolderOutputs {
  /** The folder's path. */
  readonly folder: string;
  /** Content by path in the folder; the manifest is one of them. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is to be done in one folder. */
interface Plan {
  readonly folder: string;
  readonly write: readonly (readonly [path: string, content: string])[];
  readonly remove: readonly string[];
  /** Vouches for all that while it is done; `undefined` where nothing is to be done. */
  readonly pending: string | undefined;
}

export interface WriteResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Paths of the files that changed. */
  readonly changed: readonly string[];
  /** True where the file system, not the spec, is at fault. */
  readonly environment: boolean;
}

/** Writes all folders, or nothing where a file is in the way. */
export function writeOutputs(
  host: Host,
  out: string,
  folders: readonly FolderOutputs[],
  force: boolean,
): WriteResult {
  const diagnostics: Diagnostic[] = [];
  const changed: string[] = [];
  let current = out;
  try {
    const plans = folders.map((one) => planFolder(host, out, one, force, diagnostics));
    if (diagnostics.length > 0) return { diagnostics, changed, environment: false };
    for (const plan of plans) {
      if (plan.pending === undefined) continue;
      current = plan.folder;
      host.makeFolder(plan.folder);
      const pending = `${plan.folder}/${pendingName}`;
      host.writeFile(pending, plan.pending);
      for (const [path, content] of plan.write) {
        current = `${plan.folder}/${path}`;
        host.makeFolder(folderOf(current));
        host.writeFile(current, content);
        changed.push(current);
      }
      for (const path of plan.remove) {
        current = `${plan.folder}/${path}`;
        host.removeFile(current);
        changed.push(current);
        for (let inner = folderOf(current); inner !== plan.folder; inner = folderOf(inner)) {
          host.removeFolder(inner);
        }
      }
      host.removeFile(pending);
    }
  } catch (error) {
    const why = systemReason(error);
    const problem = diagnose('AIB905', { path: current, why }, { file: current });
    return { diagnostics: [problem], changed, environment: true };
  }
  return { diagnostics, changed, environment: false };
}

function planFolder(
  host: Host,
  out: string,
  { folder, files }: FolderOutputs,
  force: boolean,
  diagnostics: Diagnostic[],
): Plan {
  const written = writtenFiles(host, folder);
  const write: (readonly [string, string])[] = [];
  const remove: string[] = [];
  const inTheWay = (path: string, why: string): void => {
    diagnostics.push(diagnose('AIB911', { path, why }, { file: path }));
  };
  for (const [path, content] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    const blocked = obstacle(host, out, full);
    if (blocked !== undefined) {
      inTheWay(full, blocked);
      continue;
    }
    if (sameContent(host, full, content)) continue;
    const found = hashOfFile(host, full);
    const ours = path === manifestName || found === undefined || written.get(path)?.includes(found);
    if (!ours && !force) {
      diagnostics.push(diagnose('AIB904', { path: full }, { file: full }));
    } else write.push([path, content]);
  }
  for (const [path, hashes] of written) {
    if (Object.hasOwn(files, path)) continue;
    const full = `${folder}/${path}`;
    const found = obstacle(host, out, full) === undefined ? hashOfFile(host, full) : undefined;
    if (found === undefined) continue;
    if (hashes.includes(found) || force) remove.push(path);
    else diagnostics.push(diagnose('AIB904', { path: full }, { file: full }));
  }
  // The manifest last: until then the pending one vouches for what is new.
  const ordered = write.toSorted(
    ([a], [b]) => Number(a === manifestName) - Number(b === manifestName),
  );
  const known = [...Object.keys(files), ...written.keys()];
  remove.push(...abandonedFiles(host, out, folder, known));
  const leftOver = host.kindOf(`${folder}/${pendingName}`) !== undefined;
  const busy = ordered.length > 0 || remove.length > 0 || leftOver;
  return {
    folder,
    write: ordered,
    remove,
    pending: busy ? pendingText(written, files) : undefined,
  };
}

/** What an interrupted write left behind, in the folders of some files. */
function abandonedFiles(
  host: Host,
  out: string,
  folder: string,
  files: readonly string[],
): readonly string[] {
  const folders = new Set(files.map((path) => folderOf(`${folder}/${path}`)));
  return [...folders].flatMap((one) =>
    host.list(one).flatMap(({ name }) => {
      const path = `${one}/${name}`;
      const ours = isAbandoned(name) && obstacle(host, out, path) === undefined;
      return ours ? [path.slice(folder.length + 1)] : [];
    }),
  );
}

/** Why a path below the output folder must not be written: a link or a file in place of a folder. */
function obstacle(host: Host, out: string, path: string): string | undefined {
  const inner = path.slice(out.length + 1).split('/');
  let at = out;
  for (const segment of inner.slice(0, -1)) {
    at = `${at}/${segment}`;
    const kind = host.kindOf(at);
    if (kind === undefined) return undefined;
    if (kind === 'link') return `"${at}" is a symbolic link`;
    if (kind !== 'folder') return `"${at}" is no folder`;
  }
  const kind = host.kindOf(path);
  if (kind === 'link') return 'it is a symbolic link';
  return kind === undefined || kind === 'file' ? undefined : 'it is no file';
}
