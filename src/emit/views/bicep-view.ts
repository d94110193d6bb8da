/** `main.bicep`: the identity, the modules, the template and its trigger. */
import { assertNever } from '../../lib/assert-never';
import { sourceId } from '../../image/source-facts';
import { isVersion } from '../../image/target-place';
import type { ImageProperties, Target } from '../../image/model-types';
import {
  type BicepSymbol,
  object,
  type ParameterUse,
  type ParameterValue,
  type ResourceId,
  someItems,
  symbol,
} from '../../value/value';
import { resourceType, types } from '../../service/resource-types';
import {
  type Deployment,
  granteeNames,
  type GroupRights,
  type RightsModule,
} from '../../deployment/plan-deployment';
import { granteeValues, type Principals } from '../../deployment/role-resources';
import { bicepName, bicepString } from '../../value/printers/bicep-expressions';
import type { ResourceModule } from '../../deployment/prerequisite-modules';
import { createSymbols, scopeExpression, type Symbols } from '../symbols';
import { rightsStatements } from './bicep-rights';
import { bicepParameter, bicepScope, type Statement } from './bicep-file';
import {
  deploymentParameters,
  imageTemplateBody,
  outputs,
  parameterValue,
  triggerBody,
} from './wrapper-parts';

/** Ids of a template that exist before it is deployed: they become symbols. */
function existingIds({ source, vmProfile, distribute }: ImageProperties): readonly ResourceId[] {
  const { vnetConfig, userAssignedIdentities } = vmProfile.fields;
  const ids = [
    sourceId(source),
    vnetConfig?.fields.subnetId,
    vnetConfig?.fields.containerInstanceSubnetId,
    ...(userAssignedIdentities?.items ?? []),
    ...distribute.items.map(existingTarget),
  ];
  return ids.flatMap((id) => (id && !isVersion(id) ? [id] : []));
}

function existingTarget(target: Target): ResourceId | undefined {
  switch (target.type) {
    case 'SharedImage':
      return target.fields.galleryImageId;
    // A build makes them.
    case 'ManagedImage':
    case 'VHD':
      return undefined;
    default:
      return assertNever(target);
  }
}

/** The view of `main.bicep`. */
export function mainBicepView(deployment: Deployment) {
  const { image, modules, made, own } = deployment;
  const parameters = deploymentParameters(deployment);
  const names = parameters.map((parameter) => parameter.name);
  const symbols = createSymbols(names);
  const { id, create } = image.identity;
  const identityType = resourceType(id.type);
  const identity = create ? symbols.reserve(id, identityType.stem) : symbols.declare(id);
  for (const one of existingIds(image.properties)) symbols.declare(one);
  const scope = bicepScope(names, symbols);
  const template = symbols.unique('imageTemplate');
  const madeSymbols = new Map(made.map((module) => [module.file, symbols.unique(module.symbol)]));
  const symbolOf = (module: ResourceModule): string =>
    madeSymbols.get(module.file) ?? module.symbol;
  const statements = [
    ...made.map((module) => madeStatement(module, symbolOf(module))),
    ...modules.map((module) =>
      rightsStatement(module, deployment, identity, symbols, module.after.map(symbolOf)),
    ),
  ];
  const rights = own && ownStatements(own, deployment, identity, symbols, own.after.map(symbolOf));
  const body = imageTemplateBody(image);
  const before = [...statements, ...(rights?.assignments ?? [])];
  const dependsOn = someItems(before.map((one) => symbol(one.symbol)));
  return {
    scope,
    specFile: image.specFile,
    parameters: parameters.map((parameter) => bicepParameter(parameter, scope)),
    existing: symbols.existing,
    identity: create && {
      symbol: identity,
      type: `${id.type}@${identityType.apiVersion}`,
      body: object({ name: id.names[0], location: parameterValue('location') }),
    },
    modules: statements,
    rights: rights ? [...rights.roles, ...rights.assignments] : [],
    imageTemplate: {
      symbol: template,
      type: `${types.imageTemplate}@${image.apiVersion}`,
      body: object({ ...body.fields, dependsOn }),
    },
    trigger: image.trigger !== undefined && {
      symbol: symbols.unique('trigger'),
      type: `${types.trigger}@${image.trigger.apiVersion}`,
      body: object({
        parent: symbol(template),
        name: image.trigger.name,
        ...triggerBody(image.trigger).fields,
      }),
    },
    outputs: outputs<BicepSymbol>(image, symbol(`${template}.id`), symbol(`${template}.name`)).map(
      (output) => ({
        decorator: bicepName('description', 'sys', scope),
        description: bicepString(output.description),
        name: output.name,
        type:
          output.type === 'array'
            ? `${bicepName('string', 'sys', scope)}[]`
            : bicepName('string', 'sys', scope),
        value: output.value,
      }),
    ),
  };
}

/** The module of resources that are made before the template. */
function madeStatement(module: ResourceModule, name: string): Statement {
  return {
    symbol: name,
    type: module.file,
    condition: false,
    body: object({
      scope: scopeExpression(module.scope),
      params: module.parameters.length > 0 ? object(handedOn(module.parameters)) : undefined,
    }),
  };
}

/** The rights in the group of the deployment. */
function ownStatements(
  rights: GroupRights,
  { image, grantees }: Deployment,
  identity: string,
  symbols: Symbols,
  after: readonly string[],
) {
  const principals: Principals<BicepSymbol> = {
    identityId: symbol(`${identity}.id`),
    principalId: symbol(`${identity}.properties.principalId`),
    others: granteeValues(grantees),
  };
  return rightsStatements(rights, principals, symbols, {
    after,
    created: image.identity.create ? identity : undefined,
  });
}

/** The module of the rights in another group. */
function rightsStatement(
  module: RightsModule,
  { grantees }: Deployment,
  identity: string,
  symbols: Symbols,
  after: readonly string[],
): Statement {
  return {
    symbol: symbols.unique(module.symbol),
    type: module.file,
    condition: { kind: 'parameter', parameter: 'deployRights', type: 'bool' },
    body: object({
      scope: scopeExpression(module.scope),
      params: object({
        [module.identityId]: symbol(`${identity}.id`),
        [module.principalId]: symbol(`${identity}.properties.principalId`),
        ...Object.fromEntries(
          granteeNames.flatMap((one) => {
            const [name, outer] = [module.grantees[one], grantees[one]];
            return name === undefined || outer === undefined
              ? []
              : [[name, parameterValue(outer)] as const];
          }),
        ),
        ...handedOn(module.parameters),
      }),
      dependsOn: someItems(after.map(symbol)),
    }),
  };
}

/** Parameters of the deployment under their own names. */
function handedOn(uses: readonly ParameterUse[]): Readonly<Record<string, ParameterValue>> {
  return Object.fromEntries(uses.map((use) => [use.parameter, { kind: 'parameter', ...use }]));
}
