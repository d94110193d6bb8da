/**
 * The Bicep files that a template is compiled from. A template that somebody else wrote may ask its compiler for any
 * file of this machine: what is outside of its own folder is refused before the compiler starts.
 */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { bicepReferences } from '../import/bicep-text';
import type { BicepFiles } from '../import/bicep-positions';
import { besideFile, folderOf, toSlashes } from '../lib/paths';
import { decode } from '../spec/yaml/read-yaml';
import type { Host } from './host';

/** The files, and what they must not read. */
export interface ReadBicep extends BicepFiles {
  readonly problems: readonly Finding[];
}

/** Reads a template or its values with all modules; `folders` are those that it may read from next to its own. */
export function readBicepFiles(
  host: Host,
  entry: string,
  folders: readonly string[] = [],
): ReadBicep {
  const start = toSlashes(entry);
  const roots = [folderOf(start), ...folders].map((folder) => realPath(host, folder || '.'));
  const files: Record<string, string> = {};
  const problems: Finding[] = [];
  const read = (file: string): void => {
    if (files[file] !== undefined) return;
    const bytes = host.readFile(file);
    const text = (bytes && decode(bytes)) ?? '';
    files[file] = text;
    for (const { path: target, start: at, end } of bicepReferences(text)) {
      // Modules of registries and template specs: the compiler takes what it has, and fetches nothing.
      if (target !== undefined && /^(?:br|ts)[:/]/.test(target)) continue;
      const other = target === undefined ? undefined : besideFile(file, target);
      if (other === undefined || !isInside(host, other, roots)) {
        const span = { source: { path: file, text }, start: at, end };
        problems.push(diagnose('AIB608', { path: target }, { span }));
      } else if (/\.bicep$/i.test(other)) read(other);
    }
  };
  read(start);
  return { entry: start, files, problems };
}

/** Whether a path is in one of the folders, also behind its links. */
function isInside(host: Host, name: string, roots: readonly string[]): boolean {
  if (/[\\\0]|^[A-Za-z]:/.test(name)) return false;
  const real = realPath(host, name);
  return roots.some((root) => {
    const way = path.relative(root, real);
    return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  });
}

/** The path without links; what does not exist is in the folder that does. */
function realPath(host: Host, name: string): string {
  const absolute = path.resolve(host.cwd, name);
  try {
    return realpathSync(absolute);
  } catch {
    const folder = path.dirname(absolute);
    return folder === absolute
      ? absolute
      : path.join(realPath(host, folder), path.basename(absolute));
  }
}
