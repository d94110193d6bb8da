/** The ARM deployment: `azuredeploy.json` and its parameter file. */
import type { Image, Trigger } from '../../image/image';
import {
  type Call,
  call,
  type DeploymentValue,
  joinText,
  list,
  mapping,
  type MapValue,
  object,
  someItems,
  type ResourceId,
  text,
} from '../../value/value';
import { pathName, resourceId } from '../../value/resource-id';
import { resourceType, types } from '../../service/resource-types';
import {
  type Deployment,
  granteeNames,
  type GroupRights,
  type RightsModule,
  type RoleAssignment,
} from '../../deployment/plan-deployment';
import {
  builtInRoleId,
  granteeValues,
  modulePrincipals,
  ownRightsCondition,
  type Principals,
  roleAssignmentCondition,
  roleAssignmentName,
  roleAssignmentProperties,
  roleDefinitionName,
  roleDefinitionProperties,
} from '../../deployment/role-resources';
import { neededIds, type ResourceModule } from '../../deployment/prerequisite-modules';
import { handedOn, nestedDeployment, nestedId, resourceHead } from './arm-nested-view';
import {
  deploymentParameters,
  givenParameters,
  imageTemplateBody,
  outputs,
  parameterValue,
  triggerBody,
} from './wrapper-parts';

/** The view of `azuredeploy.json`. */
export function armView(deployment: Deployment) {
  const { image, modules, made, own } = deployment;
  const templateId = resourceId(types.imageTemplate, [image.name]);
  const dependsOn: readonly DeploymentValue[] = [
    ...(image.identity.create ? [image.identity.id] : []),
    ...made.map(nestedId),
    ...modules.map(nestedId),
    ...ownAssignmentIds(deployment),
  ];
  const template = object({
    type: text(types.imageTemplate),
    apiVersion: text(image.apiVersion),
    ...imageTemplateBody(image).fields,
    dependsOn: someItems(dependsOn),
  });
  const resources = [
    ...(image.identity.create ? [createdIdentity(image)] : []),
    ...made.map(madeBefore),
    ...modules.map((module) => assignedRights(module, deployment)),
    ...(own ? ownRights(own, deployment) : []),
    template,
    ...(image.trigger ? [triggerResource(image, image.trigger, templateId)] : []),
  ];
  return {
    parameters: parameterDeclarations(deployment),
    resources: list(resources),
    outputs: mapping(
      outputs<never>(image, templateId, image.name).map((output) => [
        output.name,
        object({
          type: text(output.type),
          metadata: object({ description: text(output.description) }),
          value: output.value,
        }),
      ]),
    ),
  };
}

/** The trigger, which the service takes only after its template. */
function triggerResource(image: Image, trigger: Trigger, template: ResourceId): DeploymentValue {
  return object({
    type: text(types.trigger),
    apiVersion: text(trigger.apiVersion),
    name: joinText(image.name, text('/'), trigger.name),
    dependsOn: list([template]),
    ...triggerBody(trigger).fields,
  });
}

function parameterDeclarations(deployment: Deployment): MapValue<DeploymentValue> {
  return mapping(
    deploymentParameters(deployment).map((parameter) => [
      parameter.name,
      object({
        type: text(parameter.type),
        allowedValues: parameter.allowed,
        defaultValue: parameter.default,
        metadata: object({ description: text(parameter.description) }),
      }),
    ]),
  );
}

function createdIdentity(image: Image): DeploymentValue {
  const { id } = image.identity;
  return object({
    ...resourceHead(types.identity),
    name: id.names[0],
    location: parameterValue('location'),
  });
}

/** The resources that are made before the template, in one group. */
function madeBefore(module: ResourceModule): DeploymentValue {
  return nestedDeployment(module, {
    dependsOn: [],
    parameters: handedOn(module.parameters),
    resources: module.resources.map((made) => {
      const needed = neededIds(module, made);
      return object({
        ...resourceHead(made.id.type),
        name: pathName(made.id),
        ...made.body.fields,
        dependsOn: someItems(needed),
      });
    }),
  });
}

/** The principals as the main template names them. */
function mainPrincipals({ image, grantees }: Deployment): Principals {
  const { id } = image.identity;
  const { apiVersion } = resourceType(types.identity);
  return {
    identityId: id,
    principalId: call('reference', [id, text(apiVersion)], 'principalId'),
    others: granteeValues(grantees),
  };
}

/** The rights in the group of the deployment. */
function ownRights(rights: GroupRights, deployment: Deployment): readonly DeploymentValue[] {
  const { image } = deployment;
  const before = [
    ...(image.identity.create ? [image.identity.id] : []),
    ...rights.after.map(nestedId),
  ];
  const principals = mainPrincipals(deployment);
  return [
    ...roleDefinitions(rights, {
      condition: ownRightsCondition<never>(),
      dependsOn: someItems(image.identity.create ? [image.identity.id] : []),
    }),
    ...roleAssignments(rights, principals, {
      before,
      condition: (one) => ownRightsCondition<never>(one),
    }),
  ];
}

/** The rights in another group. */
function assignedRights(module: RightsModule, deployment: Deployment): DeploymentValue {
  const { image } = deployment;
  const { identityId, principalId, others } = mainPrincipals(deployment);
  return nestedDeployment(module, {
    condition: ownRightsCondition<never>(),
    dependsOn: [
      ...(image.identity.create ? [image.identity.id] : []),
      ...module.after.map(nestedId),
    ],
    parameters: [
      { name: module.identityId, type: 'string', value: identityId },
      { name: module.principalId, type: 'string', value: principalId },
      ...granteeNames.flatMap((one) => {
        const [name, value] = [module.grantees[one], others[one]];
        return name === undefined || value === undefined ? [] : [{ name, type: 'string', value }];
      }),
      ...handedOn(module.parameters),
    ],
    resources: [...roleDefinitions(module), ...roleAssignments(module, modulePrincipals(module))],
  });
}

function roleDefinitions(
  { roles }: GroupRights,
  {
    condition,
    dependsOn,
  }: { condition?: DeploymentValue; dependsOn?: DeploymentValue | undefined } = {},
): readonly DeploymentValue[] {
  return roles.map((role) =>
    object({
      condition,
      ...resourceHead(types.roleDefinition),
      name: roleDefinitionName(role),
      dependsOn,
      properties: roleDefinitionProperties(role),
    }),
  );
}

/** What the assignments of a group wait for, and on what condition they are made. */
interface AssignmentContext {
  readonly before: readonly DeploymentValue[];
  readonly condition: (own: Call | undefined) => DeploymentValue | undefined;
}

function roleAssignments(
  rights: GroupRights,
  principals: Principals,
  { before, condition }: AssignmentContext = { before: [], condition: (own) => own },
): readonly DeploymentValue[] {
  return rights.assignments.map((assignment) => {
    const { scope, name, role, isCustom } = assignmentParts(rights, assignment, principals);
    return object({
      condition: condition(roleAssignmentCondition<never>(assignment, principals)),
      ...resourceHead(types.roleAssignment),
      scope: assignment.scope && scope,
      name,
      dependsOn: someItems([...before, ...(isCustom ? [role] : [])]),
      properties: roleAssignmentProperties(assignment, principals, role),
    });
  });
}

/** The scope, the name and the role of an assignment as a template writes them. */
function assignmentParts(
  { roles }: GroupRights,
  assignment: RoleAssignment,
  principals: Principals,
) {
  const wanted = assignment.role;
  const definition =
    'custom' in wanted ? roles.find(({ symbol }) => symbol === wanted.custom) : undefined;
  const role = definition
    ? call('resourceId', [text(types.roleDefinition), roleDefinitionName(definition)])
    : builtInRoleId('builtIn' in wanted ? wanted.builtIn : '');
  const scope = assignment.scope ?? call('resourceGroup', [], 'id');
  const name = roleAssignmentName(assignment, principals, scope, role);
  return { scope, name, role, isCustom: definition !== undefined };
}

/** The ids of the role assignments in the group of the deployment. */
function ownAssignmentIds(deployment: Deployment): readonly DeploymentValue[] {
  const { own } = deployment;
  if (own === undefined) return [];
  const principals = mainPrincipals(deployment);
  return own.assignments.map((assignment) => {
    const { scope, name } = assignmentParts(own, assignment, principals);
    return assignment.scope
      ? call('extensionResourceId', [scope, text(types.roleAssignment), name])
      : call('resourceId', [text(types.roleAssignment), name]);
  });
}

/** The view of `azuredeploy.parameters.json`: what differs from the defaults, or has none. */
export function armParameters(deployment: Deployment): MapValue<DeploymentValue> {
  return mapping(givenParameters(deployment).map(([name, value]) => [name, object({ value })]));
}
