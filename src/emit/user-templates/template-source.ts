/** A template of the user: read, checked, and changed so that each value which is not there is an error on its line. */
import Handlebars from 'handlebars/dist/cjs/handlebars.js';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { offsetAt, type Source, type Span } from '../../diagnostics/source';
import { nearest } from '../../lib/nearest';
import { helpers, type TemplateSpan } from './value-helpers';

type Program = hbs.AST.Program;
type Node = hbs.AST.Node;
type Path = hbs.AST.PathExpression;
type Expression = hbs.AST.Expression;

/** A template that was read. */
export interface TemplateSource {
  readonly source: Source;
  readonly program: Program;
  readonly diagnostics: readonly Finding[];
  /** The first place of each partial that it names. */
  readonly partials: ReadonlyMap<string, TemplateSpan>;
}

/** Helpers that Handlebars calls in place of a path; no template names them. */
export const lookupNames = {
  print: 'aibgen-print',
  value: 'aibgen-value',
  optional: 'aibgen-optional',
} as const;

const blocks: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);
const conditions: ReadonlySet<string> = new Set(['if', 'unless']);
/** Helpers and how many arguments they take. */
const arity: ReadonlyMap<string, number> = new Map([
  ...Object.keys(helpers).map((name) => [name, 1] as const),
  ['eq', 2],
  ['lookup', 2],
]);

/** The place of a stretch of a template. */
export function spanIn(source: Source, { start, end }: TemplateSpan): Span {
  return {
    source,
    start: offsetAt(source, start.line, start.column),
    end: offsetAt(source, end.line, end.column),
  };
}

/**
 * Reads a template.
 * @param original what a partial of this name stands for in it, where it is not what the name says
 */
export function readTemplate(
  source: Source,
  original: ReadonlyMap<string, string>,
): TemplateSource {
  const diagnostics: Finding[] = [];
  const partials = new Map<string, TemplateSpan>();
  const place = (node: Node) => ({ span: spanIn(source, node.loc) });

  const unknownHelper = (node: Node, name: string, known: Iterable<string>): void => {
    const near = nearest(name, [...known]);
    diagnostics.push(
      diagnose('AIB931', { what: 'helper', name, known: [...known], near }, place(node)),
    );
  };

  function expression(node: Expression, optional = false): Expression {
    if (isNode(node, 'PathExpression')) return lookUp(node, optional);
    if (!isNode(node, 'SubExpression')) return node;
    checkHelper(node);
    return changed(node, call(node, false));
  }

  /** Arguments; of a condition the first may be absent. */
  function call({ params, hash }: { params: Expression[]; hash: hbs.AST.Hash }, optional: boolean) {
    return {
      params: params.map((one) => expression(one, optional)),
      hash: hash && {
        ...hash,
        pairs: hash.pairs.map((pair) => ({ ...pair, value: expression(pair.value) })),
      },
    };
  }

  function checkHelper(node: Node & { path: Node; params: Expression[] }): void {
    const name = nameOf(node.path);
    const expected = arity.get(name);
    if (expected === undefined) unknownHelper(node.path, name, arity.keys());
    else wantArguments(node, name, expected);
  }

  function wantArguments(node: Node & { params: Expression[] }, helper: string, count: number) {
    if (node.params.length === count) return;
    const wants = count === 1 ? 'one value' : `${count} values`;
    const got = node.params.length === 0 ? 'nothing' : `${node.params.length}`;
    diagnostics.push(diagnose('AIB933', { helper, wants, got }, place(node)));
  }

  function partialName(node: Node & { name: Node }, inline: ReadonlySet<string>): Path {
    const name = nameOf(node.name);
    if (!inline.has(name) && !partials.has(name)) partials.set(name, node.loc);
    return word(inline.has(name) ? name : (original.get(name) ?? name), node);
  }

  function statement(node: Node, inline: ReadonlySet<string>): Node {
    if (isNode(node, 'MustacheStatement')) {
      if (
        isNode(node.path, 'PathExpression') &&
        node.params.length === 0 &&
        !arity.has(node.path.original)
      ) {
        const print = word(lookupNames.print, node);
        const params = [text(node.path.original, node), lookUp(node.path, false)];
        return changed(node, { path: print, params });
      }
      checkHelper(node);
      return changed(node, call(node, false));
    }
    if (isNode(node, 'BlockStatement')) {
      const name = nameOf(node.path);
      if (!blocks.has(name)) unknownHelper(node.path, name, blocks);
      else wantArguments(node, name, 1);
      return changed(node, {
        ...call(node, conditions.has(name)),
        program: program(node.program, inline),
        ...(node.inverse ? { inverse: program(node.inverse, inline) } : {}),
      });
    }
    if (isNode(node, 'PartialStatement')) {
      return changed(node, { ...call(node, false), name: partialName(node, inline) });
    }
    if (isNode(node, 'PartialBlockStatement')) {
      return changed(node, {
        ...call(node, false),
        name: partialName(node, inline),
        program: program(node.program, inline),
      });
    }
    if (isNode(node, 'DecoratorBlock')) {
      if (nameOf(node.path) !== 'inline') unknownHelper(node.path, nameOf(node.path), ['inline']);
      return changed(node, { program: program(node.program, inline) });
    }
    if (isNode(node, 'Decorator')) unknownHelper(node.path, nameOf(node.path), []);
    return node;
  }

  function program(node: Program, outer: ReadonlySet<string>): Program {
    const inline = new Set([...outer, ...node.body.flatMap(inlineName)]);
    return { ...node, body: node.body.map((one) => statement(one, inline)) };
  }

  const parsed = parse(source, diagnostics);
  return { source, diagnostics, partials, program: program(parsed, new Set(['@partial-block'])) };
}

interface Nodes {
  readonly PathExpression: Path;
  readonly StringLiteral: hbs.AST.StringLiteral;
  readonly SubExpression: hbs.AST.SubExpression;
  readonly MustacheStatement: hbs.AST.MustacheStatement;
  readonly BlockStatement: hbs.AST.BlockStatement;
  readonly PartialStatement: hbs.AST.PartialStatement;
  readonly PartialBlockStatement: hbs.AST.PartialBlockStatement;
  readonly DecoratorBlock: hbs.AST.DecoratorBlock;
  readonly Decorator: hbs.AST.Decorator;
}

function isNode<K extends keyof Nodes>(node: Node, type: K): node is Nodes[K] {
  return node.type === type;
}

function changed<T extends Node>(node: T, changes: Partial<T>): T {
  return { ...node, ...changes };
}

function nameOf(node: Node): string {
  if (isNode(node, 'PathExpression')) return node.original;
  return isNode(node, 'StringLiteral') ? node.value : '(…)';
}

function inlineName(node: Node): readonly string[] {
  if (!isNode(node, 'DecoratorBlock')) return [];
  return node.params.map(nameOf);
}

/** `a.b.c` as a call that looks up `b` and `c` in `a`, and knows its place. */
function lookUp(path: Path, optional: boolean): Expression {
  const [first, ...rest] = path.parts;
  if (first === undefined) return path;
  const params: Expression[] = [
    text(path.original, path),
    changed(path, { parts: [first] }),
    ...rest.map((part) => text(part, path)),
  ];
  const name = word(optional ? lookupNames.optional : lookupNames.value, path);
  const call: hbs.AST.SubExpression = {
    type: 'SubExpression',
    path: name,
    params,
    hash: { type: 'Hash', pairs: [], loc: path.loc },
    loc: path.loc,
  };
  return call;
}

function text(value: string, { loc }: Node): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

function word(name: string, { loc }: Node): Path {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

function parse(source: Source, diagnostics: Finding[]): Program {
  try {
    return Handlebars.parse(source.text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { detail, span } = parseProblem(error, source);
    diagnostics.push(diagnose('AIB930', { detail }, { span }));
    return Handlebars.parse('');
  }
}

/** What Handlebars says of a template that it cannot read: the parser in one way, what follows it in another. */
function parseProblem(
  error: Error,
  source: Source,
): { readonly detail: string; readonly span: Span } {
  const [, ofParser] = /^(?:Parse|Lexical) error on line (\d+)/.exec(error.message) ?? [];
  const [, what, ofRest, column] = /^(.*) - (\d+):(\d+)$/s.exec(error.message) ?? [];
  const line = Number(ofParser ?? ofRest ?? 1);
  const start = offsetAt(source, line, Number(column ?? 0));
  const end = source.text.indexOf('\n', start);
  const [, got] = /, got '(\w+)'$/.exec(error.message) ?? [];
  const detail =
    what ?? (got === 'EOF' ? 'it ends unexpectedly' : 'this line is not valid Handlebars');
  return { detail, span: { source, start, end: end < 0 ? source.text.length : end } };
}
