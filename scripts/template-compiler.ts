/**
 * Compiles a built-in template to a JavaScript function that puts its text together with `out +=`, one statement after the other.
 * Handlebars itself parses the template, so that white space around blocks and partials is what Handlebars makes of it. What the
 * built-in templates do not use is refused: a build fails where a template goes beyond it.
 */
import Handlebars from 'handlebars';
import { getOwn } from '../src/lib/get-own';

type Node = hbs.AST.Node;
type Path = hbs.AST.PathExpression;

/** Where a statement is. */
interface Scope {
  /** How many `{{#each}}` are around. The view of the innermost one is `view<depth>`, at `index<depth>` of `list<depth>`. */
  readonly depth: number;
  /** The values that the statements before have found in the views. */
  readonly checked: Set<string>;
}

/** The helpers of src/emit/template-runtime.ts, with what each takes after its value. */
export const helpers: Readonly<Record<string, readonly ('root' | 'indent' | 'column')[]>> = {
  arm: ['indent', 'column'],
  bicep: ['root', 'indent'],
  ci: [],
  hcl: ['root', 'indent'],
  hclArguments: ['root', 'indent'],
  json: ['root', 'indent', 'column'],
  markdown: [],
  powershell: [],
  shell: [],
  table: [],
  yaml: [],
};

/**
 * Source text of a template -> source text of a function (view0, root, partials) => string. It calls what
 * src/emit/template-runtime.ts exports as members of `t`, and names itself by `template`. Throws for what it does not understand.
 * @param file the name of the template in messages
 */
export function compileTemplate(text: string, file: string): string {
  const body = statements(parse(text, file), { depth: 0, checked: new Set() });
  return `(view0, root, partials) => {\nlet out = '';\n${body}return out;\n}`;
}

function parse(text: string, file: string): hbs.AST.Program {
  try {
    return Handlebars.parse(text, { srcName: file });
  } catch (error) {
    throw new Error(`${file}: ${String(error)}`, { cause: error });
  }
}

function refuse({ loc }: Node, message: string): never {
  throw new Error(`${loc.source}:${loc.start.line}:${loc.start.column + 1}: ${message}`);
}

function statements({ body }: hbs.AST.Program, { depth, checked }: Scope): string {
  const scope = { depth, checked: new Set(checked) };
  let code = '';
  let text = '';
  const flush = (): void => {
    if (text !== '') code += `out += \`${text}\`;\n`;
    text = '';
  };
  for (const node of body) {
    if (isNode(node, 'ContentStatement')) text += literalText(node.value);
    else if (isNode(node, 'MustacheStatement')) text += `\${${mustache(node, scope)}}`;
    else if (isNode(node, 'PartialStatement')) text += `\${${partial(node, scope)}}`;
    else if (isNode(node, 'BlockStatement')) {
      flush();
      code += block(node, scope);
    } else if (node.type !== 'CommentStatement') refuse(node, `no ${node.type} is known`);
  }
  flush();
  return code;
}

/** Text as part of a template literal. */
function literalText(text: string): string {
  return text.replace(/[\\`$]/g, '\\$&').replaceAll('\r', '\\r');
}

function mustache(node: hbs.AST.MustacheStatement, scope: Scope): string {
  const { path, params } = node;
  if (params.length > 0 || node.hash) return helperCall(node, scope);
  if (!isNode(path, 'PathExpression')) return refuse(path, `no ${path.type} is known here`);
  const { original } = path;
  if (getOwn({ ...Handlebars.helpers, ...helpers }, original)) {
    refuse(path, `"${original}" is a helper; "this.${original}" would be a value of the view`);
  }
  return pathExpression(path, scope);
}

function helperCall({ path, params, hash, loc }: hbs.AST.MustacheStatement, scope: Scope): string {
  const [value, ...more] = params;
  const name = isNode(path, 'PathExpression') ? path.original : '';
  const takes = getOwn(helpers, name) ?? refuse(path, `no helper "${name}" is known`);
  if (!value || more.length > 0) return refuse(path, `"${name}" takes one value`);
  let indent = 0;
  for (const pair of hash?.pairs ?? []) {
    const isIndent = pair.key === 'indent' && takes.includes('indent');
    if (!isIndent || !isNode(pair.value, 'NumberLiteral')) {
      return refuse(pair, `"${name}" takes no such "${pair.key}"`);
    }
    indent = pair.value.value;
  }
  const known = { root: 'root', indent, column: loc.start.column };
  return `t.${name}(${[expression(value, scope), ...takes.map((one) => known[one])].join(', ')})`;
}

function partial(node: hbs.AST.PartialStatement, scope: Scope): string {
  const { name, params, hash, indent } = node;
  if (!isNode(name, 'PathExpression')) return refuse(name, 'a partial is named by a plain word');
  const [value, ...more] = params;
  if (more.length > 0) refuse(node, 'a partial takes one value');
  const given = value ? expression(value, scope) : `view${scope.depth}`;
  const pairs = (hash?.pairs ?? []).map(
    (pair) => `${JSON.stringify(pair.key)}: ${expression(pair.value, scope)}`,
  );
  const view = pairs.length === 0 ? given : `{ ...(${given}), ${pairs.join(', ')} }`;
  const call = `partials[${JSON.stringify(name.original)}](${view}, root, partials)`;
  return indent === '' ? call : `t.indented(${call}, ${JSON.stringify(indent)})`;
}

function block(node: hbs.AST.BlockStatement, scope: Scope): string {
  const [value, ...more] = node.params;
  const name = node.path.original;
  if (name !== 'if' && name !== 'unless' && name !== 'each') {
    return refuse(node, `no block "${name}" is known`);
  }
  // `{{^if}}` has no program.
  const program: hbs.AST.Program | undefined = node.program;
  if (!value || more.length > 0 || node.hash || !program || program.blockParams) {
    return refuse(node, `"${name}" takes one value, and nothing else`);
  }
  const given = expression(value, scope);
  const inverse: hbs.AST.Program | undefined = node.inverse;
  const otherwise = inverse ? statements(inverse, scope) : '';
  if (name === 'each') return loop(given, program, otherwise, scope);
  const condition = `${name === 'if' ? '' : '!'}t.holds(${given})`;
  const then = `if (${condition}) {\n${statements(program, scope)}}\n`;
  return otherwise === '' ? then : `${then}else {\n${otherwise}}\n`;
}

function loop(given: string, program: hbs.AST.Program, otherwise: string, scope: Scope): string {
  const depth = scope.depth + 1;
  const [list, index] = [`list${depth}`, `index${depth}`];
  return [
    `{\nconst ${list} = t.items(${given});\n`,
    `for (let ${index} = 0; ${index} < ${list}.length; ${index}++) {\n`,
    `const view${depth} = ${list}[${index}];\n`,
    `${statements(program, { ...scope, depth })}}\n`,
    otherwise === '' ? '' : `if (${list}.length === 0) {\n${otherwise}}\n`,
    `}\n`,
  ].join('');
}

function expression(node: hbs.AST.Expression, scope: Scope): string {
  if (isNode(node, 'PathExpression')) return pathExpression(node, scope);
  if (
    isNode(node, 'StringLiteral') ||
    isNode(node, 'NumberLiteral') ||
    isNode(node, 'BooleanLiteral')
  ) {
    return JSON.stringify(node.value);
  }
  return refuse(node, `no ${node.type} is known here`);
}

/** A value of a view; one that the view does not have ends the render. */
function pathExpression(path: Path, scope: Scope): string {
  const { original, parts, loc } = path;
  if (path.data) return dataExpression(path, scope);
  if (path.depth > scope.depth) refuse(path, `"${original}" leaves the template`);
  for (const part of parts) {
    if (!/^[A-Za-z_]\w*$/.test(part)) refuse(path, `"${part}" is no plain name`);
    if (part in Object.prototype) refuse(path, `every object has a "${part}"`);
  }
  const view = `view${scope.depth - path.depth}`;
  const plain = [view, ...parts].join('.');
  if (parts.length === 0 || scope.checked.has(plain)) return plain;
  scope.checked.add(plain);
  const place = `template, ${loc.start.line}, ${JSON.stringify(original)}`;
  return `${view}.${parts.join('?.')} ?? t.lacks(${place})`;
}

function dataExpression(path: Path, { depth }: Scope): string {
  if (depth === 0) refuse(path, `"${path.original}" is outside of each`);
  switch (path.original) {
    case '@first':
      return `index${depth} === 0`;
    case '@index':
      return `index${depth}`;
    case '@last':
      return `index${depth} === list${depth}.length - 1`;
    default:
      return refuse(path, `no "${path.original}" is known`);
  }
}

/** The nodes that are known. */
interface Nodes {
  readonly ContentStatement: hbs.AST.ContentStatement;
  readonly MustacheStatement: hbs.AST.MustacheStatement;
  readonly PartialStatement: hbs.AST.PartialStatement;
  readonly BlockStatement: hbs.AST.BlockStatement;
  readonly PathExpression: Path;
  readonly StringLiteral: hbs.AST.StringLiteral;
  readonly NumberLiteral: hbs.AST.NumberLiteral;
  readonly BooleanLiteral: hbs.AST.BooleanLiteral;
}

function isNode<K extends keyof Nodes>(node: Node, type: K): node is Nodes[K] {
  return node.type === type;
}
