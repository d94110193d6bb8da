/**
 * Reads the JSON form of HCL into the same tree: `.pkr.json`, `.tf.json`, files of values.
 * https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { Source, Span } from '../diagnostics/source';
import type { HclBody, HclEntry, HclExpression, HclItem, TemplatePart } from './hcl-tree';
import type { HclResult } from './parse-hcl';
import { parseExpression } from './parse-expression';
import { parseTemplateText } from './parse-template';
import { HclSyntaxError, scannerOf } from './scanner';

/** Which keys are blocks, how many labels these have, and which blocks are inside. */
export interface JsonBlocks {
  readonly [name: string]: { readonly labels: number; readonly inner?: JsonBlocks };
}

/** How texts are read: as templates, or as they are. */
export type TextReader = (text: string, span: Span) => HclExpression;

/** Reads a file. */
export function parseHclJson(
  source: Source,
  blocks: JsonBlocks,
  readText: TextReader = templateText,
): HclResult {
  const errors: ParseError[] = [];
  const text = source.text.replace(/^\uFEFF/, ' ');
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error || !tree) {
    const at = error?.offset ?? 0;
    const name = error ? printParseErrorCode(error.error) : 'ValueExpected';
    const words = name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
    const span = { source, start: at, end: at + (error?.length ?? 0) };
    return { ok: false, message: `This is not valid JSON: ${words}.`, span };
  }
  try {
    const reader = { source, readText };
    if (tree.type === 'object') return { ok: true, body: bodyOf(tree, blocks, reader) };
    return { ok: false, message: 'Expected an object.', span: spanOf(tree, source) };
  } catch (failure) {
    if (!(failure instanceof HclSyntaxError)) throw failure;
    return { ok: false, message: failure.message, span: failure.span };
  }
}

interface Reader {
  readonly source: Source;
  readonly readText: TextReader;
}

function spanOf({ offset, length }: Node, source: Source): Span {
  return { source, start: offset, end: offset + length };
}

interface Property {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Node;
}

/** The properties of an object; `//` is a comment. */
function propertiesOf(object: Node, source: Source): readonly Property[] {
  return (object.children ?? []).flatMap((pair) => {
    const [key, value] = pair.children ?? [];
    const name = String(key?.value);
    if (!key || !value || name === '//') return [];
    return [{ name, nameSpan: spanOf(key, source), value }];
  });
}

function bodyOf(object: Node, blocks: JsonBlocks, reader: Reader): HclBody {
  const entries = propertiesOf(object, reader.source).flatMap((property): readonly HclEntry[] => {
    const { name, nameSpan, value } = property;
    const block = Object.hasOwn(blocks, name) ? blocks[name] : undefined;
    if (block) return blocksOf(property, block.labels, [], block.inner ?? {}, reader);
    return [{ kind: 'attribute', name, nameSpan, value: expressionOf(value, reader) }];
  });
  return { entries, span: spanOf(object, reader.source) };
}

function blocksOf(
  { name, nameSpan, value }: Property,
  missing: number,
  labels: readonly string[],
  inner: JsonBlocks,
  reader: Reader,
): readonly HclEntry[] {
  const same = (one: Node, left: number, given: readonly string[], at: Span) =>
    blocksOf({ name, nameSpan: at, value: one }, left, given, inner, reader);
  if (value.type === 'array') {
    return (value.children ?? []).flatMap((one) =>
      same(one, missing, labels, spanOf(one, reader.source)),
    );
  }
  if (value.type !== 'object') {
    return [{ kind: 'attribute', name, nameSpan, value: expressionOf(value, reader) }];
  }
  if (missing === 0) {
    return [{ kind: 'block', name, nameSpan, labels, body: bodyOf(value, inner, reader) }];
  }
  return propertiesOf(value, reader.source).flatMap((one) =>
    same(one.value, missing - 1, [...labels, one.name], one.nameSpan),
  );
}

function expressionOf(node: Node, reader: Reader): HclExpression {
  const span = spanOf(node, reader.source);
  switch (node.type) {
    case 'array':
      return {
        kind: 'list',
        items: (node.children ?? []).map((one) => expressionOf(one, reader)),
        comments: new Map(),
        span,
      };
    case 'object': {
      const items = propertiesOf(node, reader.source).map(({ name, nameSpan, value }): HclItem => ({
        key: { kind: 'literal', value: name, span: nameSpan },
        value: expressionOf(value, reader),
      }));
      return { kind: 'object', items, span };
    }
    case 'string':
      return reader.readText(String(node.value), span);
    default: {
      const value: unknown = node.value;
      const isScalar = typeof value === 'number' || typeof value === 'boolean';
      return { kind: 'literal', value: isScalar ? value : null, span };
    }
  }
}

/** A text with `${…}` in it; a text that is one expression and nothing else has the value of that. */
function templateText(text: string, span: Span): HclExpression {
  if (!/[$%]\{/.test(text)) return { kind: 'literal', value: text, span };
  const inner = { path: span.source.path, text };
  let parts: readonly TemplatePart[];
  try {
    parts = parseTemplateText(scannerOf(inner, parseExpression), text.length);
  } catch (error) {
    if (!(error instanceof HclSyntaxError)) throw error;
    throw new HclSyntaxError(error.message, span);
  }
  return {
    kind: 'template',
    parts: parts.map((part) => (typeof part === 'string' ? part : moved(part, span))),
    span,
  };
}

/** An expression whose parts are all at one place: positions inside of a JSON string are not told apart. */
function moved(expression: HclExpression, span: Span): HclExpression {
  const all = (one: HclExpression): HclExpression => moved(one, span);
  switch (expression.kind) {
    case 'template':
      return {
        ...expression,
        parts: expression.parts.map((part) => (typeof part === 'string' ? part : all(part))),
        span,
      };
    case 'list':
      return { ...expression, items: expression.items.map(all), span };
    case 'object': {
      const items = expression.items.map(({ key, value }) => ({
        key: all(key),
        value: all(value),
      }));
      return { ...expression, items, span };
    }
    case 'attribute':
      return { ...expression, of: all(expression.of), span };
    case 'index':
      return { ...expression, of: all(expression.of), index: all(expression.index), span };
    case 'splat': {
      const path = expression.path.map((step) => (typeof step === 'string' ? step : all(step)));
      return { ...expression, of: all(expression.of), path, span };
    }
    case 'call':
      return { ...expression, args: expression.args.map(all), span };
    case 'unary':
      return { ...expression, operand: all(expression.operand), span };
    case 'binary':
      return { ...expression, left: all(expression.left), right: all(expression.right), span };
    case 'conditional':
      return {
        ...expression,
        condition: all(expression.condition),
        yes: all(expression.yes),
        no: all(expression.no),
        span,
      };
    case 'for':
      return {
        ...expression,
        collection: all(expression.collection),
        key: expression.key && all(expression.key),
        value: all(expression.value),
        condition: expression.condition && all(expression.condition),
        span,
      };
    default:
      return { ...expression, span };
  }
}
