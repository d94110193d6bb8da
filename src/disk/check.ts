/** Compares what is on disk with what a build would write. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import type { Host } from './host';
import { changedInputs, hashOfFile, manifestName, sameContent, writtenFiles } from './manifest';
import type { FolderOutputs } from './write';

/** What the check needs beside the outputs. */
export interface CheckOptions {
  readonly out: string;
  /** The command that mends a stale or missing file of a folder. */
  readonly command: (folder: FolderOutputs) => string;
  /** True where the outputs are all that belongs into the output folder. */
  readonly whole: boolean;
}

/** Each stale, missing, hand-edited and left-over file. */
export function checkOutputs(
  host: Host,
  folders: readonly FolderOutputs[],
  { out, command, whole }: CheckOptions,
): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const expected = new Set<string>();
  for (const one of folders) {
    const written = writtenFiles(host, one.folder);
    const mend = command(one);
    const manifest = one.files[manifestName];
    const stale = lazy(() => (manifest ? changedInputs(host, one.folder, manifest) : []));
    for (const [path, content] of Object.entries(one.files)) {
      const full = `${one.folder}/${path}`;
      expected.add(full);
      const place = { file: full };
      if (sameContent(host, full, content)) continue;
      const hash = hashOfFile(host, full);
      if (hash === undefined) found.push(diagnose('AIB907', { path: full, command: mend }, place));
      else {
        const ours = path === manifestName || written.get(path)?.includes(hash);
        found.push(
          ours
            ? diagnose('AIB906', { path: full, changed: stale(), command: mend }, place)
            : diagnose('AIB912', { path: full, command: `${mend} --force` }, place),
        );
      }
    }
  }
  const roots = whole ? [out] : folders.map((one) => one.folder).filter((folder) => folder !== out);
  for (const root of roots) {
    for (const file of allFiles(host, root)) {
      if (!expected.has(file)) {
        found.push(
          diagnose(
            'AIB908',
            { path: file, command: `rm '${file.replaceAll("'", "'\\''")}'` },
            { file },
          ),
        );
      }
    }
  }
  return found;
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function allFiles(host: Host, folder: string): readonly string[] {
  return host.list(folder).flatMap(({ name, kind }) => {
    const path = `${folder}/${name}`;
    return kind === 'folder' ? allFiles(host, path) : [path];
  });
}
