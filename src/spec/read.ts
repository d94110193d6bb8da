/** YAML text -> nodes. Everything that is wrong with the YAML itself is said here. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node as YamlNode,
  type Pair,
  parseDocument,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import type { MapEntry, Node } from './node';

/** A file of the spec after reading: its nodes unless it cannot be read. */
export interface ReadResult {
  readonly source: Source;
  readonly root: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const limits = { characters: 4_000_000, nodes: 100_000, depth: 60 } as const;

/** Decodes the bytes of a file: UTF-8, with or without a byte order mark, or UTF-16 with one. */
export function decode(bytes: Uint8Array): string | undefined {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Reads a text; line breaks of every kind count as `\n`. */
export function readYaml(path: string, content: string | Uint8Array): ReadResult {
  const decoded = typeof content === 'string' ? content : decode(content);
  const text = (decoded ?? '').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const source: Source = { path, text };
  const fail = (...diagnostics: readonly Diagnostic[]): ReadResult => ({
    source,
    root: undefined,
    diagnostics,
  });
  if (decoded === undefined) return fail(diagnose('AIB006', {}, { file: path }));
  if (text.length > limits.characters) {
    return fail(
      diagnose(
        'AIB005',
        { what: `has ${text.length} characters`, limit: `${limits.characters} characters` },
        { file: path },
      ),
    );
  }
  try {
    return convertDocument(source);
  } catch (error) {
    // What is nested by the thousands makes the YAML library run out of stack.
    if (!(error instanceof RangeError)) throw error;
    return fail(
      diagnose(
        'AIB005',
        { what: 'is nested too deeply', limit: `${limits.depth} levels` },
        { file: path },
      ),
    );
  }
}

function convertDocument(source: Source): ReadResult {
  const document = parseDocument(source.text, {
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
  });
  const diagnostics: Diagnostic[] = [];
  for (const error of document.errors) {
    const [start, end] = error.pos;
    diagnostics.push(
      diagnose(
        'AIB001',
        { detail: sentence(error.message) },
        { span: { source, start, end: Math.max(end, start + 1) } },
      ),
    );
  }
  for (const warning of document.warnings) {
    const [start, end] = warning.pos;
    diagnostics.push(
      diagnose('AIB004', { detail: sentence(warning.message) }, { span: { source, start, end } }),
    );
  }
  if (diagnostics.length > 0) return { source, root: undefined, diagnostics };
  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return {
      source,
      root: undefined,
      diagnostics: [diagnose('AIB002', {}, { file: source.path })],
    };
  }
  const converter = new Converter(source);
  const whole: Span = { source, start: 0, end: Math.min(source.text.length, 1) };
  const root = converter.node(contents, '', whole, 0);
  // Without what an alias stands for, more would seem to be missing than is.
  const sound = converter.diagnostics.every((one) => !['AIB004', 'AIB005'].includes(one.code));
  return { source, root: sound ? root : undefined, diagnostics: converter.diagnostics };
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.endsWith('.') ? line.slice(0, -1) : line;
}

/** Walks the library's nodes once; holds the anchors seen, the nodes counted and the diagnostics found. */
class Converter {
  readonly diagnostics: Diagnostic[] = [];
  private readonly anchors = new Map<string, ParsedNode>();
  private readonly open = new Set<string>();
  private count = 0;

  constructor(private readonly source: Source) {}

  node(yaml: ParsedNode | null, path: string, at: Span, depth: number): Node {
    const span = yaml ? this.span(yaml, at) : at;
    const empty: Node = { kind: 'scalar', value: null, raw: '', span, path };
    this.count += 1;
    if (depth > limits.depth || this.count > limits.nodes) {
      if (this.count !== Infinity) {
        const what =
          depth > limits.depth ? 'is nested too deeply' : 'grows too large through its aliases';
        const limit = depth > limits.depth ? `${limits.depth} levels` : `${limits.nodes} values`;
        this.diagnostics.push(diagnose('AIB005', { what, limit }, { span, path }));
      }
      this.count = Infinity;
      return empty;
    }
    if (yaml === null) return empty;
    if (isAlias(yaml)) return this.alias(yaml, path, at, depth, span);
    if ('anchor' in yaml && yaml.anchor !== undefined) this.anchors.set(yaml.anchor, yaml);
    if (isMap(yaml)) return this.map(yaml, path, at, depth, span);
    if (isSeq(yaml)) {
      const items = yaml.items.map((item, index) => {
        const inner = item as ParsedNode;
        return this.node(inner, `${path}[${index}]`, span, depth + 1);
      });
      return { kind: 'list', items, span, path };
    }
    const value: unknown = isScalar(yaml) ? yaml.value : null;
    const raw = isScalar(yaml) && typeof yaml.source === 'string' ? yaml.source : String(value);
    if (typeof value === 'string') this.checkText(value, span, path);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
      return { kind: 'scalar', value: value as string | number | boolean | null, raw, span, path };
    }
    // Big integers and the like: kept as they were written.
    return { kind: 'scalar', value: raw, raw, span, path };
  }

  private alias(yaml: Alias.Parsed, path: string, at: Span, depth: number, span: Span): Node {
    const target = this.anchors.get(yaml.source);
    if (!target || this.open.has(yaml.source)) {
      const detail = target
        ? `The alias "*${yaml.source}" stands inside of what it names`
        : `The alias "*${yaml.source}" names no anchor above it`;
      this.diagnostics.push(diagnose('AIB004', { detail }, { span, path }));
      return { kind: 'scalar', value: null, raw: '', span, path };
    }
    this.open.add(yaml.source);
    const node = this.node(target, path, at, depth + 1);
    this.open.delete(yaml.source);
    return node;
  }

  private map(yaml: YAMLMap.Parsed, path: string, at: Span, depth: number, span: Span): Node {
    const entries: MapEntry[] = [];
    const merged: MapEntry[] = [];
    if (yaml.anchor !== undefined) this.open.add(yaml.anchor);
    for (const pair of yaml.items) {
      const entry = this.entry(pair, path, depth, span);
      if (!entry) continue;
      if (entry.key === '<<' && entry.value.kind !== 'scalar')
        merged.push(...mergedEntries(entry.value));
      else if (entries.some((other) => other.key === entry.key)) {
        this.diagnostics.push(
          diagnose('AIB003', { key: entry.key }, { span: entry.keySpan, path: entry.value.path }),
        );
      } else entries.push(entry);
    }
    if (yaml.anchor !== undefined) this.open.delete(yaml.anchor);
    // `<<: *anchor`: what the map itself says wins, then the first of the merged maps.
    for (const entry of merged) {
      if (!entries.some((other) => other.key === entry.key)) entries.push(entry);
    }
    return { kind: 'map', entries, at, span, path };
  }

  private entry(
    pair: Pair<ParsedNode, ParsedNode | null>,
    path: string,
    depth: number,
    within: Span,
  ): MapEntry | undefined {
    const keySpan = this.span(pair.key, within);
    const keyNode = isAlias(pair.key) ? this.anchors.get(pair.key.source) : pair.key;
    if (!isScalar(keyNode)) {
      this.diagnostics.push(
        diagnose('AIB004', { detail: 'A key is a list or a map' }, { span: keySpan, path }),
      );
      return undefined;
    }
    const key =
      typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? String(keyNode.value));
    this.checkText(key, keySpan, path);
    const inner = /^[A-Za-z_$<][\w$<-]*$/.test(key) ? key : `["${key}"]`;
    const joined = inner.startsWith('[')
      ? `${path}${inner}`
      : path === ''
        ? inner
        : `${path}.${inner}`;
    return { key, keySpan, value: this.node(pair.value, joined, keySpan, depth + 1) };
  }

  private span(yaml: YamlNode, fallback: Span): Span {
    const range = yaml.range;
    if (!range) return fallback;
    const [start, end] = range;
    return { source: this.source, start, end: Math.max(end, start) };
  }

  private checkText(text: string, span: Span, path: string): void {
    const broken = !text.isWellFormed();
    if (broken || text.includes('\u0000')) {
      this.diagnostics.push(
        diagnose(
          'AIB007',
          { what: broken ? 'half of a surrogate pair' : 'a NUL character' },
          { span, path },
        ),
      );
    }
  }
}

function mergedEntries(value: Node): readonly MapEntry[] {
  if (value.kind === 'list') return value.items.flatMap(mergedEntries);
  return value.kind === 'map' ? value.entries : [];
}
