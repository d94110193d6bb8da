/** An image template of a document -> what it says in the exact shape of today, with notes on every change. */
import { getOwn } from '../lib/get-own';
import type { ArmPath } from '../arm/document';
import { armProperty, isJsonObject } from '../arm/arm-value';
import type { Json, JsonObject } from '../arm/arm-value';
import { apiVersions } from '../service/api-versions';
import { regionType, tagsType } from '../language/common-types';
import { imageTemplateProperties } from '../language/image-template';
import { specType } from '../language/language';
import type { ReferenceKind } from '../spec/references';
import { idOfWord, idParts, joinId, openReference, ownPlaceholders } from './short-references';
import type { ImageJson } from './image-json';
import { identityId, newIdentity } from './imported-identity';
import { envelopeKeys } from './legacy-properties';
import { coerce } from './coerce';
import type { CoerceContext } from './coerce';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import { keyOf, relocate } from './relocate';
import { tidy, withoutSuppression } from './tidy';
import { wholePlaceholder, wholeToken, ownGroup, token, tokensIn } from './parameter-tokens';

/** The image that a template says. */
export interface ReadImage {
  readonly image: ImageJson;
  readonly createIdentity: boolean;
  readonly ids: readonly { readonly id: string; readonly kind: ReferenceKind }[];
}

/** Reads the body of a resource; `fallbackName` stands in for a name that is missing. */
export function readImage(
  body: JsonObject,
  name: string | undefined,
  fallbackName: string,
  parameters: SpecParameters,
  notes: Notes,
): ReadImage {
  const ids: { id: string; kind: ReferenceKind }[] = [];
  const context: CoerceContext = {
    ...notes,
    declare: parameters.declare,
    reference: (text, format, path) => {
      if (format === 'region' || format === 'checksum') return text;
      if (format === 'urn' || format === 'source') return text;
      const id = canonicalId(text, format, parameters, path, notes);
      ids.push({ id, kind: format });
      return id;
    },
  };
  const get = (key: string): Json | undefined => armProperty(body, key);
  for (const key of Object.keys(body)) noteEnvelope(key, body, notes);
  const [place, ownTags] = [get('location') ?? undefined, get('tags') ?? undefined];
  const location = place === undefined ? place : coerce(place, regionType, ['location'], context);
  const tags = ownTags === undefined ? ownTags : coerce(ownTags, tagsType, ['tags'], context);
  const version = apiVersion(get('apiVersion'), notes);
  const nameType = specType.fields.name;
  const coercedName =
    name === undefined || !nameType ? undefined : coerce(name, nameType, ['name'], context);
  const said = isAnswer(body)
    ? withoutSuppression(get('properties') ?? {}, ['properties'], notes)
    : (get('properties') ?? {});
  const moved = relocate(said, ['properties'], notes);
  const properties = coerce(moved, imageTemplateProperties, ['properties'], context);
  const identity = identityId(get('identity'), context);
  return {
    image: {
      ...(version === undefined ? {} : { apiVersion: version }),
      ...(typeof coercedName === 'string' ? { name: coercedName } : {}),
      location: typeof location === 'string' ? location : openLocation(parameters, notes),
      ...(isJsonObject(tags) && !(isAnswer(body) && isEmpty(tags)) ? { tags } : {}),
      identity: identity ?? newIdentity(`${fallbackName}-identity`, notes),
      properties: isJsonObject(properties) ? tidy(properties, notes) : {},
    },
    createIdentity: identity === undefined,
    ids,
  };
}

/** What Azure answers with holds what it set itself, and empty lists and maps where nothing was said. */
function isAnswer(body: JsonObject): boolean {
  const properties = armProperty(body, 'properties');
  const state = isJsonObject(properties) ? armProperty(properties, 'provisioningState') : undefined;
  return state !== undefined || ['id', 'systemData', 'etag'].some((key) => armProperty(body, key));
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

const envelope = ['type', 'name', 'location', 'tags', 'identity', 'apiVersion', 'properties'];

function noteEnvelope(key: string, body: JsonObject, { note }: Notes): void {
  const value = body[key] ?? null;
  const lower = key.toLowerCase();
  const name = envelope.find((one) => one.toLowerCase() === lower);
  if (value === null) {
    note('default', [key], '"null" means the same as an absent value.', { from: value });
  } else if (name === undefined) {
    const reason = getOwn(envelopeKeys, lower) ?? 'An image template has no such property.';
    if (isEmpty(value)) note('default', [key], 'It is empty and says nothing.', { from: value });
    else note('dropped', [key], reason, { from: value });
  } else if (key !== keyOf(body, name)) {
    note('dropped', [key], `"${name}" is given beside it.`, { from: value });
  } else if (name === 'type') noteType(key, value, note);
  else if (name === 'name' && (typeof value !== 'string' || value === '')) {
    note('dropped', [key], 'A name is a text.', { from: value });
  } else if (name === 'tags' && isEmpty(value) && isAnswer(body)) {
    note('default', [key], 'Azure answers with it where nothing was said.', { from: value });
  }
}

function noteType(key: string, value: Json, note: Notes['note']): void {
  const exact = 'Microsoft.VirtualMachineImages/imageTemplates';
  if (value !== exact) note('repaired', [key], 'The full type.', { from: value, to: exact });
}

function openLocation(parameters: SpecParameters, { note }: Notes): string {
  note('repaired', [], 'The location is missing; the deployment has to give it.');
  return token(parameters.location(['location']));
}

function apiVersion(given: Json | undefined, { note }: Notes): string | undefined {
  if (given === undefined) return undefined;
  const path = ['apiVersion'];
  if (typeof given !== 'string') {
    note('dropped', path, 'A version is a text.', { from: given });
    return undefined;
  }
  if (apiVersions.some((one) => one === given)) return given;
  const reason = /preview/i.test(given)
    ? 'Preview versions are retired; the lowest stable one that has all that is used takes its place.'
    : 'aibgen does not know this version; the lowest that has all that is used takes its place.';
  note('repaired', path, reason, { from: given });
  return undefined;
}

/** A reference of the template as a full id: of a placeholder or a lone parameter, of its own place. */
function canonicalId(
  text: string,
  kind: ReferenceKind,
  parameters: SpecParameters,
  path: ArmPath,
  { note }: Pick<Notes, 'note'>,
): string {
  const name = wholeToken(text);
  const standard = name === undefined ? undefined : parameters.defaultOf(name);
  if (typeof standard === 'string') return canonicalId(standard, kind, parameters, path, { note });
  const open = openReference(text, kind);
  if (open !== undefined) {
    const reason = 'Write the name here, or a whole id: no spec can leave a whole reference open.';
    const id = idOfWord(open.word, kind, open.below);
    note('note', path, reason, { from: text, to: [open.word, ...open.below].join('/') });
    return id;
  }
  const own = ownPlaceholders(lonePieces(text, parameters));
  if (own !== text) {
    note('repaired', path, "These placeholders mean the deployment's own place.", { from: text });
  }
  if (kind === 'galleryVersion' && /\/images\/[^/]+$/i.test(own)) {
    note('default', path, 'A definition without a version means the latest one.', { from: text });
    return `${own}/versions/latest`;
  }
  return openVersion(own, kind, parameters, path, note);
}

/** A version that is left open: a parameter in a target; in a source only the group before it tells it from a definition. */
function openVersion(
  id: string,
  kind: ReferenceKind,
  { declare }: SpecParameters,
  path: ArmPath,
  note: Notes['note'],
): string {
  const parts = idParts(id);
  const version = parts?.names[2];
  if (!parts || version === undefined || !/\/versions$/i.test(parts.type)) return id;
  const word = wholePlaceholder(version);
  if (kind === 'galleryDefinition') {
    if (word === undefined) return id;
    return joinId({
      ...parts,
      names: [...parts.names.slice(0, 2), token(declare(word, 'string', path))],
    });
  }
  const isOpen = word !== undefined || tokensIn(version).length > 0;
  if (!isOpen || parts.resourceGroup !== ownGroup) return id;
  const reason = 'Write the resource group here: a version that is open needs it before it.';
  note('note', path, reason, { from: id });
  return joinId({ ...parts, resourceGroup: '<resourceGroup>' });
}

/** A name that is one parameter and nothing else, in the deployment's own place, would be a reference of no scope. */
function lonePieces(id: string, parameters: SpecParameters): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  const name = wholeToken(last);
  const segments = id.split('/').length;
  if (name === undefined || segments !== 9) return id;
  const standard = parameters.defaultOf(name);
  const word = typeof standard === 'string' ? standard : `<${name}>`;
  return `${id.slice(0, id.length - last.length)}${word}`;
}
