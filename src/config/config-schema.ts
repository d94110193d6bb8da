import { plainSchema } from '../language/json-schema';
import { printSchema } from '../language/schema-text';
import { configType } from './config-type';

/** The JSON Schema of the configuration file as text. */
export function configSchemaText(): string {
  return printSchema(plainSchema('aibgen configuration', configType));
}
