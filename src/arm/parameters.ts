/**
 * The values that a template is given from outside: a parameters file, or single values.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
 */
import { documentProblem, readArmDocument, type Report } from './document';
import type { ArmParameterDeclaration } from './template-environment';
import { armProperty, armUnknown, type ArmValue } from './arm-value';
import { isJsonObject, type Json, type JsonObject } from '../lib/json';

/** A parameter of the template, for the author of the spec. */
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

/** The values of a parameters file; diagnostics have positions in that file. */
export function readParametersText(text: string, report: Report): ParameterValues {
  const source = { path: 'parameters', text };
  const read = readArmDocument(source, (one) =>
    report({ ...one, message: `Parameters file: ${one.message}` }),
  );
  if (!read) return new Map();
  const { json } = read;
  const inner = isJsonObject(json) ? (armProperty(json, 'parameters') ?? json) : undefined;
  if (isJsonObject(inner)) return valuesOf(inner);
  const message = 'Parameters file: expected an object with "parameters", each with a "value".';
  report(documentProblem('error', message, { source, start: 0, end: 0 }, []));
  return new Map();
}

/** The values of a `parameters` object, each under `value`; a reference to a key vault is a secret nobody knows here. */
export function valuesOf(parameters: JsonObject): ParameterValues {
  const values = new Map<string, ArmValue>();
  for (const [name, entry] of Object.entries(parameters)) {
    if (!isJsonObject(entry)) continue;
    const value = armProperty(entry, 'value');
    const isSecret = armProperty(entry, 'reference') !== undefined;
    const secret = armUnknown(`parameters('${name}')`, 'its value is a secret of a key vault');
    if (value !== undefined) values.set(name.toLowerCase(), value);
    else if (isSecret) values.set(name.toLowerCase(), secret);
  }
  return values;
}

/** Single values from outside, as JSON; what is not JSON is left out. ARM takes names in any case. */
export function givenValues(
  values: Readonly<Record<string, unknown>>,
  inAnyCase = true,
): ParameterValues {
  const given = Object.entries(values).flatMap(([name, value]): [string, Json][] => {
    const json = toJson(value, 0);
    return json === undefined ? [] : [[inAnyCase ? name.toLowerCase() : name, json]];
  });
  return new Map(given);
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
export function convertValue(value: ArmValue, { type }: ArmParameterDeclaration): ArmValue {
  if (typeof value !== 'string' || type === 'string' || type === 'securestring') return value;
  if (type === 'int' && /^[+-]?\d+$/.test(value)) return Number(value);
  if (type === 'bool' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  if (type !== 'array' && !type.endsWith('object')) return value;
  return readArmDocument({ path: '', text: value }, () => {})?.json ?? value;
}
