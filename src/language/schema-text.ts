import {
  dataLayout,
  type Layout,
  listLayout,
  objectLayout,
  printLayout,
} from '../value/printers/layout';
import { specSchema } from './json-schema';

/**
 * The JSON Schema of the spec language as text: ASCII, since each first build writes it, and Node.js takes twice the memory for a
 * string with any other character.
 */
export function schemaText(): string {
  return printSchema(specSchema()).replaceAll(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
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
    return objectLayout(Object.keys(data).map(dataLayout), Object.values(data).map(layoutOf));
  }
  return dataLayout(data);
}
