/** The files of a document of another tool: the document, what belongs to it in its folder, and the scripts that it names. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { type ForeignFormat, formatOfName } from '../import/document-format';
import { folderOf, toSlashes } from '../lib/paths';
import { decode } from '../spec/yaml/read-yaml';
import type { Host } from './host';
import { projectReader } from './project';

/** A document that is read already. */
export interface ForeignDocument {
  readonly format: ForeignFormat;
  readonly text: string;
}

/** What was found. */
export interface ForeignFiles {
  readonly format: ForeignFormat;
  /** The folder of the document. */
  readonly folder: string;
  readonly sources: readonly Source[];
  readonly further: readonly Source[];
  readonly valueFiles: readonly Source[];
  readonly readFile: (path: string) => string | undefined;
  readonly isFolder: (path: string) => boolean;
  readonly problems: readonly Finding[];
}

/** Larger files are no templates, and no scripts that could be embedded. */
const limit = 2_000_000;
const mostFiles = 200;

/** Values that the tools read by themselves. */
const automatic: Readonly<Record<ForeignFormat, RegExp>> = {
  packer: /\.auto\.pkrvars\.(?:hcl|json)$/i,
  terraform: /^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/i,
  devbox: /^$/,
};

/** Finds the files; `path` is a file that is read already, a folder, or `-`. */
export function readForeignFiles(
  host: Host,
  path: string,
  document: ForeignDocument | undefined,
  valuePaths: readonly string[],
): ForeignFiles {
  const isStdin = path === '-';
  const plain = toSlashes(path).replace(/(?<=.)\/+$/, '');
  const folder = document ? folderOf(plain) : plain;
  const inFolder = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const read = projectReader(host, inFolder('document'));
  const textOf = (file: string): string | undefined => {
    const bytes = read(file, limit);
    if (bytes === undefined || (typeof bytes === 'object' && 'refused' in bytes)) return undefined;
    return typeof bytes === 'string' ? bytes : decode(bytes);
  };
  const names = isStdin
    ? []
    : host
        .list(folder === '' ? '.' : folder)
        .flatMap(({ name, kind }) => (kind === 'file' ? [name] : []));
  const format = document?.format ?? formatOfFolder(names);
  const problems: Finding[] = [];
  const sourceOf = (file: string, readText = textOf): readonly Source[] => {
    const text = readText(file);
    if (text !== undefined) return [{ path: file, text }];
    problems.push(diagnose('AIB901', { path: file }, { file }));
    return [];
  };
  if (format === undefined) {
    const reason = 'The folder has no files of Packer, Terraform or Dev Box.';
    problems.push(diagnose('AIB611', { reason }, { file: plain }));
  }
  const own = names
    .filter((name) => format !== undefined && formatOfName(name) === format)
    .slice(0, mostFiles)
    .map(inFolder)
    .filter((file) => file !== plain);
  const isModule =
    format === 'terraform' && document !== undefined && /\.tf(?:\.json)?$/i.test(plain);
  const first = document ? [{ path: isStdin ? '-' : plain, text: document.text }] : [];
  const all = document && !isModule ? [] : own;
  const values = names
    .filter((name) => format !== undefined && automatic[format].test(name))
    .map(inFolder);
  return {
    format: format ?? 'packer',
    folder,
    sources: [...first, ...all.flatMap((file) => sourceOf(file))],
    further: document && !isModule ? own.flatMap((file) => sourceOf(file)) : [],
    valueFiles: [
      ...values.flatMap((file) => sourceOf(file)),
      ...valuePaths.flatMap((file) => sourceOf(file, (one) => givenText(host, one))),
    ],
    readFile: (file) => (isStdin ? undefined : quietly(() => textOf(inFolder(file)))),
    isFolder: (file) => !isStdin && host.isFolder(inFolder(file)),
    problems,
  };
}

function formatOfFolder(names: readonly string[]): ForeignFormat | undefined {
  for (const format of ['packer', 'terraform', 'devbox'] as const) {
    if (names.some((name) => formatOfName(name) === format)) return format;
  }
  return undefined;
}

/** A file that cannot be read is one that there is not: the build says so. */
function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** The text of a file that the user names, wherever it is. */
function givenText(host: Host, file: string): string | undefined {
  const bytes = quietly(() => host.readFile(file));
  return bytes && decode(bytes);
}
