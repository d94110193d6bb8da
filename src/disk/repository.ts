/** Where a repository begins. */
import { existsSync } from 'node:fs';
import path from 'node:path';

/** The root of the repository that a folder is in; the folder itself where it is in none. */
export function repositoryRoot(cwd: string): string {
  for (let folder = cwd; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return cwd;
  }
}
