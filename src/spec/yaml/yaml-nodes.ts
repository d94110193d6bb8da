/** The nodes of the YAML library -> our own, with aliases and merge keys resolved. */
import { joinPath } from '../../lib/value-path';
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type Pair,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { codeEntry } from '../../diagnostics/codes';
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import type { Source, Span } from '../../diagnostics/source';
import { limits } from '../size-limits';
import { type MapEntry, type Node, placeOfKey } from '../node';

/** A document while it is converted. */
interface Conversion {
  readonly diagnostics: Finding[];
  readonly anchors: Map<string, ParsedNode>;
  /** Anchors whose content is being converted. */
  readonly open: Set<string>;
  count: number;
  /** True when a limit was met: the rest is not looked at. */
  full: boolean;
}

/** Where a node is: its own place, or that of the value around it where it has none. */
interface Where {
  readonly path: string;
  readonly span: Span;
  /** Its key, if it has one. */
  readonly at: Span | undefined;
  readonly depth: number;
}

/** Converts a document; without a root where a part of it cannot be used. */
export function toNodes(
  contents: ParsedNode,
  source: Source,
): { readonly root: Node | undefined; readonly diagnostics: readonly Finding[] } {
  const diagnostics: Finding[] = [];
  const start: Span = { source, start: 0, end: Math.min(source.text.length, 1) };
  const root = toNode(
    contents,
    { path: '', span: start, at: start, depth: 0 },
    { diagnostics, anchors: new Map(), open: new Set(), count: 0, full: false },
  );
  // Without the value of an alias, keys would wrongly seem to be missing.
  const sound = !diagnostics.some(({ code }) => codeEntry(code)?.incomplete);
  return { root: sound ? root : undefined, diagnostics };
}

/** Converts a value that is in, or at the key of, `around`. */
function toNode(yaml: ParsedNode | null, around: Where, conversion: Conversion): Node {
  const { path, at, depth } = around;
  const where = { path, span: spanOf(yaml, around.span), at, depth };
  if (isTooLarge(where, conversion) || yaml === null) return emptyNode(where);
  if (isAlias(yaml)) return ofAlias(yaml, where, conversion);
  if ('anchor' in yaml && yaml.anchor !== undefined) conversion.anchors.set(yaml.anchor, yaml);
  if (isMap(yaml)) return ofMap(yaml, where, conversion);
  return isSeq(yaml) ? ofList(yaml, where, conversion) : ofScalar(yaml, where, conversion);
}

function spanOf(yaml: YamlNode | null, fallback: Span): Span {
  if (!yaml?.range) return fallback;
  const [start, end] = yaml.range;
  return { source: fallback.source, start, end: Math.max(end, start) };
}

function emptyNode({ span, path }: Where): Node {
  return { kind: 'scalar', value: null, raw: '', span, path };
}

/** True if the document is too large, which is reported once. */
function isTooLarge(where: Where, conversion: Conversion): boolean {
  if (conversion.full) return true;
  conversion.count += 1;
  const deep = where.depth > limits.depth;
  if (!deep && conversion.count <= limits.nodes) return false;
  const what = deep
    ? 'is nested too deeply'
    : 'has too many values, or its aliases stand for too many';
  const limit = deep ? `${limits.depth} levels` : `${limits.nodes} values`;
  conversion.diagnostics.push(diagnose('AIB005', { what, limit }, where));
  conversion.full = true;
  return true;
}

function refuse(detail: string, hint: string, place: Place, { diagnostics }: Conversion): void {
  diagnostics.push(diagnose('AIB004', { detail, hint }, place));
}

function checkText(text: string, place: Place, { diagnostics }: Conversion): void {
  const broken = !text.isWellFormed();
  if (!broken && !text.includes('\u0000')) return;
  const what = broken ? 'half of a surrogate pair' : 'a NUL character';
  diagnostics.push(diagnose('AIB007', { what }, place));
}

function ofScalar(yaml: ParsedNode, where: Where, conversion: Conversion): Node {
  const { span, path } = where;
  const value: unknown = isScalar(yaml) ? yaml.value : null;
  const raw = isScalar(yaml) && typeof yaml.source === 'string' ? yaml.source : String(value);
  if (typeof value === 'string') checkText(value, where, conversion);
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
    return { kind: 'scalar', value: value as string | number | boolean | null, raw, span, path };
  }
  if (isScalar(yaml) && yaml.tag !== undefined) {
    const detail = 'The tag makes a value other than a string, a number or a boolean';
    refuse(detail, 'Remove the tag.', where, conversion);
  }
  // Dates of YAML 1.1: kept as they were written.
  return { kind: 'scalar', value: raw, raw, span, path };
}

function ofAlias(yaml: Alias.Parsed, where: Where, conversion: Conversion): Node {
  const { anchors, open } = conversion;
  const name = yaml.source;
  const target = anchors.get(name);
  if (!target || open.has(name)) {
    const detail = target
      ? `The alias "*${name}" is inside the value that it refers to`
      : `The alias "*${name}" has no anchor before it`;
    const hint = target
      ? 'Write the value out.'
      : `Write "&${name}" before the value that it refers to, or quote the string if it is not an alias.`;
    refuse(detail, hint, where, conversion);
    return emptyNode(where);
  }
  open.add(name);
  const node = toNode(target, { ...where, depth: where.depth + 1 }, conversion);
  open.delete(name);
  return node;
}

function ofList(yaml: YAMLSeq.Parsed, where: Where, conversion: Conversion): Node {
  const { span, path, depth } = where;
  const items: Node[] = [];
  for (const item of yaml.items) {
    if (conversion.full) break;
    const inner = { path: `${path}[${items.length}]`, span, at: undefined, depth: depth + 1 };
    items.push(toNode(item, inner, conversion));
  }
  return { kind: 'list', items, span, path };
}

function ofMap(yaml: YAMLMap.Parsed, where: Where, conversion: Conversion): Node {
  const { path, at, span } = where;
  const entries = new Map<string, MapEntry>();
  const merged: MapEntry[] = [];
  if (yaml.anchor !== undefined) conversion.open.add(yaml.anchor);
  for (const pair of yaml.items) {
    if (conversion.full) break;
    if (isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<') {
      merged.push(
        ...ofMergeKey(pair.value, { ...where, span: spanOf(pair.key, span) }, conversion),
      );
      continue;
    }
    const entry = ofPair(pair, where, conversion);
    if (!entry) continue;
    if (entries.has(entry.key)) {
      conversion.diagnostics.push(diagnose('AIB003', { key: entry.key }, placeOfKey(entry)));
    } else entries.set(entry.key, entry);
  }
  if (yaml.anchor !== undefined) conversion.open.delete(yaml.anchor);
  // The mapping's own keys win, then those of the first merged mapping.
  for (const entry of merged) {
    if (!entries.has(entry.key)) entries.set(entry.key, entry);
  }
  const all = [...entries.values()];
  return { kind: 'map', entries: all, at: at ?? all[0]?.keySpan ?? span, span, path };
}

/** `<<: *anchor`, or a list of such: their entries count as those of the map itself. */
function ofMergeKey(
  yaml: ParsedNode | null,
  { path, span, depth }: Where,
  conversion: Conversion,
): readonly MapEntry[] {
  const inner = { path, span, at: undefined, depth: depth + 1 };
  return (isSeq(yaml) ? yaml.items : [yaml]).flatMap((part) => {
    const node = toNode(part, inner, conversion);
    if (node.kind === 'map') return node.entries;
    const detail = 'The merge key "<<" needs a mapping, or a list of mappings';
    const hint = 'Write "<<: *anchor", with an anchor on a mapping.';
    // An alias without an anchor is already reported.
    const reported = isAlias(part) && !conversion.anchors.has(part.source);
    if (!reported) refuse(detail, hint, node, conversion);
    return [];
  });
}

/** An entry of a mapping that is at `where`. */
function ofPair(
  pair: Pair<ParsedNode, ParsedNode | null>,
  where: Where,
  conversion: Conversion,
): MapEntry | undefined {
  const { path, depth, span: within } = where;
  const keySpan = spanOf(pair.key, within);
  const keyNode = isAlias(pair.key) ? conversion.anchors.get(pair.key.source) : pair.key;
  if (isAlias(pair.key) && !keyNode) {
    ofAlias(pair.key, { path, span: keySpan, at: undefined, depth }, conversion);
    return undefined;
  }
  if (!isScalar(keyNode)) {
    const use = /^\{\{[^{}\n]*\}\}/.exec(within.source.text.slice(within.start, within.end))?.[0];
    const detail = use
      ? 'YAML reads a string that starts with "{{" as a mapping'
      : 'A key is a list or a mapping';
    const hint = use ? `Quote the whole string: "${use}".` : 'Write a string as the key.';
    refuse(detail, hint, { span: use ? within : keySpan, path }, conversion);
    return undefined;
  }
  const { value, source: written } = keyNode;
  const key = typeof value === 'string' ? value : (written ?? String(value));
  checkText(key, { span: keySpan, path }, conversion);
  const inner = { path: joinPath(path, key), span: keySpan, at: keySpan, depth: depth + 1 };
  return { key, keySpan, value: toNode(pair.value, inner, conversion) };
}
