/** Merges the mappings of several files: mappings are merged, lists and scalars replaced; the later file wins. */
import { entryOf, isNull, type MapEntry, type MapNode, type Node, textOf } from './node';

/**
 * Merges a file over its base. A `null` stays until `withoutNulls`: it removes the value of every earlier file.
 * The keys of the base keep their places, new ones follow.
 */
export function mergeMaps(base: MapNode, over: MapNode, atTop = false): MapNode {
  const entries: MapEntry[] = base.entries.map((entry) => {
    const other = entryOf(over, entry.key);
    return other ? { ...other, value: mergeNodes(entry, other, atTop) } : entry;
  });
  for (const entry of over.entries) {
    if (!entryOf(base, entry.key)) entries.push(entry);
  }
  return { ...over, entries };
}

function mergeNodes(base: MapEntry, over: MapEntry, atTop: boolean): Node {
  if (base.value.kind !== 'map' || over.value.kind !== 'map') return over.value;
  if (atTop && !sameKind(over.key, base.value, over.value)) return over.value;
  return mergeMaps(base.value, over.value);
}

/** False if a source or deprovision of another type replaces the inherited one as a whole. */
function sameKind(key: string, base: MapNode, over: MapNode): boolean {
  if (key === 'deprovision') return false;
  if (key !== 'source') return true;
  const kind = (node: MapNode): string => textOf(entryOf(node, 'type')?.value)?.toLowerCase() ?? '';
  return kind(base) === kind(over);
}

/** A map without the keys that were cleared, and without maps of which nothing is left; lists stay as they are. */
export function withoutNulls(map: MapNode): MapNode {
  const entries = map.entries.flatMap((entry): readonly MapEntry[] => {
    if (isNull(entry.value)) return [];
    if (entry.value.kind !== 'map' || entry.value.entries.length === 0) return [entry];
    const value = withoutNulls(entry.value);
    return value.entries.length === 0 ? [] : [{ ...entry, value }];
  });
  return { ...map, entries };
}
