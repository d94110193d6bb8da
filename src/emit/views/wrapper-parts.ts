/** What the views of the wrappers share. */
import type { Image, ImageParameter, Trigger } from '../../image/image';
import { prerequisiteResources } from '../../image/prerequisite-resources';
import { resourceType, types } from '../../service/resource-types';
import { type Deployment, type Grantee, granteeNames } from '../../deployment/plan-deployment';
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
  readonly allowed?: ListValue | undefined;
  readonly default?: Value | undefined;
  /** What the parameter files say; absent: the default serves. */
  readonly value?: string | number | boolean;
  /** True where no value of the file uses it. */
  readonly unused?: boolean;
}

/** All parameters: the two that every deployment has, then those of the spec. */
export function deploymentParameters({
  image,
  modules,
  own: ownRights,
  grantees,
}: Deployment): readonly DeploymentParameter[] {
  const own = image.parameters.map(specParameter);
  const location = own.find(({ name }) => name === locationParameter);
  return [
    location
      ? { ...location, unused: false }
      : {
          name: locationParameter,
          type: 'string',
          description: 'Region of the template and its targets.',
          default: image.location,
        },
    {
      name: 'deployRights',
      type: 'bool',
      description: 'Assign the rights that the image needs.',
      default: literal(true),
      unused: modules.length === 0 && ownRights === undefined,
    },
    ...granteeNames.flatMap((one) => {
      const name = grantees[one];
      return name === undefined ? [] : [granteeParameter(name, granteeDescriptions[one])];
    }),
    ...own.filter((parameter) => parameter !== location),
  ];
}

/** What the parameters of those who get roles besides the identity hold. */
export const granteeDescriptions: Readonly<Record<Grantee, string>> = {
  service: `Object id in this tenant of the service principal "${servicePrincipal.name}", which needs Contributor on the staging group. Empty: it is not assigned.`,
  pruner:
    'Object id of the service principal that deletes old versions. Empty: none is given the role.',
};

function granteeParameter(name: string, description: string): DeploymentParameter {
  return { name, type: 'string', description, default: text('') };
}

function specParameter(parameter: ImageParameter): DeploymentParameter {
  const { name, type, description, allowed, default: given, value, used } = parameter;
  return {
    name,
    type,
    description: description ?? `Parameter ${name} of the image.`,
    allowed: allowed && list(allowed.map(literal)),
    default: given === undefined ? undefined : literal(given),
    value,
    unused: !used,
  };
}

/** The parameters to which the parameter files give a value, with that value. */
export function givenParameters(deployment: Deployment): readonly (readonly [string, Value])[] {
  return deploymentParameters(deployment).flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, literal(value)] as const],
  );
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

/** The whole image template resource, on its own. */
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
      description: 'Ids of the run outputs, in target order.',
      value: list(runOutputNames.map((output) => text(id, '/runOutputs/', ...output.parts))),
    },
  ];
}

/** A call of `parameters('x')` as a value. */
export function parameterValue(name: string): Text {
  return text({ parameter: name, type: 'string' });
}
