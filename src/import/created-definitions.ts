/** Galleries and image definitions that a template creates: `definition` of the targets that write to them. */
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { definitionProperties } from '../language/prerequisites';
import { regionType, tagsType } from '../language/common-types';
import { securityFeature, securityTypes } from '../service/gallery-definitions';
import type { ImportedResource } from '../arm/collect-resources';
import type { ArmReadResult } from '../arm/read-template';
import { armProperty } from '../arm/arm-value';
import { coerce, type CoerceContext } from './coerce';
import { choose, optional, type Draft, type DraftMap } from './draft';
import { rawDraft } from './draft-value';
import type { DefinitionJson, ImageJson } from './image-json';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import { flatten, ownGroup, ownSubscription } from './parameter-tokens';
import { idParts } from './short-references';
import { mapValues } from '../lib/map-values';

const galleryType = 'microsoft.compute/galleries';

/** The definitions that the template creates for its gallery targets, by the index of their target. */
export function createdDefinitions(
  properties: JsonObject,
  { others }: ArmReadResult,
  parameters: SpecParameters,
  notes: Notes,
): NonNullable<ImageJson['definitions']> {
  const targets = isJsonList(properties.distribute) ? properties.distribute : [];
  const find = (type: string, id: string, depth: number): ImportedResource | undefined =>
    others.find(
      (one) => one.type.toLowerCase() === type && idOf(one, parameters) === placedName(id, depth),
    );
  const entries = targets.flatMap((target, index): [string, DefinitionJson][] => {
    const id = isJsonObject(target) ? target.galleryImageId : undefined;
    const found = typeof id === 'string' ? find(`${galleryType}/images`, id, 2) : undefined;
    if (typeof id !== 'string' || !found) return [];
    const createGallery = find(galleryType, id, 1) !== undefined;
    return [[String(index), { ...readDefinition(found, parameters, notes), createGallery }]];
  });
  return Object.fromEntries(entries);
}

/** Where a target writes to, down to the gallery or the definition: `group/gallery/definition`, in lower case. */
function placedName(id: string, depth: number): string | undefined {
  const parts = idParts(id);
  return parts
    ? [parts.subscription, parts.resourceGroup, ...parts.names.slice(0, depth)]
        .join('/')
        .toLowerCase()
    : undefined;
}

function idOf({ name, scope }: ImportedResource, parameters: SpecParameters): string {
  const text = (value: typeof name | undefined, own: string): string => {
    const flat = value === undefined ? own : flatten(value, parameters, []);
    return typeof flat === 'string' ? flat : '';
  };
  return [
    text(scope.subscription, ownSubscription),
    text(scope.resourceGroup, ownGroup),
    text(name, ''),
  ]
    .join('/')
    .toLowerCase();
}

/** Azure's defaults, which differ from those of a spec. https://learn.microsoft.com/rest/api/compute/gallery-images/create-or-update */
const azureDefaults = { hyperVGeneration: 'V1', architecture: 'x64' };

function readDefinition(
  resource: ImportedResource,
  parameters: SpecParameters,
  notes: Notes,
): Omit<DefinitionJson, 'createGallery'> {
  const flat = flatten(resource.body, parameters, []);
  const body = isJsonObject(flat) ? flat : {};
  const context: CoerceContext = {
    note: (what, path, reason, values) => {
      if (what !== 'default')
        notes.note('note', [], `Image definition: ${path.join('.')}: ${reason}`, values);
    },
    obstacle: (path, reason) =>
      notes.note('note', [], `Image definition: ${path.join('.')}: ${reason}`),
    gone: () => {},
    declare: parameters.declare,
    openPlace: parameters.openPlace,
    why: parameters.why,
    reference: (text) => text,
  };
  const read = (key: string, type: Parameters<typeof coerce>[1]): Json | undefined => {
    const value = armProperty(body, key);
    return value === undefined ? undefined : coerce(value, type, [key], context);
  };
  const given = armProperty(body, 'properties');
  const { securityType, rest } = withoutSecurity(isJsonObject(given) ? given : {});
  const properties = coerce(rest, definitionProperties, [], context);
  const [location, tags] = [read('location', regionType), read('tags', tagsType)];
  return {
    securityType,
    ...(typeof location === 'string' ? { location } : {}),
    ...(isJsonObject(tags) ? { tags } : {}),
    properties: { ...azureDefaults, ...(isJsonObject(properties) ? properties : {}) },
  };
}

/** The security type, which is one of the features, and the other properties. */
function withoutSecurity(properties: JsonObject): { securityType: string; rest: JsonObject } {
  const features = armProperty(properties, 'features');
  const isSecurity = (one: Json): boolean =>
    isJsonObject(one) && String(one.name).toLowerCase() === securityFeature.toLowerCase();
  const all = isJsonList(features) ? features : [];
  const given = all.find(isSecurity);
  const value = isJsonObject(given) ? String(given.value).toLowerCase() : 'none';
  const securityType = securityTypes.find((one) => one.toLowerCase() === value);
  const others = all.filter((one) => !isSecurity(one));
  const rest = Object.entries(properties).filter(([key]) => key.toLowerCase() !== 'features');
  return {
    securityType: securityType ?? String(isJsonObject(given) ? given.value : 'none'),
    rest: { ...Object.fromEntries(rest), features: others },
  };
}

/** `definition` of a target: what its source does not tell, or nothing where no spec can have it. */
export function definitionDraft(definition: DefinitionJson, target: string): Draft {
  const { identifier, ...properties } = definition.properties;
  const names = isJsonObject(identifier) ? identifier : {};
  const fields = (of: JsonObject, path: string): DraftMap =>
    mapValues(of, (value, key) => optional(`${target}.${path}.${key}`, rawDraft(value)));
  const map: DraftMap = {
    createGallery: definition.createGallery ? true : undefined,
    ...fields(names, 'properties.identifier'),
    ...fields(properties, 'properties'),
    securityType: optional(`${target}.securityType`, definition.securityType),
    location: optional(`${target}.location`, rawDraft(definition.location)),
    tags: rawDraft(definition.tags),
  };
  // All or nothing: a definition that is a little different would be another one.
  return definition.createGallery
    ? choose(target, map, undefined)
    : choose(target, true, map, undefined);
}
