/** The identity of a template: one that the user assigned, by its id. */
import type { ArmPath } from '../arm/document';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { idParts, joinId, ownPlaceholders, type Place } from './short-references';
import type { ArmReadResult } from '../arm/read-template';
import type { SpecParameters } from './import-parameters';
import { openReason, type CoerceContext } from './coerce';
import type { Notes } from './import-notes';
import { flatten, readableText, wholeToken } from './parameter-tokens';

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const identitiesKeys = /^(?:userassignedidentities|identityids)$/;

/** The id of the identity; `undefined` where there is none. */
export function identityId(value: Json | undefined, context: CoerceContext): string | undefined {
  const path = ['identity'];
  if (value === undefined || value === null) return undefined;
  if (!isJsonObject(value)) {
    const open = wholeToken(value);
    if (open !== undefined) context.obstacle(path, openReason('The identity has', open, context));
    else context.note('dropped', path, 'The service takes an object here.', { from: value });
    return undefined;
  }
  const key = Object.keys(value).find((one) =>
    identitiesKeys.test(one.toLowerCase().replaceAll('_', '')),
  );
  for (const [name, given] of Object.entries(value)) {
    if (name !== key) noteOther(name, given, [...path, name], context);
  }
  return key === undefined ? undefined : firstOf(value[key] ?? null, [...path, key], context);
}

function noteOther(name: string, given: Json, path: ArmPath, { note }: CoerceContext): void {
  if (name.toLowerCase() !== 'type') {
    note('dropped', path, 'Azure sets it; it cannot be given.', { from: given });
  } else if (given !== 'UserAssigned') {
    const reason = 'The service takes user-assigned identities only.';
    note('repaired', path, reason, { from: given, to: 'UserAssigned' });
  } else if (name !== 'type') note('repaired', path, 'The property is called "type".');
}

function firstOf(map: Json, path: ArmPath, context: CoerceContext): string | undefined {
  const open = wholeToken(map);
  if (open !== undefined) {
    context.obstacle(path, openReason('The identities have', open, context));
    return undefined;
  }
  const entries = isJsonList(map)
    ? map.map((id, index): readonly [Json, string | number, Json] => [id, index, {}])
    : Object.entries(isJsonObject(map) ? map : {}).map(
        ([id, facts]): readonly [Json, string | number, Json] => [id, id, facts],
      );
  if (!isJsonList(map) && !isJsonObject(map)) {
    context.note('dropped', path, 'The service takes a map of ids here.', { from: map });
  }
  let first: string | undefined;
  for (const [id, step, facts] of entries) {
    const at = [...path, step];
    noteFacts(facts, at, context);
    if (typeof id !== 'string' || id.trim() === '') {
      context.note('dropped', at, 'An id is a text.', { from: id });
    } else if (first === undefined) first = context.reference(id, 'identity', at);
    else {
      const reason = 'The service takes one identity; the first is kept.';
      context.note('dropped', at, reason, { from: id });
    }
  }
  return first;
}

function noteFacts(facts: Json, path: ArmPath, { note }: CoerceContext): void {
  if (!isJsonObject(facts)) {
    if (facts !== null) note('dropped', path, 'An empty map belongs here.', { from: facts });
    return;
  }
  for (const [key, fact] of Object.entries<Json>(facts satisfies JsonObject)) {
    note('dropped', [...path, key], 'Azure sets it; it cannot be given.', { from: fact });
  }
}

/** True where the template itself creates the identity, in the deployment's own group. */
export function isCreated(
  identity: string,
  own: Place,
  { others }: ArmReadResult,
  parameters: SpecParameters,
): boolean {
  const parts = idParts(ownPlaceholders(identity));
  const name = parts?.names.at(-1)?.toLowerCase();
  if (parts?.resourceGroup.toLowerCase() !== own.resourceGroup.toLowerCase()) return false;
  return others.some((one) => {
    if (one.type.toLowerCase() !== identityType.toLowerCase()) return false;
    const created = flatten(one.name, parameters, []);
    return (
      typeof created === 'string' &&
      readableText(created).toLowerCase() === readableText(name ?? '')
    );
  });
}

/** Why a template without an identity gets one. */
const noIdentity =
  'The template has no identity, and the service takes none without one today; the deployment makes this one.';

/** The id of an identity that the deployment creates in its own group, noted. */
export function newIdentity(
  name: string,
  own: Place,
  { note, obstacles }: Notes,
  reason = noIdentity,
): string {
  const isOpen = obstacles.some(({ path }) => path.startsWith('identity'));
  if (!isOpen) note('repaired', ['identity'], reason, { to: { name, create: true } });
  return joinId({ ...own, type: identityType, names: [name] });
}
