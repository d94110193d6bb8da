/** The JSON Schema (draft-07) of the spec language, for editors; made from the declaration of the language. */
import { specType } from './language';
import type { Branch, ObjectType, StringType, Type, UnionType } from './type';

type Schema = { readonly [key: string]: unknown };

const parameterUse = '\\{\\{\\s*(params|matrix)\\.[A-Za-z_][A-Za-z0-9_]*\\s*\\}\\}';
/** A value of the matrix may stand for anything. */
const matrixUse = '^\\s*\\{\\{\\s*matrix\\.[A-Za-z][A-Za-z0-9_-]*\\s*\\}\\}\\s*$';
const wholeParameter = { type: 'string', pattern: `^${parameterUse}$` } as const;

/** The schema of a whole spec. No key is required: a base may give any. */
export function specSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'aibgen spec',
    ...schemaOf(specType),
    patternProperties: { '^x-': { description: 'Your own: a place for YAML anchors.' } },
  };
}

/** The schema of a file without parameters and variants: the configuration file. */
export function plainSchema(title: string, type: Type): Schema {
  const schema = { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schemaOf(type) };
  return withoutMatrix(schema) as Schema;
}

/** The same without values of the matrix, for which a spec has room everywhere. */
function withoutMatrix(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutMatrix);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema);
  const hasMatrix = entries.some(([key, value]) => key === 'pattern' && value === matrixUse);
  return Object.fromEntries(
    entries.flatMap(([key, value]: [string, unknown]) => {
      if (!hasMatrix || (key !== 'pattern' && key !== 'type')) return [[key, withoutMatrix(value)]];
      if (key === 'pattern') return [];
      const types = [value].flat().filter((one) => one !== 'string');
      return [[key, types.length === 1 ? types[0] : types]];
    }),
  );
}

function described(type: Type): Schema {
  const see = type.docs === undefined ? '' : `\n\n${type.docs}`;
  return {
    description: `${type.doc}${see}`,
    ...(type.default === undefined ? {} : { default: type.default }),
    ...(type.examples === undefined ? {} : { examples: type.examples }),
    ...(type.deprecated === undefined ? {} : { deprecationMessage: type.deprecated }),
  };
}

/** @param inList true for what is in a list: lists are replaced, never merged, so that no other file can add to it */
function schemaOf(type: Type, inList = false): Schema {
  switch (type.kind) {
    case 'string':
      return { ...described(type), ...textSchema(type) };
    case 'number': {
      const max = type.max >= 2_147_483_647 ? {} : { maximum: type.max };
      const range = { type: 'integer', minimum: type.min, ...max };
      return {
        ...described(type),
        ...(type.parameters ? { anyOf: [range, wholeParameter] } : orMatrix(range)),
      };
    }
    case 'boolean': {
      const values = type.only === undefined ? { type: 'boolean' } : { const: type.only };
      return {
        ...described(type),
        ...(type.parameters ? { anyOf: [values, wholeParameter] } : values),
      };
    }
    case 'list':
      return {
        ...described(type),
        ...orMatrix({ type: 'array' }),
        items: schemaOf(type.of, true),
        ...(type.minItems > 0 ? { minItems: type.minItems } : {}),
      };
    case 'mapping':
      return {
        ...described(type),
        ...orMatrix({ type: 'object' }),
        additionalProperties: nullable(schemaOf(type.of, inList)),
      };
    case 'object':
      return objectSchema(type, inList ? type.required : [], inList);
    case 'union':
      return {
        ...described(type),
        anyOf: shortFirst(type.branches).map((branch) => branchSchema(branch, type, inList)),
      };
    default:
      return described(type);
  }
}

/** Short forms before Azure's own shapes: editors offer keys in the order of the schema. */
function shortFirst(branches: readonly Branch[]): readonly Branch[] {
  const isAzure = ({ discriminator }: Branch): boolean => 'type' in discriminator;
  return [...branches.filter((one) => !isAzure(one)), ...branches.filter(isAzure)];
}

function objectSchema(
  type: ObjectType<unknown>,
  required: ObjectType['required'],
  inList: boolean,
): Schema {
  const always = required.filter((one) => typeof one === 'string');
  const oneOf = required.filter((one) => typeof one !== 'string');
  return {
    ...described(type),
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(type.fields).map(([key, field]) => [
        key,
        always.includes(key) ? schemaOf(field, inList) : nullable(schemaOf(field, inList)),
      ]),
    ),
    additionalProperties: false,
    ...(always.length > 0 ? { required: always } : {}),
    ...(oneOf.length > 0
      ? { allOf: oneOf.map((keys) => ({ anyOf: keys.map((key) => ({ required: [key] })) })) }
      : {}),
  };
}

/** The same, or one value of the matrix. */
function orMatrix(schema: Schema): Schema {
  return { ...schema, type: [schema.type, 'string'], pattern: matrixUse };
}

/** The same, or nothing: an empty key clears what is inherited. */
function nullable(schema: Schema): Schema {
  if (Array.isArray(schema.anyOf)) return { ...schema, anyOf: [...schema.anyOf, { type: 'null' }] };
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  if (Array.isArray(schema.type)) return { ...schema, type: [...schema.type, 'null'] };
  if (!('const' in schema)) return schema;
  const { const: only, ...rest } = schema;
  return { ...rest, enum: [only, null] };
}

/** Editors show the description of the branch that fits: it says what the whole is, too. */
function branchSchema({ discriminator, type }: Branch, whole: UnionType, inList: boolean): Schema {
  if (type.kind !== 'object') {
    const page = type.docs ?? whole.docs;
    return schemaOf(
      { ...type, doc: `${whole.doc} ${type.doc}`, ...(page ? { docs: page } : {}) },
      inList,
    );
  }
  const key = 'key' in discriminator ? [discriminator.key] : [];
  const kind = 'type' in discriminator ? ['type'] : [];
  const required = inList ? [...new Set([...key, ...type.required])] : kind;
  return objectSchema(type, required, inList);
}

function textSchema(type: StringType<unknown>): Schema {
  if (!type.values) {
    const pattern =
      type.format === 'checksum' ? { pattern: `^([0-9a-f]{64}|.*${parameterUse}.*)$` } : {};
    return { type: 'string', ...(type.nonEmpty ? { minLength: 1 } : {}), ...pattern };
  }
  const anyCase = { type: 'string', pattern: `^(${type.values.map(anyCasePattern).join('|')})$` };
  return {
    anyOf: [{ enum: type.values }, anyCase, ...(type.parameters ? [wholeParameter] : [])],
  };
}

/** A pattern for a word in any case: JSON Schema has no flag for that. */
function anyCasePattern(word: string): string {
  return word.replace(/[A-Za-z]|[^A-Za-z0-9_-]/g, (letter) =>
    /[A-Za-z]/.test(letter) ? `[${letter.toUpperCase()}${letter.toLowerCase()}]` : `\\${letter}`,
  );
}
