/** What the views of the wrappers share. */
import type { Image, ImageParameter, Trigger } from '../../image/image';
import { prerequisiteResources } from '../../image/prerequisite-resources';
import { resourceType, types } from '../../service/resource-types';
import type { Deployment } from '../../deployment/plan-deployment';
import { locationParameter } from '../../image/image';
import {
  type DeploymentValue,
  type ListValue,
  list,
  literal,
  object,
  type ObjectValue,
  type ResourceId,
  type Text,
  text,
  type Value,
} from '../../value/value';
import { servicePrincipal } from '../../service/rights';

/** A parameter of the deployment. */
export interface DeploymentParameter {
  readonly name: string;
  readonly type: 'string' | 'int' | 'bool';
  readonly description: string;
  readonly allowed: ListValue | undefined;
  readonly default: Value | undefined;
  /** What the parameter files say; absent: the default serves. */
  readonly value: string | number | boolean | undefined;
  readonly used: boolean;
}

/** All parameters: the two that every deployment has, then those of the spec. */
export function deploymentParameters({
  image,
  modules,
  serviceId,
}: Deployment): readonly DeploymentParameter[] {
  const own = image.parameters.map(specParameter);
  const hasLocation = own.some((parameter) => parameter.name === locationParameter);
  return [
    ...(hasLocation
      ? own
          .filter((parameter) => parameter.name === locationParameter)
          .map((one) => ({ ...one, used: true }))
      : [
          {
            name: locationParameter,
            type: 'string' as const,
            description:
              'Region of the image template, and of targets for which the spec names none.',
            allowed: undefined,
            default: image.location,
            value: undefined,
            used: true,
          },
        ]),
    {
      name: 'deployRights',
      type: 'bool',
      description:
        'Assign the rights that the identity needs. Pass false where the deployment may not, and an owner has done so before.',
      allowed: undefined,
      default: literal(true),
      value: undefined,
      used: modules.length > 0,
    },
    ...(serviceId === undefined
      ? []
      : [
          {
            name: serviceId,
            type: 'string' as const,
            description: `Object id in this tenant of the service principal "${servicePrincipal.name}", which needs Contributor on the staging group. Empty: it is not assigned.`,
            allowed: undefined,
            default: text(''),
            value: undefined,
            used: true,
          },
        ]),
    ...own.filter((parameter) => parameter.name !== locationParameter),
  ];
}

function specParameter(parameter: ImageParameter): DeploymentParameter {
  return {
    name: parameter.name,
    type: parameter.type,
    description: parameter.description ?? `Parameter ${parameter.name} of the image.`,
    allowed: parameter.allowed && list(parameter.allowed.map(literal)),
    default: parameter.default === undefined ? undefined : literal(parameter.default),
    value: parameter.value,
    used: parameter.used,
  };
}

/** The image template resource, but for its type and version. */
export function imageTemplateBody(image: Image): ObjectValue {
  return object({
    name: image.name,
    location: text({ parameter: locationParameter, type: 'string' }),
    tags: image.tags,
    identity: object({
      type: text('UserAssigned'),
      userAssignedIdentities: {
        kind: 'map',
        entries: [{ key: image.identity.id, value: object({}) }],
      } as const,
    }),
    properties: object(image.properties),
  });
}

/** The whole image template resource, as it stands alone. */
export function bareTemplate(image: Image): ObjectValue {
  return object({
    type: text(types.imageTemplate),
    apiVersion: text(image.apiVersion),
    ...imageTemplateBody(image).fields,
  });
}

/** The resources that are made before the template, as bare bodies with their ids. */
export function bareMade(image: Image): ListValue {
  return list(
    prerequisiteResources(image).map(({ id, body }) =>
      object({
        id,
        type: text(id.type),
        apiVersion: text(resourceType(id.type).apiVersion),
        name: id.names.at(-1),
        ...body.fields,
      }),
    ),
  );
}

/** The body of the trigger: a proxy resource, which has neither a location nor tags. */
export function triggerBody(trigger: Trigger): ObjectValue {
  return object({ properties: object({ kind: trigger.kind }) });
}

/** An output of the deployment. */
export interface Output<S = never> {
  readonly name: string;
  readonly type: 'string' | 'array';
  readonly description: string;
  readonly value: DeploymentValue<S>;
}

/** The outputs, over an expression for the id and the name of the template. */
export function outputs<S = never>(
  image: Image,
  id: ResourceId | S,
  name: Text | S,
): readonly Output<S>[] {
  const runOutputNames = image.runOutputNames;
  return [
    {
      name: 'imageTemplateId',
      type: 'string',
      description: 'Id of the image template.',
      value: id,
    },
    {
      name: 'imageTemplateName',
      type: 'string',
      description: 'Name of the image template.',
      value: name,
    },
    {
      name: 'runCommand',
      type: 'string',
      description: 'Command that starts a build.',
      value: text('az resource invoke-action --action Run --ids "', id, '"'),
    },
    {
      name: 'runOutputIds',
      type: 'array',
      description: 'Ids of the run outputs, in the order of the targets.',
      value: list(runOutputNames.map((output) => text(id, '/runOutputs/', ...output.parts))),
    },
  ];
}

/** A call of `parameters('x')` as a value. */
export function parameterValue(name: string): Text {
  return text({ parameter: name, type: 'string' });
}
