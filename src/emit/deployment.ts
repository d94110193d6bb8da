/**
 * Image and rights -> the deployment: what the ARM template and the Bicep files have in common.
 * The views differ in the printer and in how a resource is named, not in what is deployed.
 */
import type { Image } from '../model/image';
import { actionsOf, type Right } from '../model/rights';
import { checksum } from '../model/scripts';
import {
  call,
  eachParameter,
  type ParameterUse,
  type ResourceId,
  type Scope,
  text,
  textKey,
  type Value,
} from '../model/value';
import { needs } from '../service/rights';

/** A custom role of a module. */
export interface RoleDefinition {
  readonly symbol: string;
  readonly title: string;
  readonly description: string;
  readonly actions: readonly string[];
  /** Changes with the list of actions: another list makes another role. */
  readonly revision: string;
}

/** A role assignment of a module. */
export interface RoleAssignment {
  readonly symbol: string;
  /** The resource it holds for; absent: the resource group of the module. */
  readonly scope: ResourceId | undefined;
  /** The custom role of the module, or the id of a built-in one. */
  readonly role: { readonly custom: string } | { readonly builtIn: string; readonly name: string };
  readonly description: string;
}

/** All rights in one resource group: a Bicep module, and a nested deployment. */
export interface RightsModule {
  readonly symbol: string;
  /** Path of the Bicep file. */
  readonly file: string;
  readonly scope: Scope;
  /** Parameters of the deployment that names in it use. */
  readonly parameters: readonly ParameterUse[];
  /** Names of the parameters that take the identity's id and its principal. */
  readonly identityId: string;
  readonly principalId: string;
  readonly roles: readonly RoleDefinition[];
  readonly assignments: readonly RoleAssignment[];
}

/** What is deployed for an image. */
export interface Deployment {
  readonly image: Image;
  readonly rights: readonly Right[];
  readonly modules: readonly RightsModule[];
}

/** Plans the deployment of an image. */
export function planDeployment(image: Image, rights: readonly Right[]): Deployment {
  const deployable =
    image.roles === 'none' ? [] : rights.filter((right) => right.unknownAccount === undefined);
  const groups = new Map<string, Right[]>();
  for (const right of deployable) {
    const { subscription, resourceGroup } = right.scope.scope;
    const key = `${textKey(subscription)}\n${textKey(resourceGroup)}`.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  const taken = new Set<string>();
  const modules = [...groups.values()].map((group) => rightsModule(image, group, taken));
  return { image, rights, modules };
}

/** Letters and digits of a text in camel case. */
export function camelCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Letters, digits and dashes of a text: part of a file name. */
function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

function rightsModule(image: Image, rights: readonly Right[], taken: Set<string>): RightsModule {
  const scope = rights[0]?.scope.scope ?? {};
  const place = [scope.subscription, scope.resourceGroup]
    .map((part) => (part ? textKey(part).replaceAll(/\{\{params\.(\w+)\}\}/g, '-$1-') : ''))
    .filter((part) => part !== '')
    .join('-');
  const base = slug(`rights-${place}`);
  let file = base;
  for (let count = 2; taken.has(file); count += 1) file = `${base}-${count}`;
  taken.add(file);
  const stem = camelCase(`${image.folder}-${file}`);
  const symbol = /^[A-Z]/.test(stem)
    ? stem.charAt(0).toLowerCase() + stem.slice(1)
    : `image${stem}`;
  const uses = new Map<string, ParameterUse>();
  for (const right of rights) {
    for (const name of right.scope.names)
      eachParameter(name, (use) => uses.set(use.parameter, use));
  }
  const roles = new Map<string, RoleDefinition>();
  const assignments = rights.map((right, index): RoleAssignment => {
    const need = needs[right.capability];
    const isGroup = right.scope.type === 'Microsoft.Resources/resourceGroups';
    const role = `${right.capability}Role`;
    if (need.kind === 'custom') {
      const { title, description } = need;
      const actions = actionsOf(right);
      const revision = checksum(new TextEncoder().encode(actions.join('\n'))).slice(0, 8);
      roles.set(right.capability, { symbol: role, title, description, actions, revision });
    }
    const same = rights.slice(0, index).filter((other) => other.capability === right.capability);
    return {
      symbol: `${right.capability}Assignment${same.length === 0 ? '' : same.length + 1}`,
      scope: isGroup ? undefined : { ...right.scope, scope: {} },
      role:
        need.kind === 'custom' ? { custom: role } : { builtIn: need.role.id, name: need.role.name },
      description: need.description,
    };
  });
  return {
    symbol,
    file: `modules/${file}.bicep`,
    scope,
    parameters: [...uses.values()],
    identityId: freeName('identityId', uses),
    principalId: freeName('principalId', uses),
    roles: [...roles.values()],
    assignments,
  };
}

/** A name that no parameter of the spec has: templates do not mind case. */
function freeName(wanted: string, uses: ReadonlyMap<string, ParameterUse>): string {
  const taken = new Set([...uses.keys()].map((name) => name.toLowerCase()));
  let name = wanted;
  while (taken.has(name.toLowerCase())) name = `${name}_`;
  return name;
}

/** The id of the resource group that a module is deployed to, as its role names use it. */
const ownGroupId = call('toLower', [call('resourceGroup', [], 'id')]);

/** Name of a role definition: the same for all images that need the same in the same group. */
export function roleDefinitionName(role: RoleDefinition): Value {
  return call('guid', [ownGroupId, text(role.title), text(role.revision)]);
}

/** Properties of a role definition. */
export function roleDefinitionProperties(role: RoleDefinition): Readonly<Record<string, Value>> {
  return {
    // Display names are unique in a tenant: the suffix tells groups of the same name apart.
    roleName: text(
      `aibgen ${role.title} ${role.revision} - `,
      call('resourceGroup', [], 'name'),
      ' ',
      call('uniqueString', [ownGroupId]),
    ),
    description: text(role.description),
    type: text('CustomRole'),
    permissions: {
      kind: 'list',
      items: [
        {
          kind: 'object',
          entries: [
            {
              key: text('actions'),
              value: { kind: 'list', items: role.actions.map((action) => text(action)) },
            },
            { key: text('notActions'), value: { kind: 'list', items: [] } },
          ],
        },
      ],
    },
    assignableScopes: { kind: 'list', items: [call('resourceGroup', [], 'id')] },
  };
}

/** Name of a role assignment; Azure does not mind the case of ids, `guid` does. */
export function roleAssignmentName(module: RightsModule, scope: Value, role: Value): Value {
  const identity: Value = { kind: 'parameter', parameter: module.identityId, type: 'string' };
  return call('guid', [
    call('toLower', [scope]),
    call('toLower', [identity]),
    call('toLower', [role]),
  ]);
}

/** The id of a built-in role. */
export function builtInRoleId(id: string): Value {
  return call('subscriptionResourceId', [
    text('Microsoft.Authorization/roleDefinitions'),
    text(id),
  ]);
}
