/**
 * The syntax tree of HCL 2, the language of Packer and Terraform; its JSON form gives the same tree.
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import type { Span } from '../diagnostics/source';

/** The content of a file or of a block: attributes and blocks, in order. */
export interface HclBody {
  readonly entries: readonly HclEntry[];
  readonly span: Span;
}

/** `name = value`. */
export interface HclAttribute {
  readonly kind: 'attribute';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: HclExpression;
}

/** `name "label" { … }`. */
export interface HclBlock {
  readonly kind: 'block';
  readonly name: string;
  readonly nameSpan: Span;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

export type HclEntry = HclAttribute | HclBlock;

/** A piece of a template: characters, or an expression whose value stands there. */
export type TemplatePart = string | HclExpression;

/** An item of an object: a bare word as its key is the text of that word. */
export interface HclItem {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** An expression and where it is written. */
export type HclExpression = { readonly span: Span } & (
  | { readonly kind: 'literal'; readonly value: null | boolean | number | string }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[] }
  | {
      readonly kind: 'list';
      readonly items: readonly HclExpression[];
      /** The comments above an item, each without its sign, by the index of the item. */
      readonly comments: ReadonlyMap<number, readonly string[]>;
    }
  | { readonly kind: 'object'; readonly items: readonly HclItem[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: HclExpression; readonly name: string }
  | { readonly kind: 'index'; readonly of: HclExpression; readonly index: HclExpression }
  | { readonly kind: 'splat'; readonly of: HclExpression; readonly path: readonly SplatStep[] }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly HclExpression[];
      /** True for `f(list...)`. */
      readonly expandsLast: boolean;
    }
  | { readonly kind: 'unary'; readonly operator: '-' | '!'; readonly operand: HclExpression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: HclExpression;
      readonly right: HclExpression;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: HclExpression;
      readonly yes: HclExpression;
      readonly no: HclExpression;
    }
  | HclFor
);

/** What follows `[*]`: `.name` or `[index]`. */
export type SplatStep = string | HclExpression;

/** `[for v in list : value if condition]` and `{for k, v in map : key => value...}`. */
export interface HclFor {
  readonly kind: 'for';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: HclExpression;
  /** The key of an entry; undefined where the result is a list. */
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly condition: HclExpression | undefined;
  /** True for `...`, which collects the values of the same key. */
  readonly groups: boolean;
}

export type BinaryOperator =
  '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';

/** The bodies of the blocks, or of objects in their place, with this name. */
export function blocksNamed(body: HclBody, name: string): readonly HclBlock[] {
  return body.entries.flatMap((entry) => {
    if (entry.name !== name) return [];
    return entry.kind === 'block' ? [entry] : blocksOfValue(entry, entry.value);
  });
}

/** The blocks that an attribute stands for in the JSON form: an object, or a list of them. */
function blocksOfValue(entry: HclAttribute, value: HclExpression): readonly HclBlock[] {
  if (value.kind === 'list') return value.items.flatMap((one) => blocksOfValue(entry, one));
  if (value.kind !== 'object') return [];
  const { name, nameSpan } = entry;
  return [{ kind: 'block', name, nameSpan, labels: [], body: bodyOfObject(value) }];
}

/** The attributes that the items of an object are. */
export function bodyOfObject(object: HclExpression & { readonly kind: 'object' }): HclBody {
  const entries = object.items.flatMap(({ key, value }): readonly HclEntry[] =>
    key.kind === 'literal'
      ? [{ kind: 'attribute', name: String(key.value), nameSpan: key.span, value }]
      : [],
  );
  return { entries, span: object.span };
}

/** The attribute of this name. */
export function attributeNamed(body: HclBody, name: string): HclAttribute | undefined {
  return body.entries.find(
    (entry): entry is HclAttribute => entry.kind === 'attribute' && entry.name === name,
  );
}

/** The characters of an expression in its file. */
export function sourceText({ span }: { readonly span: Span }): string {
  return span.source.text.slice(span.start, span.end);
}
