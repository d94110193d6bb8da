/** An image template of a document -> what it says in the exact shape of today, with notes on every change. */
import type { ArmPath } from '../arm-document';
import { armProperty, isJsonList, isJsonObject } from '../arm-value';
import type { Json, JsonObject } from '../arm-value';
import { apiVersions } from '../../service/api-versions';
import { imageTemplateProperties, regionType, tagsType } from '../../spec/azure';
import { specType } from '../../spec/language';
import type { ReferenceKind } from '../../spec/references';
import { idOfWord, ownPlaceholders, wordOfId } from './ids';
import type { ImageJson } from './image-json';
import { envelopeKeys } from './legacy';
import { mend } from './mend';
import type { MendContext } from './mend';
import type { Notes } from './notes';
import type { SpecParameters } from './parameters';
import { relocate } from './relocate';
import { loneToken, token } from './tokens';

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
  const context: MendContext = {
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
  for (const key of Object.keys(body)) noteEnvelope(key, body[key] ?? null, notes);
  const location = mend(get('location') ?? null, regionType, ['location'], quiet(context));
  const tags = mend(get('tags') ?? null, tagsType, ['tags'], quiet(context));
  const version = apiVersion(get('apiVersion'), notes);
  const nameType = specType.fields.name;
  const mendedName =
    name === undefined || !nameType ? undefined : mend(name, nameType, ['name'], context);
  const moved = relocate(get('properties') ?? {}, ['properties'], notes);
  const properties = mend(moved, imageTemplateProperties, ['properties'], context);
  const identity = identityId(get('identity'), context);
  return {
    image: {
      ...(version === undefined ? {} : { apiVersion: version }),
      ...(typeof mendedName === 'string' ? { name: mendedName } : {}),
      location: typeof location === 'string' ? location : openLocation(parameters, notes),
      ...(isJsonObject(tags) ? { tags } : {}),
      identity: identity ?? newIdentity(`${fallbackName}-identity`, notes),
      properties: isJsonObject(properties) ? tidy(properties, notes) : {},
    },
    createIdentity: identity === undefined,
    ids,
  };
}

/** An absent value is none to tell about. */
function quiet(context: MendContext): MendContext {
  return {
    ...context,
    note: (what, path, reason, values) => {
      if (values?.from !== null) context.note(what, path, reason, values);
    },
  };
}

const envelope = new Set(['name', 'location', 'tags', 'identity', 'apiversion', 'properties']);

function noteEnvelope(key: string, value: Json, { note }: Notes): void {
  const lower = key.toLowerCase();
  if (envelope.has(lower)) return;
  if (lower === 'type') {
    const given = typeof value === 'string' ? value : '';
    const exact = 'Microsoft.VirtualMachineImages/imageTemplates';
    if (given !== exact && given !== '') {
      note('repaired', [key], 'The full type.', { from: value, to: exact });
    }
    return;
  }
  if (isJsonList(value) && value.length === 0) return;
  const reason = envelopeKeys[lower] ?? 'An image template has no such property.';
  note('dropped', [key], reason, { from: value });
}

function openLocation(parameters: SpecParameters, { note }: Notes): string {
  note('repaired', [], 'The location is missing; the deployment has to give it.');
  return token(parameters.location(['location']));
}

function apiVersion(given: Json | undefined, { note }: Notes): string | undefined {
  if (typeof given !== 'string') return undefined;
  const path = ['apiVersion'];
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
  const name = loneToken(text);
  const standard = name === undefined ? undefined : parameters.defaultOf(name);
  if (typeof standard === 'string') return canonicalId(standard, kind, parameters, path, { note });
  const word = wordOfId(text);
  if (word !== undefined) {
    const reason = 'Write the name here, or a whole id: no spec can leave a whole reference open.';
    note('repaired', path, reason, { from: text, to: word });
    return idOfWord(word, kind);
  }
  const own = ownPlaceholders(lonePieces(text, parameters));
  if (own !== text) {
    note('repaired', path, "These placeholders mean the deployment's own place.", { from: text });
  }
  if (kind !== 'galleryVersion' || !/\/images\/[^/]+$/i.test(own)) return own;
  note('default', path, 'A definition without a version means the latest one.', { from: text });
  return `${own}/versions/latest`;
}

/** A name that is one parameter and nothing else, in the deployment's own place, would be a reference of no scope. */
function lonePieces(id: string, parameters: SpecParameters): string {
  const last = id.slice(id.lastIndexOf('/') + 1);
  const name = loneToken(last);
  const segments = id.split('/').length;
  if (name === undefined || segments !== 9) return id;
  const standard = parameters.defaultOf(name);
  const word = typeof standard === 'string' ? standard : `<${name}>`;
  return `${id.slice(0, id.length - last.length)}${word}`;
}

function identityId(value: Json | undefined, context: MendContext): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const map = armProperty(value, 'userAssignedIdentities');
  const ids = isJsonObject(map)
    ? Object.keys(map)
    : isJsonList(map)
      ? map.filter((one) => typeof one === 'string')
      : [];
  const [first, ...more] = ids;
  const type = armProperty(value, 'type');
  if (type !== undefined && type !== 'UserAssigned') {
    const reason = 'The service takes user-assigned identities only.';
    context.note('repaired', ['identity', 'type'], reason, { from: type, to: 'UserAssigned' });
  }
  const path = ['identity', 'userAssignedIdentities'];
  for (const id of more) {
    const reason = 'The service takes one identity; the first is kept.';
    context.note('dropped', [...path, id], reason, { from: id });
  }
  for (const [id, facts] of Object.entries(isJsonObject(map) ? map : {})) {
    for (const [key, fact] of Object.entries(isJsonObject(facts) ? facts : {})) {
      const reason = 'Azure sets it; it cannot be given.';
      context.note('dropped', [...path, id, key], reason, { from: fact });
    }
  }
  return first === undefined ? undefined : context.reference(first, 'identity', [...path, first]);
}

function newIdentity(name: string, { note }: Notes): string {
  const reason =
    'The template has no identity, and the service takes none without one today; the deployment makes this one.';
  note('repaired', ['identity'], reason, { to: { name, create: true } });
  return idOfWord(name, 'identity');
}

/** What is left to mend once everything has its shape: names given twice, and a network that says nothing. */
function tidy(properties: JsonObject, notes: Notes): JsonObject {
  const { buildTimeoutInMinutes: minutes, ...rest } = properties;
  if (minutes === 0) {
    notes.note('default', ['properties', 'buildTimeoutInMinutes'], '0 means 240 minutes.', {
      from: 0,
    });
  }
  const own = minutes === undefined || minutes === 0 ? rest : properties;
  return Object.fromEntries(
    Object.entries(own).map(([key, value]) => {
      const path = ['properties', key];
      if (key === 'customize') return [key, uniqueNames(value, path, notes)];
      if (key === 'validate' && isJsonObject(value) && value.inVMValidations !== undefined) {
        const at = [...path, 'inVMValidations'];
        return [key, { ...value, inVMValidations: uniqueNames(value.inVMValidations, at, notes) }];
      }
      return [key, key === 'vmProfile' ? withoutEmpty(value, 'vnetConfig') : value];
    }),
  );
}

function withoutEmpty(value: Json, key: string): Json {
  if (!isJsonObject(value)) return value;
  const { [key]: inner, ...rest } = value;
  return isJsonObject(inner) && Object.keys(inner).length === 0 ? rest : value;
}

function uniqueNames(steps: Json, path: ArmPath, { note }: Notes): Json {
  if (!isJsonList(steps)) return steps;
  const seen = new Set<string>();
  return steps.map((step, index) => {
    if (!isJsonObject(step) || typeof step.name !== 'string') return step;
    const key = step.name.toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return step;
    }
    const { name, ...rest } = step;
    const reason = 'An earlier step has this name; the spec gives the step one of its own.';
    note('repaired', [...path, index, 'name'], reason, { from: name });
    return rest;
  });
}
