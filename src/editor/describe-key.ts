/** What a key of the language means, as Markdown. */
import { describeType } from '../language/describe-type';
import type { ObjectType, Type } from '../language/type';

/** The meaning of a type in a sentence or two, without markup. */
export function summary(type: Type): { readonly doc: string; readonly see?: string } {
  const given = type.default === undefined ? '' : ` Default: ${JSON.stringify(type.default)}.`;
  return { doc: `${type.doc}${given}`, ...(type.docs === undefined ? {} : { see: type.docs }) };
}

/** The meaning of a key, in Markdown without headings. */
export function describeKey(name: string, type: Type, owner?: ObjectType<unknown>): string {
  const example = exampleLines(name, type);
  return [
    type.doc,
    facts(name, type, owner),
    example === undefined ? '' : `\`\`\`yaml\n${example}\n\`\`\``,
    type.docs === undefined ? '' : `[Microsoft's documentation](${type.docs})`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function facts(name: string, type: Type, owner: ObjectType<unknown> | undefined): string {
  const { deprecated, since, derived } = type;
  const azure = owner?.expansion?.kind === 'mapping' ? owner.expansion.paths[name] : undefined;
  const short = owner && shortNameOf(name, owner);
  return [
    deprecated === undefined ? '' : `**Deprecated.** ${deprecated}`,
    `Value: ${describeType(type)}.`,
    type.default === undefined ? '' : `Default: \`${JSON.stringify(type.default)}\`.`,
    derived ? 'Derived from the rest of the spec if absent.' : '',
    since === undefined ? '' : `Since API version ${since}.`,
    azure === undefined || azure === name ? '' : `Short for \`${azure}\`.`,
    short === undefined ? '' : `Short form: \`${short}\`.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The short name of one of Azure's properties, where the mapping has both. */
function shortNameOf(name: string, { expansion, fields }: ObjectType<unknown>): string | undefined {
  if (expansion?.kind !== 'mapping') return undefined;
  const [short] =
    Object.entries(expansion.paths).find(([key, path]) => path === name && key !== name) ?? [];
  return short !== undefined && Object.hasOwn(fields, short) ? short : undefined;
}

/** An example of a key with its value; `undefined` where the declaration has none. */
function exampleLines(name: string, type: Type): string | undefined {
  const value = exampleValue(type, 0);
  return value === undefined ? undefined : yamlLines(name, value, '').join('\n');
}

/** An example of a value as plain data: the declared one, or one that is made of those of its parts. */
function exampleValue(type: Type, depth: number): unknown {
  const [example] = type.examples ?? [];
  if (example !== undefined) return example;
  switch (type.kind) {
    case 'string':
      return type.values?.[0] ?? type.default;
    case 'boolean':
      return type.only ?? true;
    case 'number':
      return type.default ?? (type.max - type.min < 5 ? type.max : undefined);
    case 'list': {
      const item = exampleValue(type.of, depth + 1);
      return item === undefined ? undefined : [item];
    }
    case 'union':
      return type.branches
        .map((branch) => exampleValue(branch.type, depth))
        .find((one) => one !== undefined);
    case 'object': {
      if (depth > 1) return undefined;
      const entries = Object.entries(type.fields)
        .map(([key, field]) => [key, exampleValue(field, depth + 1)] as const)
        .filter(([, value]) => value !== undefined)
        .slice(0, 3);
      return entries.length === 0 ? undefined : Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}

function yamlLines(key: string, value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return [`${indent}${key}: [${value.map(scalarText).join(', ')}]`];
  }
  if (Array.isArray(value)) {
    const items = value.flatMap((item: unknown) => {
      const [first = '', ...rest] = mappingLines(item, `${indent}    `);
      return [`${indent}  - ${first.trimStart()}`, ...rest];
    });
    return [`${indent}${key}:`, ...items];
  }
  if (typeof value !== 'object' || value === null) return [`${indent}${key}: ${scalarText(value)}`];
  return [`${indent}${key}:`, ...mappingLines(value, `${indent}  `)];
}

function mappingLines(value: unknown, indent: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${indent}${scalarText(value)}`];
  return Object.entries(value).flatMap(([key, inner]) => yamlLines(key, inner, indent));
}

function scalarText(value: unknown): string {
  const text = String(value);
  return typeof value === 'string' &&
    /^[\d[{&*!|>'"%@`]|: | #|^$/.test(text) &&
    !/^\d+[mh]$/.test(text)
    ? JSON.stringify(text)
    : text;
}
