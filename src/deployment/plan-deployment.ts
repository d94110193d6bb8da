/**
 * Image and rights -> the deployment: what the ARM template and the Bicep files have in common.
 * The views differ in the printer and in how a resource is named, not in what is deployed.
 */
import { groupBy } from '../lib/group-by';
import type { Image } from '../image/image';
import type { Right } from '../rights/identity-rights';
import { checksum } from '../image/script-files';
import {
  eachParameter,
  type ParameterUse,
  type ResourceId,
  type Scope,
  textKey,
} from '../value/value';
import { needs, pruneNeed } from '../service/rights';
import { firstFree, numbered } from '../lib/unique-name';
import { types } from '../service/resource-types';
import { type BuiltInRole, builtInRoles } from '../service/built-in-roles';
import { ancestor, scopeKey } from '../value/resource-id';
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
  /** Who gets the role. */
  readonly to: 'identity' | Grantee;
}

/**
 * Who gets roles besides the identity: the service's own principal, and whoever deletes old versions. A parameter holds the
 * object id of each, since no spec knows it; where that is empty, the role is not assigned.
 */
export type Grantee = 'service' | 'pruner';

/** Those who get a role of a deployment or of a module, by the names of their parameters. */
export type Grantees = Readonly<Partial<Record<Grantee, string>>>;

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
  readonly grantees: Grantees;
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
  readonly grantees: Grantees;
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
  const grantees = granteesOf([...modules, ...(own ? [own] : [])], names);
  return { image, rights, made, own, modules, grantees };
}

function isOwnGroup([right]: readonly Right[]): boolean {
  const { subscription, resourceGroup } = right?.scope.scope ?? {};
  return subscription === undefined && resourceGroup === undefined;
}

/** Names of the parameters that hold the principals of those who get roles besides the identity. */
const granteeParameters = {
  service: 'imageBuilderPrincipalId',
  pruner: 'prunerPrincipalId',
} as const satisfies Readonly<Record<Grantee, string>>;

/** All that may get roles besides the identity, in the order of their parameters. */
export const granteeNames = ['service', 'pruner'] as const satisfies readonly Grantee[];

function granteesOf(groups: readonly GroupRights[], names: readonly string[]): Grantees {
  const found = new Set(groups.flatMap(({ assignments }) => assignments.map(({ to }) => to)));
  const grantees: Partial<Record<Grantee, string>> = {};
  for (const one of granteeNames) {
    if (found.has(one)) grantees[one] = freeName(granteeParameters[one], names);
  }
  return grantees;
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
  const known = rights.filter((right) => right.unknownAccount === undefined);
  return [...groupBy(known, (right) => groupKey(right.scope.scope)).values()];
}

function groupKey({ subscription, resourceGroup }: Scope): string {
  return `${textKey(subscription)}\n${textKey(resourceGroup)}`.toLowerCase();
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
  const scope = rights[0]?.scope.scope ?? {};
  const roles = new Map<string, RoleDefinition>();
  const assignments = rights.map((right, index): RoleAssignment => {
    const { grant, capability } = right;
    const isGroup = right.scope.type === types.resourceGroup;
    if (grant.kind === 'custom') {
      roles.set(capability, customRole(capability, needs[capability], grant.actions));
    }
    const same = rights.slice(0, index).filter((other) => other.capability === capability);
    return {
      symbol: numberedSymbol(`${capability}Assignment`, same.length),
      scope: isGroup ? undefined : { ...right.scope, scope: {} },
      role: grant.kind === 'custom' ? { custom: `${capability}Role` } : byRole(grant.role),
      to: 'identity',
    };
  });
  const pruned = prunedGalleries(image).filter((id) => groupKey(id.scope) === groupKey(scope));
  pruned.forEach((gallery, index) => {
    const isCustom = image.roles !== 'builtin';
    if (isCustom) roles.set('pruner', customRole('pruner', pruneNeed, pruneNeed.actions));
    assignments.push({
      symbol: numberedSymbol('prunerAssignment', index),
      scope: { ...gallery, scope: {} },
      role: isCustom ? { custom: 'prunerRole' } : byRole(pruneNeed.builtIn),
      to: 'pruner',
    });
  });
  if (needsServicePrincipal(image, rights)) {
    const role = byRole(builtInRoles.contributor);
    assignments.push({ symbol: 'serviceAssignment', scope: undefined, role, to: 'service' });
  }
  return {
    scope,
    after: made.filter((module) => rights.some((right) => makesScope(module, right.scope))),
    roles: [...roles.values()],
    assignments,
  };
}

function numberedSymbol(stem: string, before: number): string {
  return `${stem}${before === 0 ? '' : before + 1}`;
}

function byRole({ id, name }: BuiltInRole): RoleAssignment['role'] {
  return { builtIn: id, name };
}

function customRole(
  stem: string,
  { title, description }: { readonly title: string; readonly description: string },
  actions: readonly string[],
): RoleDefinition {
  const revision = checksum(actions.join('\n')).slice(0, 8);
  return { symbol: `${stem}Role`, title, description, actions, revision };
}

/** The galleries that targets go to, each once. */
export function targetGalleries(
  image: Image,
  isChosen: (target: number) => boolean = () => true,
): readonly ResourceId[] {
  const found = new Map<string, ResourceId>();
  image.properties.distribute.items.forEach((target, index) => {
    if (target.type !== 'SharedImage' || !isChosen(index)) return;
    const { galleryImageId: id } = target.fields;
    if (!id) return;
    const gallery = ancestor(id, types.gallery);
    found.set(scopeKey(gallery), gallery);
  });
  return [...found.values()];
}

/** The galleries of targets whose old versions are deleted. */
export function prunedGalleries(image: Image): readonly ResourceId[] {
  return targetGalleries(image, (target) => image.keeps[target] !== undefined);
}

function rightsModule(
  image: Image,
  rights: readonly Right[],
  made: readonly ResourceModule[],
  name: NameModule,
): RightsModule {
  const group = groupRights(image, rights, made);
  const uses = new Map<string, ParameterUse>();
  for (const { scope } of group.assignments) {
    for (const name of scope?.names ?? []) {
      eachParameter(name, (use) => uses.set(use.parameter, use));
    }
  }
  const names = [...uses.keys()];
  return {
    ...group,
    ...name('rights', group.scope),
    parameters: [...uses.values()],
    identityId: freeName('identityId', names),
    principalId: freeName('principalId', names),
    grantees: granteesOf([group], names),
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
