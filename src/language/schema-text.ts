import { type Layout, listLayout, objectLayout, printLayout } from '../value/printers/layout';
import { specSchema } from './json-schema';

/** The JSON Schema of the spec language as text. */
export function schemaText(): string {
  return printSchema(specSchema());
}

/** A JSON Schema as text. */
export function printSchema(schema: object): string {
  return `${printLayout(layoutOf(schema))}\n`;
}

function layoutOf(data: unknown): Layout {
  if (Array.isArray(data)) {
    const numbers = data.length > 0 && data.every((item) => typeof item === 'number');
    return listLayout(data.map(layoutOf), numbers);
  }
  if (typeof data === 'object' && data !== null) {
    return objectLayout(
      Object.entries(data).map(([key, value]) => [JSON.stringify(key), layoutOf(value)]),
    );
  }
  return JSON.stringify(data);
}
