/** Short forms -> Azure's own shapes, as the declarations of the types say. Every node still knows where it was written. */
import { groupBy } from '../lib/group-by';
import { getOwn } from '../lib/get-own';
import type { Report } from '../diagnostics/diagnostic';
import { specType } from '../language/language';
import type { ObjectType, Type } from '../language/type';
import { branchOf } from './check/check-union';
import { applyExpansion } from './expansions';
import { isNull, listAt, type MapEntry, mapAt, type MapNode, type Node, scalarAt } from './node';

/** What an expansion may look at: the mapping around the value. */
interface ExpandContext {
  readonly report: Report;
  readonly parent: MapNode;
}

/** Files that were expanded without a finding: many specs may inherit one. */
const expandedFiles = new WeakMap<MapNode, MapNode>();

/** Expands the short forms of one file, whose shape is already checked. */
export function expandSpec(root: MapNode, report: ExpandContext['report']): MapNode {
  const known = expandedFiles.get(root);
  if (known) return known;
  let isSound = true;
  const note: ExpandContext['report'] = (finding) => {
    isSound = false;
    report(finding);
  };
  const entries = root.entries.filter(({ key }) => !key.startsWith('x-'));
  const expanded = expandMapping({ ...root, entries }, specType, { report: note, parent: root });
  if (isSound) expandedFiles.set(root, expanded);
  return expanded;
}

/** Azure's name for a top-level key. */
export function canonicalKey(key: string): string {
  return getOwn(pathsOf(specType), key) ?? key;
}

function pathsOf({ expansion }: ObjectType<unknown>): Readonly<Record<string, string>> {
  return expansion?.kind === 'mapping' ? expansion.paths : {};
}

/** Expands a value along its type; an empty one stays empty, since it clears what is inherited. */
function expand(node: Node, type: Type, context: ExpandContext): Node {
  if (isNull(node)) return node;
  const inner = expandInside(node, type, context);
  return type.expansion ? applyExpansion(inner, type.expansion, context) : inner;
}

function expandInside(node: Node, type: Type, context: ExpandContext): Node {
  switch (type.kind) {
    case 'union': {
      const branch = branchOf(node, type);
      if (!branch) return node;
      const expanded = expand(node, branch.type, context);
      const { discriminator } = branch;
      return 'type' in discriminator ? withType(expanded, discriminator.type) : expanded;
    }
    case 'object':
      return node.kind === 'map' ? expandMapping(node, type, context) : node;
    case 'mapping':
      if (node.kind !== 'map') return node;
      return {
        ...node,
        entries: node.entries.map((one) => ({
          ...one,
          value: expand(one.value, type.of, context),
        })),
      };
    case 'list':
      if (node.kind !== 'list') return node;
      return listAt(
        node,
        node.items.map((item) => expand(item, type.of, context)),
      );
    default:
      return node;
  }
}

/** Azure's own object with its `type` in the exact case. */
function withType(node: Node, type: string): Node {
  if (node.kind !== 'map') return node;
  const entries = node.entries.map((entry) =>
    entry.key === 'type' ? { ...entry, value: scalarAt(entry.value, type) } : entry,
  );
  return { ...node, entries };
}

/** A mapping with its keys under the paths that they stand for. */
function expandMapping(node: MapNode, type: ObjectType<unknown>, context: ExpandContext): MapNode {
  const paths = pathsOf(type);
  const inside = { ...context, parent: node };
  const placed = node.entries.flatMap((entry): readonly MapEntry[] => {
    const field = getOwn(type.fields, entry.key);
    if (!field) return [entry];
    const value = expand(entry.value, field, inside);
    if (isPartOfParent(field)) return value.kind === 'map' ? value.entries : [];
    return [{ ...entry, key: getOwn(paths, entry.key) ?? entry.key, value }];
  });
  const adds = type.expansion?.kind === 'mapping' ? type.expansion.adds : {};
  const added = Object.entries(adds).map(([key, value]): MapEntry => {
    const inner = scalarAt(node, value);
    return { key, keySpan: inner.span, value: inner };
  });
  return { ...node, entries: [...added, ...nested(node, placed)] };
}

/** True if the value of a field stands for fields of the mapping around it. */
function isPartOfParent({ expansion }: Type): boolean {
  switch (expansion?.kind) {
    case 'script':
    case 'file':
    case 'options':
    case 'urn':
      return true;
    default:
      return false;
  }
}

/** Entries with paths for keys, as `vnetConfig.subnetId`, put into mappings; of two for one path, the one with a value wins. */
function nested(node: MapNode, placed: readonly MapEntry[]): readonly MapEntry[] {
  const keys = new Set(placed.map(({ key }) => key));
  if (keys.size === placed.length && !placed.some(({ key }) => key.includes('.'))) return placed;
  const groups = groupBy(placed, ({ key }) => key.split('.')[0] ?? '');
  return [...groups].map(([key, entries]): MapEntry => {
    const whole = entries.filter((entry) => entry.key === key);
    const parts = entries.filter((entry) => entry.key !== key);
    const given = whole.find((entry) => !isNull(entry.value)) ?? whole[0];
    const [first] = parts;
    const isWhole = given && !isNull(given.value) && parts.every((entry) => isNull(entry.value));
    if (given && (isWhole || !first)) return given;
    const inner = parts.map((entry) => [entry.key.slice(key.length + 1), entry.value] as const);
    const value = mapAt(node, Object.fromEntries(inner));
    return { key, keySpan: first?.keySpan ?? node.at, value };
  });
}
