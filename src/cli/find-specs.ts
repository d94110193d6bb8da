/** Arguments -> spec files: files as they are named, folders and globs searched. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { manifestName, writtenFiles } from '../disk/manifest';
import { folderPath, normalizePath } from '../lib/paths';
import { defaultFolder } from './default-folder';

/** The specs that a command works on. */
export interface Selection {
  readonly specs: readonly string[];
  readonly diagnostics: readonly Finding[];
  /** True where folders or globs were named: then the outputs of all of them are known. */
  readonly folders: boolean;
}

const isYaml = /\.ya?ml$/i;
const globCharacters = /[*?[\]{}]/;

/** Finds the specs that are named, by default those of the folder `specs`; in a folder or glob, files whose name starts with `_` are parts. */
export async function selectSpecs(host: Host, args: readonly string[]): Promise<Selection> {
  const specs = new Set<string>();
  const diagnostics: Finding[] = [];
  let folders = false;
  const named = args.length > 0 || !host.isFolder(defaultFolder) ? args : [defaultFolder];
  if (named.length === 0) diagnostics.push(diagnose('AIB921', {}, {}));
  for (const arg of named) {
    const path = folderPath(arg);
    try {
      const kind = resolvedKind(host, path);
      if (kind === 'file') specs.add(path);
      else if (kind === 'folder') {
        folders = true;
        const found = yamlFiles(host, path);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (globCharacters.test(path)) {
        folders = true;
        const found = await expandGlob(host, path);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (kind === undefined) {
        diagnostics.push(diagnose('AIB901', { path: arg }, { file: arg }));
      } else {
        diagnostics.push(diagnose('AIB903', { path: arg, why: 'it is not a file' }, { file: arg }));
      }
    } catch (error) {
      const why = systemReason(error);
      diagnostics.push(diagnose('AIB903', { path: arg, why }, { file: arg }));
    }
  }
  return { specs: [...specs].toSorted((a, b) => (a < b ? -1 : 1)), diagnostics, folders };
}

/** Follows a symbolic link: a spec may be one. */
function resolvedKind(host: Host, path: string): 'file' | 'folder' | 'other' | undefined {
  const kind = host.kindOf(path);
  if (kind !== 'link') return kind;
  return host.isFolder(path) ? 'folder' : 'file';
}

/** The specs in a folder and its subfolders, without aibgen's own outputs. */
function yamlFiles(host: Host, folder: string): readonly string[] {
  const written = writtenFiles(host, folder);
  return host.list(folder).flatMap(({ name, kind }) => {
    const path = folder === '.' ? name : `${folder}/${name}`;
    if (name.startsWith('.') || name === 'node_modules' || written.has(name)) return [];
    if (kind === 'folder') {
      return host.kindOf(`${path}/${manifestName}`) === undefined ? yamlFiles(host, path) : [];
    }
    return (kind === 'file' || kind === 'link') && isYaml.test(name) && !name.startsWith('_')
      ? [path]
      : [];
  });
}

async function expandGlob(host: Host, pattern: string): Promise<readonly string[]> {
  const { default: picomatch } = await import('picomatch');
  const normal = normalizePath(pattern);
  const { base } = picomatch.scan(normal);
  const matches = picomatch(normal);
  return yamlFiles(host, base === '' ? '.' : base).filter((path) => matches(path));
}
