/** Reads the templates of the user, `--templates <folder>`. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import type { UserTemplates } from '../emit/user-templates/user-templates';
import { absolutePath, folderPath } from '../lib/paths';

/** Bytes of a template. */
const largestTemplate = 1024 * 1024;

/** All files of the folder as templates; nothing is loaded where no folder is named. */
export async function readTemplates(
  host: Host,
  folder: string | undefined,
): Promise<{ readonly own?: UserTemplates; readonly diagnostics: readonly Finding[] }> {
  if (folder === undefined) return { diagnostics: [] };
  const root = folderPath(folder);
  if (!host.isFolder(root)) {
    return { diagnostics: [diagnose('AIB936', { path: folder }, { file: folder })] };
  }
  const files = new Map<string, Uint8Array>();
  let path = root;
  try {
    for (const name of namesBelow(host, root)) {
      path = `${root}/${name}`;
      const bytes = host.readFile(path, {
        project: absolutePath(host.cwd, root),
        limit: largestTemplate,
      });
      if (bytes) files.set(name, bytes);
    }
  } catch (error) {
    const why = systemReason(error);
    return { diagnostics: [diagnose('AIB903', { path, why }, { file: path })] };
  }
  const { loadTemplates } = await import('../emit/user-templates/user-templates');
  const { templates, diagnostics } = loadTemplates(Object.fromEntries(files), root);
  return { own: templates, diagnostics };
}

function namesBelow(host: Host, root: string): readonly string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of host.list(`${root}/${folder}`)) {
      if (kind === 'folder') folders.push(`${folder}${name}/`);
      else found.push(`${folder}${name}`);
    }
  }
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}
