/** The Bicep files: `main.bicep`, its modules and `main.bicepparam`. */
import {
  call,
  field,
  itemsOf,
  list,
  object,
  type ObjectValue,
  type ResourceId,
  symbol,
  text,
  type Value,
  valueAt,
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
import { type BicepScope, bicepName, bicepString } from '../printers/bicep';
import { createSymbols, type Existing, scopeExpression, type Symbols } from '../symbols';
import {
  type DeploymentParameter,
  deploymentParameters,
  imageTemplateBody,
  outputs,
  parameterValue,
  triggerBody,
} from './common';

/** A parameter as Bicep writes it. */
interface BicepParameter {
  readonly decorator: string;
  readonly allowedDecorator: string;
  readonly description: string;
  readonly allowed: Value | false;
  /** Linter rules that its name or its being unused would trip. */
  readonly silenced: string;
  readonly name: string;
  readonly type: string;
  readonly default: Value | false;
}

/** A `resource` or `module` statement. */
interface Statement {
  readonly symbol: string;
  readonly type: string;
  readonly body: Value;
  readonly condition?: Value | false;
}

/** The view of `main.bicep`. */
export interface MainBicepView {
  readonly scope: BicepScope;
  readonly specFile: string;
  readonly parameters: readonly BicepParameter[];
  readonly existing: readonly Existing[];
  readonly identity: Statement | false;
  readonly modules: readonly (Statement & { readonly file: string })[];
  readonly imageTemplate: Statement;
  readonly trigger: Statement | false;
  readonly outputs: readonly {
    readonly decorator: string;
    readonly description: string;
    readonly name: string;
    readonly type: string;
    readonly value: Value;
  }[];
}

/** Rules of the linter that look at the name of a parameter. */
const secretName = /password|pwd|secret|accountkey|acctkey/i;
const artifactsName = /^_artifactsLocation/i;

function bicepParameter(parameter: DeploymentParameter, scope: BicepScope): BicepParameter {
  const { name } = parameter;
  return {
    decorator: bicepName('description', 'sys', scope),
    allowedDecorator: bicepName('allowed', 'sys', scope),
    description: bicepString(parameter.description),
    allowed: parameter.allowed ?? false,
    silenced: [
      ...(parameter.used ? [] : ['no-unused-params']),
      ...(secretName.test(name) ? ['secure-secrets-in-params'] : []),
      ...(artifactsName.test(name) ? ['artifacts-parameters'] : []),
    ].join(' '),
    name,
    type: bicepName(parameter.type, 'sys', scope),
    default: parameter.default ?? false,
  };
}

function bicepScope(names: Iterable<string>, symbols: Symbols): BicepScope {
  return {
    parameters: new Set(names),
    symbolOf: (id) => {
      const found = symbols.find(id);
      return found === undefined ? undefined : `${found}.id`;
    },
  };
}

/** Ids of a template that exist before it is deployed: they become symbols. */
function existingIds(properties: ObjectValue): readonly ResourceId[] {
  const ids: (Value | undefined)[] = [
    valueAt(properties, 'source', 'imageId'),
    valueAt(properties, 'vmProfile', 'vnetConfig', 'subnetId'),
    valueAt(properties, 'vmProfile', 'vnetConfig', 'containerInstanceSubnetId'),
    ...itemsOf(valueAt(properties, 'vmProfile', 'userAssignedIdentities')),
    ...itemsOf(valueAt(properties, 'distribute')).map((target) =>
      valueAt(target, 'galleryImageId'),
    ),
  ];
  return ids.filter((id): id is ResourceId => id?.kind === 'id' && !id.type.endsWith('/versions'));
}

/** The view of `main.bicep`. */
export function mainBicepView(deployment: Deployment): MainBicepView {
  const { image, modules, serviceId } = deployment;
  const parameters = deploymentParameters(deployment);
  const names = parameters.map((parameter) => parameter.name);
  const symbols = createSymbols(names);
  const { id, create } = image.identity;
  const identityType = resourceType(id.type);
  const identity = create ? symbols.reserve(id, identityType.stem) : symbols.declare(id);
  for (const one of existingIds(image.properties)) symbols.declare(one);
  const scope = bicepScope(names, symbols);
  const template = symbols.unique('imageTemplate');
  const statements = modules.map((module) => ({
    ...moduleStatement(module, identity, serviceId, symbols),
    file: module.file,
  }));
  const body = imageTemplateBody(image);
  const dependsOn: ObjectValue['entries'] =
    statements.length === 0
      ? []
      : [{ key: text('dependsOn'), value: list(statements.map((one) => symbol(one.symbol))) }];
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
    imageTemplate: {
      symbol: template,
      type: `Microsoft.VirtualMachineImages/imageTemplates@${image.apiVersion}`,
      body: { ...body, entries: [...body.entries, ...dependsOn] },
    },
    trigger: image.trigger !== undefined && {
      symbol: symbols.unique('trigger'),
      type: `${triggerType}@${image.trigger.apiVersion}`,
      body: object({
        parent: symbol(template),
        name: image.trigger.name,
        properties: field(triggerBody(image.trigger), 'properties'),
      }),
    },
    outputs: outputs(image, symbol(`${template}.id`), symbol(`${template}.name`)).map((output) => ({
      decorator: bicepName('description', 'sys', scope),
      description: bicepString(output.description),
      name: output.name,
      type:
        output.type === 'array'
          ? `${bicepName('string', 'sys', scope)}[]`
          : bicepName('string', 'sys', scope),
      value: output.value,
    })),
  };
}

function moduleStatement(
  module: RightsModule,
  identity: string,
  serviceId: string | undefined,
  symbols: Symbols,
): Statement {
  return {
    symbol: symbols.unique(module.symbol),
    type: module.file,
    body: object({
      scope: scopeExpression(module.scope),
      params: object({
        [module.identityId]: symbol(`${identity}.id`),
        [module.principalId]: symbol(`${identity}.properties.principalId`),
        ...(module.serviceId !== undefined && serviceId !== undefined
          ? { [module.serviceId]: parameterValue(serviceId) }
          : {}),
        ...Object.fromEntries(
          module.parameters.map((use) => [use.parameter, { kind: 'parameter', ...use } as const]),
        ),
      }),
    }),
  };
}

/** The view of a module. */
export interface ModuleView {
  readonly scope: BicepScope;
  readonly specFile: string;
  readonly parameters: readonly BicepParameter[];
  readonly existing: readonly Existing[];
  readonly roles: readonly Statement[];
  readonly assignments: readonly Statement[];
}

/** The view of one of `modules/*.bicep`. */
export function moduleView(module: RightsModule, specFile: string): ModuleView {
  const parameters: readonly DeploymentParameter[] = [
    required(module.identityId, 'string', 'Id of the identity that the image template works with.'),
    required(module.principalId, 'string', 'Object id of the principal of that identity.'),
    ...(module.serviceId === undefined
      ? []
      : [
          required(
            module.serviceId,
            'string',
            'Object id of the principal of the service itself; empty: it gets no right.',
          ),
        ]),
    ...module.parameters.map((use) =>
      required(use.parameter, use.type, `Parameter ${use.parameter} of the image.`),
    ),
  ];
  const names = parameters.map((parameter) => parameter.name);
  const symbols = createSymbols(names);
  const roleSymbols = new Map(
    module.roles.map((role) => [role.symbol, symbols.unique(role.symbol)]),
  );
  const scopes = module.assignments.map(({ scope }) => scope && symbols.declare(scope));
  const scope = bicepScope(names, symbols);
  return {
    scope,
    specFile,
    parameters: parameters.map((parameter) => bicepParameter(parameter, scope)),
    existing: symbols.existing,
    roles: module.roles.map((role) => ({
      symbol: roleSymbols.get(role.symbol) ?? role.symbol,
      type: typeOf('Microsoft.Authorization/roleDefinitions'),
      body: object({
        name: roleDefinitionName(role),
        properties: object(roleDefinitionProperties(role)),
      }),
    })),
    assignments: module.assignments.map((assignment, index) => {
      const { role } = assignment;
      const roleId =
        'custom' in role
          ? symbol(`${roleSymbols.get(role.custom) ?? role.custom}.id`)
          : builtInRoleId(role.builtIn);
      const at = scopes[index];
      const scopeId = at === undefined ? call('resourceGroup', [], 'id') : symbol(`${at}.id`);
      return {
        symbol: symbols.unique(assignment.symbol),
        type: typeOf('Microsoft.Authorization/roleAssignments'),
        condition: roleAssignmentCondition(assignment) ?? false,
        body: object({
          scope: at === undefined ? undefined : symbol(at),
          name: roleAssignmentName(module, assignment, scopeId, roleId),
          properties: roleAssignmentProperties(module, assignment, roleId),
        }),
      };
    }),
  };
}

function typeOf(type: string): string {
  return `${type}@${resourceType(type).apiVersion}`;
}

function required(
  name: string,
  type: DeploymentParameter['type'],
  description: string,
): DeploymentParameter {
  return {
    name,
    type,
    description,
    allowed: undefined,
    default: undefined,
    value: undefined,
    used: true,
  };
}
