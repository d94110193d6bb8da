/** A spec with mistakes, without what is mistaken: the rest of it is checked all the same. */
import type { Span } from '../diagnostics/source';
import { isNull, listAt, mapAt, type MapEntry, type MapNode, type Node, scalarAt } from './node';
import { splitUses } from './parameter-references';

/** The sound rest of a spec, and the top-level keys from which something was taken. */
export interface Recovered {
  readonly root: MapNode;
  readonly broken: ReadonlySet<string>;
}

/**
 * Removes the entries and list items that contain an error, and the values that use one of some parameters: those
 * whose declaration is a mistake.
 */
export function recover(
  root: MapNode,
  wrong: readonly Span[],
  parameters: ReadonlySet<string>,
): Recovered {
  const broken = new Set<string>();
  const holds = (outer: Span, inner: Span): boolean =>
    inner.source === outer.source && inner.start >= outer.start && inner.end <= outer.end;
  const isWrong = (span: Span): boolean => wrong.some((one) => holds(span, one));
  const isWhollyWrong = (span: Span): boolean =>
    wrong.some((one) => holds(span, one) && holds(one, span));
  const usesBroken = (text: unknown): boolean =>
    parameters.size > 0 &&
    typeof text === 'string' &&
    splitUses(text).some((piece) => typeof piece === 'object' && parameters.has(piece.parameter));
  const rest = (node: Node): Node | undefined => {
    if (node.kind === 'scalar') {
      return isWrong(node.span) || usesBroken(node.value) ? undefined : node;
    }
    if (isWhollyWrong(node.span)) return undefined;
    if (node.kind === 'map') {
      const entries = node.entries.flatMap(restOf);
      const isWhole = entries.every((entry, at) => entry === node.entries[at]);
      return isWhole && entries.length === node.entries.length ? node : { ...node, entries };
    }
    // Without its invalid part an item would be incomplete, so it is removed as a whole.
    const items = node.items.filter((item) => !isWrong(item.span) && rest(item) === item);
    if (items.length === node.items.length) return node;
    return items.length === 0 ? undefined : { ...node, items };
  };
  /** The entry itself where nothing of it is wrong. */
  const restOf = (entry: MapEntry): readonly MapEntry[] => {
    if (isWrong(entry.keySpan) || usesBroken(entry.key)) return [];
    const value = rest(entry.value);
    return value === entry.value ? [entry] : value ? [{ ...entry, value }] : [];
  };
  const entries = root.entries.flatMap((entry) => {
    const left = restOf(entry);
    if (left[0] !== entry) broken.add(entry.key);
    return left;
  });
  return { root: { ...root, entries }, broken };
}

/** A merged spec with something in the place of each required key that it lacks; no rule may look at these. */
export function dropInvalidNodes(root: MapNode, sourceIsBroken: boolean): MapNode {
  const text = (value: string): Node => scalarAt(root, value);
  const placeholders: Readonly<Record<string, Node>> = {
    location: text('eastus2'),
    identity: mapAt(root, { name: text('identity'), create: scalarAt(root, false) }),
    source: mapAt(root, { type: text('ManagedImage'), imageId: text('image') }),
    distribute: listAt(root, []),
    ...(sourceIsBroken ? { os: text('linux') } : {}),
  };
  const added = Object.entries(placeholders).flatMap(([key, value]): readonly MapEntry[] => {
    const given = root.entries.some((one) => one.key === key && !isNull(one.value));
    return given ? [] : [{ key, keySpan: root.at, value }];
  });
  const kept = root.entries.filter((entry) => !added.some(({ key }) => key === entry.key));
  return { ...root, entries: [...kept, ...added] };
}
