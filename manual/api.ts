/** The page of the library's API (`docs/api.md`), from its docstrings. Made by `npm run docs`. */
import { parse } from '@babel/parser';

/** Reads a source by its path without ending, as imports name it: `src/compile`. */
export type ReadSource = (path: string) => string;

interface Declaration {
  readonly name: string;
  readonly doc: string;
  /** Its text; of a function only what stands before the body. */
  readonly code: string;
  /** Names of the types that it uses. */
  readonly uses: readonly string[];
}

interface Module {
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Names that come from elsewhere, with the path of the module that they come from. */
  readonly foreign: ReadonlyMap<string, string>;
  /** Names that the module hands on, in its order. */
  readonly handedOn: readonly string[];
}

const head = `# API

Made by \`npm run docs\` from the docstrings; do not edit. [As a library](library.md) tells how all this is used.

All types are exported by the package, but for those of the last part: they are what the exported ones are made of.`;

/** The page, for the module at a path. */
export function apiPage(entry: string, read: ReadSource): string {
  const modules = new Map<string, Module>();
  const moduleAt = (path: string): Module => {
    const known = modules.get(path) ?? readModule(path, read(path));
    modules.set(path, known);
    return known;
  };
  const find = (name: string, path: string): Found | undefined => {
    const { declarations, foreign } = moduleAt(path);
    const declaration = declarations.get(name);
    if (declaration) return { declaration, path };
    const from = foreign.get(name);
    return from === undefined ? undefined : find(name, from);
  };
  const { handedOn } = moduleAt(entry);
  const exported = handedOn.map((name) => {
    const found = find(name, entry);
    if (!found) throw new Error(`${entry} exports ${name}, which is not to be found`);
    return found;
  });
  return [
    head,
    ...exported.map(section),
    '## What they are made of',
    ...partsOf(exported, find).map((found) => section(found).replace('##', '###')),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The type `Spec` is worked out from a declaration; the workings are of no use to a reader. */
const inference = 'Infer';

interface Found {
  readonly declaration: Declaration;
  readonly path: string;
}

/** All types that some declarations use, and those that these use. */
function partsOf(
  from: readonly Found[],
  find: (name: string, path: string) => Found | undefined,
): readonly Found[] {
  const seen = new Map(from.map((found) => [found.declaration.name, found]));
  // A map is walked to its end, also while it grows.
  for (const { declaration, path } of seen.values()) {
    for (const name of declaration.uses) {
      const found = seen.has(name) || name === inference ? undefined : find(name, path);
      if (found) seen.set(name, found);
    }
  }
  return [...seen.values()].slice(from.length);
}

function section({ declaration: { name, doc, code } }: Found): string {
  return `## ${name}\n\n${doc}\n\n\`\`\`ts\n${code}\n\`\`\``;
}

function readModule(path: string, text: string): Module {
  const { program } = parse(text, { sourceType: 'module', plugins: ['typescript'] });
  const declarations = new Map<string, Declaration>();
  const foreign = new Map<string, string>();
  const handedOn: string[] = [];
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration' || statement.type === 'ExportNamedDeclaration') {
      const names = statement.specifiers.flatMap((one) =>
        one.type === 'ImportSpecifier' || one.type === 'ExportSpecifier' ? [one.local.name] : [],
      );
      const from = statement.source?.value;
      if (from?.startsWith('.')) for (const name of names) foreign.set(name, beside(path, from));
      if (statement.type === 'ExportNamedDeclaration') handedOn.push(...names);
    }
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (
      declared?.type !== 'TSInterfaceDeclaration' &&
      declared?.type !== 'TSTypeAliasDeclaration' &&
      declared?.type !== 'FunctionDeclaration'
    ) {
      continue;
    }
    const { start, end, id } = declared;
    if (!id || typeof start !== 'number' || typeof end !== 'number') continue;
    const isFunction = declared.type === 'FunctionDeclaration';
    const signature = isFunction ? { ...declared, body: undefined } : declared;
    declarations.set(id.name, {
      name: id.name,
      doc: docOf(statement.leadingComments?.at(-1)?.value),
      code: text.slice(start, isFunction ? (declared.body.start ?? end) : end).trim(),
      uses: typesIn(signature),
    });
  }
  return { declarations, foreign, handedOn };
}

/** `./emit/outputs` in `src/compile` -> `src/emit/outputs`. */
function beside(path: string, relative: string): string {
  return new URL(relative, `file:///${path}`).pathname.slice(1);
}

/** The words of a docstring. */
function docOf(comment: string | undefined): string {
  if (!comment?.startsWith('*')) return '';
  return comment
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^ *\*? ?/, '').trimEnd())
    .join('\n')
    .trim();
}

/** Names of the types that a piece of the syntax tree uses. */
function typesIn(node: unknown): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(typesIn);
  const own = nameIn(node, 'typeName') ?? nameIn(node, 'expression');
  const inner = Object.entries(node).flatMap(([key, value]) =>
    key.endsWith('Comments') || key === 'loc' ? [] : typesIn(value),
  );
  return own === undefined ? inner : [own, ...inner];
}

function nameIn(node: object, key: string): string | undefined {
  const inner: unknown = Object.entries(node).find(([name]) => name === key)?.[1];
  if (typeof inner !== 'object' || inner === null || !('name' in inner)) return undefined;
  return typeof inner.name === 'string' ? inner.name : undefined;
}
