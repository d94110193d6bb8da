/** Paths of bases, step files and scripts, as the disk and the open files have them. */
import type { FileKind, Type } from '../language/type';
import { besideFile } from '../lib/paths';
import type { Offer } from './offer';
import { fileKindOf } from './file-kind';
import type { Surroundings } from './surroundings';

/** Folders below the one that was typed that are looked into, and entries that are offered. */
const levels = 2;
const most = 200;

/** The files that a value of a type may name. `key` is its key, `word` what is typed already. */
export function pathOffers(
  type: Type,
  key: string | undefined,
  word: string,
  file: string,
  known: Surroundings,
): readonly Offer[] {
  const kind = fileKindOf([type]);
  if (kind === undefined) return [];
  const isSpec = kind === 'spec' || kind === 'folder';
  const typed = /^(?:.*[\\/])?/.exec(word)?.[0].replaceAll('\\', '/') ?? '';
  // Commands begin with anything: files are offered with the dot that makes them paths.
  const start = typed === '' && !isSpec ? './' : typed;
  if (!isSpec && !/^\.{1,2}\//.test(start)) return [];
  const fits = suffixOf(kind, key);
  const found: Offer[] = start === '' || start === './' ? [folderOffer('../')] : [];
  const visit = (folder: string, depth: number): void => {
    const entries = known.list(besideFile(file, folder === '' ? '.' : folder) || '.');
    for (const { name, kind: entry } of entries) {
      if (found.length >= most || name.startsWith('.') || name === 'node_modules') continue;
      const path = `${folder}${name}`;
      if (entry === 'folder') {
        if (kind === 'folder') found.push(folderOffer(path));
        if (depth < levels) visit(`${path}/`, depth + 1);
      } else if (kind !== 'folder' && fits.test(name) && besideFile(file, path) !== file) {
        found.push({ label: path, insert: path, kind: 'file', doc: what[kind] });
      }
    }
  };
  visit(start, 0);
  return found.toSorted((a, b) => rank(a, kind) - rank(b, kind));
}

const what: Readonly<Record<FileKind, string>> = {
  spec: 'A base of the spec.',
  steps: 'A step file.',
  script: 'A script.',
  file: 'A file.',
  folder: 'A folder.',
};

function folderOffer(path: string): Offer {
  return { label: path, insert: path, kind: 'folder', doc: what.folder };
}

function suffixOf(kind: FileKind, key: string | undefined): RegExp {
  if (kind === 'spec' || kind === 'steps') return /\.ya?ml$/i;
  if (kind !== 'script') return /./;
  if (key === 'shell') return /\.(?:sh|bash)$/i;
  return key === 'powershell' ? /\.ps1$/i : /\.(?:sh|bash|ps1)$/i;
}

/** Parts first: their names begin with "_". */
function rank({ label, kind }: Offer, of: FileKind): number {
  if (kind === 'folder') return 2;
  return (of === 'spec' || of === 'steps') && !/(?:^|\/)_[^/]*$/.test(label) ? 1 : 0;
}
