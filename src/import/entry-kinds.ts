/** Tells what kind of source, step or target an entry is, though its type is short, in another case, or missing. */
import { getOwn } from '../lib/get-own';
import { armProperty } from '../arm/arm-value';
import type { Json, JsonObject } from '../lib/json';
import type { SourceKind } from '../language/source-kinds';
import type { StepKind } from '../language/step-kinds';
import type { Branch, ObjectType } from '../language/type';
import { retiredSources } from './legacy-properties';
import { tokensIn } from './parameter-tokens';

/** The kind of an entry: the exact word, and the key and word that the template has; or why there is none. */
export interface EntryKind {
  readonly word: string;
  readonly key: string | undefined;
  readonly given: string | undefined;
  readonly refused?: string;
}

/** Finds the kind of an entry among those that its list can have. */
export function kindOfEntry(entry: JsonObject, branches: readonly Branch[]): EntryKind {
  const kinds = branches.flatMap(({ discriminator, otherNames, type }): readonly Kind[] =>
    'type' in discriminator && type.kind === 'object'
      ? [{ word: discriminator.type, otherNames: otherNames ?? [], type }]
      : [],
  );
  const key = Object.keys(entry).find((one) => one.toLowerCase() === 'type');
  const written = key === undefined ? undefined : entry[key];
  const given = typeof written === 'string' ? written : undefined;
  const plain = (given ?? '').toLowerCase().replaceAll(/[^a-z]/g, '');
  const retired = kinds.some(({ word }) => word === ('PlatformImage' satisfies SourceKind))
    ? (getOwn(retiredSources, plain) ?? (isIso(entry) ? retiredSources.iso : undefined))
    : undefined;
  if (retired !== undefined) return { word: '', key, given, refused: retired };
  const named =
    kinds.find(({ word }) => word.toLowerCase() === plain) ??
    kinds.find(({ otherNames }) => otherNames.includes(plain));
  const word =
    named?.word ??
    (given === undefined || kinds.length === 1 ? wordByKeys(entry, kinds) : undefined);
  if (word !== undefined) return { word, key, given };
  const what =
    given === undefined
      ? 'There is no type, and the other keys do not show it.'
      : tokensIn(given).length > 0
        ? 'The type has no static value; give it with --parameters.'
        : `"${given}" is none of ${kinds.map((one) => one.word).join(', ')}.`;
  return { word: '', key, given, refused: what };
}

/** A kind as its declaration has it. */
interface Kind {
  readonly word: string;
  readonly otherNames: readonly string[];
  readonly type: ObjectType<unknown>;
}

function isIso(entry: JsonObject): boolean {
  const uri = armProperty<Json>(entry, 'sourceURI');
  return typeof uri === 'string' && armProperty(entry, 'publisher') === undefined;
}

/** The kind that the keys of an entry tell: those that only one kind has, else those that a kind requires. */
function wordByKeys(entry: JsonObject, kinds: readonly Kind[]): string | undefined {
  const has = (key: string): boolean => armProperty<Json>(entry, key) !== undefined;
  const isUnique = (key: string, kind: Kind): boolean =>
    !kinds.some((other) => other !== kind && Object.hasOwn(other.type.fields, key));
  const isComplete = ({ type }: Kind): boolean =>
    type.required.every((key) => key === 'type' || (typeof key === 'string' && has(key)));
  const matching = kinds.filter((kind) =>
    Object.keys(kind.type.fields).some((key) => has(key) && isUnique(key, kind)),
  );
  const byKeys = matching.find((kind) => isComplete(kind)) ?? matching[0];
  if (byKeys) return byKeys.word;
  const script = armProperty<Json>(entry, 'scriptUri');
  const words = kinds.map(({ word }) => word);
  if (words.includes('Shell' satisfies StepKind) && (script !== undefined || has('inline'))) {
    return typeof script === 'string' && /\.ps1(?:$|\?)/i.test(script) ? 'PowerShell' : 'Shell';
  }
  return kinds.find((kind) => kind.type.required.length > 1 && isComplete(kind))?.word;
}
