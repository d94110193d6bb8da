/**
 * The resources of a template one by one, with loops expanded, and the templates of nested deployments.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
 */
import type { ArmEnvironment, ArmScope } from './evaluation-context';
import type { ArmPath } from './document';
import { templateEnvironment } from './template-environment';
import { evaluateJson, loopCount } from './evaluate';
import { deploymentType, hasType, textProperty } from './resource-instance';
import type { ArmFrame, ArmInstance, ArmSurroundings, ImportedScope } from './resource-instance';
import { isMeant, nestedOutputs } from './deployment-outputs';
import {
  armProperty,
  armText,
  armUnknown,
  describeArmText,
  isJsonObject,
  sameArmValue,
} from './arm-value';
import type { ArmText, ArmValue, Json, JsonObject } from './arm-value';

/** What each resource takes from the budget, so that copies of copies come to an end. */
const stepsPerInstance = 100;

/** The root template as a frame; `reference()` in it knows the outputs of its nested deployments. */
export function frameOf(
  template: JsonObject,
  path: ArmPath,
  scope: ImportedScope,
  makeEnvironment: (reference: ArmEnvironment['reference']) => ArmEnvironment,
): ArmFrame {
  const outputs = new Map<ArmInstance, () => ArmValue | undefined>();
  const environment = makeEnvironment((target) => {
    const matches = instances().filter((instance) => isMeant(instance, target));
    const [only] = matches;
    return matches.length === 1 && only ? outputs.get(only)?.() : undefined;
  });
  const instances = once<readonly ArmInstance[]>(() => {
    const all = instancesOf(armProperty(template, 'resources'), [...path, 'resources'], {
      environment,
      scope,
      siblings: instances,
    });
    for (const instance of all) {
      const value = once<ArmValue | undefined>(() => nestedOutputs(instance), undefined);
      outputs.set(instance, value);
    }
    return all;
  }, []);
  return { template, path, environment, scope, instances };
}

/** Computes something when it is first asked for; while that is under way it is `meanwhile`. */
function once<T>(make: () => T, meanwhile: T): () => T {
  let state: 'new' | 'busy' | 'done' = 'new';
  let value = meanwhile;
  return () => {
    if (state !== 'new') return value;
    state = 'busy';
    value = make();
    state = 'done';
    return value;
  };
}

/** The resources under a `resources` key: a list, or a map of symbolic names. */
export function instancesOf(
  resources: Json | undefined,
  path: ArmPath,
  around: ArmSurroundings,
): readonly ArmInstance[] {
  if (typeof resources !== 'object' || resources === null) return [];
  if (around.environment.budget.steps <= 0) return [];
  const listed = Array.isArray(resources);
  return Object.entries(resources).flatMap(([key, resource]: [string, Json]) => {
    if (!isJsonObject(resource)) return [];
    const place = [...path, listed ? Number(key) : key];
    return copiesOf(resource, place, listed ? undefined : key, around);
  });
}

/**
 * A resource, as often as its loop runs.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources
 */
export function copiesOf(
  resource: JsonObject,
  path: ArmPath,
  symbol: string | undefined,
  around: ArmSurroundings,
): readonly ArmInstance[] {
  const copy = armProperty(resource, 'copy');
  if (!isJsonObject(copy)) {
    return [makeInstance(resource, path, around, { symbol, openLoop: undefined, none: false })];
  }
  const count = loopCount(armProperty(copy, 'count') ?? null, around.environment);
  const name = String(armProperty(copy, 'name'));
  const turn = (index: number | undefined) => {
    const loops = [...around.environment.loops, { of: 'resource', name, index } as const];
    const environment = { ...around.environment, loops };
    const indexed = symbol === undefined || index === undefined ? symbol : `${symbol}[${index}]`;
    const openLoop = typeof count === 'number' ? undefined : count;
    const loop = { symbol: indexed, openLoop, none: count === 0 };
    return makeInstance(resource, path, { ...around, environment }, loop);
  };
  const tooMany = around.environment.budget.steps <= 0;
  if (typeof count !== 'number' || count === 0 || tooMany) return [turn(undefined)];
  return Array.from({ length: count }, (_, index) => turn(index));
}

function makeInstance(
  resource: JsonObject,
  path: ArmPath,
  around: ArmSurroundings,
  loop: Pick<ArmInstance, 'symbol' | 'openLoop' | 'none'>,
): ArmInstance {
  const { environment, scope, siblings } = around;
  environment.budget.steps -= stepsPerInstance;
  const instance = { resource, path, environment, scope, siblings, ...loop };
  return { ...instance, nested: once(() => nestedFrame(instance), undefined) };
}

function nestedFrame(instance: Omit<ArmInstance, 'nested'>): ArmFrame | undefined {
  const { resource, environment } = instance;
  const properties = armProperty(resource, 'properties');
  if (!hasType(resource, deploymentType)) return undefined;
  const template = isJsonObject(properties) ? armProperty(properties, 'template') : undefined;
  if (!isJsonObject(properties) || !isJsonObject(template)) return undefined;
  const path = [...instance.path, 'properties', 'template'];
  const scope = nestedScope(instance);
  if (!hasInnerScope(properties)) return frameOf(template, path, scope, () => environment);
  return frameOf(template, path, scope, (reference) =>
    templateEnvironment({
      template,
      base: environment,
      scope: innerScope(instance, scope),
      given: ({ name }) => givenParameter(properties, name, environment),
      absent: ({ name }) =>
        armUnknown(`parameters('${name}')`, `the nested deployment gives no value for ${name}`),
      open: ({ name }, standard) =>
        armText(
          standard.parts.map((part) =>
            typeof part === 'object' && part.symbol === 'unknown' ? { ...part, name } : part,
          ),
        ),
      keep: () => false,
      reference,
    }),
  );
}

function hasInnerScope(properties: JsonObject): boolean {
  const options = armProperty(properties, 'expressionEvaluationOptions');
  const scope = isJsonObject(options) ? armProperty(options, 'scope') : undefined;
  return typeof scope === 'string' && scope.toLowerCase() === 'inner';
}

function nestedScope({ resource, environment, scope }: Omit<ArmInstance, 'nested'>): ImportedScope {
  const subscription = textProperty(resource, 'subscriptionId', environment);
  const resourceGroup = textProperty(resource, 'resourceGroup', environment);
  return {
    ...scope,
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}

function innerScope(instance: Omit<ArmInstance, 'nested'>, scope: ImportedScope): ArmScope {
  const outer = instance.environment;
  const own = textProperty(instance.resource, 'resourceGroup', outer);
  const same = own === undefined || sameArmValue(own, outer.scope.resourceGroup) === true;
  return {
    subscription: scope.subscription ?? outer.scope.subscription,
    resourceGroup: scope.resourceGroup ?? outer.scope.resourceGroup,
    location: same ? outer.scope.location : groupLocation(own, instance.siblings()),
  };
}

/** The location of a resource group: said where the template makes the group itself. */
function groupLocation(
  group: string | ArmText,
  siblings: readonly ArmInstance[],
): string | ArmText {
  for (const { resource, environment } of siblings) {
    if (!hasType(resource, 'microsoft.resources/resourcegroups')) continue;
    const name = textProperty(resource, 'name', environment);
    if (name === undefined || sameArmValue(name, group) !== true) continue;
    const location = textProperty(resource, 'location', environment);
    if (location !== undefined) return location;
  }
  const why = `the location of the resource group ${describeArmText(group)} is known only to Azure`;
  return armUnknown('resourceGroup().location', why);
}

function givenParameter(
  properties: JsonObject,
  name: string,
  environment: ArmEnvironment,
): ArmValue | undefined {
  const parameters = armProperty(properties, 'parameters');
  const entry = isJsonObject(parameters) ? armProperty(parameters, name) : undefined;
  if (!isJsonObject(entry)) return undefined;
  const value = armProperty(entry, 'value');
  if (value !== undefined) return evaluateJson(value, environment);
  if (armProperty(entry, 'reference') === undefined) return undefined;
  return armUnknown(`parameters('${name}')`, 'its value is a secret of a key vault');
}
