/** `steps: ./_file.yaml` -> the steps of that file, spliced in before shapes are checked. */
import { diagnose, type Report } from '../diagnostics/diagnostic';
import { nearest } from '../lib/nearest';
import { besideFile } from '../lib/paths';
import {
  isReadyMade,
  readyMadeFile,
  readyMadeName,
  readyMadeSteps,
} from '../service/ready-made-steps';
import { diagnoseRefusal, type SpecFiles } from './spec-files';
import { wholeLimits } from './size-limits';
import { bindParameters, type StepFileUse } from './step-parameters';
import { entryOf, isNull, type MapEntry, type MapNode, movedTo, type Node, textOf } from './node';

/** What splicing needs; `prepare` is run over the content of each file. */
export interface SpliceContext {
  readonly files: SpecFiles;
  readonly report: Report;
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
  const items = list.items.flatMap((item) => stepsOf(item, above, context));
  // What came to too much is reported; its steps would be checked for nothing.
  return { ...list, items: context.spliced.tooMuch ? [] : items };
}

/** What an entry of `steps: <path>` and `with:` says; the shape check sees to all others. */
function stepFile(item: Node): StepFileUse | undefined {
  if (item.kind !== 'map' || item.entries.some(({ key }) => key !== 'steps' && key !== 'with'))
    return undefined;
  const path = entryOf(item, 'steps')?.value;
  const values = entryOf(item, 'with');
  const given = values === undefined || isNull(values.value) || values.value.kind === 'map';
  return path && given && textOf(path)?.trim() ? { path, values } : undefined;
}

function stepsOf(item: Node, above: readonly string[], context: SpliceContext): readonly Node[] {
  const { report, prepare, spliced } = context;
  const use = stepFile(item);
  if (!use) return [item];
  const written = (textOf(use.path) ?? '').trim();
  const ready = readyMadeName(written);
  if (ready !== undefined && !isReadyMade(ready)) {
    const known = readyMadeSteps.map(({ name }) => name);
    const details = { name: ready, near: nearest(ready, known), known };
    report(diagnose('AIB235', details, use.path));
    return [];
  }
  const path =
    ready === undefined ? besideFile(use.path.span.source.path, written) : readyMadeFile(ready);
  const chain = above.length === 0 ? [path] : [...above, path];
  if (isTooMuch(spliced, chain.length, use.path, report)) return [];
  if (above.includes(path)) {
    report(diagnose('AIB221', { chain: chain.slice(above.indexOf(path)) }, use.path));
    return [];
  }
  const root = readStepFile(path, written, use, context);
  const list = root && bindParameters(prepare(root), use, written, report);
  if (!list) return [];
  // Nobody can change the file of the package: what is wrong with its steps is wrong with their use.
  const content = splice(ready === undefined ? list : movedTo(list, use.path), chain, context);
  const items = content.kind === 'list' ? content.items : [];
  if (above.length === 0) spliced.steps += items.length;
  return items;
}

/** What a step file holds, where it can be read. */
function readStepFile(
  path: string,
  written: string,
  use: StepFileUse,
  { files, report }: SpliceContext,
): Node | undefined {
  const read = files.yaml(path, use.path.span.source.path);
  if (read) return read.root;
  const refusal = files.refusal(path);
  report(
    refusal
      ? diagnoseRefusal(refusal, written, use.path)
      : diagnose('AIB220', { path: written, what: 'step file' }, use.path),
  );
  return undefined;
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
    report(diagnose('AIB232', { what: over.what, limit: over.limit }, node));
  }
  spliced.tooMuch ||= over !== undefined;
  return spliced.tooMuch;
}
