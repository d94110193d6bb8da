/** The JSON Schema of the spec as a judge: what an editor that knows it marks. */
import Ajv from 'ajv';
import { parse } from 'yaml';
import { specSchema } from '../../src/language/json-schema';

const valid = new Ajv({ strict: false, allErrors: true }).compile(specSchema());

/** What the schema has against a file; nothing where it is a step file. */
export function schemaMarks(text: string): readonly string[] {
  const spec: unknown = parse(text, { merge: true });
  if (Array.isArray(spec) || Object.hasOwn(Object(spec), 'steps')) return [];
  valid(spec);
  return (valid.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}
