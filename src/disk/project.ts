/** Which folder a spec belongs to. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { folderOf } from '../lib/paths';
import type { ReadFile } from '../spec/spec-files';
import type { Host } from './host';
import { RefusedFile } from './read-file';

/** The name of the configuration file; it stands in the folder of the project. */
export const configName = 'aibgen.config.yaml';

/** The first folder, from one upwards, that holds an entry of this name. */
function folderHolding(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, name))) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function repositoryRoot(cwd: string): string {
  return folderHolding('.git', cwd) ?? cwd;
}

/** The folder of the configuration file: the nearest from one upwards, no higher than the root of the repository. */
export function configFolder(from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, configName))) return folder;
    if (existsSync(path.join(folder, '.git')) || path.dirname(folder) === folder) return undefined;
  }
}

/** The project of the specs in a folder, absolute: the folder of the configuration file, else of the repository, else their own. */
export function projectFolder(folder: string): string {
  return configFolder(folder) ?? repositoryRoot(folder);
}

/** Reads the files of a spec, as far as its project goes. Throws the error of the system for what cannot be read. */
export function projectReader(host: Host, spec: string): ReadFile & { readonly project: string } {
  const project = projectFolder(path.resolve(host.cwd, folderOf(spec)));
  const read: ReadFile = (file, limit) => {
    try {
      return host.readFile(file, { project, limit });
    } catch (error) {
      if (error instanceof RefusedFile) return error.refusal;
      throw error;
    }
  };
  return Object.assign(read, { project });
}
