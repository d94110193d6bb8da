/**
 * The Terraform configuration: the same deployment on the azapi provider. Nested deployments have no counterpart: `main.tf` has
 * their resources, each below its own resource group.
 */
import { type Image, locationParameter, type Trigger } from '../../image/image';
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
import type { HclScope, HclValue } from '../../value/printers/hcl-printer';
import { resourceId, scopeKey } from '../../value/resource-id';
import { types } from '../../service/resource-types';
import { uniqueName } from '../../lib/unique-name';
import {
  type BicepSymbol,
  type Call,
  call,
  type DeploymentText,
  entriesOf,
  type Fields,
  list,
  literal,
  literalText,
  mapping,
  type MapValue,
  object,
  type ObjectValue,
  type ResourceId,
  type Scope,
  someItems,
  symbol,
  text,
  textKey,
} from '../../value/value';
import {
  type DeploymentParameter,
  deploymentParameters,
  imageTemplateBody,
  outputs,
  triggerBody,
} from './wrapper-parts';
import { typeOf } from './bicep-file';

type Arguments = ObjectValue<Fields<HclValue>>;

/** A `variable` block. */
interface Variable {
  readonly name: string;
  readonly arguments: Arguments;
  readonly validation: Arguments | false;
}

/** A block for a resource of Azure: its arguments, in groups with a blank line between them. */
interface Block {
  readonly name: string;
  /** How many there are of it, where that depends on a variable. */
  readonly count: Arguments | false;
  readonly head: Arguments;
  /** The identity of the image template. */
  readonly identity: Arguments | false;
  readonly groups: readonly Arguments[];
}

/** The view of `main.tf`. */
interface MainView {
  readonly hclScope: HclScope;
  readonly locals: MapValue<HclValue>;
  /** The identity, where it exists already. */
  readonly existing: Block | false;
  readonly resources: readonly Block[];
  /** True where the name changes with the content: then the old template may go last. */
  readonly createBeforeDestroy: boolean;
  readonly template: Block;
  readonly trigger: Block | false;
}

/** The views of a configuration. */
export interface TerraformViews {
  readonly main: MainView;
  readonly variables: { readonly hclScope: HclScope; readonly variables: readonly Variable[] };
  readonly outputs: {
    readonly hclScope: HclScope;
    readonly outputs: readonly { readonly name: string; readonly arguments: Arguments }[];
  };
}

/** Names that no variable can have: they are arguments of a `module` block. */
const reserved = [
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'locals',
  'providers',
  'source',
  'version',
];

/** Parts of the messages with which Azure refuses a template while the new rights of its identity have not spread. */
const notSpreadYet = [
  'AuthorizationFailed',
  'not authorized to access',
  'PrincipalNotFound',
  'does not have (permission|access|authorization)',
];

/** What names are used for what in the files of one configuration. */
interface Names {
  readonly scope: HclScope;
  /** The variables of the deployment's own place. */
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly variableOf: (parameter: string) => string;
  /** The name of a block or local value, made of words; unique. */
  readonly label: (...words: readonly string[]) => string;
}

function namesOf(parameters: readonly DeploymentParameter[]): Names {
  const taken = new Set(reserved);
  const variables = new Map(
    parameters.map(({ name }) => [name, uniqueName(name, taken, '_')] as const),
  );
  const subscription = uniqueName('subscription_id', taken, '_');
  const resourceGroup = uniqueName('resource_group_name', taken, '_');
  const variableOf = (parameter: string): string => variables.get(parameter) ?? parameter;
  const open = new Set(parameters.filter(isOpen).map(({ name }) => name));
  const labels = new Set(['identity', 'image_template', 'trigger']);
  return {
    scope: {
      parameter: (name) => (open.has(name) ? `local.${name}` : `var.${variableOf(name)}`),
      subscription: 'local.subscription_id',
      resourceGroup: `var.${resourceGroup}`,
      groupId: 'local.resource_group_id',
    },
    subscription,
    resourceGroup,
    variableOf,
    label: (...words) => {
      const name = words
        .map(snakeCase)
        .filter((word) => word !== '')
        .join('_');
      return uniqueName(/^[a-z]/.test(name) ? name : `group_${name}`, labels, '_');
    },
  };
}

/** True where the default of a parameter holds another one: no variable can say that, a local value can. */
function isOpen({ default: preset }: DeploymentParameter): boolean {
  return preset?.kind === 'text' && literalText(preset) === undefined;
}

/** Letters, digits and underscores, in lower case. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

/** Makes the views of a configuration. */
export function terraformViews(deployment: Deployment): TerraformViews {
  const { image } = deployment;
  const parameters = deploymentParameters(deployment);
  const names = namesOf(parameters);
  const hclScope = names.scope;
  const id = symbol('azapi_resource.image_template.id');
  const name = symbol('azapi_resource.image_template.name');
  return {
    main: mainView(deployment, parameters, names),
    variables: {
      hclScope,
      variables: [
        ...placeVariables(image, names),
        ...parameters.map((one) => variable(one, names.variableOf(one.name))),
      ],
    },
    outputs: {
      hclScope,
      outputs: outputs<BicepSymbol>(image, id, name).map((one) => ({
        name: one.name,
        arguments: object({ description: text(one.description), value: one.value }),
      })),
    },
  };
}

const isFalse = { kind: 'boolean', value: false } as const;
const isNull = { kind: 'null' } as const;

/** Where the deployment goes, which ARM and Bicep know from the command that deploys. */
function placeVariables(image: Image, names: Names): readonly Variable[] {
  const { subscription, resourceGroup } = image.own;
  return [
    {
      name: names.subscription,
      arguments: object({
        description: text('Id of the subscription; null: that of the login.'),
        type: symbol('string'),
        default: subscription === undefined ? isNull : text(subscription),
      }),
      validation: false,
    },
    {
      name: names.resourceGroup,
      arguments: object({
        description: text('Name of the resource group of the image template.'),
        type: symbol('string'),
        default: resourceGroup === undefined ? undefined : text(resourceGroup),
        nullable: isFalse,
      }),
      validation: false,
    },
  ];
}

const variableTypes = { string: 'string', int: 'number', bool: 'bool' } as const;

function variable(parameter: DeploymentParameter, name: string): Variable {
  const { type, description, default: preset, value } = parameter;
  const open = isOpen(parameter);
  // A value of --set is the default here: there is no file of values.
  const isSet = value !== undefined && (preset !== undefined || value !== `<${parameter.name}>`);
  return {
    name,
    arguments: object({
      description: text(description),
      type: symbol(variableTypes[type]),
      default: open ? isNull : isSet ? literal(value) : preset,
      nullable: open ? undefined : isFalse,
    }),
    validation: validationOf(parameter, name),
  };
}

/** What ARM and Bicep hold a parameter to. */
function validationOf(
  { type, allowed }: DeploymentParameter,
  name: string,
): Variable['validation'] {
  if (allowed) {
    const values = allowed.items.map(
      (one) => literalText(one) ?? ('value' in one ? one.value : ''),
    );
    return object({
      condition: call<BicepSymbol>('contains', [allowed, symbol(`var.${name}`)]),
      error_message: text(`Allowed values of ${name}: ${values.join(', ')}.`),
    });
  }
  if (type !== 'int') return false;
  return object({
    condition: symbol(`floor(var.${name}) == var.${name}`),
    error_message: text(`The value of ${name} must be a whole number.`),
  });
}

/** What is known while the resources of `main.tf` are listed. */
interface Draft {
  readonly names: Names;
  readonly locals: Map<string, HclValue>;
  /** The addresses of the resources that are made before others, by their ids. */
  readonly made: Map<string, string>;
  /** The expression of the identity's principal. */
  readonly principal: string;
}

function mainView(
  deployment: Deployment,
  parameters: readonly DeploymentParameter[],
  names: Names,
): MainView {
  const { image, made, own, modules } = deployment;
  const groups = [...modules, ...(own ? [own] : [])];
  const { create } = image.identity;
  const draft: Draft = {
    names,
    locals: new Map(localValues(image, parameters, names)),
    made: new Map(),
    principal: `${create ? 'azapi_resource.identity' : 'data.azapi_resource.identity[0]'}.output.properties.principalId`,
  };
  const resources = [
    ...(create ? [createdIdentity(image)] : []),
    ...made.flatMap((module) => module.resources.map((one) => madeBefore(module, one, draft))),
    ...groups.flatMap((group) => rightsBlocks(group, deployment, draft)),
  ];
  return {
    hclScope: names.scope,
    locals: { kind: 'map', entries: entriesOf(mapping([...draft.locals])) },
    existing: !create && groups.length > 0 && existingIdentity,
    resources,
    createBeforeDestroy: image.contentHash && image.trigger === undefined,
    template: templateBlock(image, resources),
    trigger: image.trigger !== undefined && triggerBlock(image.trigger),
  };
}

function localValues(
  image: Image,
  parameters: readonly DeploymentParameter[],
  { scope, subscription, variableOf }: Names,
): readonly (readonly [string, HclValue])[] {
  return [
    [
      'subscription_id',
      symbol(`coalesce(var.${subscription}, data.azapi_client_config.current.subscription_id)`),
    ],
    [
      'resource_group_id',
      text(
        '/subscriptions/',
        symbol(scope.subscription),
        '/resourceGroups/',
        symbol(scope.resourceGroup),
      ),
    ],
    ['identity_id', image.identity.id],
    ...parameters.filter(isOpen).map(({ name, default: preset }) => {
      const args = [symbol(`var.${variableOf(name)}`), ...(preset ? [preset] : [])];
      return [name, call<BicepSymbol>('coalesce', args)] as const;
    }),
  ];
}

const exported = object({ response_export_values: list([text('properties.principalId')]) });
const deploysRights = object({ count: symbol('var.deployRights ? 1 : 0') });

const existingIdentity: Block = {
  name: 'identity',
  count: deploysRights,
  head: object({
    type: text(typeOf(types.identity)),
    resource_id: symbol('local.identity_id'),
  }),
  identity: false,
  groups: [exported],
};

function createdIdentity({ identity }: Image): Block {
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
function madeBefore(module: ResourceModule, made: PrerequisiteResource, draft: Draft): Block {
  const { id, stem, body } = made;
  const name = draft.names.label(stem);
  draft.made.set(scopeKey({ ...id, scope: module.scope }), `azapi_resource.${name}`);
  const { location, tags, ...rest } = body.fields;
  const parent: ResourceId =
    id.names.length > 1
      ? { ...id, type: id.type.slice(0, id.type.lastIndexOf('/')), names: id.names.slice(0, -1) }
      : resourceId(types.resourceGroup);
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
function groupsOf(body: HclValue, needed: readonly BicepSymbol[]): readonly Arguments[] {
  const dependsOn = someItems(needed);
  return [object({ body }), ...(dependsOn ? [object({ depends_on: dependsOn })] : [])];
}

/** The custom roles of a group, then the assignments. */
function rightsBlocks(
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

function templateBlock(image: Image, before: readonly Block[]): Block {
  const { name, location, tags, properties } = imageTemplateBody(image).fields;
  const addresses = before.map((one) => symbol(`azapi_resource.${one.name}`));
  const [body, ...rest] = groupsOf(object({ properties }), addresses);
  return {
    name: 'image_template',
    count: false,
    head: object({
      type: text(`${types.imageTemplate}@${image.apiVersion}`),
      parent_id: symbol('local.resource_group_id'),
      name,
      location,
      tags,
    }),
    identity: object({
      type: text('UserAssigned'),
      identity_ids: list([symbol('local.identity_id')]),
    }),
    groups: [
      ...(body ? [body] : []),
      object({ replace_triggers_refs: list([text('properties')]) }),
      object({
        retry: object({ error_message_regex: list(notSpreadYet.map((one) => text(one))) }),
      }),
      ...rest,
    ],
  };
}

function triggerBlock(trigger: Trigger): Block {
  return {
    name: 'trigger',
    count: false,
    head: object({
      type: text(`${types.trigger}@${trigger.apiVersion}`),
      parent_id: symbol('azapi_resource.image_template.id'),
      name: trigger.name,
    }),
    identity: false,
    groups: [object({ body: triggerBody(trigger) })],
  };
}
