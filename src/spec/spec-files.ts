/** The files that a spec is made of: each is read once, and known by its checksum. */
import { checksum } from '../lib/checksum';
import type { Finding } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { readYaml, type ReadResult } from './yaml/read-yaml';

/** Files by path; a path is text with `/` between folders. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The content of a file; `undefined` where there is none. */
export type ReadFile = (path: string) => string | Uint8Array | undefined;

interface KnownFile {
  readonly content: string | Uint8Array;
  readonly bytes: Uint8Array;
  hash?: string;
  yaml?: ReadResult;
}

/** Files that several specs of a run share. */
export type FileCache = Map<string, KnownFile>;

/** Bytes of shared files that are kept from spec to spec. */
const keptBytes = 8_000_000;

/** Forgets what the next specs hardly need: the spec itself, and of a great many files the first ones. */
export function forgetSpec(cache: FileCache, spec: string): void {
  cache.delete(spec);
  if (cache.size < 32) return;
  let size = 0;
  for (const [path, file] of [...cache].toReversed()) {
    size += file.bytes.length;
    if (size > keptBytes) cache.delete(path);
  }
}

/** The files of one image or spec. */
export interface SpecFiles {
  /** The bytes of a file; `from` is the file that names it. */
  readonly bytes: (path: string, from?: string) => Uint8Array | undefined;
  /** A YAML file, read; what is wrong with it is reported. */
  readonly yaml: (path: string, from?: string) => ReadResult | undefined;
  /** The files through which a file was first reached, from the spec to the file itself. */
  readonly chainTo: (path: string) => readonly string[];
  /** True where there is such a file; it counts as used only when it is read. */
  readonly exists: (path: string) => boolean;
  readonly checksum: (path: string) => string | undefined;
  /** All files that were read, with their checksums. */
  readonly used: () => Readonly<Record<string, string>>;
  /** Paths of all that was read or asked for, by this image or another one of the spec. */
  readonly seen: () => readonly string[];
  /** The texts of the YAML files that could be read. */
  readonly sources: () => readonly Source[];
  /** The same files, with what was used so far: for one of several images. */
  readonly fork: () => SpecFiles;
}

/** What the checksum of a file is of: the text of YAML, which is the same in each encoding and with any line breaks. */
function contentOf({ yaml, bytes }: KnownFile): Uint8Array {
  return yaml?.root ? new TextEncoder().encode(yaml.source.text) : bytes;
}

/** Opens the files of a spec. */
export function openFiles(
  readFile: ReadFile,
  cache: FileCache,
  report: (diagnostic: Finding) => void,
  before: ReadonlySet<string> = new Set(),
  seen = new Map<string, string | undefined>(),
): SpecFiles {
  const used = new Set(before);
  const find = (path: string): KnownFile | undefined => {
    const known = cache.get(path);
    if (known) return known;
    const content = readFile(path);
    if (content === undefined) return undefined;
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = { content, bytes };
    cache.set(path, file);
    return file;
  };
  const use = (path: string, from?: string): KnownFile | undefined => {
    const file = find(path);
    if (!seen.has(path)) seen.set(path, from);
    if (file) used.add(path);
    return file;
  };
  const hashOf = (file: KnownFile): string => (file.hash ??= checksum(contentOf(file)));
  return {
    bytes: (path, from) => use(path, from)?.bytes,
    chainTo: (path) => {
      const chain = [path];
      for (let from = seen.get(path); from !== undefined; from = seen.get(from))
        chain.unshift(from);
      return chain;
    },
    yaml: (path, from) => {
      const file = use(path, from);
      if (!file) return undefined;
      file.yaml ??= readYaml(path, file.content);
      for (const diagnostic of file.yaml.diagnostics) report(diagnostic);
      return file.yaml;
    },
    exists: (path) => find(path) !== undefined,
    checksum: (path) => {
      const file = use(path);
      return file && hashOf(file);
    },
    used: () =>
      Object.fromEntries(
        [...used].flatMap((path) => {
          const file = cache.get(path);
          return file ? [[path, hashOf(file)]] : [];
        }),
      ),
    seen: () => [...seen.keys()],
    sources: () =>
      [...used].flatMap((path) => {
        const yaml = cache.get(path)?.yaml;
        return yaml?.root ? [yaml.source] : [];
      }),
    fork: () => openFiles(readFile, cache, report, used, seen),
  };
}
