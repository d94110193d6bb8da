/** `steps: ./_file.yaml` -> the steps of that file, spliced in before shapes are checked. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { besideFile } from '../lib/paths';
import { diagnoseRefusal, type SpecFiles } from './spec-files';
import { wholeLimits } from './size-limits';
import { describeKind, type MapEntry, type MapNode, type Node, placeOf, textOf } from './node';

/** What splicing needs; `prepare` is run over the content of each file. */
export interface SpliceContext {
  readonly files: SpecFiles;
  readonly report: (diagnostic: Finding) => void;
  readonly prepare: (node: Node) => Node;
  /** What has been spliced so far into all variants of the spec. */
  readonly spliced: Spliced;
}

/** How much has been spliced; `tooMuch` once a limit was reported. */
export interface Spliced {
  files: number;
  steps: number;
  tooMuch: boolean;
}

/** A spec with the steps of all files that its lists name in their place. */
export function spliceSteps(root: MapNode, context: SpliceContext): MapNode {
  return mapEntries(root, (entry) => {
    if (entry.key === 'customize') return splice(entry.value, [], context);
    if (entry.key !== 'validate') return entry.value;
    if (entry.value.kind !== 'map') return splice(entry.value, [], context);
    return mapEntries(entry.value, (inner) =>
      inner.key === 'inVMValidations' ? splice(inner.value, [], context) : inner.value,
    );
  });
}

function mapEntries(map: MapNode, value: (entry: MapEntry) => Node): MapNode {
  let changed = false;
  const entries = map.entries.map((entry) => {
    const made = value(entry);
    if (made === entry.value) return entry;
    changed = true;
    return { ...entry, value: made };
  });
  return changed ? { ...map, entries } : map;
}

function splice(list: Node, above: readonly string[], context: SpliceContext): Node {
  if (list.kind !== 'list' || !list.items.some((item) => stepFile(item))) return list;
  return { ...list, items: list.items.flatMap((item) => stepsOf(item, above, context)) };
}

/** The path in an entry that is `steps: <path>` and nothing else; the shape check sees to all others. */
function stepFile(item: Node): Node | undefined {
  const [only, ...more] = item.kind === 'map' ? item.entries : [];
  const usable = only?.key === 'steps' && more.length === 0 && textOf(only.value)?.trim();
  return usable ? only.value : undefined;
}

function stepsOf(item: Node, above: readonly string[], context: SpliceContext): readonly Node[] {
  const { files, report, prepare, spliced } = context;
  const node = stepFile(item);
  if (!node) return [item];
  const written = (textOf(node) ?? '').trim();
  const path = besideFile(node.span.source.path, written);
  const chain = above.length === 0 ? [path] : [...above, path];
  if (isTooMuch(spliced, chain.length, node, report)) return [];
  if (above.includes(path)) {
    report(diagnose('AIB221', { chain: chain.slice(above.indexOf(path)) }, placeOf(node)));
    return [];
  }
  const read = files.yaml(path, node.span.source.path);
  if (!read) {
    const refusal = files.refusal(path);
    report(
      refusal
        ? diagnoseRefusal(refusal, written, placeOf(node))
        : diagnose('AIB220', { path: written, what: 'step file' }, placeOf(node)),
    );
  }
  if (!read?.root) return [];
  if (read.root.kind !== 'list') {
    const found = describeKind(read.root);
    const hint = `Write the steps of "${written}" as a list: begin each with "- ".`;
    report(diagnose('AIB102', { expected: 'a list of steps', found, hint }, placeOf(read.root)));
    return [];
  }
  const content = splice(prepare(read.root), chain, context);
  const items = content.kind === 'list' ? content.items : [];
  if (above.length === 0) spliced.steps += items.length;
  return items;
}

/** Counts one more step file; true where there are too many, which is reported once. */
function isTooMuch(
  spliced: Spliced,
  depth: number,
  node: Node,
  report: SpliceContext['report'],
): boolean {
  const { stepFiles, steps, chain } = wholeLimits;
  spliced.files += 1;
  const over = [
    { what: 'step files', count: spliced.files, limit: stepFiles },
    { what: 'steps from step files', count: spliced.steps, limit: steps },
    { what: 'step files in a row', count: depth, limit: chain },
  ].find(({ count, limit }) => count > limit);
  if (over && !spliced.tooMuch) {
    report(diagnose('AIB232', { what: over.what, limit: over.limit }, placeOf(node)));
  }
  spliced.tooMuch ||= over !== undefined;
  return spliced.tooMuch;
}
