/** Nested deployments of `azuredeploy.json`: what is deployed to one resource group, there. */
import {
  call,
  type Call,
  type DeploymentValue,
  list,
  mapping,
  object,
  type ParameterUse,
  type Scope,
  someItems,
  text,
} from '../../value/value';
import { resourceType, types } from '../../service/resource-types';

/** Where a nested deployment goes, and what it is called after. */
interface NestedPlace {
  readonly symbol: string;
  readonly scope: Scope;
}

/** A parameter of a nested deployment, and what it is given. */
export interface HandedParameter {
  readonly name: string;
  readonly type: string;
  readonly value: DeploymentValue;
}

interface Nested {
  readonly condition?: DeploymentValue;
  readonly dependsOn: readonly DeploymentValue[];
  readonly parameters: readonly HandedParameter[];
  readonly resources: readonly DeploymentValue[];
}

/** Parameters of the deployment itself, handed on under their own names. */
export function handedOn(uses: readonly ParameterUse[]): readonly HandedParameter[] {
  return uses.map((use) => ({
    name: use.parameter,
    type: use.type,
    value: { kind: 'parameter', ...use },
  }));
}

/** The fields with which a resource begins. */
export function resourceHead(type: string) {
  return { type: text(type), apiVersion: text(resourceType(type).apiVersion) };
}

/** Name of the nested deployment: the one that Bicep gives to its module. */
function nestedName({ symbol }: NestedPlace): Call {
  return call('format', [
    text(`${symbol.slice(0, 50)}-{0}`),
    call('uniqueString', [text(symbol), call('deployment', [], 'name')]),
  ]);
}

/** The id of a nested deployment, for those that wait for it. */
export function nestedId(place: NestedPlace): Call {
  const { subscription, resourceGroup } = place.scope;
  const scope: DeploymentValue[] = [];
  if (subscription) scope.push(subscription);
  if (subscription || resourceGroup) scope.push(resourceGroup ?? call('resourceGroup', [], 'name'));
  return call('resourceId', [...scope, text(types.deployment), nestedName(place)]);
}

/** A nested deployment. */
export function nestedDeployment(place: NestedPlace, nested: Nested): DeploymentValue {
  const { subscription, resourceGroup } = place.scope;
  const { condition, dependsOn, parameters, resources } = nested;
  return object({
    condition,
    ...resourceHead(types.deployment),
    name: nestedName(place),
    subscriptionId: subscription,
    resourceGroup: resourceGroup ?? (subscription ? call('resourceGroup', [], 'name') : undefined),
    dependsOn: someItems(dependsOn),
    properties: object({
      mode: text('Incremental'),
      expressionEvaluationOptions: object({ scope: text('inner') }),
      parameters: mapping(parameters.map(({ name, value }) => [name, object({ value })])),
      template: object({
        $schema: text(
          'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        ),
        contentVersion: text('1.0.0.0'),
        parameters: mapping(
          parameters.map(({ name, type }) => [name, object({ type: text(type) })]),
        ),
        resources: list(resources),
      }),
    }),
  });
}
