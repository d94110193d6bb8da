/**
 * The values that a template is given from outside: a parameters file, or single values.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
 */
import { formatArmPath, readArmDocument } from './document';
import type { ArmProblem } from './document';
import type { ArmParameterDeclaration } from './template-environment';
import { armProperty, armUnknown, isJsonObject } from './arm-value';
import type { ArmValue, Json, JsonObject } from './arm-value';

/** A parameter of the template, for the one who writes the spec. */
export interface ImportedParameter {
  readonly name: string;
  readonly type: string;
  readonly defaultValue?: ArmValue;
  /** Why its default has no static value, where it has none. */
  readonly openDefault?: string;
  readonly allowedValues?: readonly ArmValue[];
  readonly description?: string;
  readonly secure: boolean;
}

/** Values by the name of their parameter in lower case. */
export type ParameterValues = ReadonlyMap<string, ArmValue>;

/** The values of a parameters file; what is wrong with the file is told, with its places in that file. */
export function readParametersText(
  text: string,
  report: (problem: ArmProblem) => void,
): ParameterValues {
  const read = readArmDocument(text);
  if (!read.ok) {
    report(ofParametersFile(read.problem));
    return new Map();
  }
  const { json, locate } = read.document;
  for (const problem of read.document.problems) report(ofParametersFile(problem));
  const inner = isJsonObject(json) ? (armProperty(json, 'parameters') ?? json) : undefined;
  if (isJsonObject(inner)) return valuesOf(inner);
  const message = 'expected an object with "parameters", each with a "value".';
  const place = { ...locate([]), path: formatArmPath([]) };
  report(ofParametersFile({ severity: 'error', message, ...place }));
  return new Map();
}

function ofParametersFile(problem: ArmProblem): ArmProblem {
  return { ...problem, message: `Parameters file: ${problem.message}` };
}

/** The values of a `parameters` object, each under `value`; a reference to a key vault is a secret nobody knows here. */
export function valuesOf(parameters: JsonObject): ParameterValues {
  const values = new Map<string, ArmValue>();
  for (const [name, entry] of Object.entries(parameters)) {
    if (!isJsonObject(entry)) continue;
    const value = armProperty(entry, 'value');
    const secret = armProperty(entry, 'reference') !== undefined;
    if (value !== undefined) values.set(name.toLowerCase(), value);
    else if (secret) values.set(name.toLowerCase(), keyVaultSecret(name));
  }
  return values;
}

function keyVaultSecret(name: string): ArmValue {
  return armUnknown(`parameters('${name}')`, 'its value is a secret of a key vault');
}

/** Single values from outside, as JSON; what is no JSON is left out. */
export function givenValues(values: Readonly<Record<string, unknown>>): ParameterValues {
  const given = new Map<string, ArmValue>();
  for (const [name, value] of Object.entries(values)) {
    const json = toJson(value, 0);
    if (json !== undefined) given.set(name.toLowerCase(), json);
  }
  return given;
}

function toJson(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || depth > 100) return undefined;
  if (Array.isArray(value)) return value.map((item) => toJson(item, depth + 1) ?? null);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toJson(item, depth + 1) ?? null]),
  );
}

/** A text given on a command line as a value of the type that the parameter declares. */
export function coerce(value: ArmValue, { type }: ArmParameterDeclaration): ArmValue {
  if (typeof value !== 'string' || type === 'string' || type === 'securestring') return value;
  if (type === 'int' && /^[+-]?\d+$/.test(value)) return Number(value);
  if (type === 'bool' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (type !== 'array' && !type.endsWith('object')) return value;
  const read = readArmDocument(value);
  return read.ok ? read.document.json : value;
}
