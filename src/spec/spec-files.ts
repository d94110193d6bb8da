/** The files of a spec: each is read once and identified by its checksum. */
import { assertNever } from '../lib/assert-never';
import { checksum, checksumOfFile } from '../lib/checksum';
import { hasControls } from '../lib/invisible';
import { diagnose, type Finding, type Place, type Report } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import { fileLimits } from './size-limits';
import type { ReadResult } from './yaml/read-with-library';
import { readYaml } from './yaml/read-yaml';

/** Why a file is not read, in words that follow "is not read:". */
export function refusalReason(refusal: Refused): string {
  switch (refusal.refused) {
    case 'outside':
      return 'it is outside the project';
    case 'git':
      return 'it belongs to the repository itself, below ".git"';
    case 'name':
      return 'its name has control characters';
    case 'special':
      return 'it is not a regular file';
    case 'large':
      return `it is larger than ${sizeText(refusal.limit)}`;
    default:
      return assertNever(refusal);
  }
}

/** A refused file, at the place that names it. */
export function diagnoseRefusal(refusal: Refused, path: string, place: Place): Finding {
  return diagnose('AIB922', { path, why: refusalReason(refusal), refused: refusal.refused }, place);
}

function sizeText(bytes: number): string {
  return bytes % (1024 * 1024) === 0 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
}

/** Files by path; a path is text with `/` between folders. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Why a file is not read although it exists: it is outside of the project or in `.git`, is not a plain file, or is too large. */
export type Refused =
  | { readonly refused: 'outside' | 'git' | 'special' | 'name' }
  | { readonly refused: 'large'; readonly limit: number };

/** The content of a file of at most `limit` bytes; `undefined` where there is none. */
export type ReadFile = (path: string, limit: number) => string | Uint8Array | Refused | undefined;

/** What a file is read for. */
export type FileUse = keyof typeof fileLimits;

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
  readonly bytes: (path: string, use: FileUse, from?: string) => Uint8Array | undefined;
  /** Why a file that was asked for is not read; `undefined` where it was read, or is not there. */
  readonly refusal: (path: string) => Refused | undefined;
  /** A YAML file, read; what is wrong with it is reported. */
  readonly yaml: (path: string, from?: string) => ReadResult | undefined;
  /** The files through which a file was first reached, from the spec to the file itself. */
  readonly chainTo: (path: string) => readonly string[];
  /** True where there is such a file; it counts as used only when it is read. */
  readonly exists: (path: string, use: FileUse) => boolean;
  /** All files that were read, with their checksums. */
  readonly used: () => Readonly<Record<string, string>>;
  /** Paths of all files that this image, or another one of the spec, has read or tried to read. */
  readonly seen: () => readonly string[];
  /** Paths of all files whose content or presence was asked for: a change of one of them may change the result. */
  readonly asked: () => readonly string[];
  /** The texts of the YAML files that could be read. */
  readonly sources: () => readonly Source[];
  /** A copy for one of several images, which starts with the files used so far. */
  readonly fork: () => SpecFiles;
}

/** The checksum of a file; of YAML that of its text, which is the same in each encoding and with any line breaks. */
function hashOf(file: KnownFile): string {
  const { yaml, bytes } = file;
  file.hash ??= yaml?.root ? checksum(yaml.source.text) : checksumOfFile(bytes);
  return file.hash;
}

function encoded(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** Opens the files of a spec. */
export function openFiles(
  readFile: ReadFile,
  cache: FileCache,
  report: Report,
  before: ReadonlySet<string> = new Set(),
  seen = new Map<string, string | undefined>(),
  asked = new Set<string>(),
): SpecFiles {
  const used = new Set(before);
  const refused = new Map<string, Refused>();
  const find = (path: string, use: FileUse): KnownFile | undefined => {
    asked.add(path);
    const limit = fileLimits[use];
    if (hasControls(path)) {
      refused.set(path, { refused: 'name' });
      return undefined;
    }
    const content = cache.get(path)?.content ?? readFile(path, limit);
    if (content === undefined) return undefined;
    if (typeof content !== 'string' && 'refused' in content) {
      refused.set(path, content);
      return undefined;
    }
    const file = cache.get(path) ?? { content, bytes: encoded(content) };
    cache.set(path, file);
    if (file.bytes.length <= limit) return file;
    refused.set(path, { refused: 'large', limit });
    return undefined;
  };
  const use = (path: string, as: FileUse, from?: string): KnownFile | undefined => {
    const file = find(path, as);
    if (!seen.has(path)) seen.set(path, from);
    if (file) used.add(path);
    return file;
  };
  return {
    bytes: (path, as, from) => use(path, as, from)?.bytes,
    refusal: (path) => refused.get(path),
    chainTo: (path) => {
      const chain = [path];
      for (let from = seen.get(path); from !== undefined; from = seen.get(from))
        chain.unshift(from);
      return chain;
    },
    yaml: (path, from) => {
      const file = use(path, 'yaml', from);
      if (!file) return undefined;
      file.yaml ??= readYaml(path, file.content);
      for (const diagnostic of file.yaml.diagnostics) report(diagnostic);
      return file.yaml;
    },
    exists: (path, as) => find(path, as) !== undefined,
    used: () => {
      const hashes: Record<string, string> = {};
      for (const path of used) {
        const file = cache.get(path);
        // Hashed when it is asked for: a check of a spec needs none.
        if (file)
          Object.defineProperty(hashes, path, { enumerable: true, get: () => hashOf(file) });
      }
      return hashes;
    },
    seen: () => [...seen.keys()],
    asked: () => [...asked],
    sources: () =>
      [...used].flatMap((path) => {
        const yaml = cache.get(path)?.yaml;
        return yaml?.root ? [yaml.source] : [];
      }),
    fork: () => openFiles(readFile, cache, report, used, seen, asked),
  };
}
