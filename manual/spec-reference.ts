/** The reference of the spec language (`docs/spec.md`), from its declaration. Made by `npm run docs`. */
import { markdownTable } from '../src/value/printers/markdown-printer';
import { specType } from '../src/language/language';
import type { Branch, ObjectType, StringType, Type } from '../src/language/type';
import { type Example, exampleOfKey, exampleOfKind, type Specs } from './examples';

/** The page. */
export function specReference(specs: Specs): string {
  const fields = Object.entries(specType.fields);
  const rows = fields.map(([key, type]) => [
    `[\`${key}\`](#${anchor(key)})`,
    type.doc,
    defaultOf(type),
    type.since ?? '',
  ]);
  return [
    head,
    table([['Key', 'What', 'Default', 'Since'], ...rows]),
    ...fields.map(([key, type]) => section(key, type, specs)),
  ]
    .join('\n\n')
    .concat('\n');
}

const head = `# The spec

Made by \`npm run docs\` from the declaration of the language (\`src/spec/\`) and from the examples (\`specs/\`); do not edit.

- Every property of [the resource](https://learn.microsoft.com/azure/templates/microsoft.virtualmachineimages/imagetemplates) can be written under its own name and shape. An entry with a \`type\` is Azure's own object; an entry without one is a short form. A thing may be said only once: \`vm\` and \`vmProfile\` together are an error.
- Words that are listed here, and \`type\`, are taken in any case. A key that is not listed is an error, but for keys of the top level that begin with \`x-\`: those are yours, a place for YAML anchors.
- A **reference** is a resource id, or a path that is relative to where the image is deployed: \`gallery/definition\` or \`group/gallery/definition\`, \`image\` or \`group/image\`, \`vnet/subnet\` or \`group/vnet/subnet\`, \`identity\` or \`group/identity\`.
- \`{{ params.name }}\` uses a [parameter](#parameters) in any text, but where "no parameters" is said. A value that is one use and nothing else takes the parameter's type.
- A **path** to a script or file begins with \`./\` or \`../\` and is relative to the file that says it; see [scripts](#scripts).
- "Since" is the API version that first had the property, where that is not 2020-02-14. The [version](#apiversion) of an image is the lowest that has all it uses. What has no default stays absent.

No key is required in a file of its own, since [bases](reuse.md) may give any; an image needs \`location\`, \`identity\`, \`source\` and \`distribute\`.`;

function section(key: string, type: Type, specs: Specs): string {
  const kinds = kindsOf(type);
  const short = kinds.filter(({ discriminator }) => !('type' in discriminator));
  const azure = kinds.filter(({ discriminator }) => 'type' in discriminator);
  const example = kinds.length > 0 ? undefined : exampleOfKey(specs, key);
  return [
    `## ${key}`,
    factsOf(type),
    ...(type.kind === 'object' ? [fieldTable(type), onlyOneOf(type)] : []),
    ...(kinds.length === 0 ? shapes(type) : []),
    exampleBlock(example),
    ...short.map((branch) => kindSection(key, branch, specs)),
    ...(azure.length > 0 ? [`### ${key} in Azure's own shape`] : []),
    ...azure.map((branch) => kindSection(key, branch, specs)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The kinds of entry of a list, or of a value, where they are known by a key or a type. */
function kindsOf(type: Type): readonly Branch[] {
  const of = type.kind === 'list' ? type.of : type;
  if (of.kind !== 'union') return [];
  return of.branches.some(({ discriminator }) => !('kind' in discriminator)) ? of.branches : [];
}

function kindSection(key: string, { discriminator, type }: Branch, specs: Specs): string {
  const name =
    'key' in discriminator
      ? discriminator.key
      : 'type' in discriminator
        ? discriminator.type
        : nameOf(type);
  const level = 'type' in discriminator ? '####' : '###';
  return [
    `${level} ${'kind' in discriminator ? `${key} as a ${name}` : `${key}: ${name}`}`,
    type.kind === 'object' ? sentence(type) : `${sentence(type)} Value: ${valueOf(type)}.`,
    ...(type.kind === 'object' ? [fieldTable(type), onlyOneOf(type)] : []),
    exampleBlock(exampleOfKind(specs, key, discriminator)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The shapes of a value that has no kinds of its own: a line for each, and a table for a map with known keys. */
function shapes(type: Type): readonly string[] {
  if (type.kind === 'list' || type.kind === 'mapping') {
    return type.of.kind === 'object' ? [fieldTable(type.of)] : [];
  }
  if (type.kind !== 'union') return [];
  const lines = type.branches.map(({ type }) => {
    const entries = type.kind === 'list' ? entriesOf(type.of) : '';
    return `- ${valueOf(type)}: ${type.doc}${entries}`;
  });
  return [lines.join('\n'), ...mapsIn(type).map((one) => fieldTable(one))];
}

/** The kinds of entry of a list, which are described where the steps are. */
function entriesOf(of: Type): string {
  if (of.kind !== 'union') return '';
  const kinds = of.branches.flatMap(({ discriminator, type: { since } }) => {
    if ('kind' in discriminator) return [];
    const name = 'key' in discriminator ? discriminator.key : discriminator.type;
    return [`\`${name}\`${since === undefined ? '' : ` (since ${since})`}`];
  });
  return ` Each is one of ${kinds.join(', ')}, as under [customize](#customize).`;
}

/** All that is true of a key: what it is, its values, its default, since when. */
function factsOf(type: Type): string {
  const see = type.docs === undefined ? '' : ` [Azure's page](${type.docs}).`;
  const listed = type.kind === 'object' || type.kind === 'union' || kindsOf(type).length > 0;
  const value = listed ? '' : `Value: ${valueOf(type)}.`;
  const initial = defaultOf(type);
  const since = type.since ?? '';
  const rest = [
    value,
    initial === '' ? '' : `Default: ${initial}.`,
    since === '' ? '' : `Since ${since}.`,
    takesNone(type) ? 'No parameters.' : '',
  ].filter((part) => part !== '');
  return [`${type.doc}${see}`, rest.join(' ')].filter((part) => part !== '').join('\n\n');
}

function sentence(type: Type): string {
  return type.docs === undefined ? type.doc : `${type.doc} [Azure's page](${type.docs}).`;
}

function fieldTable(type: ObjectType<unknown>): string {
  return table([['Key', 'Value', 'Default', 'Since', 'What'], ...fieldRows('', type)]);
}

/** A table without the columns that say nothing. */
function table(rows: readonly (readonly string[])[]): string {
  const says = (_cell: string, column: number): boolean =>
    rows.slice(1).some((row) => row[column] !== '');
  return markdownTable(rows.map((row) => row.filter(says)));
}

function fieldRows(prefix: string, type: ObjectType<unknown>): readonly (readonly string[])[] {
  return Object.entries(type.fields).flatMap(([name, field]) => {
    const below = mapsIn(field);
    const needed = type.required.includes(name) ? ' Required.' : '';
    const old = field.deprecated === undefined ? '' : ` Deprecated: ${field.deprecated}`;
    const fixed = takesNone(field) ? ' No parameters.' : '';
    const row = [
      `\`${prefix}${name}\``,
      valueOf(field),
      defaultOf(field),
      field.since ?? '',
      `${field.doc}${needed}${fixed}${old}`,
    ];
    const mark = field.kind === 'list' ? '[]' : '';
    return [row, ...below.flatMap((one) => fieldRows(`${prefix}${name}${mark}.`, one))];
  });
}

/** The maps with known keys that a field may hold, where there is one shape of them. */
function mapsIn(type: Type): readonly ObjectType<unknown>[] {
  if (type.kind === 'object') return [type];
  if (type.kind === 'list') return mapsIn(type.of);
  if (type.kind !== 'union') return [];
  return type.branches.flatMap(({ discriminator, type }) =>
    'kind' in discriminator ? mapsIn(type) : [],
  );
}

function onlyOneOf(type: ObjectType<unknown>): string {
  if (type.exclusive.length === 0) return '';
  const sets = type.exclusive.map((keys) => keys.map((key) => `\`${key}\``).join(', '));
  return `Only one of each: ${sets.join('; ')}.`;
}

const formats: Readonly<Record<string, string>> = {
  region: 'a region',
  checksum: '64 hexadecimal digits',
  galleryDefinition: 'a reference to a gallery definition',
  galleryVersion: 'a reference to a gallery definition or version',
  managedImage: 'a reference to a managed image',
  subnet: 'a reference to a subnet',
  identity: 'a reference to an identity',
  resourceGroup: 'a resource group or its id',
  source: 'a string',
  urn: 'a string',
};

/** What a value may be, in words. */
function valueOf(type: Type): string {
  switch (type.kind) {
    case 'string':
      if (type.values)
        return `${type.values.map((one) => word(one, type)).join(', ')}${type.open ? ' and further words' : ''}`;
      if (type.pattern) return type.pattern.what;
      return `${formats[type.format ?? ''] ?? 'a string'}${examplesOf(type)}`;
    case 'number':
      return rangeOf(type.min, type.max);
    case 'boolean':
      return type.only === undefined ? '`true`, `false`' : `\`${type.only}\``;
    case 'list':
      return type.of.kind === 'union' ? 'a list' : `a list: ${valueOf(type.of)}`;
    case 'mapping':
    case 'object':
      return 'a mapping';
    case 'union':
      return [...new Set(type.branches.map((branch) => valueOf(branch.type)))].join(', or ');
    default:
      return 'anything';
  }
}

function examplesOf(type: Type): string {
  return type.examples
    ? `, as ${type.examples.map((one) => `\`${String(one)}\``).join(' or ')}`
    : '';
}

function word(value: string, type: StringType<unknown>): string {
  const since = type.valuesSince?.[value];
  return `\`${value}\`${since === undefined ? '' : ` (since ${since})`}`;
}

function rangeOf(min: number, max: number): string {
  const int32 = 2_147_483_647;
  if (max < int32) return `a whole number from ${min} to ${max}`;
  return min <= -int32 ? 'a whole number' : `a whole number from ${min} on`;
}

function defaultOf(type: Type): string {
  const given = type.default;
  if (given === undefined) return '';
  return `\`${typeof given === 'string' ? given : JSON.stringify(given)}\``;
}

/** True where a value could hold a parameter, and must not. */
function takesNone(type: Type): boolean {
  if (type.kind === 'union') return type.branches.every((branch) => takesNone(branch.type));
  if (type.kind === 'list') return takesNone(type.of);
  return 'parameters' in type && !type.parameters;
}

function nameOf(type: Type): string {
  return type.kind === 'object' ? 'mapping' : type.kind;
}

function exampleBlock(example: Example | undefined): string {
  if (!example) return '';
  const name = example.file.replace(/\.yaml$/, '');
  return `From [${name}](../specs/${example.file}):\n\n\`\`\`yaml\n${example.text}\n\`\`\``;
}

/** The anchor that a heading gets where Markdown is shown. */
function anchor(heading: string): string {
  return heading.toLowerCase();
}
