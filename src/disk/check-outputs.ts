/** Compares what is on disk with what a build would write. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Host } from './host';
import { filesBelow } from './left-over-images';
import { shellWord } from '../value/printers/shell-printer';
import { changedInputs, manifestName, writtenFiles } from './manifest';
import { isOwnOutput } from './own-outputs';
import { finder } from './plain-files';
import { type FolderOutputs, isUnedited } from './write-outputs';

/** Each stale, missing, hand-edited and left-over file of a folder. */
export function checkFolder(
  host: Host,
  out: string,
  { folder, files, shared, specFolder = '' }: FolderOutputs,
  fixCommand: string,
  merged: ReadonlySet<string> = new Set(),
): readonly Finding[] {
  const found: Finding[] = [];
  const { find } = finder(host, out);
  const written = lazy(() => writtenFiles(host, folder));
  const manifest = files[manifestName];
  const stale = lazy(() => (manifest ? changedInputs(host, folder, manifest, specFolder) : []));
  for (const [path, content] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    const place = { file: full };
    const { blocked, bytes } = find(full);
    if (blocked !== undefined) found.push(diagnose('AIB911', { path: full, why: blocked }, place));
    else if (!bytes) found.push(diagnose('AIB907', { path: full, command: fixCommand }, place));
    else if (!Buffer.from(content).equals(bytes)) {
      const ours =
        path === manifestName || merged.has(path) || isUnedited(bytes, written().get(path), shared);
      found.push(
        ours
          ? diagnose('AIB906', { path: full, changed: stale(), command: fixCommand }, place)
          : diagnose('AIB912', { path: full, command: `${fixCommand} --force` }, place),
      );
    }
  }
  return found;
}

/** Each file of an image's folder that does not belong there. */
export function extraneousFiles(host: Host, { folder, files }: FolderOutputs): readonly Finding[] {
  return filesBelow(host, folder)
    .filter((file) => !Object.hasOwn(files, file.slice(folder.length + 1)))
    .map(isLeftOver);
}

/** The files that aibgen wrote to a shared folder and that are no longer outputs (nor in `others`). */
export function extraneousRootFiles(
  host: Host,
  { folder, files }: FolderOutputs,
  others: ReadonlySet<string>,
): readonly Finding[] {
  return [...writtenFiles(host, folder).keys()]
    .filter((path) => !Object.hasOwn(files, path) && !others.has(path))
    .flatMap((path) => {
      const file = `${folder}/${path}`;
      const bytes = host.kindOf(file) === 'file' ? host.readFile(file) : undefined;
      if (!bytes) return [];
      return isOwnOutput('pipelines', path, bytes)
        ? isLeftOver(file)
        : diagnose('AIB924', { path: file }, { file });
    });
}

/** Each file of the output folder that belongs to no image, and is in no image: `known` are the names in it that have an owner. */
export function findOrphans(
  host: Host,
  out: string,
  known: ReadonlySet<string>,
): readonly Finding[] {
  return host
    .list(out)
    .filter(({ name }) => !known.has(name))
    .filter(({ name }) => host.kindOf(`${out}/${name}/${manifestName}`) !== 'file')
    .flatMap(({ name, kind }) =>
      kind === 'folder' ? filesBelow(host, `${out}/${name}`) : [`${out}/${name}`],
    )
    .map(isLeftOver);
}

function isLeftOver(file: string): Finding {
  return diagnose('AIB908', { path: file, command: `rm ${shellWord(file)}` }, { file });
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
