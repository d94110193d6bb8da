/** The ARM deployment: `azuredeploy.json` and its parameter file. */
import type { Image, Trigger } from '../../image/image';
import {
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
import { resourceId } from '../../value/resource-id';
import { resourceType, types } from '../../service/resource-types';
import {
  builtInRoleId,
  type Deployment,
  type RightsModule,
  roleAssignmentCondition,
  roleAssignmentName,
  roleAssignmentProperties,
  roleDefinitionName,
  roleDefinitionProperties,
} from '../../deployment/plan-deployment';
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
  const { image, modules, made } = deployment;
  const templateId = resourceId(types.imageTemplate, [image.name]);
  const dependsOn: readonly DeploymentValue[] = [
    ...(image.identity.create ? [image.identity.id] : []),
    ...made.map(nestedId),
    ...modules.map(nestedId),
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

/** The name of a resource below its parents. */
function pathName({ names }: ResourceId): DeploymentValue {
  return joinText(...names.flatMap((name, index) => (index === 0 ? [name] : [text('/'), name])));
}

/** The rights in one group. */
function assignedRights(module: RightsModule, { image, serviceId }: Deployment): DeploymentValue {
  const { id } = image.identity;
  const principal = call(
    'reference',
    [id, text(resourceType(types.identity).apiVersion)],
    'principalId',
  );
  return nestedDeployment(module, {
    condition: { kind: 'parameter', parameter: 'deployRights', type: 'bool' },
    dependsOn: [...(image.identity.create ? [id] : []), ...module.after.map(nestedId)],
    parameters: [
      { name: module.identityId, type: 'string', value: id },
      { name: module.principalId, type: 'string', value: principal },
      ...(module.serviceId !== undefined && serviceId !== undefined
        ? [{ name: module.serviceId, type: 'string', value: parameterValue(serviceId) }]
        : []),
      ...handedOn(module.parameters),
    ],
    resources: [...roleDefinitions(module), ...roleAssignments(module)],
  });
}

function roleDefinitions(module: RightsModule): readonly DeploymentValue[] {
  return module.roles.map((role) =>
    object({
      ...resourceHead(types.roleDefinition),
      name: roleDefinitionName(role),
      properties: roleDefinitionProperties(role),
    }),
  );
}

function roleAssignments(module: RightsModule): readonly DeploymentValue[] {
  return module.assignments.map((assignment) => {
    const custom = assignment.role;
    const role =
      'custom' in custom ? module.roles.find((one) => one.symbol === custom.custom) : undefined;
    const roleId = role
      ? call('resourceId', [text(types.roleDefinition), roleDefinitionName(role)])
      : builtInRoleId('builtIn' in custom ? custom.builtIn : '');
    const scope = assignment.scope ?? call('resourceGroup', [], 'id');
    return object({
      condition: roleAssignmentCondition(assignment),
      ...resourceHead(types.roleAssignment),
      scope: assignment.scope,
      name: roleAssignmentName(module, assignment, scope, roleId),
      dependsOn: someItems(role ? [roleId] : []),
      properties: roleAssignmentProperties(module, assignment, roleId),
    });
  });
}

/** The view of `azuredeploy.parameters.json`: what differs from the defaults, or has none. */
export function armParameters(deployment: Deployment): MapValue<DeploymentValue> {
  return mapping(givenParameters(deployment).map(([name, value]) => [name, object({ value })]));
}
