/** Collects the resources that a template deploys, evaluated, with all that has to be told about them. */
import type { ArmPath, ArmProblem } from './document';
import { evaluateJson } from './evaluate';
import type { UnknownListener } from './evaluate';
import type { ArmInstance, ImportedScope } from './resource-instance';
import { instancesOf } from './nested-deployments';
import { armProperty, armText, isArmObject, isArmText, isJsonObject } from './arm-value';
import type { ArmObject, ArmValue, JsonObject } from './arm-value';
import { textParts, whyNotStatic } from './functions/arguments';

/** A resource of a document, with its expressions evaluated as far as that goes. */
export interface ImportedResource {
  /** The full type; that of an image template in the service's own spelling. */
  readonly type: string;
  readonly apiVersion: string | undefined;
  /** `null` where the document gives none, as for the body of a request. */
  readonly name: ArmValue;
  /** The whole resource without its loop, its child resources and a condition that is met. */
  readonly body: ArmValue;
  /** Where it stands in the document: `resources[0]`. */
  readonly path: string;
  readonly line: number;
  readonly scope: ImportedScope;
}

/** A resource before its line is known. */
export type FoundResource = Omit<ImportedResource, 'path' | 'line'> & { readonly place: ArmPath };

/** Where what is found goes. */
export interface ArmCollector {
  readonly add: (resource: FoundResource) => void;
  readonly report: (
    severity: ArmProblem['severity'],
    message: string,
    path: ArmPath,
    inOtherResource?: true,
  ) => void;
}

/** The type of image templates. */
export const imageTemplateType = 'Microsoft.VirtualMachineImages/imageTemplates';

/** Whether a type, perhaps cut short or in another case, is that of an image template. */
export function isImageTemplateType(type: string): boolean {
  const lower = type.toLowerCase();
  return lower === imageTemplateType.toLowerCase() || lower === 'microsoft.virtualmachineimages';
}

/** Collects resources, those of nested deployments, and their children. */
export function collectInstances(
  instances: readonly ArmInstance[],
  collector: ArmCollector,
  parent?: { readonly type: string; readonly name: ArmValue },
): void {
  for (const instance of instances) collectInstance(instance, collector, parent);
}

function collectInstance(
  instance: ArmInstance,
  collector: ArmCollector,
  parent: { readonly type: string; readonly name: ArmValue } | undefined,
): void {
  const { resource, path, environment } = instance;
  if (armProperty(resource, 'existing') === true) return;
  if (environment.budget.steps <= 0) {
    collector.report('error', 'The document deploys too much to be read to its end.', []);
    return;
  }
  if (instance.openLoop) {
    const why = whyNotStatic(instance.openLoop);
    const message = `The copy loop cannot be expanded, so one resource stands for all: ${why}.`;
    collector.report('warning', message, [...path, 'copy', 'count']);
  }
  if (!isDeployed(instance, collector)) return;
  const frame = instance.nested();
  if (frame) {
    collectInstances(frame.instances(), collector);
    return;
  }
  const found = readResource(instance, collector, parent);
  collector.add(found);
  const children = instancesOf(armProperty(resource, 'resources'), [...path, 'resources'], {
    environment,
    scope: instance.scope,
    siblings: instance.siblings,
  });
  collectInstances(children, collector, found);
}

/** Tells of a resource that is not deployed, or perhaps not. */
function isDeployed(instance: ArmInstance, { report }: ArmCollector): boolean {
  const { resource, path, environment } = instance;
  const what = String(armProperty(resource, 'type') ?? 'The resource');
  if (instance.none) {
    report('info', `${what} is not deployed: its copy loop runs 0 times.`, path);
    return false;
  }
  const condition = evaluateJson(armProperty(resource, 'condition') ?? true, environment);
  if (condition === false) report('info', `${what} is not deployed: its condition is false.`, path);
  if (isArmText(condition)) {
    const why = whyNotStatic(condition);
    report(
      'warning',
      `Whether ${what} is deployed cannot be told, so it is taken as deployed: ${why}.`,
      [...path, 'condition'],
    );
  }
  return condition !== false;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/child-resource-name-type */
function readResource(
  instance: ArmInstance,
  collector: ArmCollector,
  parent: { readonly type: string; readonly name: ArmValue } | undefined,
): FoundResource {
  const { resource, path, environment } = instance;
  const own = String(armProperty(resource, 'type') ?? '');
  const isShort = parent !== undefined && !own.includes('.');
  const type = isShort ? `${parent.type}/${own}` : own;
  const body = evaluateBody(instance, collector, isImageTemplateType(type));
  const name = isArmObject(body) ? (armProperty(body, 'name') ?? null) : null;
  const version = isArmObject(body) ? armProperty(body, 'apiVersion') : undefined;
  reportUnread(resource, collector, path);
  if (environment.budget.steps <= 0) {
    collector.report(
      'error',
      'The document takes too long to evaluate, so values are missing.',
      path,
    );
  }
  return {
    type: isImageTemplateType(type) ? imageTemplateType : type,
    apiVersion: typeof version === 'string' ? version : undefined,
    name: isShort ? childName(parent.name, name) : name,
    body,
    place: path,
    scope: instance.scope,
  };
}

function childName(parent: ArmValue, own: ArmValue): ArmValue {
  const texts = [parent, own].every((value) => typeof value === 'string' || isArmText(value));
  if (!texts) return own;
  return armText([...textParts(parent), '/', ...textParts(own)]);
}

function evaluateBody(instance: ArmInstance, { report }: ArmCollector, isImage: boolean): ArmValue {
  const { resource, path, environment } = instance;
  const onUnknown: UnknownListener = (place, expression, why) => {
    if (place[path.length] === 'dependsOn') return;
    const message = `${shorten(expression)} has no static value: ${why}.`;
    if (isImage) report('warning', message, place);
    else report('info', message, place, true);
  };
  const body = evaluateJson(withoutFrame(resource), environment, path, onUnknown);
  return isArmObject(body) ? withoutMetCondition(body) : body;
}

function shorten(expression: string): string {
  return expression.length > 200 ? `${expression.slice(0, 200)}…` : expression;
}

function withoutFrame(resource: JsonObject): JsonObject {
  const kept = Object.entries(resource).filter(([key, value]) => {
    const name = key.toLowerCase();
    return name !== 'resources' && !(name === 'copy' && isJsonObject(value));
  });
  return Object.fromEntries(kept);
}

function withoutMetCondition(body: ArmObject): ArmObject {
  const kept = Object.entries(body).filter(
    ([key, value]) => key.toLowerCase() !== 'condition' || value !== true,
  );
  return Object.fromEntries(kept);
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#linked-template */
function reportUnread(resource: JsonObject, { report }: ArmCollector, path: ArmPath): void {
  const properties = armProperty(resource, 'properties');
  if (!isJsonObject(properties) || armProperty(properties, 'templateLink') === undefined) return;
  const message = 'The template that this deployment links to is not read; import it by itself.';
  report('warning', message, [...path, 'properties', 'templateLink']);
}
