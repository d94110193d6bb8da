/** Reads the templates of the user, `--templates <folder>`. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { type Host, systemReason } from '../disk/host';
import type { UserTemplates } from '../emit/user-templates/user-templates';
import { folderPath } from '../lib/paths';

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
    for (const name of namesBelow(host, root, '')) {
      path = `${root}/${name}`;
      const bytes = host.readFile(path);
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

function namesBelow(host: Host, root: string, folder: string): readonly string[] {
  return host.list(`${root}/${folder}`).flatMap(({ name, kind }) => {
    const path = `${folder}${name}`;
    return kind === 'folder' ? namesBelow(host, root, `${path}/`) : [path];
  });
}
