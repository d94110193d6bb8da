import { nearest } from '../lib/nearest';
import { baseName, folderOf } from '../lib/paths';
import type { Host } from './host';

/** The path that was probably meant by one that leads nowhere: with the names of folders and files that are near, or another extension. */
export function nearPath(host: Host, path: string): string | undefined {
  const folder = folderOf(path);
  const known = folder === '' || host.isFolder(folder) ? folder : nearPath(host, folder);
  if (known === undefined || (known !== '' && !host.isFolder(known))) return undefined;
  const names = namesIn(host, known === '' ? '.' : known);
  const name = baseName(path);
  const stem = name.replace(/\.[^.]*$/, '');
  const near =
    names.find((one) => one === name) ??
    names.find((one) => /\.ya?ml$/i.test(one) && one.replace(/\.[^.]*$/, '') === stem) ??
    nearest(name, names);
  if (near === undefined) return undefined;
  return known === '' ? near : `${known.replace(/\/$/, '')}/${near}`;
}

function namesIn(host: Host, folder: string): readonly string[] {
  try {
    return host.list(folder).map(({ name }) => name);
  } catch {
    return [];
  }
}
