/** Arguments -> spec files: files as they are named, folders and globs searched. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import { nearPath } from '../disk/near-path';
import { configFolder, configName } from '../disk/project';
import { isPipeline } from '../emit/pipeline-mark';
import {
  absolutePath,
  baseName,
  folderPath,
  normalizePath,
  relativeTo,
  toSlashes,
} from '../lib/paths';
import { defaultFolder } from './default-folder';

/** The specs that a command works on. */
export interface Selection {
  readonly specs: readonly string[];
  readonly diagnostics: readonly Finding[];
  /** True where folders or globs were named: then the outputs of all of them are known. */
  readonly folders: boolean;
}

/** What a search in folders leaves out. */
interface Search {
  /** The output folder, absolute. */
  readonly outputs: string;
  readonly withParts: boolean;
}

/** Why an argument cannot be searched for specs, in words. */
class Unsearchable extends Error {}

const globCharacters = /[*?[\]{}]/;

/**
 * Finds the specs that are named, by default those of the folder `specs`; in a folder or glob, files whose name starts with `_`
 * are parts, which only `withParts` finds.
 */
export async function selectSpecs(
  host: Host,
  args: readonly string[],
  out = 'out',
  withParts = false,
): Promise<Selection> {
  const search: Search = { outputs: absolutePath(host.cwd, folderPath(out)), withParts };
  const specs = new Set<string>();
  const diagnostics: Finding[] = [];
  let folders = false;
  const named = args.length > 0 || !host.isFolder(defaultFolder) ? args : [defaultFolder];
  if (named.length === 0)
    diagnostics.push(
      diagnose('AIB921', { inside: baseName(toSlashes(host.cwd)) === defaultFolder }, {}),
    );
  for (const arg of named) {
    const path = folderPath(arg);
    try {
      const kind = resolvedKind(host, path);
      if (kind === 'file') specs.add(path);
      else if (kind === 'folder') {
        folders = true;
        const found = yamlFiles(host, path, search);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (globCharacters.test(path)) {
        folders = true;
        const found = await expandGlob(host, path, search);
        if (found.length === 0) diagnostics.push(diagnose('AIB902', { path: arg }, { file: arg }));
        for (const one of found) specs.add(one);
      } else if (kind === undefined) {
        diagnostics.push(missing(host, arg, path));
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

/** A path that leads nowhere, with the one that was probably meant: near it, or below a folder above. */
function missing(host: Host, arg: string, path: string): Finding {
  const here = toSlashes(host.cwd);
  const root = configFolder(host);
  const elsewhere = [
    // As seen from the folder above, or from the root of the project.
    `../${path}`,
    ...(root === undefined ? [] : [`${relativeTo(here, toSlashes(root)) || '.'}/${path}`]),
  ];
  const found = elsewhere.find((one) => host.kindOf(one) !== undefined);
  const inside = path.startsWith(`${baseName(here)}/`) && found !== undefined;
  const near = inside ? path.slice(baseName(here).length + 1) : (found ?? nearPath(host, path));
  return diagnose('AIB901', { path: arg, near }, { file: arg });
}

/** Follows a symbolic link: a spec may be one. */
function resolvedKind(host: Host, path: string): 'file' | 'folder' | 'other' | undefined {
  const kind = host.kindOf(path);
  if (kind !== 'link') return kind;
  return host.isFolder(path) ? 'folder' : 'file';
}

/** The specs in a folder and its subfolders, without the output folder and aibgen's own pipelines. */
function yamlFiles(host: Host, start: string, search: Search): readonly string[] {
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
        if (absolutePath(host.cwd, path) !== search.outputs) folders.push(path);
      } else if (kind !== 'other' && isSpecName(name, search) && !isOwnPipeline(host, path)) {
        found.push(path);
      }
    }
  }
  return found;
}

function isSpecName(name: string, { withParts }: Search): boolean {
  return /\.ya?ml$/i.test(name) && name !== configName && (withParts || !name.startsWith('_'));
}

function isOwnPipeline(host: Host, path: string): boolean {
  if (!path.endsWith('.yml') || host.kindOf(path) !== 'file') return false;
  const bytes = host.readFile(path);
  return bytes !== undefined && isPipeline(bytes);
}

/** Wildcards in one part of a path; the time that matching takes grows with their power. */
const mostWildcards = 4;

async function expandGlob(host: Host, pattern: string, search: Search): Promise<readonly string[]> {
  const normal = normalizePath(pattern);
  const parts = normal.split('/').filter((part) => part !== '**');
  if (parts.some((part) => (part.match(/\*/g)?.length ?? 0) > mostWildcards)) {
    throw new Unsearchable(`a part of it has more than ${mostWildcards} wildcards`);
  }
  const { default: picomatch } = await import('picomatch');
  const { base } = picomatch.scan(normal);
  const matches = picomatch(normal, { noextglob: true });
  return yamlFiles(host, base === '' ? '.' : base, search).filter((path) => matches(path));
}
