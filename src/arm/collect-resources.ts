/** Collects the resources that a template deploys, evaluated, with diagnostics about them. */
import { documentProblem, type ArmDocument, type ArmPath, type Report } from './document';
import { evaluateJson } from './evaluate';
import { emptyEnvironment, type ArmEnvironment } from './evaluation-context';
import type { ArmInstance, ImportedScope } from './resource-instance';
import { instancesOf } from './nested-deployments';
import { armProperty, armText, isArmObject, isArmText, type ArmValue } from './arm-value';
import type { Finding } from '../diagnostics/diagnostic';
import { isJsonObject, type JsonObject } from '../lib/json';
import type { SpecExtras } from './spec-extras';
import { textParts, whyNotStatic } from './functions/arguments';

/** A resource of a document, with its expressions evaluated as far as that goes. */
export interface ImportedResource {
  /** The full type; that of an image template in the service's own spelling. */
  readonly type: string;
  readonly apiVersion: string | undefined;
  /** Null where the document gives none, as for the body of a request. */
  readonly name: ArmValue;
  /** The whole resource without its loop, its child resources and a condition that is met; null where it is only named. */
  readonly body: ArmValue;
  /** Its place in the document. */
  readonly path: ArmPath;
  /** True where the document has its properties next to its name, as `az image builder show` prints them. */
  readonly flat?: boolean;
  readonly scope: ImportedScope;
  /** What the document of another tool says beside the body. */
  readonly extras?: SpecExtras;
}

/** A document that is being read: what is found, and what there is to report. */
export interface ArmReading {
  readonly environment: ArmEnvironment;
  readonly add: (resource: ImportedResource) => void;
  readonly report: (severity: Finding['severity'], message: string, path: ArmPath) => void;
  readonly pass: Report;
  readonly locate: ArmDocument['locate'];
}

/** The type of image templates. */
export const imageTemplateType = 'Microsoft.VirtualMachineImages/imageTemplates';

/** Whether a type, perhaps cut short or in another case, is that of an image template. */
export function isImageTemplateType(type: string): boolean {
  const lower = type.toLowerCase();
  return lower === imageTemplateType.toLowerCase() || lower === 'microsoft.virtualmachineimages';
}

/** More diagnostics than this are only counted. */
const maxProblems = 100;

/** Begins to read a document; `finish` gives all diagnostics. */
export function startReading(
  locate: ArmDocument['locate'],
  add: ArmReading['add'],
): ArmReading & { readonly finish: () => readonly Finding[] } {
  const problems = new Map<string, Finding>();
  let more = 0;
  const pass: Report = (problem) => {
    const key = `${problem.path} ${problem.message}`;
    if (problems.has(key)) return;
    if (problems.size < maxProblems || problem.severity === 'error') problems.set(key, problem);
    else more += 1;
  };
  const report: ArmReading['report'] = (severity, message, path) =>
    pass(documentProblem(severity, message, locate(path), path));
  const finish = (): readonly Finding[] => {
    const message = `There are ${more} more notes like these.`;
    const last = more > 0 ? [documentProblem('info', message, locate([]), [])] : [];
    return [...problems.values(), ...last];
  };
  const note = (message: string): void => report('info', message, []);
  return {
    locate,
    environment: { ...emptyEnvironment(), note },
    add,
    report,
    pass,
    finish,
  };
}

/** Collects resources, those of nested deployments, and their children. */
export function collectInstances(
  instances: readonly ArmInstance[],
  reading: ArmReading,
  parent?: ImportedResource,
): void {
  for (const instance of instances) {
    const { resource, path, environment, scope, siblings } = instance;
    if (armProperty(resource, 'existing') === true) continue;
    if (environment.budget.steps <= 0) {
      reading.report('error', 'The document deploys too much to be read to its end.', []);
      return;
    }
    if (!isDeployed(instance, reading)) continue;
    const frame = instance.nested();
    if (frame) {
      collectInstances(frame.instances(), reading);
      continue;
    }
    const found = readResource(instance, reading, parent);
    reading.add(found);
    const around = { environment, scope, siblings };
    const children = instancesOf(
      armProperty(resource, 'resources'),
      [...path, 'resources'],
      around,
    );
    collectInstances(children, reading, found);
  }
}

/** Reports a resource that is not deployed, or perhaps not. */
function isDeployed(instance: ArmInstance, { report }: ArmReading): boolean {
  const { resource, path, environment, openLoop } = instance;
  const what = String(armProperty(resource, 'type') ?? 'The resource');
  if (openLoop) {
    const message = `The copy loop cannot be expanded, so one resource stands for all: ${whyNotStatic(openLoop)}.`;
    report('warning', message, [...path, 'copy', 'count']);
  }
  if (instance.none) {
    report('info', `${what} is not deployed: its copy loop runs 0 times.`, path);
    return false;
  }
  const condition = evaluateJson(armProperty(resource, 'condition') ?? true, environment);
  if (condition === false) report('info', `${what} is not deployed: its condition is false.`, path);
  if (isArmText(condition)) {
    const message = `Whether ${what} is deployed cannot be told, so it is taken as deployed: ${whyNotStatic(condition)}.`;
    report('warning', message, [...path, 'condition']);
  }
  return condition !== false;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/child-resource-name-type */
function readResource(
  instance: ArmInstance,
  { report }: ArmReading,
  parent: ImportedResource | undefined,
): ImportedResource {
  const { resource, path, environment } = instance;
  const given = String(armProperty(resource, 'type') ?? '');
  const isShort = parent !== undefined && !given.includes('.');
  const type = isShort ? `${parent.type}/${given}` : given;
  const isImage = isImageTemplateType(type);
  const body = evaluateJson(bodyOf(resource), environment, path, (place, expression, why) => {
    // What is not static in other resources does not matter for a spec.
    if (!isImage || place[path.length] === 'dependsOn') return;
    const short = expression.length > 200 ? `${expression.slice(0, 200)}…` : expression;
    report('warning', `${short} has no static value: ${why}.`, place);
  });
  const name = isArmObject(body) ? (armProperty(body, 'name') ?? null) : null;
  const version = isArmObject(body) ? armProperty(body, 'apiVersion') : undefined;
  reportLinked(resource, report, path);
  if (environment.budget.steps <= 0) {
    report('error', 'The document takes too long to evaluate, so values are missing.', path);
  }
  return {
    type: isImage ? imageTemplateType : type,
    apiVersion: typeof version === 'string' ? version : undefined,
    name: isShort ? childName(parent.name, name) : name,
    body: isArmObject(body)
      ? Object.fromEntries(
          Object.entries(body).filter(
            ([key, value]) => key.toLowerCase() !== 'condition' || value !== true,
          ),
        )
      : body,
    path,
    scope: instance.scope,
  };
}

function childName(parent: ArmValue, name: ArmValue): ArmValue {
  const texts = [parent, name].every((value) => typeof value === 'string' || isArmText(value));
  return texts ? armText([...textParts(parent), '/', ...textParts(name)]) : name;
}

function bodyOf(resource: JsonObject): JsonObject {
  const kept = Object.entries(resource).filter(([key, value]) => {
    const name = key.toLowerCase();
    return name !== 'resources' && !(name === 'copy' && isJsonObject(value));
  });
  return Object.fromEntries(kept);
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#linked-template */
function reportLinked(resource: JsonObject, report: ArmReading['report'], path: ArmPath): void {
  const properties = armProperty(resource, 'properties');
  if (!isJsonObject(properties) || armProperty(properties, 'templateLink') === undefined) return;
  const message = 'The template that this deployment links to is not read; import it by itself.';
  report('warning', message, [...path, 'properties', 'templateLink']);
}
