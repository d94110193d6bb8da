/** Arguments -> spec files: files as they are named, folders and globs searched. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { isPipeline } from '../emit/pipeline-mark';
import { absolutePath, folderPath, normalizePath } from '../lib/paths';
import { defaultFolder } from './default-folder';

/** The specs that a command works on. */
export interface Selection {
  readonly specs: readonly string[];
  readonly diagnostics: readonly Finding[];
  /** True where folders or globs were named: then the outputs of all of them are known. */
  readonly folders: boolean;
}

/** Why an argument cannot be searched for specs, in words. */
class Unsearchable extends Error {}

const globCharacters = /[*?[\]{}]/;

/** Finds the specs that are named, by default those of the folder `specs`; in a folder or glob, files whose name starts with `_` are parts. */
export async function selectSpecs(
  host: Host,
  args: readonly string[],
  out = 'out',
): Promise<Selection> {
  const outputs = absolutePath(host.cwd, folderPath(out));
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
        const found = yamlFiles(host, path, outputs);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (globCharacters.test(path)) {
        folders = true;
        const found = await expandGlob(host, path, outputs);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (kind === undefined) {
        diagnostics.push(diagnose('AIB901', { path: arg }, { file: arg }));
      } else {
        diagnostics.push(diagnose('AIB903', { path: arg, why: 'it is not a file' }, { file: arg }));
      }
    } catch (error) {
      const why = error instanceof Unsearchable ? error.message : systemReason(error);
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

/** The specs in a folder and its subfolders, without the output folder and aibgen's own pipelines. */
function yamlFiles(host: Host, start: string, out: string): readonly string[] {
  const found: string[] = [];
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of host.list(folder)) {
      const path = folder === '.' ? name : `${folder}/${name}`;
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (name.includes('\uFFFD') && host.kindOf(path) === undefined) {
        throw new Unsearchable(`the name of "${path}" is not UTF-8`);
      }
      if (kind === 'folder') {
        if (absolutePath(host.cwd, path) !== out) folders.push(path);
      } else if (kind !== 'other' && isSpecName(name) && !isOwnPipeline(host, path)) {
        found.push(path);
      }
    }
  }
  return found;
}

function isSpecName(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !name.startsWith('_');
}

function isOwnPipeline(host: Host, path: string): boolean {
  if (!path.endsWith('.yml') || host.kindOf(path) !== 'file') return false;
  const bytes = host.readFile(path);
  return bytes !== undefined && isPipeline(bytes);
}

/** Wildcards in one part of a path; the time that matching takes grows with their power. */
const mostWildcards = 4;

async function expandGlob(host: Host, pattern: string, out: string): Promise<readonly string[]> {
  const normal = normalizePath(pattern);
  const parts = normal.split('/').filter((part) => part !== '**');
  if (parts.some((part) => (part.match(/\*/g)?.length ?? 0) > mostWildcards)) {
    throw new Unsearchable(`a part of it has more than ${mostWildcards} wildcards`);
  }
  const { default: picomatch } = await import('picomatch');
  const { base } = picomatch.scan(normal);
  const matches = picomatch(normal, { noextglob: true });
  return yamlFiles(host, base === '' ? '.' : base, out).filter((path) => matches(path));
}
