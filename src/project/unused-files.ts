/** Parts and scripts in the folders of a fleet that no image uses. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Host } from '../disk/host';
import { baseName, folderOf, normalizePath } from '../lib/paths';

const isScript = /\.(?:sh|ps1)$/i;
const isPart = /^_.*\.ya?ml$/i;

/** Looks into the folders of the specs, and of the parts and scripts that they use. */
export function unusedFiles(
  host: Host,
  specs: readonly string[],
  files: ReadonlySet<string>,
): readonly Finding[] {
  const used = new Set([...files].map(normalizePath));
  const all = [...specs.map(normalizePath), ...used];
  const foldersWith = (test: (name: string) => boolean): ReadonlySet<string> =>
    new Set(all.filter((path) => test(baseName(path))).map(folderOf));
  const unused = (folders: ReadonlySet<string>, test: (name: string) => boolean) =>
    [...folders].flatMap((folder) =>
      host.list(folder === '' ? '.' : folder).flatMap(({ name, kind }) => {
        const path = folder === '' ? name : `${folder}/${name}`;
        return kind === 'file' && test(name) && !used.has(path) ? [path] : [];
      }),
    );
  return [
    ...unused(
      foldersWith((name) => /\.ya?ml$/i.test(name)),
      (name) => isPart.test(name),
    ).map((path) => diagnose('AIB471', { path }, { file: path })),
    // A folder without a script that is used may be for something else.
    ...unused(
      foldersWith((name) => isScript.test(name)),
      (name) => isScript.test(name),
    ).map((path) => diagnose('AIB472', { path }, { file: path })),
  ];
}
