/** YAML with a place for each value. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import type { Written } from '../arm/located-body';
import type { Source, Span } from '../diagnostics/source';

/** A value with its place. */
export interface PlacedValue {
  readonly from: Written;
  /** The text of a scalar; undefined for a list or a map. */
  readonly text: string | undefined;
  readonly items: readonly PlacedValue[];
  readonly entries: ReadonlyMap<string, PlacedValue>;
}

/** A file, or what is wrong with it. */
export type PlacedResult =
  | { readonly ok: true; readonly value: PlacedValue }
  | { readonly ok: false; readonly message: string; readonly span: Span };

/** Reads a file. */
export function placedYaml(source: Source): PlacedResult {
  const document = parseDocument(source.text, {
    lineCounter: new LineCounter(),
    prettyErrors: false,
    uniqueKeys: true,
  });
  const [error] = document.errors;
  if (error) {
    const [start, end] = error.pos;
    return {
      ok: false,
      message: `${error.message}.`.replace(/\.\.$/, '.'),
      span: { source, start, end },
    };
  }
  const whole = { source, start: 0, end: 0 };
  return { ok: true, value: placed(document.contents, { path: '', span: whole }, source) };
}

function placed(node: unknown, from: Written, source: Source): PlacedValue {
  const empty = { from, text: undefined, items: [], entries: new Map<string, PlacedValue>() };
  if (isScalar(node)) {
    const isText = node.value !== null && node.value !== undefined;
    // The text as it is written: a version 1.10 is no number here.
    const plain =
      node.type === 'PLAIN' && typeof node.source === 'string' ? node.source : undefined;
    return { ...empty, text: isText ? (plain ?? String(node.value)) : undefined };
  }
  if (isSeq(node)) {
    const items = node.items.map((one, index) =>
      placed(one, { path: `${from.path}[${index}]`, span: spanOf(one, source, from) }, source),
    );
    return { ...empty, items };
  }
  if (!isMap(node)) return empty;
  const entries = node.items.map((pair): readonly [string, PlacedValue] => {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    const path = from.path === '' ? name : `${from.path}.${name}`;
    return [name, placed(pair.value, { path, span: spanOf(pair.key, source, from) }, source)];
  });
  return { ...empty, entries: new Map(entries) };
}

function spanOf(node: unknown, source: Source, around: Written): Span {
  const range = isNode(node) ? node.range : undefined;
  return range ? { source, start: range[0], end: range[1] } : around.span;
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node;
}

/** All scalars inside a value. */
export function leavesOf(value: PlacedValue): readonly PlacedValue[] {
  if (value.text !== undefined) return [value];
  return [...value.items, ...value.entries.values()].flatMap(leavesOf);
}
