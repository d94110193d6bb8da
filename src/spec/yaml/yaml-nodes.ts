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
} from 'yaml';
import { codeEntry } from '../../diagnostics/codes';
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import type { Source, Span } from '../../diagnostics/source';
import { limits } from '../size-limits';
import { type MapEntry, type Node, placeOfKey } from '../node';

/** Converts a document; without a root where a part of it cannot be used. */
export function toNodes(
  contents: ParsedNode,
  source: Source,
): { readonly root: Node | undefined; readonly diagnostics: readonly Finding[] } {
  const diagnostics: Finding[] = [];
  const anchors = new Map<string, ParsedNode>();
  /** Anchors whose content is being converted. */
  const open = new Set<string>();
  let count = 0;
  /** True when a limit was met: the rest is not looked at. */
  let full = false;

  const refuse = (detail: string, hint: string, place: Place): void => {
    diagnostics.push(diagnose('AIB004', { detail, hint }, place));
  };
  const emptyAt = (span: Span, path: string): Node => ({
    kind: 'scalar',
    value: null,
    raw: '',
    span,
    path,
  });
  const spanOf = (yaml: YamlNode, fallback: Span): Span => {
    if (!yaml.range) return fallback;
    const [start, end] = yaml.range;
    return { source, start, end: Math.max(end, start) };
  };
  const checkText = (text: string, place: Place): void => {
    const broken = !text.isWellFormed();
    if (!broken && !text.includes('\u0000')) return;
    const what = broken ? 'half of a surrogate pair' : 'a NUL character';
    diagnostics.push(diagnose('AIB007', { what }, place));
  };
  /** True if the document is too large, which is reported once. */
  const tooLarge = (place: Place, depth: number): boolean => {
    if (full) return true;
    count += 1;
    if (depth <= limits.depth && count <= limits.nodes) return false;
    const deep = depth > limits.depth;
    const what = deep
      ? 'is nested too deeply'
      : 'has too many values, or its aliases stand for too many';
    const limit = deep ? `${limits.depth} levels` : `${limits.nodes} values`;
    diagnostics.push(diagnose('AIB005', { what, limit }, place));
    full = true;
    return true;
  };

  /** @param within the parent of the node; @param at its key, if it has one */
  const toNode = (
    yaml: ParsedNode | null,
    path: string,
    within: Span,
    at: Span | undefined,
    depth: number,
  ): Node => {
    const span = yaml ? spanOf(yaml, within) : within;
    if (tooLarge({ span, path }, depth) || yaml === null) return emptyAt(span, path);
    if (isAlias(yaml)) return ofAlias(yaml, path, at, depth, span);
    if ('anchor' in yaml && yaml.anchor !== undefined) anchors.set(yaml.anchor, yaml);
    if (isMap(yaml)) return ofMap(yaml, path, at, depth, span);
    if (isSeq(yaml)) {
      const items: Node[] = [];
      for (const item of yaml.items) {
        if (full) break;
        const inner = `${path}[${items.length}]`;
        items.push(toNode(item as ParsedNode, inner, span, undefined, depth + 1));
      }
      return { kind: 'list', items, span, path };
    }
    return ofScalar(yaml, span, path);
  };

  const ofScalar = (yaml: ParsedNode, span: Span, path: string): Node => {
    const value: unknown = isScalar(yaml) ? yaml.value : null;
    const raw = isScalar(yaml) && typeof yaml.source === 'string' ? yaml.source : String(value);
    if (typeof value === 'string') checkText(value, { span, path });
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      return { kind: 'scalar', value: value as string | number | boolean | null, raw, span, path };
    }
    if (isScalar(yaml) && yaml.tag !== undefined) {
      const detail = 'The tag makes a value other than a string, a number or a boolean';
      refuse(detail, 'Remove the tag.', { span, path });
    }
    // Dates of YAML 1.1: kept as they were written.
    return { kind: 'scalar', value: raw, raw, span, path };
  };

  const ofAlias = (
    yaml: Alias.Parsed,
    path: string,
    at: Span | undefined,
    depth: number,
    span: Span,
  ): Node => {
    const name = yaml.source;
    const target = anchors.get(name);
    if (!target || open.has(name)) {
      const detail = target
        ? `The alias "*${name}" is inside the value that it refers to`
        : `The alias "*${name}" has no anchor before it`;
      const hint = target
        ? 'Write the value out.'
        : `Write "&${name}" before the value that it refers to, or quote the string if it is not an alias.`;
      refuse(detail, hint, { span, path });
      return emptyAt(span, path);
    }
    open.add(name);
    const node = toNode(target, path, span, at, depth + 1);
    open.delete(name);
    return node;
  };

  const ofMap = (
    yaml: YAMLMap.Parsed,
    path: string,
    at: Span | undefined,
    depth: number,
    span: Span,
  ): Node => {
    const entries = new Map<string, MapEntry>();
    const merged: MapEntry[] = [];
    if (yaml.anchor !== undefined) open.add(yaml.anchor);
    for (const pair of yaml.items) {
      if (full) break;
      if (isScalar(pair.key) && pair.key.type === 'PLAIN' && pair.key.value === '<<') {
        merged.push(...ofMergeKey(pair.value, path, spanOf(pair.key, span), depth));
        continue;
      }
      const entry = ofPair(pair, path, depth, span);
      if (!entry) continue;
      if (entries.has(entry.key)) {
        const place = placeOfKey(entry);
        diagnostics.push(diagnose('AIB003', { key: entry.key }, place));
      } else entries.set(entry.key, entry);
    }
    if (yaml.anchor !== undefined) open.delete(yaml.anchor);
    // The mapping's own keys win, then those of the first merged mapping.
    for (const entry of merged) {
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    const all = [...entries.values()];
    return { kind: 'map', entries: all, at: at ?? all[0]?.keySpan ?? span, span, path };
  };

  /** `<<: *anchor`, or a list of such: their entries count as those of the map itself. */
  const ofMergeKey = (
    yaml: ParsedNode | null,
    path: string,
    key: Span,
    depth: number,
  ): readonly MapEntry[] => {
    const parts = isSeq(yaml) ? yaml.items.map((item) => item as ParsedNode) : [yaml];
    return parts.flatMap((part) => {
      const node = toNode(part, path, key, undefined, depth + 1);
      if (node.kind === 'map') return node.entries;
      const detail = 'The merge key "<<" needs a mapping, or a list of mappings';
      // An alias without an anchor is already reported.
      const reported = isAlias(part) && !anchors.has(part.source);
      if (!reported) refuse(detail, 'Write "<<: *anchor", with an anchor on a mapping.', node);
      return [];
    });
  };

  const ofPair = (
    pair: Pair<ParsedNode, ParsedNode | null>,
    path: string,
    depth: number,
    within: Span,
  ): MapEntry | undefined => {
    const keySpan = spanOf(pair.key, within);
    const keyNode = isAlias(pair.key) ? anchors.get(pair.key.source) : pair.key;
    if (isAlias(pair.key) && !keyNode) {
      ofAlias(pair.key, path, undefined, depth, keySpan);
      return undefined;
    }
    if (!isScalar(keyNode)) {
      const use = /^\{\{[^{}\n]*\}\}/.exec(source.text.slice(within.start, within.end))?.[0];
      const detail = use
        ? 'YAML reads a string that starts with "{{" as a mapping'
        : 'A key is a list or a mapping';
      const hint = use ? `Quote the whole string: "${use}".` : 'Write a string as the key.';
      refuse(detail, hint, { span: use ? within : keySpan, path });
      return undefined;
    }
    const { value, source: written } = keyNode;
    const key = typeof value === 'string' ? value : (written ?? String(value));
    checkText(key, { span: keySpan, path });
    const inner = joinPath(path, key);
    return { key, keySpan, value: toNode(pair.value, inner, keySpan, keySpan, depth + 1) };
  };

  const start: Span = { source, start: 0, end: Math.min(source.text.length, 1) };
  const root = toNode(contents, '', start, start, 0);
  // Without the value of an alias, keys would wrongly seem to be missing.
  const sound = !diagnostics.some(({ code }) => codeEntry(code)?.incomplete);
  return { root: sound ? root : undefined, diagnostics };
}
