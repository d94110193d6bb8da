/** The YAML tree of a text as far as it can be read: half-typed text has one too. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { Source, Span } from '../diagnostics/source';
import type { Type } from '../language/type';
import { joinPath } from '../lib/value-path';
import { tokenize } from '../spec/yaml/tokenize';
import { azurePathOf } from './azure-path';
import { type FileRole, isStepFile, typeOfFile, typesAlong } from './declared-types';

const trees = new WeakMap<Source, Document.Parsed>();

/** The tree of a file; empty where reading it would take too long. */
export function treeOf(source: Source): Document.Parsed {
  const known = trees.get(source);
  if (known) return known;
  const text = typeof tokenize(source.text) === 'string' ? '' : source.text;
  const tree = parseDocument(text, { uniqueKeys: false, logLevel: 'silent', version: '1.2' });
  trees.set(source, tree);
  return tree;
}

/** The top-level mapping of a file. */
export function topOf(source: Source): YAMLMap | undefined {
  const { contents } = treeOf(source);
  return isMap(contents) ? contents : undefined;
}

/** The pair of a mapping under a key. */
export function pairOf(map: unknown, key: string): Pair | undefined {
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

/** The value of a mapping under a key. */
export function valueOf(map: unknown, key: string): unknown {
  return pairOf(map, key)?.value;
}

/** The text of a scalar; `undefined` for anything else. */
export function textIn(node: unknown): string | undefined {
  return isScalar(node) && node.value !== null && node.value !== undefined
    ? String(node.value)
    : undefined;
}

/** The stretch of text of a node. */
export function spanOf(source: Source, node: unknown): Span | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return { source, start, end };
}

/** What stands at a place of a file. */
export interface PlacedNode {
  readonly node: YamlNode;
  readonly span: Span;
  /** The key of a mapping, or a value. */
  readonly role: 'key' | 'value';
  /** As in `distribute[0].regions`. */
  readonly path: string;
  /** The path of the value in the image template; `undefined` below a list. */
  readonly azurePath: string | undefined;
  /** The types that the value may have; of a key, those of its value. */
  readonly types: readonly Type[];
  /** Of a key: the types that its mapping may have. */
  readonly owners: readonly Type[];
  /** The key of the value, or the key itself. */
  readonly key: string | undefined;
  /** The value of a key, or the node itself. */
  readonly value: unknown;
}

/** What a file holds, by its name and content. */
export function roleOf(source: Source): FileRole {
  if (/(?:^|\/)aibgen\.config\.yaml$/.test(source.path)) return 'config';
  return isStepFile(treeOf(source).contents) ? 'steps' : 'spec';
}

/** Unknown keys that a spec may have while it is typed. */
const mostUnknownKeys = 1;

/** True where most top-level keys, or those of the first item of a list, are none of aibgen: a file of another format. */
export function isOtherFormat(source: Source): boolean {
  const { contents } = treeOf(source);
  const map = isSeq(contents) ? contents.items[0] : contents;
  if (!isMap(map)) return false;
  const types = typesAlong(
    typeOfFile(roleOf(source)),
    isSeq(contents) ? [contents, map] : [contents],
  );
  const known = new Set(
    types.flatMap((type) => (type.kind === 'object' ? Object.keys(type.fields) : [])),
  );
  const unknown = map.items.filter(({ key }) => !known.has(textIn(key) ?? '')).length;
  return unknown > mostUnknownKeys && unknown > map.items.length / 2;
}

/** The scalar or alias at an offset; `undefined` where there is none. */
export function nodeAt(source: Source, offset: number): PlacedNode | undefined {
  const root = typeOfFile(roleOf(source));
  let found: PlacedNode | undefined;
  visit(treeOf(source), {
    Node(key, node, ancestors) {
      const span = spanOf(source, node);
      if (!span || offset < span.start || offset > span.end) return visit.SKIP;
      if (!isScalar(node) && !isAlias(node)) return undefined;
      const parent = ancestors.at(-1);
      const pair = isPair(parent) ? parent : undefined;
      const role = key === 'key' ? 'key' : 'value';
      const way = ancestors.slice(1);
      found = {
        node,
        span,
        role,
        path: pathAlong(key === 'key' || key === 'value' ? way : [...way, node]),
        azurePath: azurePathOf(root, way),
        types: typesAlong(root, way),
        owners: role === 'key' ? typesAlong(root, way.slice(0, -1)) : [],
        key: pair ? textIn(pair.key) : undefined,
        value: role === 'key' ? pair?.value : node,
      };
      return visit.BREAK;
    },
  });
  return found;
}

/** The path of the last of these nodes. */
function pathAlong(nodes: readonly unknown[]): string {
  return nodes.reduce<string>((path, node, index) => {
    const parent = nodes[index - 1];
    if (isPair(node)) return joinPath(path, textIn(node.key) ?? '');
    return isSeq(parent) ? `${path}[${parent.items.indexOf(node)}]` : path;
  }, '');
}
