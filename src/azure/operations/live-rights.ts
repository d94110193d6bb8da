/** `roles --live`: the rights that an identity needs against those that it has. */
import type { Right, Roles } from '../../rights/right-changes';
import { get, type Json, type JsonObject, listAt, textAt } from '../../lib/json';
import { type Session, problem, type ImageResult } from '../azure-image';
import { listAll } from '../pages';
import { ifFound } from '../service-error';

/** A role that the identity has on a scope. */
export interface Granted {
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly role: string;
  readonly permissions: readonly {
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly dataActions: readonly string[];
  }[];
}

const authorization = 'Microsoft.Authorization';
const version = '2022-04-01';

/** Compares the rights that the identity of an image needs; the result names each that is missing. */
export async function compareRights(
  session: Session,
  name: string,
  { identity, rights }: Roles,
): Promise<ImageResult> {
  const principal = await principalOf(session, identity);
  const granted = principal === undefined ? [] : await grantedTo(session, principal, rights);
  const judged = rights.map((right) => ({
    right,
    granted: granted.some((one) => covers(one, right)),
  }));
  const missing = judged.filter((one) => !one.granted).map(({ right }) => right);
  const short = identity.split('/').at(-1) ?? identity;
  return {
    name,
    state: missing.length === 0 ? 'complete' : 'missing',
    data: {
      identity,
      principalId: principal ?? null,
      rights: judged.map(({ right, granted: has }) => ({ ...view(right), granted: has })),
      missing: missing.map(view),
    },
    ...(missing.length > 0
      ? {
          problems: [
            problem('AIB825', { missing: missing.length, total: rights.length, identity: short }),
          ],
        }
      : {}),
    lines: [
      ...(principal === undefined ? [`the identity ${short} does not exist`] : []),
      ...judged.map(
        ({ right, granted: has }) =>
          `${has ? 'granted' : 'missing'} ${right.role} on ${right.scope}`,
      ),
    ],
  };
}

function view({ scope, role, roleDefinitionId, actions, dataActions }: Right): JsonObject {
  return { scope, role, roleDefinitionId, actions, dataActions };
}

async function principalOf({ client }: Session, identity: string): Promise<string | undefined> {
  const request = {
    method: 'GET',
    url: `${identity}?api-version=2023-01-31`,
    right: 'Microsoft.ManagedIdentity/userAssignedIdentities/read',
  } as const;
  return textAt((await ifFound(client.arm(request)))?.body, 'properties', 'principalId');
}

/** What a principal is granted in the subscriptions that the rights are in. */
async function grantedTo(
  session: Session,
  principal: string,
  rights: readonly Right[],
): Promise<readonly Granted[]> {
  const subscriptions = new Set(
    rights.flatMap(
      ({ scope }) => /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1]?.toLowerCase() ?? [],
    ),
  );
  const roles = new Map<string, Promise<Json | undefined>>();
  const found: Granted[] = [];
  for (const subscription of subscriptions) {
    const filter = encodeURIComponent(`principalId eq '${principal}'`);
    const assignments = await listAll(session.client, {
      url: `/subscriptions/${subscription}/providers/${authorization}/roleAssignments?$filter=${filter}&api-version=${version}`,
      right: `${authorization}/roleAssignments/read`,
    });
    for (const one of assignments) {
      const id = textAt(one, 'properties', 'roleDefinitionId') ?? '';
      const definition = roles.get(id) ?? readRole(session, id);
      roles.set(id, definition);
      found.push(grantOf(one, id, await definition));
    }
  }
  return found;
}

async function readRole({ client }: Session, id: string): Promise<Json | undefined> {
  const right = `${authorization}/roleDefinitions/read`;
  const url = `${id}?api-version=${version}`;
  return (await ifFound(client.arm({ method: 'GET', url, right })))?.body;
}

function grantOf(assignment: Json, id: string, definition: Json | undefined): Granted {
  const texts = (value: Json, key: string): readonly string[] => listAt(value, key).map(String);
  return {
    scope: textAt(assignment, 'properties', 'scope') ?? '',
    roleDefinitionId: id.split('/').at(-1) ?? '',
    role: textAt(definition, 'properties', 'roleName') ?? '',
    permissions: listAt(get(definition, 'properties'), 'permissions').map((one) => ({
      actions: texts(one, 'actions'),
      notActions: texts(one, 'notActions'),
      dataActions: texts(one, 'dataActions'),
    })),
  };
}

/** True where a grant gives all of a right, on its scope or above. */
function covers(granted: Granted, right: Right): boolean {
  const [wide, narrow] = [granted.scope, right.scope].map((one) =>
    one.toLowerCase().replace(/\/+$/, ''),
  );
  if (wide === undefined || narrow === undefined) return false;
  if (narrow !== wide && !narrow.startsWith(`${wide}/`)) return false;
  if (right.roleDefinitionId?.toLowerCase() === granted.roleDefinitionId.toLowerCase()) return true;
  const has = (action: string, key: 'actions' | 'dataActions'): boolean =>
    granted.permissions.some(
      (one) =>
        one[key].some((pattern) => matches(pattern, action)) &&
        !(key === 'actions' && one.notActions.some((pattern) => matches(pattern, action))),
    );
  const asked = right.actions.length + right.dataActions.length > 0;
  return (
    asked &&
    right.actions.every((action) => has(action, 'actions')) &&
    right.dataActions.every((action) => has(action, 'dataActions'))
  );
}

/** True where an action with wildcards includes another. */
function matches(pattern: string, action: string): boolean {
  const escaped = pattern
    .toLowerCase()
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`).test(action.toLowerCase());
}
