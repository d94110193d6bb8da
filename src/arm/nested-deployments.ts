/**
 * The resources of a template one by one, with loops expanded, and the templates of nested deployments.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates
 */
import type { ArmEnvironment, ArmScope } from './evaluation-context';
import { formatArmPath, type ArmPath } from './document';
import { templateEnvironment } from './template-environment';
import { evaluateJson, expandLoop, loopCount, propertyLoops } from './evaluate';
import { hasType, textProperty } from './resource-instance';
import type { ArmFrame, ArmInstance, ArmSurroundings, ImportedScope } from './resource-instance';
import {
  armProperty,
  armText,
  armUnknown,
  describeArmText,
  isArmObject,
  isArmText,
  sameArmValue,
} from './arm-value';
import type { ArmPart, ArmText, ArmValue } from './arm-value';
import { isJsonObject, type Json, type JsonObject } from '../lib/json';

const deploymentType = 'microsoft.resources/deployments';

/** What each resource takes from the budget, so that copies of copies come to an end. */
const stepsPerInstance = 100;

/** A resource without the frame that it may deploy. */
type Instance = Omit<ArmInstance, 'nested'>;

/** A template as a frame; `reference()` in it knows the outputs of its nested deployments. */
export function frameOf(
  template: JsonObject,
  path: ArmPath,
  scope: ImportedScope,
  makeEnvironment: (reference: ArmEnvironment['reference']) => ArmEnvironment,
): ArmFrame {
  const outputs = new Map<ArmInstance, () => ArmValue | undefined>();
  const environment = makeEnvironment((target) => {
    const [only, ...more] = instances().filter((instance) => isMeant(instance, target));
    return only && more.length === 0 ? outputs.get(only)?.() : undefined;
  });
  const instances = once<readonly ArmInstance[]>(() => {
    const around = { environment, scope, siblings: instances };
    const all = instancesOf(armProperty(template, 'resources'), [...path, 'resources'], around);
    for (const one of all)
      outputs.set(
        one,
        once(() => outputsOf(one.nested()), undefined),
      );
    return all;
  }, []);
  return { template, environment, instances };
}

/** Computes something when it is first asked for; while that is under way it is `meanwhile`. */
function once<T>(make: () => T, meanwhile: T): () => T {
  let pending: (() => T) | undefined = make;
  let value = meanwhile;
  return () => {
    const run = pending;
    pending = undefined;
    if (run) value = run();
    return value;
  };
}

/** Whether `reference()` of a symbolic name, of a resource id or of a name means this nested deployment. */
function isMeant(instance: ArmInstance, target: ArmValue): boolean {
  if (typeof target !== 'string' && !isArmText(target)) return false;
  if (instance.none || !hasType(instance.resource, deploymentType)) return false;
  const targetName = describeArmText(target).toLowerCase();
  if (instance.symbol?.toLowerCase() === targetName) return true;
  const known = describeArmText(textProperty(instance, 'name') ?? '\0').toLowerCase();
  return targetName === known || targetName.endsWith(`/providers/${deploymentType}/${known}`);
}

/** The value of `reference()` of a nested deployment: `{outputs: {name: {value}}}`. */
function outputsOf(frame: ArmFrame | undefined): ArmValue | undefined {
  const declared = frame && armProperty(frame.template, 'outputs');
  if (!frame || !isJsonObject(declared)) return undefined;
  const outputs = Object.entries(declared).map(([name, json]): [string, ArmValue] => {
    const output = isJsonObject(json) ? json : {};
    const copy = armProperty(output, 'copy');
    const [loop] = (isJsonObject(copy) && propertyLoops('copy', [{ name, ...copy }])) || [];
    const value = loop
      ? expandLoop(loop, frame.environment)
      : evaluateJson(armProperty(output, 'value') ?? null, frame.environment);
    return [name, { value }];
  });
  return { outputs: Object.fromEntries(outputs) };
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
    return [makeInstance({ ...around, resource, path, symbol, openLoop: undefined, none: false })];
  }
  const count = loopCount(armProperty(copy, 'count') ?? null, around.environment);
  const name = String(armProperty(copy, 'name'));
  const turn = (index: number | undefined): ArmInstance => {
    const loops = [...around.environment.loops, { of: 'resource', name, index } as const];
    return makeInstance({
      ...around,
      resource,
      path,
      environment: { ...around.environment, loops },
      symbol: symbol === undefined || index === undefined ? symbol : `${symbol}[${index}]`,
      openLoop: typeof count === 'number' ? undefined : count,
      none: count === 0,
    });
  };
  const tooMany = around.environment.budget.steps <= 0;
  if (typeof count !== 'number' || count === 0 || tooMany) return [turn(undefined)];
  return Array.from({ length: count }, (_, index) => turn(index));
}

function makeInstance(instance: Instance): ArmInstance {
  instance.environment.budget.steps -= stepsPerInstance;
  return { ...instance, nested: once(() => nestedFrame(instance), undefined) };
}

function nestedFrame(instance: Instance): ArmFrame | undefined {
  const { resource, environment } = instance;
  const properties = armProperty(resource, 'properties');
  if (!hasType(resource, deploymentType) || !isJsonObject(properties)) return undefined;
  const template = armProperty(properties, 'template');
  if (!isJsonObject(template)) return undefined;
  const path = [...instance.path, 'properties', 'template'];
  const subscription = textProperty(instance, 'subscriptionId');
  const resourceGroup = textProperty(instance, 'resourceGroup');
  const scope: ImportedScope = {
    ...instance.scope,
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
  const options = armProperty(properties, 'expressionEvaluationOptions');
  const evaluated = isJsonObject(options) ? armProperty(options, 'scope') : undefined;
  if (String(evaluated).toLowerCase() !== 'inner') {
    return frameOf(template, path, scope, () => environment);
  }
  return frameOf(template, path, scope, (reference) =>
    templateEnvironment({
      template,
      base: environment,
      scope: innerScope(instance, scope),
      given: ({ name }) => givenParameter(properties, name, environment),
      absent: ({ name }) => {
        const why = `the nested deployment gives no value for ${name}`;
        return armUnknown(`parameters('${name}')`, why, `${formatArmPath(path)} ${name}`);
      },
      open: ({ name }, standard) => namedText(standard, name),
      keep: () => false,
      reference,
    }),
  );
}

/** A text whose unknown parts are called by the name of a parameter. */
function namedText({ parts }: ArmText, name: string): string | ArmText {
  const named = (part: ArmPart): ArmPart =>
    typeof part === 'object' && part.symbol === 'unknown' ? { ...part, name } : part;
  return armText(parts.map(named));
}

function innerScope(instance: Instance, scope: ImportedScope): ArmScope {
  const outer = instance.environment.scope;
  const group = textProperty(instance, 'resourceGroup');
  const same = group === undefined || sameArmValue(group, outer.resourceGroup) === true;
  return {
    subscription: scope.subscription ?? outer.subscription,
    resourceGroup: scope.resourceGroup ?? outer.resourceGroup,
    location: same ? outer.location : groupLocation(group, instance.siblings()),
  };
}

/** The location of a resource group: known where the template creates the group itself. */
function groupLocation(
  group: string | ArmText,
  siblings: readonly ArmInstance[],
): string | ArmText {
  const made = siblings.find((one) => {
    const isGroup = hasType(one.resource, 'microsoft.resources/resourcegroups');
    return isGroup && sameArmValue(textProperty(one, 'name') ?? null, group) === true;
  });
  const why = `the location of the resource group ${describeArmText(group)} is known only to Azure`;
  const key = `location of ${describeArmText(group)}`;
  return (
    (made && textProperty(made, 'location')) ?? armUnknown('resourceGroup().location', why, key)
  );
}

/** The value that a deployment gives a parameter; the entry, or all of them, may be an expression as a whole. */
function givenParameter(
  properties: JsonObject,
  name: string,
  environment: ArmEnvironment,
): ArmValue | undefined {
  const given = armProperty(properties, 'parameters');
  const json = isJsonObject(given) ? armProperty(given, name) : given;
  const evaluated = json === undefined ? undefined : evaluateJson(json, environment);
  const isWhole = !isJsonObject(given) && isArmObject(evaluated);
  const entry = isWhole ? armProperty(evaluated, name) : evaluated;
  // Where it cannot be told which entry is meant, the parameter has no static value either.
  if (isArmText(entry)) return namedText(entry, name);
  if (!isArmObject(entry)) return undefined;
  if (armProperty(entry, 'reference') === undefined) return armProperty(entry, 'value');
  return armUnknown(`parameters('${name}')`, 'its value is a secret of a key vault');
}
