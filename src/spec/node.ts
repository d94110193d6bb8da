/** The user's YAML as a tree in which every value knows its place. */
import type { Place } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';

/** The place of a value. */
interface Placed {
  readonly span: Span;
  /** Where the user wrote it, as in `distribute[0].regions`. */
  readonly path: string;
}

/** A text, number, boolean or null; `raw` is how it was written. */
export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly raw: string;
}

/** A list. */
export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

/** One key of a map and its value. */
export interface MapEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

/** A mapping; `at` is its key, where missing keys are reported, or the mapping itself. */
export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly at: Span;
}

/** A value of a spec. */
export type Node = ScalarNode | ListNode | MapNode;

/** The place of a key, for a diagnostic; that of a value is the value itself. */
export function placeOfKey({ keySpan, value }: MapEntry): Place {
  return { span: keySpan, path: value.path };
}

/** The entry of a map under a key. */
export function entryOf(node: Node | undefined, key: string): MapEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The value under a key; `undefined` when the key is absent or its value is null. */
export function child(node: Node | undefined, key: string): Node | undefined {
  const value = entryOf(node, key)?.value;
  return value && isNull(value) ? undefined : value;
}

/** True for an empty value: `key:`, `key: null` or `key: ~`. */
export function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** True for the boolean `true`. */
export function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** The value of a number, else `undefined`. */
export function numberOf(node: Node | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

/** The text of a scalar text, else `undefined`. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The items of a list; empty for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** A scalar at the place of another node. */
export function scalarAt(place: Node, value: string | number | boolean): ScalarNode {
  return { kind: 'scalar', value, raw: String(value), span: place.span, path: place.path };
}

/** A list at the place of another node. */
export function listAt(place: Node, items: readonly Node[]): ListNode {
  return { kind: 'list', items, span: place.span, path: place.path };
}

/** A mapping at the place of another node, without fields that are `undefined`. */
export function mapAt(place: Node, fields: Readonly<Record<string, Node | undefined>>): MapNode {
  const entries: MapEntry[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value) entries.push({ key, keySpan: value.span, value });
  }
  const at = place.kind === 'map' ? place.at : place.span;
  return { kind: 'map', entries, at, span: place.span, path: place.path };
}

/** Describes a node in messages. */
export function describeKind(node: Node): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'list') return 'a list';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'boolean') return `${node.value}`;
  if (typeof node.value === 'number') return `the number ${node.raw}`;
  const line = node.value.trim().split('\n')[0] ?? '';
  const cut = line.length > 60 || line !== node.value.trim();
  return `the string "${line.slice(0, 60)}${cut ? '...' : ''}"`;
}

/** The values of nodes, without their places; empty values are left out. */
export function plainData(node: Node): unknown {
  switch (node.kind) {
    case 'list':
      return node.items.map(plainData);
    case 'map':
      return Object.fromEntries(
        node.entries
          .map(({ key, value }) => [key, plainData(value)] as const)
          .filter(([, value]) => value !== undefined),
      );
    default:
      return node.value ?? undefined;
  }
}

/** A value at the place of its use: there the reader looks for it. */
export function movedTo(value: Node, place: Node): Node {
  const { span, path } = place;
  if (value.kind === 'scalar') return { ...value, span, path };
  if (value.kind === 'list')
    return { ...value, span, path, items: value.items.map((item) => movedTo(item, place)) };
  const entries = value.entries.map((entry) => ({
    ...entry,
    value: movedTo(entry.value, place),
  }));
  return { ...value, span, path, entries };
}

/** A copy with other scalars, and other keys where they hold braces; what stays the same is not copied. */
export function replaceScalars(
  node: Node,
  replace: (scalar: ScalarNode) => Node,
  replaceText: (text: string, place: Place) => string,
): Node {
  const visitEntry = (entry: MapEntry): MapEntry => {
    const key = entry.key.includes('{{') ? replaceText(entry.key, placeOfKey(entry)) : entry.key;
    const value = visit(entry.value);
    return value === entry.value && key === entry.key ? entry : { ...entry, key, value };
  };
  const visit = (inner: Node): Node => {
    if (inner.kind === 'scalar') return replace(inner);
    if (inner.kind === 'list') {
      const items = inner.items.map(visit);
      return items.some((item, at) => item !== inner.items[at]) ? { ...inner, items } : inner;
    }
    const entries = inner.entries.map(visitEntry);
    return entries.some((entry, at) => entry !== inner.entries[at]) ? { ...inner, entries } : inner;
  };
  return visit(node);
}
