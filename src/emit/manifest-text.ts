/** The manifest of an image: what it was made from, and the hashes of its files. */
import type { Image } from '../image/image';
import { checksum } from '../lib/checksum';
import { folderOf, relativeTo } from '../lib/paths';
import { readyMadeLabel } from '../service/ready-made-steps';
import { defaultFormats } from '../language/own-keys';
import type { SpecOptions } from '../spec/spec-options';
import type { UserTemplates } from './user-templates/user-templates';

/** The options without values of parameters that the image does not declare. */
function ownOptions(image: Image, options: SpecOptions): SpecOptions {
  const declared = new Set(image.parameters.map((parameter) => parameter.name));
  const set = Object.entries(options.set ?? {}).filter(([name]) => declared.has(name));
  return { ...options, set: sortedRecord(set) };
}

/**
 * The manifest of an image with files of these hashes. Its seal is the checksum of all the rest: a manifest that was edited, or
 * put together by a merge, has none that fits.
 */
export function manifestText(
  image: Image,
  entry: string,
  used: Readonly<Record<string, string>>,
  options: SpecOptions,
  files: Readonly<Record<string, string>>,
  own?: UserTemplates,
): string {
  const { set = {}, subscription, resourceGroup } = ownOptions(image, options);
  const relative = (path: string): string =>
    readyMadeLabel(path) ?? relativeTo(folderOf(entry), path);
  const manifest = {
    version: AIBGEN_VERSION,
    spec: image.specFile,
    inputs: sortedRecord(Object.entries(used).map(([path, hash]) => [relative(path), hash])),
    set,
    ...(own ? { templates: sortedRecord(Object.entries(own.hashes)) } : {}),
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(image.formats.join() === defaultFormats.join()
      ? {}
      : { formats: image.formats.join(', ') }),
    files,
  };
  const seal = checksum(JSON.stringify(manifest));
  return `${JSON.stringify({ ...manifest, seal }, null, 2)}\n`;
}

/** A record with its keys in order. */
export function sortedRecord(
  entries: readonly (readonly [string, string])[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
