/** Tells what kind of source, step or target an entry is, though its type is short, in another case, or missing. */
import { getOwn } from '../lib/get-own';
import { armProperty } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { retiredSources } from './legacy-properties';
import { tokensIn } from './parameter-tokens';

/** The kind of an entry: the exact word, and the key and word that the template has; or why there is none. */
export interface EntryKind {
  readonly word: string;
  readonly key: string | undefined;
  readonly given: string | undefined;
  readonly refused?: string;
}

/** Names that were used for a kind, without signs and in lower case. */
const otherWords: Readonly<Record<string, string>> = {
  sharedimagegallery: 'SharedImage',
  sharedimageversion: 'SharedImageVersion',
  gallery: 'SharedImage',
  sharedimagegalleryversion: 'SharedImageVersion',
  galleryimageversion: 'SharedImageVersion',
  marketplaceimage: 'PlatformImage',
  marketplace: 'PlatformImage',
  restart: 'WindowsRestart',
  update: 'WindowsUpdate',
  ps: 'PowerShell',
  bash: 'Shell',
};

/** Keys that only one kind has, in the order in which they are looked for. */
const tellingKeys: readonly (readonly [string, string])[] = [
  ['imageVersionId', 'SharedImageVersion'],
  ['publisher', 'PlatformImage'],
  ['offer', 'PlatformImage'],
  ['galleryImageId', 'SharedImage'],
  ['replicationRegions', 'SharedImage'],
  ['targetRegions', 'SharedImage'],
  ['imageId', 'ManagedImage'],
  ['sourceUri', 'File'],
  ['destination', 'File'],
  ['restartCommand', 'WindowsRestart'],
  ['restartCheckCommand', 'WindowsRestart'],
  ['restartTimeout', 'WindowsRestart'],
  ['searchCriteria', 'WindowsUpdate'],
  ['updateLimit', 'WindowsUpdate'],
  ['filters', 'WindowsUpdate'],
  ['runElevated', 'PowerShell'],
  ['runAsSystem', 'PowerShell'],
  ['validExitCodes', 'PowerShell'],
];

/** Finds the kind of an entry among the kinds that its list can have. */
export function kindOfEntry(entry: JsonObject, words: readonly string[]): EntryKind {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === 'type');
  const written = key === undefined ? undefined : entry[key];
  const given = typeof written === 'string' ? written : undefined;
  const plain = (given ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
  const retired = words.includes('PlatformImage')
    ? (getOwn(retiredSources, plain) ?? (isIso(entry) ? retiredSources.iso : undefined))
    : undefined;
  const word =
    words.find((one) => one.toLowerCase() === plain) ??
    words.find((one) => one === getOwn(otherWords, plain)) ??
    (given === undefined || words.length === 1 ? wordByKeys(entry, words) : undefined);
  if (retired !== undefined) return { word: '', key, given, refused: retired };
  if (word !== undefined) return { word, key, given };
  const what =
    given === undefined
      ? 'There is no type, and the other keys do not tell it.'
      : tokensIn(given).length > 0
        ? 'The type has no static value; give it with --parameters.'
        : `"${given}" is none of ${words.join(', ')}.`;
  return { word: '', key, given, refused: what };
}

function isIso(entry: JsonObject): boolean {
  const uri = armProperty<Json>(entry, 'sourceURI');
  return typeof uri === 'string' && armProperty(entry, 'publisher') === undefined;
}

function wordByKeys(entry: JsonObject, words: readonly string[]): string | undefined {
  const told = tellingKeys.find(
    ([key, word]) => words.includes(word) && armProperty<Json>(entry, key) !== undefined,
  );
  if (told) return told[1];
  const script = armProperty<Json>(entry, 'scriptUri');
  const hasScript = script !== undefined || armProperty<Json>(entry, 'inline') !== undefined;
  if (words.includes('Shell') && hasScript) {
    return typeof script === 'string' && /\.ps1(?:$|\?)/i.test(script) ? 'PowerShell' : 'Shell';
  }
  const hasOutput = armProperty<Json>(entry, 'runOutputName') !== undefined;
  return words.includes('VHD') && hasOutput ? 'VHD' : undefined;
}
