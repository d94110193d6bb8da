/** The resources of `main.tf` that are there before the image template: identity, network, galleries, rights. */
import { type Image, locationParameter } from '../../image/image';
import type { PrerequisiteResource } from '../../image/prerequisite-resources';
import type { Deployment, GroupRights, RoleDefinition } from '../../deployment/plan-deployment';
import {
  granteeValues,
  type Principals,
  roleAssignmentName,
  roleAssignmentProperties,
  roleDefinitionName,
  roleDefinitionProperties,
} from '../../deployment/role-resources';
import { neededIds, type ResourceModule } from '../../deployment/prerequisite-modules';
import type { HclValue } from '../../value/printers/hcl-printer';
import { parentOf, resourceId, scopeKey } from '../../value/resource-id';
import { types } from '../../service/resource-types';
import {
  type BicepSymbol,
  type Call,
  type DeploymentText,
  type Fields,
  list,
  object,
  type ObjectValue,
  type ResourceId,
  type Scope,
  someItems,
  symbol,
  text,
  textKey,
} from '../../value/value';
import { typeOf } from './bicep-file';
import type { Names } from './terraform-names';

/** Arguments of a block, by their names. */
export type Arguments = ObjectValue<Fields<HclValue>>;

/** A block for a resource of Azure: its arguments, in groups with a blank line between them. */
export interface Block {
  readonly name: string;
  /** How many there are of it, where that depends on a variable. */
  readonly count: Arguments | false;
  readonly head: Arguments;
  /** The identity of the image template. */
  readonly identity: Arguments | false;
  readonly groups: readonly Arguments[];
}

/** What is known while the resources of `main.tf` are listed. */
export interface Draft {
  readonly names: Names;
  readonly locals: Map<string, HclValue>;
  /** The addresses of the resources that are made before others, by their ids. */
  readonly made: Map<string, string>;
  /** The expression of the identity's principal. */
  readonly principal: string;
}

const exported = object({ response_export_values: list([text('properties.principalId')]) });
const deploysRights = object({ count: symbol('var.deployRights ? 1 : 0') });

/** The identity, where it exists already. */
export const existingIdentity: Block = {
  name: 'identity',
  count: deploysRights,
  head: object({
    type: text(typeOf(types.identity)),
    resource_id: symbol('local.identity_id'),
  }),
  identity: false,
  groups: [exported],
};

/** The identity, where the deployment makes it. */
export function createdIdentity({ identity }: Image): Block {
  return {
    name: 'identity',
    count: false,
    head: object({
      type: text(typeOf(types.identity)),
      parent_id: symbol('local.resource_group_id'),
      name: identity.id.names[0],
      location: text({ parameter: locationParameter, type: 'string' }),
    }),
    identity: false,
    groups: [exported],
  };
}

/** A resource that is made before the template. */
export function madeBefore(
  module: ResourceModule,
  made: PrerequisiteResource,
  draft: Draft,
): Block {
  const { id, stem, body } = made;
  const name = draft.names.label(stem);
  draft.made.set(scopeKey({ ...id, scope: module.scope }), `azapi_resource.${name}`);
  const { location, tags, ...rest } = body.fields;
  const parent = id.names.length > 1 ? parentOf(id) : resourceId(types.resourceGroup);
  const needed = neededIds(module, made).flatMap((one) => {
    const address = draft.made.get(scopeKey({ ...one, scope: module.scope }));
    return address === undefined ? [] : [symbol(address)];
  });
  return {
    name,
    count: false,
    head: object({
      type: text(typeOf(id.type)),
      parent_id: inGroup(parent, module.scope, draft.names),
      name: id.names.at(-1),
      location,
      tags,
    }),
    identity: false,
    groups: groupsOf(inGroup(object(rest), module.scope, draft.names), needed),
  };
}

/** The body, and what has to be there before. */
export function groupsOf(body: HclValue, needed: readonly BicepSymbol[]): readonly Arguments[] {
  const dependsOn = someItems(needed);
  return [object({ body }), ...(dependsOn ? [object({ depends_on: dependsOn })] : [])];
}

/** The custom roles of a group, then the assignments. */
export function rightsBlocks(
  group: GroupRights,
  { grantees }: Deployment,
  { names, locals, made, principal }: Draft,
): readonly Block[] {
  const place = textKey(group.scope.resourceGroup);
  const label = (name: string): string => names.label(place, name);
  const inside = (value: HclValue): HclValue => inGroup(value, group.scope, names);
  const groupId = inside(resourceId(types.resourceGroup));
  const principals: Principals<BicepSymbol> = {
    identityId: symbol('local.identity_id'),
    principalId: symbol(principal),
    others: granteeValues(grantees),
  };
  const roles = new Map(group.roles.map((role) => [role.symbol, label(role.symbol)]));
  const roleBlocks = group.roles.map((role): Block => {
    const name = roles.get(role.symbol) ?? role.symbol;
    locals.set(`${name}_id`, inside(roleId(role)));
    return {
      name,
      count: deploysRights,
      head: object({
        type: text(typeOf(types.roleDefinition)),
        parent_id: groupId,
        name: inside(roleDefinitionName(role)),
      }),
      identity: false,
      groups: groupsOf(object({ properties: inside(roleDefinitionProperties(role)) }), []),
    };
  });
  const before = group.after.flatMap((one) =>
    one.resources.flatMap(({ id }) => made.get(scopeKey({ ...id, scope: one.scope })) ?? []),
  );
  const assignments = group.assignments.map((assignment): Block => {
    const { role, to } = assignment;
    const custom = 'custom' in role ? roles.get(role.custom) : undefined;
    const granted =
      'custom' in role ? symbol(`local.${custom}_id`) : builtInId(role.builtIn, group.scope, names);
    const scope = inside(assignment.scope ?? resourceId(types.resourceGroup));
    const grantee = to === 'identity' ? undefined : grantees[to];
    const given = grantee === undefined ? '' : ` && ${names.scope.parameter(grantee)} != ""`;
    return {
      name: label(assignment.symbol),
      count: object({ count: symbol(`var.deployRights${given} ? 1 : 0`) }),
      head: object({
        type: text(typeOf(types.roleAssignment)),
        parent_id: scope,
        name: roleAssignmentName<BicepSymbol>(assignment, principals, scope, granted),
      }),
      identity: false,
      groups: groupsOf(
        object({
          properties: roleAssignmentProperties<BicepSymbol>(assignment, principals, granted),
        }),
        [...before, ...(custom === undefined ? [] : [`azapi_resource.${custom}`])].map(symbol),
      ),
    };
  });
  return [...roleBlocks, ...assignments];
}

/** The id of a custom role, as a name in its own group. */
function roleId(role: RoleDefinition): HclValue {
  const group = resourceId(types.resourceGroup);
  return text<ResourceId | Call>(
    group,
    `/providers/${types.roleDefinition}/`,
    roleDefinitionName(role),
  );
}

function builtInId(id: string, { subscription }: Scope, { scope }: Names): HclValue {
  const parts = subscription?.parts ?? [symbol(scope.subscription)];
  return text('/subscriptions/', ...parts, `/providers/${types.roleDefinition}/${id}`);
}

/** What a nested deployment would say in the group it goes to, said from outside: ids, and the group itself. */
function inGroup(value: HclValue, scope: Scope, names: Names): HclValue {
  const inner = (one: HclValue): HclValue => inGroup(one, scope, names);
  switch (value.kind) {
    case 'id': {
      const { subscription, resourceGroup } = value.scope;
      return subscription || resourceGroup ? value : { ...value, scope };
    }
    case 'text':
      return { ...value, parts: value.parts.map((part) => partInGroup(part, inner)) };
    case 'call':
      if (value.name !== 'resourceGroup') return { ...value, args: value.args.map(inner) };
      if (value.members[0] === 'id') return resourceId(types.resourceGroup, [], scope);
      return scope.resourceGroup ?? symbol(names.scope.resourceGroup);
    case 'list':
      return { ...value, items: value.items.map(inner) };
    case 'object': {
      const fields = Object.entries(value.fields).map(([key, one]) => [key, one && inner(one)]);
      return { ...value, fields: Object.fromEntries(fields) };
    }
    case 'map':
      return {
        ...value,
        entries: value.entries.map((entry) => ({ ...entry, value: inner(entry.value) })),
      };
    default:
      return value;
  }
}

type TextPart = DeploymentText<BicepSymbol>['parts'][number];

function partInGroup(part: TextPart, inner: (value: HclValue) => HclValue): TextPart {
  if (typeof part === 'string' || 'parameter' in part) return part;
  const moved = inner(part);
  return moved.kind === 'id' || moved.kind === 'call' || moved.kind === 'symbol' ? moved : part;
}
