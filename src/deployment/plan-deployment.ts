/**
 * Image and rights -> the deployment: what the ARM template and the Bicep files have in common.
 * The views differ in the printer and in how a resource is named, not in what is deployed.
 */
import type { Image } from '../image/image';
import type { Right } from '../rights/identity-rights';
import { checksum } from '../image/script-files';
import {
  type Call,
  call,
  type DeploymentValue,
  eachParameter,
  list,
  object,
  type ObjectValue,
  type ParameterUse,
  type ParameterValue,
  type ResourceId,
  type Scope,
  text,
  textKey,
} from '../value/value';
import { needs } from '../service/rights';
import { firstFree, numbered } from '../lib/unique-name';
import { types } from '../service/resource-types';
import { builtInRoles } from '../service/built-in-roles';
import {
  makesScope,
  type NameModule,
  type ResourceModule,
  resourceModules,
} from './prerequisite-modules';

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
  /** Who gets the role: the identity of the template, or the service itself. */
  readonly to: 'identity' | 'service';
}

/** All rights in one resource group. */
export interface GroupRights {
  readonly scope: Scope;
  /** What has to be made before, because a right is for it. */
  readonly after: readonly ResourceModule[];
  readonly roles: readonly RoleDefinition[];
  readonly assignments: readonly RoleAssignment[];
}

/** The rights in another resource group than the deployment's: a Bicep module, and a nested deployment. */
export interface RightsModule extends GroupRights {
  readonly symbol: string;
  /** Path of the Bicep file. */
  readonly file: string;
  /** Parameters of the deployment that names in it use. */
  readonly parameters: readonly ParameterUse[];
  /** Names of the parameters that take the identity's id and its principal. */
  readonly identityId: string;
  readonly principalId: string;
  /** Name of the parameter that takes the service's own principal, where the module gives it a right. */
  readonly serviceId: string | undefined;
}

/** The values that stand for those who get roles, as one file names them. */
export interface Principals<S = never> {
  /** Resource id of the identity, of which the names of role assignments are made. */
  readonly identityId: DeploymentValue<S>;
  /** Object id of the identity's principal. */
  readonly principalId: DeploymentValue<S>;
  /** Object id of the service's own principal; empty text: it gets no role. */
  readonly serviceId: DeploymentValue<S> | undefined;
}

/** What is deployed for an image. */
export interface Deployment {
  readonly image: Image;
  readonly rights: readonly Right[];
  /** The resources that are made before all else. */
  readonly made: readonly ResourceModule[];
  /** The rights in the deployment's own resource group. */
  readonly own: GroupRights | undefined;
  /** The rights in other resource groups. */
  readonly modules: readonly RightsModule[];
  /** Name of the parameter that takes the service's own principal, where that needs a right. */
  readonly serviceId: string | undefined;
}

/** Plans the deployment of an image. */
export function planDeployment(image: Image, rights: readonly Right[]): Deployment {
  const groups = rightsByGroup(image, rights);
  const name = moduleNames(image);
  const made = resourceModules(image, name);
  const ownGroup = groups.find(isOwnGroup);
  const own = ownGroup && groupRights(image, ownGroup, made);
  const others = groups.filter((group) => group !== ownGroup);
  const modules = others.map((group) => rightsModule(image, group, made, name));
  const names = image.parameters.map(({ name }) => name);
  const serviceId = [...modules, ...(own ? [own] : [])].some(givesToService)
    ? freeName('imageBuilderPrincipalId', names)
    : undefined;
  return { image, rights, made, own, modules, serviceId };
}

function isOwnGroup([right]: readonly Right[]): boolean {
  const { subscription, resourceGroup } = right?.scope.scope ?? {};
  return subscription === undefined && resourceGroup === undefined;
}

function givesToService({ assignments }: GroupRights): boolean {
  return assignments.some(({ to }) => to === 'service');
}

/**
 * True where the service's own principal has to be Contributor of the staging group: one that exists, with a network of
 * one's own and a Windows source.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot
 */
export function needsServicePrincipal(image: Image, rights: readonly Right[]): boolean {
  const staging = rights.some((right) => right.capability === 'stagingGroup');
  const network = image.properties.vmProfile.fields.vnetConfig?.fields.subnetId;
  return staging && network !== undefined && image.facts.os.value === 'windows';
}

/** The rights that are deployed, those of one resource group together. */
function rightsByGroup(image: Image, rights: readonly Right[]): readonly (readonly Right[])[] {
  if (image.roles === 'none') return [];
  const groups = new Map<string, Right[]>();
  for (const right of rights) {
    if (right.unknownAccount !== undefined) continue;
    const { subscription, resourceGroup } = right.scope.scope;
    const key = `${textKey(subscription)}\n${textKey(resourceGroup)}`.toLowerCase();
    groups.set(key, [...(groups.get(key) ?? []), right]);
  }
  return [...groups.values()];
}

/** The resource groups in which rights are deployed, and whether roles are defined there. */
export function deployedGroups(image: Image, rights: readonly Right[]) {
  return rightsByGroup(image, rights).map((group) => ({
    scope: group[0]?.scope.scope ?? {},
    custom: group.some(({ grant }) => grant.kind === 'custom'),
  }));
}

/** Letters and digits of a text in camel case. */
function camelCase(name: string): string {
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

/** Names the modules of an image, each after what it is and its place. */
function moduleNames(image: Image): NameModule {
  const taken = new Set<string>();
  return (what, scope) => {
    const place = [scope.subscription, scope.resourceGroup]
      .map((part) => (part ? textKey(part).replaceAll(/\{\{params\.(\w+)\}\}/g, '-$1-') : ''))
      .filter((part) => part !== '')
      .join('-');
    const base = slug(`${what}-${place}`);
    const file = firstFree(
      (count) => numbered(base, count),
      (one) => taken.has(one),
    );
    taken.add(file);
    const stem = camelCase(`${image.folder}-${file}`);
    const symbol = /^[A-Z]/.test(stem)
      ? stem.charAt(0).toLowerCase() + stem.slice(1)
      : `image${stem}`;
    return { symbol, file: `modules/${file}.bicep` };
  };
}

function groupRights(
  image: Image,
  rights: readonly Right[],
  made: readonly ResourceModule[],
): GroupRights {
  const roles = new Map<string, RoleDefinition>();
  const assignments = rights.map((right, index): RoleAssignment => {
    const { grant } = right;
    const { title, description } = needs[right.capability];
    const isGroup = right.scope.type === types.resourceGroup;
    const role = `${right.capability}Role`;
    if (grant.kind === 'custom') {
      const { actions } = grant;
      const revision = checksum(new TextEncoder().encode(actions.join('\n'))).slice(0, 8);
      roles.set(right.capability, { symbol: role, title, description, actions, revision });
    }
    const same = rights.slice(0, index).filter((other) => other.capability === right.capability);
    return {
      symbol: `${right.capability}Assignment${same.length === 0 ? '' : same.length + 1}`,
      scope: isGroup ? undefined : { ...right.scope, scope: {} },
      role:
        grant.kind === 'custom'
          ? { custom: role }
          : { builtIn: grant.role.id, name: grant.role.name },
      to: 'identity',
    };
  });
  if (needsServicePrincipal(image, rights)) {
    const { name, id } = builtInRoles.contributor;
    assignments.push({
      symbol: 'serviceAssignment',
      scope: undefined,
      role: { builtIn: id, name },
      to: 'service',
    });
  }
  return {
    scope: rights[0]?.scope.scope ?? {},
    after: made.filter((module) => rights.some((right) => makesScope(module, right.scope))),
    roles: [...roles.values()],
    assignments,
  };
}

function rightsModule(
  image: Image,
  rights: readonly Right[],
  made: readonly ResourceModule[],
  name: NameModule,
): RightsModule {
  const uses = new Map<string, ParameterUse>();
  for (const right of rights) {
    for (const name of right.scope.names)
      eachParameter(name, (use) => uses.set(use.parameter, use));
  }
  const names = [...uses.keys()];
  const group = groupRights(image, rights, made);
  return {
    ...group,
    ...name('rights', group.scope),
    parameters: [...uses.values()],
    identityId: freeName('identityId', names),
    principalId: freeName('principalId', names),
    serviceId: givesToService(group) ? freeName('imageBuilderPrincipalId', names) : undefined,
  };
}

/** A name that no parameter of the spec has: templates do not mind case. */
function freeName(wanted: string, names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  return firstFree(
    (count) => wanted + '_'.repeat(count - 1),
    (name) => taken.has(name.toLowerCase()),
  );
}

/** The id of the resource group that a module is deployed to, as its role names use it. */
const ownGroupId = call('toLower', [call('resourceGroup', [], 'id')]);

/** Name of a role definition: the same for all images that need the same in the same group. */
export function roleDefinitionName(role: RoleDefinition): Call {
  return call('guid', [ownGroupId, text(role.title), text(role.revision)]);
}

/** Properties of a role definition. */
export function roleDefinitionProperties(role: RoleDefinition) {
  return object({
    // Display names are unique in a tenant: the suffix tells groups of the same name apart.
    roleName: text(
      `aibgen ${role.title} ${role.revision} - `,
      call('toLower', [call('resourceGroup', [], 'name')]),
      ' ',
      call('uniqueString', [ownGroupId]),
    ),
    description: text(role.description),
    type: text('CustomRole'),
    permissions: list([object({ actions: list(role.actions.map((action) => text(action))) })]),
    assignableScopes: list([call('resourceGroup', [], 'id')]),
  });
}

/** Name of a role assignment; Azure does not mind the case of ids, `guid` does. */
export function roleAssignmentName<S = never>(
  { to }: RoleAssignment,
  { identityId, serviceId }: Principals<S>,
  scope: DeploymentValue<S>,
  role: DeploymentValue<S>,
): Call<S> {
  const holder = to === 'service' && serviceId !== undefined ? serviceId : identityId;
  return call('guid', [
    call('toLower', [scope]),
    call('toLower', [holder]),
    call('toLower', [role]),
  ]);
}

/** Properties of a role assignment. */
export function roleAssignmentProperties<S = never>(
  { to }: RoleAssignment,
  { principalId, serviceId }: Principals<S>,
  role: DeploymentValue<S>,
): ObjectValue<Readonly<Record<string, DeploymentValue<S>>>> {
  return object({
    principalId: to === 'service' && serviceId !== undefined ? serviceId : principalId,
    principalType: text('ServicePrincipal'),
    roleDefinitionId: role,
  });
}

/** Whether a role assignment is made: that of the service's own principal, if its id is given. */
export function roleAssignmentCondition<S = never>(
  { to }: RoleAssignment,
  { serviceId }: Principals<S>,
): Call<S> | undefined {
  if (to === 'identity' || serviceId === undefined) return undefined;
  return call('not', [call('empty', [serviceId])]);
}

/** Where a role is used: in the deployment's own group, only where rights are deployed at all. */
export function ownRightsCondition<S = never>(condition?: Call<S>): DeploymentValue<S> {
  const wanted: ParameterValue = { kind: 'parameter', parameter: 'deployRights', type: 'bool' };
  return condition === undefined ? wanted : call('and', [wanted, condition]);
}

/** A text parameter of the file as a value. */
export function parameterText(name: string): ParameterValue {
  return { kind: 'parameter', parameter: name, type: 'string' };
}

/** The id of a built-in role. */
export function builtInRoleId(id: string): Call {
  return call('subscriptionResourceId', [text(types.roleDefinition), text(id)]);
}
