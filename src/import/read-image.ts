/** An image template of a document -> what it says in the exact shape of today, with notes on every change. */
import { getOwn } from '../lib/get-own';
import { armProperty } from '../arm/arm-value';
import { isJsonObject, keyInAnyCase, type Json, type JsonObject } from '../lib/json';
import { apiVersions } from '../service/api-versions';
import { regionType, tagsType } from '../language/common-types';
import { imageTemplateProperties } from '../language/image-template';
import { specType } from '../language/language';
import type { ReferenceKind } from '../spec/references';
import { canonicalId } from './canonical-id';
import type { ImageJson } from './image-json';
import { identityId } from './imported-identity';
import { envelopeKeys } from './legacy-properties';
import { coerce, openReason, type CoerceContext } from './coerce';
import type { Notes } from './import-notes';
import type { SpecParameters } from './import-parameters';
import { relocate } from './relocate';
import { tidy, withoutSuppression } from './tidy';
import { token, wholeToken } from './parameter-tokens';

/** The image that a template says; its identity is undefined where the template has none. */
export interface ReadImage {
  readonly image: Omit<ImageJson, 'identity'>;
  readonly identity: string | undefined;
  readonly ids: readonly { readonly id: string; readonly kind: ReferenceKind }[];
}

/** Reads the body of a resource. */
export function readImage(
  body: JsonObject,
  name: string | undefined,
  parameters: SpecParameters,
  notes: Notes,
): ReadImage {
  const ids: { id: string; kind: ReferenceKind }[] = [];
  const context: CoerceContext = {
    ...notes,
    declare: parameters.declare,
    openPlace: parameters.openPlace,
    why: parameters.why,
    reference: (text, format, path) => {
      if (format === 'region' || format === 'checksum') return text;
      if (format === 'urn' || format === 'source') return text;
      const id = canonicalId(text, format, parameters, path, notes);
      ids.push({ id, kind: format });
      return id;
    },
  };
  const get = (key: string): Json | undefined => armProperty(body, key) ?? undefined;
  for (const key of Object.keys(body)) noteEnvelope(key, body, notes);
  const [place, ownTags] = [get('location'), get('tags')];
  const location = place === undefined ? place : coerce(place, regionType, ['location'], context);
  const tags = ownTags === undefined ? ownTags : coerce(ownTags, tagsType, ['tags'], context);
  const version = apiVersion(get('apiVersion'), context);
  const nameType = specType.fields.name;
  const coercedName =
    name === undefined || !nameType ? undefined : coerce(name, nameType, ['name'], context);
  const given = get('properties') ?? {};
  const submitted = isAnswer(body) ? withoutSuppression(given, ['properties'], notes) : given;
  const moved = relocate(submitted, ['properties'], notes);
  const properties = coerce(moved, imageTemplateProperties, ['properties'], context);
  return {
    image: {
      ...(version === undefined ? {} : { apiVersion: version }),
      ...(typeof coercedName === 'string' ? { name: coercedName } : {}),
      location: typeof location === 'string' ? location : openLocation(parameters, notes),
      ...(isJsonObject(tags) && !(isAnswer(body) && isEmpty(tags)) ? { tags } : {}),
      properties: isJsonObject(properties) ? tidy(properties, notes) : {},
    },
    identity: identityId(get('identity'), context),
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
const exactType = 'Microsoft.VirtualMachineImages/imageTemplates';

function noteEnvelope(key: string, body: JsonObject, { note }: Notes): void {
  const value = body[key] ?? null;
  const name = envelope.find((one) => one.toLowerCase() === key.toLowerCase());
  const noted = (what: 'default' | 'dropped' | 'repaired', reason: string, to?: Json): void =>
    note(what, [key], reason, { from: value, ...(to === undefined ? {} : { to }) });
  if (value === null) {
    noted('default', '"null" means the same as an absent value.');
  } else if (name === undefined) {
    const reason =
      getOwn(envelopeKeys, key.toLowerCase()) ?? 'An image template has no such property.';
    if (isEmpty(value)) noted('default', 'It is empty and says nothing.');
    else noted('dropped', reason);
  } else if (key !== keyInAnyCase(body, name)) {
    noted('dropped', `"${name}" is given too.`);
  } else if (name === 'type' && value !== exactType) {
    noted('repaired', 'The full type.', exactType);
  } else if (name === 'name' && (typeof value !== 'string' || value === '')) {
    noted('dropped', 'A name is a text.');
  } else if (name === 'tags' && isEmpty(value) && isAnswer(body)) {
    noted('default', 'Azure returns it where nothing was set.');
  } else if (name !== key) {
    note('repaired', [key], `The property is called "${name}".`);
  }
}

function openLocation(parameters: SpecParameters, { note }: Notes): string {
  note('repaired', [], 'The location is missing; the deployment has to give it.');
  return token(parameters.location(['location']));
}

function apiVersion(given: Json | undefined, context: CoerceContext): string | undefined {
  if (given === undefined) return undefined;
  const path = ['apiVersion'];
  const open = wholeToken(given);
  if (typeof given !== 'string') {
    context.note('dropped', path, 'A version is a text.', { from: given });
    return undefined;
  }
  if (apiVersions.some((one) => one === given)) return given;
  const lowest = 'the lowest one that has all that is used takes its place.';
  const reason =
    open !== undefined
      ? `${openReason('The version has', open, context)} Here ${lowest}`
      : /preview/i.test(given)
        ? `Preview versions are retired; ${lowest}`
        : `aibgen does not know this version; ${lowest}`;
  context.note('repaired', path, reason, { from: given });
  return undefined;
}
