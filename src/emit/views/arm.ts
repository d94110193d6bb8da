/** The ARM deployment: `azuredeploy.json` and its parameter file. */
import type { Image, Trigger } from '../../model/image';
import {
  call,
  type Entry,
  joinText,
  list,
  literal,
  object,
  type ObjectValue,
  type ResourceId,
  text,
  type Value,
} from '../../model/value';
import { resourceType, triggerType } from '../../service/resource-types';
import {
  builtInRoleId,
  type Deployment,
  type RightsModule,
  roleAssignmentCondition,
  roleAssignmentName,
  roleAssignmentProperties,
  roleDefinitionName,
  roleDefinitionProperties,
} from '../deployment';
import {
  deploymentParameters,
  imageTemplateBody,
  outputs,
  parameterValue,
  triggerBody,
} from './common';

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const deploymentType = 'Microsoft.Resources/deployments';
const roleType = 'Microsoft.Authorization/roleDefinitions';
const assignmentType = 'Microsoft.Authorization/roleAssignments';

/** The parts of `azuredeploy.json`. */
export interface ArmView {
  readonly parameters: ObjectValue;
  readonly resources: Value;
  readonly outputs: ObjectValue;
}

/** The view of `azuredeploy.json`. */
export function armView(deployment: Deployment): ArmView {
  const { image, modules } = deployment;
  const templateType = 'Microsoft.VirtualMachineImages/imageTemplates';
  const templateId: ResourceId = { kind: 'id', scope: {}, type: templateType, names: [image.name] };
  const dependsOn: readonly Value[] = [
    ...(image.identity.create ? [image.identity.id] : []),
    ...modules.map(nestedId),
  ];
  const template = object({
    type: text(templateType),
    apiVersion: text(image.apiVersion),
    ...fields(imageTemplateBody(image)),
    dependsOn: dependsOn.length > 0 ? list(dependsOn) : undefined,
  });
  const resources = [
    ...(image.identity.create ? [createdIdentity(image)] : []),
    ...modules.map((module) => nestedDeployment(module, deployment)),
    template,
    ...(image.trigger ? [triggerResource(image, image.trigger, templateId)] : []),
  ];
  return {
    parameters: parameterDeclarations(deployment),
    resources: list(resources),
    outputs: object(
      Object.fromEntries(
        outputs(image, templateId, image.name).map((output) => [
          output.name,
          object({
            type: text(output.type),
            metadata: object({ description: text(output.description) }),
            value: output.value,
          }),
        ]),
      ),
    ),
  };
}

/** The trigger, which the service takes only after its template. */
function triggerResource(image: Image, trigger: Trigger, template: ResourceId): Value {
  return object({
    type: text(triggerType),
    apiVersion: text(trigger.apiVersion),
    name: joinText(image.name, text('/'), trigger.name),
    dependsOn: list([template]),
    ...fields(triggerBody(trigger)),
  });
}

/** Literal fields of an object by their names. */
function fields(value: ObjectValue): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    value.entries.flatMap(({ key, value: inner }): readonly (readonly [string, Value])[] => {
      const [name] = key.kind === 'text' ? key.parts : [];
      return typeof name === 'string' ? [[name, inner]] : [];
    }),
  );
}

function entriesOf(pairs: readonly (readonly [string, Value])[]): ObjectValue {
  return {
    kind: 'object',
    entries: pairs.map(([key, value]): Entry => ({ key: text(key), value })),
  };
}

function parameterDeclarations(deployment: Deployment): ObjectValue {
  return entriesOf(
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

function createdIdentity(image: Image): Value {
  const { id } = image.identity;
  return object({
    type: text(identityType),
    apiVersion: text(resourceType(identityType).apiVersion),
    name: id.names[0],
    location: parameterValue('location'),
  });
}

/** Name of the nested deployment: the one that Bicep gives to its module. */
function nestedName(module: RightsModule): Value {
  return call('format', [
    text(`${module.symbol.slice(0, 50)}-{0}`),
    call('uniqueString', [text(module.symbol), call('deployment', [], 'name')]),
  ]);
}

function nestedId(module: RightsModule): Value {
  const { subscription, resourceGroup } = module.scope;
  const scope: Value[] = [];
  if (subscription) scope.push(subscription);
  if (subscription || resourceGroup) scope.push(resourceGroup ?? call('resourceGroup', [], 'name'));
  return call('resourceId', [...scope, text(deploymentType), nestedName(module)]);
}

function nestedDeployment(module: RightsModule, { image, serviceId }: Deployment): Value {
  const { id } = image.identity;
  const principal = call(
    'reference',
    [id, text(resourceType(identityType).apiVersion)],
    'principalId',
  );
  const handed: readonly (readonly [string, Value])[] = [
    [module.identityId, id],
    [module.principalId, principal],
    ...(module.serviceId !== undefined && serviceId !== undefined
      ? [[module.serviceId, parameterValue(serviceId)] as const]
      : []),
    ...module.parameters.map(
      (use) => [use.parameter, { kind: 'parameter', ...use } satisfies Value] as const,
    ),
  ];
  return object({
    condition: { kind: 'parameter', parameter: 'deployRights', type: 'bool' },
    type: text(deploymentType),
    apiVersion: text(resourceType(deploymentType).apiVersion),
    name: nestedName(module),
    subscriptionId: module.scope.subscription,
    resourceGroup:
      module.scope.resourceGroup ??
      (module.scope.subscription ? call('resourceGroup', [], 'name') : undefined),
    dependsOn: image.identity.create ? list([id]) : undefined,
    properties: object({
      mode: text('Incremental'),
      expressionEvaluationOptions: object({ scope: text('inner') }),
      parameters: entriesOf(handed.map(([name, value]) => [name, object({ value })])),
      template: object({
        $schema: text(
          'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        ),
        contentVersion: text('1.0.0.0'),
        parameters: entriesOf([
          [module.identityId, object({ type: text('string') })],
          [module.principalId, object({ type: text('string') })],
          ...(module.serviceId === undefined
            ? []
            : [[module.serviceId, object({ type: text('string') })] as const]),
          ...module.parameters.map(
            (use) => [use.parameter, object({ type: text(use.type) })] as const,
          ),
        ]),
        resources: list([...roleDefinitions(module), ...roleAssignments(module)]),
      }),
    }),
  });
}

function roleDefinitions(module: RightsModule): readonly Value[] {
  return module.roles.map((role) =>
    object({
      type: text(roleType),
      apiVersion: text(resourceType(roleType).apiVersion),
      name: roleDefinitionName(role),
      properties: object(roleDefinitionProperties(role)),
    }),
  );
}

function roleAssignments(module: RightsModule): readonly Value[] {
  return module.assignments.map((assignment) => {
    const custom = assignment.role;
    const role =
      'custom' in custom ? module.roles.find((one) => one.symbol === custom.custom) : undefined;
    const roleId = role
      ? call('resourceId', [text(roleType), roleDefinitionName(role)])
      : builtInRoleId('builtIn' in custom ? custom.builtIn : '');
    const scope = assignment.scope ?? call('resourceGroup', [], 'id');
    return object({
      condition: roleAssignmentCondition(assignment),
      type: text(assignmentType),
      apiVersion: text(resourceType(assignmentType).apiVersion),
      scope: assignment.scope,
      name: roleAssignmentName(module, assignment, scope, roleId),
      dependsOn: role ? list([roleId]) : undefined,
      properties: roleAssignmentProperties(module, assignment, roleId),
    });
  });
}

/** The view of `azuredeploy.parameters.json`: what differs from the defaults, or has none. */
export function armParameters(deployment: Deployment): ObjectValue {
  return entriesOf(
    deploymentParameters(deployment).flatMap((parameter) =>
      parameter.value === undefined
        ? []
        : [[parameter.name, object({ value: literal(parameter.value) })] as const],
    ),
  );
}
