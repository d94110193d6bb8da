/** The manifest of an image folder: which files aibgen wrote there, and their hashes. */
import { besideFile, staysInside } from '../lib/paths';
import { isReadyMade, readyMadeName } from '../service/ready-made-steps';
import type { Host } from './host';
import { RefusedFile } from './read-file';

export const manifestName = '.aibgen.json';

/** What a build may leave behind when it is interrupted: the hashes of all that was there, and of all that it writes. */
export const pendingName = '.aibgen.pending.json';

/** Files by their path in the folder, with the hashes that each may have. */
export type Written = ReadonlyMap<string, readonly string[]>;

/** The files that the manifests of a folder list; paths that leave the folder are ignored. */
export function writtenFiles(host: Host, folder: string): Written {
  const written = new Map<string, readonly string[]>();
  for (const name of [manifestName, pendingName]) {
    const bytes = contentOf(host, `${folder}/${name}`);
    for (const [path, hashes] of filesOfManifest(new TextDecoder().decode(bytes))) {
      written.set(path, [...(written.get(path) ?? []), ...hashes]);
    }
  }
  return written;
}

/** The files that a manifest names; in one with conflict markers of git, those of both versions. */
export function filesOfManifest(text: string): Written {
  const written = new Map<string, readonly string[]>();
  for (const version of versionsOf(text)) {
    for (const [path, hashes] of filesOf(version)) {
      written.set(path, [...new Set([...(written.get(path) ?? []), ...hashes])]);
    }
  }
  return written;
}

/** What a JSON text says, or its two versions between conflict markers say. */
function versionsOf(text: string): readonly unknown[] {
  const isConflict = /^<{7} /m.test(text);
  const texts = isConflict ? [sideOf(text, 'ours'), sideOf(text, 'theirs')] : [text];
  return texts.flatMap((one) => {
    try {
      return [JSON.parse(one)];
    } catch {
      return [];
    }
  });
}

/** One version of a text with conflict markers. */
function sideOf(text: string, side: 'ours' | 'theirs'): string {
  let within: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  return text
    .split('\n')
    .filter((line) => {
      if (/^<{7}(?: |$)/.test(line)) within = 'ours';
      else if (/^\|{7}(?: |$)/.test(line)) within = 'base';
      else if (/^={7}$/.test(line) && within !== 'both') within = 'theirs';
      else if (/^>{7}(?: |$)/.test(line)) within = 'both';
      else return within === 'both' || within === side;
      return false;
    })
    .join('\n');
}

/** The text of a pending manifest: the files of earlier manifests, and those of the new one. */
export function pendingText(before: Written, manifest: string): string {
  const known = new Map<string, readonly string[]>(before);
  for (const [path, hashes] of filesOfManifest(manifest)) {
    known.set(path, [...new Set([...(known.get(path) ?? []), ...hashes])]);
  }
  return `${JSON.stringify({ files: Object.fromEntries(known) })}\n`;
}

function contentOf(host: Host, path: string): Uint8Array | undefined {
  try {
    return host.kindOf(path) === 'file'
      ? host.readFile(path, { limit: largestManifest })
      : undefined;
  } catch (error) {
    if (error instanceof RefusedFile) return undefined;
    throw error;
  }
}

/** Bytes; a larger manifest is not one of aibgen's. */
const largestManifest = 4 * 1024 * 1024;

/** Files; as many as a folder of pipelines for the largest fleets has. */
const mostFiles = 20_000;

function filesOf(manifest: unknown): readonly (readonly [string, readonly string[]])[] {
  if (typeof manifest !== 'object' || manifest === null || !('files' in manifest)) return [];
  const { files } = manifest;
  if (typeof files !== 'object' || files === null) return [];
  return Object.entries(files)
    .slice(0, mostFiles)
    .flatMap(([path, given]: [string, unknown]) => {
      const hashes = [given].flat().filter((hash) => typeof hash === 'string');
      return staysInside(path) ? [[path, hashes] as const] : [];
    });
}

/** The version of the aibgen that wrote a folder, as its manifest says; undefined where it does not. */
export function writtenBy(host: Host, folder: string): string | undefined {
  const bytes = contentOf(host, `${folder}/${manifestName}`);
  const [manifest] = versionsOf(new TextDecoder().decode(bytes));
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest))
    return undefined;
  const { version } = manifest;
  return typeof version === 'string' && version.length <= 50 ? version : undefined;
}

/** The inputs of a folder that have changed: files by their paths, and aibgen itself. */
export function changedInputs(
  host: Host,
  folder: string,
  manifest: string,
  specFolder: string,
): readonly string[] {
  const bytes = contentOf(host, `${folder}/${manifestName}`);
  const [before] = versionsOf(new TextDecoder().decode(bytes));
  const now: unknown = JSON.parse(manifest);
  if (typeof before !== 'object' || before === null) return [];
  const inputs = (one: unknown, key: string): Readonly<Record<string, unknown>> => {
    const found = typeof one === 'object' && one !== null ? Object.entries(one) : [];
    const value: unknown = found.find(([name]) => name === key)?.[1];
    return typeof value === 'object' && value !== null ? { ...value } : { [key]: value };
  };
  const keys = [
    'inputs',
    'set',
    'templates',
    'version',
    'subscription',
    'resourceGroup',
    'formats',
  ];
  return keys.flatMap((key) => {
    const [old, fresh] = [inputs(before, key), inputs(now, key)];
    const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])];
    const label = key === 'version' ? 'aibgen' : undefined;
    const shown = (name: string): string =>
      key === 'inputs' && !isReadyMade(readyMadeName(name))
        ? besideFile(`${specFolder}/`, name)
        : (label ?? name);
    return names.flatMap((name) => (old[name] === fresh[name] ? [] : [shown(name)]));
  });
}

/** True where a plain file holds exactly a text. */
export function sameContent(host: Host, path: string, text: string): boolean {
  const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
  return (
    bytes !== undefined && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) === text
  );
}
