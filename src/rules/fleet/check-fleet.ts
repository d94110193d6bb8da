/** Rules over several images: what each of them may have, and two of them may not. */
import { fileNameKey } from '../../lib/file-name-key';
import { placeOfOrigin } from '../../value/origin';
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import type { Image } from '../../image/image';
import { galleryIdOf, isVersion, targetPlace } from '../../image/target-place';
import type { Target } from '../../image/model-types';
import { literalText, type ResourceId, type Text } from '../../value/value';
import { types } from '../../service/resource-types';
import { ancestor } from '../../value/resource-id';
import { idParts, nameOf } from '../id-parts';
import {
  type Made,
  consistentPrerequisites,
  madeBy,
  distinctIdentifiers,
} from './consistent-prerequisites';
import { placeOfValue } from '../place';
import { tooManyTriggers, type TriggerPlace, triggerPlace } from './trigger-count';
import {
  countedDefinitions,
  type CountedDefinition,
  variantsShareDefinition,
} from './shared-definitions';

/** Something that one image writes or occupies. */
interface Claim {
  readonly what: 'staging' | 'version' | 'output';
  readonly key: string;
  readonly label: string;
  readonly place: Place;
}

/** What an image says of an image definition that it writes to. */
interface DefinitionUse {
  readonly key: string;
  readonly label: string;
  readonly place: Place;
  readonly os: string;
  readonly generation: number | undefined;
  readonly architecture: string;
}

/** What the rules have to know of an image: small, so that a fleet of them is. */
export interface FleetImage {
  readonly folder: string;
  readonly spec: string;
  readonly place: Place;
  readonly claims: readonly Claim[];
  readonly definitions: readonly DefinitionUse[];
  readonly made: readonly Made[];
  readonly counted: readonly CountedDefinition[];
  /** Where its trigger is, if it has one and its region is known. */
  readonly trigger: TriggerPlace | undefined;
}

/** Takes from an image what the rules have to know. */
export function fleetImage(image: Image, spec: string): FleetImage {
  const { origin } = image.name;
  const targets = image.properties.distribute.items;
  return {
    folder: image.folder,
    spec,
    place: origin.kind === 'spec' ? placeOfOrigin(origin) : { file: spec },
    claims: [
      ...claim('staging', image.properties.stagingResourceGroup, image),
      ...targets.flatMap((target) => targetClaim(target, image)),
    ],
    definitions: targets.flatMap((target) => definitionUse(galleryIdOf(target), image)),
    made: madeBy(image),
    counted: countedDefinitions(image),
    trigger: triggerPlace(image),
  };
}

function claim(
  what: Claim['what'],
  value: ResourceId | Text | undefined,
  image: Image,
): readonly Claim[] {
  if (!value) return [];
  const written = value.kind === 'text' ? literalText(value) : undefined;
  const parts = value.kind === 'id' ? idParts(value, image) : written && [written];
  if (!parts) return [];
  const label = value.kind === 'id' ? nameOf(parts, value) : (parts[0] ?? '');
  return [{ what, key: parts.join('\n').toLowerCase(), label, place: placeOfValue(value) }];
}

/** A version that the service counts is another one each time; one that is named can be made once. */
function targetClaim(target: Target, image: Image): readonly Claim[] {
  const id = galleryIdOf(target);
  if (id) return isVersion(id) ? claim('version', id, image) : [];
  return claim('output', targetPlace(target), image);
}

function definitionUse(id: ResourceId | undefined, image: Image): readonly DefinitionUse[] {
  if (!id) return [];
  const definition = ancestor(id, types.definition);
  const parts = idParts(definition, image);
  const { facts } = image;
  if (!parts) return [];
  return [
    {
      key: parts.join('\n').toLowerCase(),
      label: nameOf(parts, definition),
      place: placeOfValue(id),
      os: facts.os.value,
      generation: facts.generationSure ? facts.generation?.value : undefined,
      architecture: facts.architecture.value,
    },
  ];
}

/** True for a name that no folder can have on one system or another, and for that of a file which is written next to them. */
function isBadFolder(name: string): boolean {
  return (
    /^\.|[. ]$|[<>:"/\\|?*\x00-\x1f\x7f-\x9f]/.test(name) ||
    /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ||
    name.toLowerCase() === 'aibgen.schema.json'
  );
}

const claimCodes = { staging: 'AIB240', version: 'AIB241', output: 'AIB242' } as const;

/** Runs the rules over the images of a run. */
export function checkFleet(fleet: readonly FleetImage[]): readonly Finding[] {
  return [
    ...folderNames(fleet),
    ...sharedClaims(fleet),
    ...definitionsAgree(fleet),
    ...consistentPrerequisites(fleet),
    ...distinctIdentifiers(fleet),
    ...variantsShareDefinition(fleet),
    ...tooManyTriggers(fleet),
  ];
}

function folderNames(fleet: readonly FleetImage[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return fleet.flatMap(({ folder: name, spec, place }) => {
    if (isBadFolder(name)) return [diagnose('AIB218', { name }, place)];
    const other = owners.get(fileNameKey(name));
    if (other !== undefined) {
      const fields = { name, other: other === spec ? undefined : other };
      return [diagnose('AIB217', fields, place)];
    }
    owners.set(fileNameKey(name), spec);
    return [];
  });
}

function sharedClaims(fleet: readonly FleetImage[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return fleet.flatMap(({ folder, claims }) =>
    claims.flatMap(({ what, key, label, place }) => {
      const owner = owners.get(`${what}\n${key}`);
      if (owner === undefined) owners.set(`${what}\n${key}`, folder);
      // Twice in one image is seen to elsewhere.
      if (owner === undefined || owner === folder) return [];
      return [diagnose(claimCodes[what], { name: label, image: folder, other: owner }, place)];
    }),
  );
}

function definitionsAgree(fleet: readonly FleetImage[]): readonly Finding[] {
  const known = new Map<string, DefinitionUse & { readonly image: string }>();
  return fleet.flatMap(({ folder, definitions }) =>
    definitions.flatMap((use) => {
      const first = known.get(use.key);
      if (!first) known.set(use.key, { ...use, image: folder });
      const differs = first && difference(first, use);
      if (!first || differs === undefined) return [];
      const fields = { name: use.label, image: folder, other: first.image, ...differs };
      return [diagnose('AIB243', fields, use.place)];
    }),
  );
}

/** In what two uses of a definition differ: it has one operating system, one generation, one architecture. */
function difference(
  a: DefinitionUse,
  b: DefinitionUse,
): { readonly is: string; readonly otherIs: string } | undefined {
  if (a.os !== b.os) return { is: b.os, otherIs: a.os };
  if (a.architecture !== b.architecture) return { is: b.architecture, otherIs: a.architecture };
  if (a.generation === undefined || b.generation === undefined) return undefined;
  if (a.generation === b.generation) return undefined;
  return { is: `of generation ${b.generation}`, otherIs: `of generation ${a.generation}` };
}
