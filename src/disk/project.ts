/** Which folder a spec belongs to. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { folderOf } from '../lib/paths';
import { readyMadeIn, readyMadePath } from '../service/ready-made-steps';
import type { ReadFile } from '../spec/spec-files';
import type { Host } from './host';
import { RefusedFile } from './read-file';
import { systemPath } from './system-path';

/** The name of the configuration file; it is in the folder of the project. */
export const configName = 'aibgen.config.yaml';

/** The first folder, from one upwards, of which something holds. */
function findUpwards(from: string, test: (folder: string) => boolean): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (test(folder)) return folder;
    if (path.dirname(folder) === folder) return undefined;
  }
}

function holds(host: Host, name: string, folder: string): boolean {
  return host.exists(`${folder}/${name}`);
}

/** The absolute path of a file of the package that this code belongs to. */
export function packageFile(name: string): string {
  const folder = findUpwards(__dirname, (one) => existsSync(path.join(one, 'package.json')));
  if (folder === undefined) throw new Error(`there is no package around ${__dirname}`);
  return path.join(folder, name);
}

/** The root of the repository that a folder is in; where it is in none, the folder of the configuration file, else the folder itself. */
export function repositoryRoot(host: Host): string {
  return findUpwards(host.cwd, (one) => holds(host, '.git', one)) ?? configFolder(host) ?? host.cwd;
}

/** The nearest folder, from one upwards, with a configuration file or a repository. */
function markedFolder(host: Host, from: string): string | undefined {
  return findUpwards(from, (one) => holds(host, configName, one) || holds(host, '.git', one));
}

/** The folder of the configuration file: the nearest from one upwards, no higher than the root of the repository. */
export function configFolder(host: Host, from = host.cwd): string | undefined {
  const first = markedFolder(host, from);
  return first !== undefined && holds(host, configName, first) ? first : undefined;
}

/**
 * The project of the specs in a folder, absolute: the folder of the configuration file, else of the repository, else their own.
 * Specs in a folder called `specs` have their scripts next to it: then it is the folder above.
 */
export function projectFolder(host: Host, folder: string): string {
  const marked = markedFolder(host, folder);
  if (marked !== undefined) return marked;
  const specs = findUpwards(folder, (one) => path.basename(one) === 'specs');
  return specs === undefined ? folder : path.dirname(specs);
}

/** Reads the files of a spec, as far as its project goes. Throws the error of the system for what cannot be read. */
export function projectReader(host: Host, spec: string): ReadFile & { readonly project: string } {
  const project = projectFolder(host, systemPath(host.cwd, folderOf(spec)));
  const read: ReadFile = (file, limit) => {
    const ready = readyMadeIn(file);
    if (ready !== undefined) return readFileSync(packageFile(readyMadePath(ready)));
    try {
      return host.readFile(file, { project, limit });
    } catch (error) {
      if (error instanceof RefusedFile) return error.refusal;
      throw error;
    }
  };
  return Object.assign(read, { project });
}
