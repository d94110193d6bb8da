/** Reads any document that holds image templates: ARM templates, compiled Bicep, resource bodies, answers of `az`. */
import type { ArmEnvironment } from './evaluation-context';
import { deploymentScope } from './evaluation-context';
import { readArmDocument } from './document';
import type { ArmPath, ArmProblem } from './document';
import { declaredParameters, isOpen, symbolOf, templateEnvironment } from './template-environment';
import type { ArmParameterDeclaration } from './template-environment';
import { evaluateJson } from './evaluate';
import { readBareResources } from './bare-resource';
import { frameOf } from './nested-deployments';
import { coerce, valuesOf } from './template-parameters';
import type { ImportedParameter, ParameterValues } from './template-parameters';
import { startReading, valuesFrom } from './reading';
import type { ArmReading, ArmReadOptions } from './reading';
import { collectInstances, imageTemplateType } from './collect-resources';
import type { FoundResource, ImportedResource } from './collect-resources';
import { armShape } from './document-kind';
import type { ArmShape } from './document-kind';
import { armProperty, isJsonObject, sameArmValue } from './arm-value';
import type { ArmValue } from './arm-value';
import { whyNotStatic } from './functions/arguments';

export type { ArmProblem } from './document';
export type { ImportedScope } from './resource-instance';
export type { ImportedParameter } from './template-parameters';
export type { ArmReadOptions } from './reading';
export type { ImportedResource } from './collect-resources';

/** What a document holds. */
export interface ArmReadResult {
  readonly images: readonly ImportedResource[];
  /** Role assignments, identities, triggers, galleries and whatever else stands beside. */
  readonly others: readonly ImportedResource[];
  readonly parameters: readonly ImportedParameter[];
  readonly problems: readonly ArmProblem[];
}

/** Reads a document; whatever the text is, this ends soon, with problems instead of exceptions. */
export function readArmTemplate(text: string, options: ArmReadOptions = {}): ArmReadResult {
  const read = readArmDocument(text);
  if (!read.ok) return { images: [], others: [], parameters: [], problems: [read.problem] };
  const reading = startReading(read.document);
  const shape = armShape(read.document.json);
  const parameters = readShape(shape, options, reading);
  const { found, problems } = reading.finish();
  return {
    images: found.filter(isImage),
    others: found.filter((one) => !isImage(one)),
    parameters,
    problems,
  };
}

function isImage(resource: ImportedResource): boolean {
  return resource.type === imageTemplateType;
}

function readShape(
  shape: ArmShape,
  options: ArmReadOptions,
  reading: ArmReading,
): readonly ImportedParameter[] {
  if (shape.kind === 'template') return readTemplate(shape, options, reading);
  if (shape.kind === 'resources') return readBareResources(shape.resources, options, reading);
  const message =
    `Expected an image template (with properties.source and properties.distribute), an ARM template with ` +
    `resources, or what "az image builder show" prints; found ${shape.found}.`;
  reading.report('error', message, []);
  return [];
}

function readTemplate(
  { template, path, parameters }: Extract<ArmShape, { kind: 'template' }>,
  options: ArmReadOptions,
  reading: ArmReading,
): readonly ImportedParameter[] {
  const declarations = declaredParameters(template);
  const values = valuesFrom(options, reading, parameters ? valuesOf(parameters) : new Map());
  const frame = frameOf(template, path, {}, (reference) =>
    templateEnvironment({
      template,
      base: reading.environment,
      scope: deploymentScope,
      given: (declaration) => givenValue(declaration, values),
      absent: symbolOf,
      open: symbolOf,
      keep: (declaration) => isKept(declaration, options),
      reference,
    }),
  );
  const outputs = armProperty(template, 'outputs');
  if (isJsonObject(outputs) && Object.keys(outputs).length > 0) {
    const message = 'The outputs of the template are left out: a deployment of a spec has its own.';
    reading.report('info', message, [...path, 'outputs']);
  }
  checkValues(declarations, values, reading, [...path, 'parameters']);
  const types: string[] = [];
  const add = (resource: FoundResource) => {
    types.push(resource.type);
    reading.add(resource);
  };
  collectInstances(frame.instances(), { ...reading, add });
  if (!types.includes(imageTemplateType)) {
    const others = [...new Set(types)].slice(0, 8).join(', ');
    const what = others === '' ? 'no resource at all' : others;
    reading.report(
      'error',
      `The template deploys no ${imageTemplateType}; it deploys ${what}.`,
      path,
    );
  }
  return declarations.map((one) => importedParameter(one, frame.environment));
}

/** A secret stays out: it would end up in a spec for all to read. */
function givenValue(
  declaration: ArmParameterDeclaration,
  values: ParameterValues,
): ArmValue | undefined {
  if (declaration.secure) return undefined;
  const value = values.get(declaration.name.toLowerCase());
  return value === undefined ? undefined : coerce(value, declaration);
}

function isKept(
  declaration: ArmParameterDeclaration,
  { symbolicParameters }: ArmReadOptions,
): boolean {
  if (declaration.secure || symbolicParameters === 'all') return true;
  const name = declaration.name.toLowerCase();
  return symbolicParameters?.some((one) => one.toLowerCase() === name) ?? false;
}

function checkValues(
  declarations: readonly ArmParameterDeclaration[],
  values: ParameterValues,
  { report }: ArmReading,
  path: ArmPath,
): void {
  const declared = new Map(declarations.map((one) => [one.name.toLowerCase(), one]));
  for (const [name, value] of values) {
    const declaration = declared.get(name);
    if (!declaration) {
      report(
        'warning',
        `A value is given for ${name}, but the template has no such parameter.`,
        path,
      );
      continue;
    }
    const allowed = declaration.allowedValues;
    const same = (one: ArmValue) => sameArmValue(one, coerce(value, declaration)) !== false;
    if (allowed && !allowed.some(same)) {
      const message = `The value given for ${declaration.name} is not one of its allowedValues.`;
      report('warning', message, [...path, declaration.name]);
    }
  }
}

function importedParameter(
  { name, type, defaultValue, allowedValues, description, secure }: ArmParameterDeclaration,
  environment: ArmEnvironment,
): ImportedParameter {
  const standard =
    defaultValue === undefined || secure ? undefined : evaluateJson(defaultValue, environment);
  return {
    name,
    type,
    ...(standard === undefined ? {} : { defaultValue: standard }),
    ...(standard !== undefined && isOpen(standard) ? { openDefault: whyNotStatic(standard) } : {}),
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(description === undefined ? {} : { description }),
    secure,
  };
}
