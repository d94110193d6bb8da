/** Reads any document that holds image templates: ARM templates, compiled Bicep, resource bodies, answers of `az`. */
import type { Finding } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import { deploymentScope, type ArmEnvironment } from './evaluation-context';
import { readArmDocument, type ArmPath } from './document';
import { declaredParameters, isOpen, symbolOf, templateEnvironment } from './template-environment';
import type { ArmParameterDeclaration } from './template-environment';
import { evaluateJson } from './evaluate';
import { readBareResources } from './bare-resource';
import { frameOf } from './nested-deployments';
import { convertValue, givenValues, readParametersText, valuesOf } from './parameters';
import type { ImportedParameter, ParameterValues } from './parameters';
import { collectInstances, imageTemplateType, startReading } from './collect-resources';
import type { ArmReading, ImportedResource } from './collect-resources';
import { armShape, type ArmShape } from './document-kind';
import { armProperty, sameArmValue, type ArmValue } from './arm-value';
import { isJsonObject } from '../lib/json';
import { whyNotStatic } from './functions/arguments';

/** How a document is read. */
export interface ArmReadOptions {
  /** The text of a parameters file. */
  readonly parametersText?: string;
  /** Single values, which win over the parameters file; texts are converted to the declared type. */
  readonly parameterValues?: Readonly<Record<string, unknown>>;
  /** Parameters with a default value stay parameters, except lists and objects. */
  readonly keepParameters?: boolean;
  /** Positions of places of the document, where it was compiled from another one. */
  readonly locate?: (path: ArmPath) => Span;
  /** Parameters whose default or value is an empty text count as having none. */
  readonly openEmpty?: boolean;
}

/** What a document holds. */
export interface ArmReadResult {
  readonly images: readonly ImportedResource[];
  /** Role assignments, identities, triggers, galleries and all other resources. */
  readonly others: readonly ImportedResource[];
  readonly parameters: readonly ImportedParameter[];
  readonly problems: readonly Finding[];
  readonly locate: (path: ArmPath) => Span;
}

/** Reads a document; whatever the text is, this ends soon, with diagnostics instead of exceptions. */
export function readArmTemplate(source: Source, options: ArmReadOptions = {}): ArmReadResult {
  const problems: Finding[] = [];
  const document = readArmDocument(source, (problem) => problems.push(problem));
  const locate = options.locate ?? document?.locate ?? (() => ({ source, start: 0, end: 0 }));
  if (!document) return { images: [], others: [], parameters: [], problems, locate };
  const found: ImportedResource[] = [];
  const reading = startReading(locate, (resource) => found.push(resource));
  problems.forEach(reading.pass);
  const parameters = readShape(armShape(document.json), options, reading);
  const isImage = ({ type }: ImportedResource): boolean => type === imageTemplateType;
  return {
    images: found.filter(isImage),
    others: found.filter((one) => !isImage(one)),
    parameters,
    problems: reading.finish(),
    locate,
  };
}

function readShape(
  shape: ArmShape,
  options: ArmReadOptions,
  reading: ArmReading,
): readonly ImportedParameter[] {
  if (shape.kind === 'template') return readTemplate(shape, options, reading);
  if (shape.kind === 'resources') {
    return readBareResources(shape.resources, valuesFrom(options, reading), reading);
  }
  const message =
    `Expected an image template (with properties.source and properties.distribute), an ARM template with ` +
    `resources, or what "az image builder show" prints; found ${shape.found}.`;
  reading.report('error', message, []);
  return [];
}

/** The values from outside: single ones win over those of the file, and these over those next to the template. */
function valuesFrom(
  { parametersText, parameterValues = {} }: ArmReadOptions,
  reading: ArmReading,
  beside: ParameterValues = new Map(),
): ParameterValues {
  const file = parametersText === undefined ? [] : readParametersText(parametersText, reading.pass);
  return new Map([...beside, ...file, ...givenValues(parameterValues)]);
}

function readTemplate(
  { template, path, parameters }: Extract<ArmShape, { kind: 'template' }>,
  options: ArmReadOptions,
  reading: ArmReading,
): readonly ImportedParameter[] {
  const declarations = declaredParameters(template);
  const values = valuesFrom(options, reading, parameters && valuesOf(parameters));
  const frame = frameOf(template, path, {}, (reference) =>
    templateEnvironment({
      template,
      base: reading.environment,
      scope: deploymentScope,
      given: (declaration) => givenValue(declaration, values, options),
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
  const types = new Set<string>();
  const add = (resource: ImportedResource): void => {
    types.add(resource.type);
    reading.add(resource);
  };
  collectInstances(frame.instances(), { ...reading, add });
  if (!types.has(imageTemplateType)) {
    const what = types.size === 0 ? 'no resource at all' : [...types].slice(0, 8).join(', ');
    reading.report(
      'error',
      `The template deploys no ${imageTemplateType}; it deploys ${what}.`,
      path,
    );
  }
  return declarations.map((one) => importedParameter(one, frame.environment));
}

/** A secret is left out, since a spec is for all to read; an empty one is none. */
function givenValue(
  declaration: ArmParameterDeclaration,
  values: ParameterValues,
  { openEmpty }: ArmReadOptions,
): ArmValue | undefined {
  const value = values.get(declaration.name.toLowerCase());
  if (declaration.secure && value !== '') return undefined;
  if (value === '' && openEmpty) return undefined;
  return value === undefined ? undefined : convertValue(value, declaration);
}

function isKept(
  { type, defaultValue, secure }: ArmParameterDeclaration,
  { keepParameters, openEmpty }: ArmReadOptions,
): boolean {
  if (defaultValue === '' && type.endsWith('string'))
    return openEmpty === true || (keepParameters === true && !secure);
  if (secure) return true;
  return keepParameters === true && type !== 'array' && type !== 'object';
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
    const allowed = declaration?.allowedValues;
    if (!declaration) {
      const message = `A value is given for ${name}, but the template has no such parameter.`;
      report('warning', message, path);
    } else if (
      allowed?.every((one) => sameArmValue(one, convertValue(value, declaration)) === false)
    ) {
      const message = `The value given for ${declaration.name} is not one of its allowedValues.`;
      report('warning', message, [...path, declaration.name]);
    }
  }
}

function importedParameter(
  { name, type, defaultValue, allowedValues, description, secure }: ArmParameterDeclaration,
  environment: ArmEnvironment,
): ImportedParameter {
  // An empty default says no more than that the parameter has to be given.
  const standard =
    defaultValue === undefined || defaultValue === '' || secure
      ? undefined
      : evaluateJson(defaultValue, environment);
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
