/** Several files -> the specs of their images: merged with what they inherit, one for each variant of the matrix. */
import { checksum } from '../lib/checksum';
import { diagnose, type Finding, hasErrors, type Report } from '../diagnostics/diagnostic';
import type { Span } from '../diagnostics/source';
import { baseName } from '../lib/paths';
import { readChain, type SpecPart } from './inheritance';
import { checkPart } from './check/check-part';
import type { MissingKey } from './check/check-context';
import { checkShape } from './check/check-shape';
import { canonicalKey, expandSpec } from './expand';
import type { SpecFiles } from './spec-files';
import { specType } from '../language/language';
import { missingKeys } from './check/required-keys';
import { unusedLists, type Variant, variantsOf, variantSuffix } from './matrix-variants';
import { fillMatrix, usesMatrix } from './matrix-uses';
import { recover, dropInvalidNodes } from './recover';
import { mergeMaps, withoutNulls } from './merge-nodes';
import { child, entryOf, type MapNode, type Node, scalarAt, textOf } from './node';
import { declareParameters, type ParameterMap } from './parameter-references';
import type { DeploymentScope } from './references';
import { wholeLimits } from './size-limits';
import { type Spliced, spliceSteps } from './step-files';

/** One image's spec: merged, its short forms expanded. */
export interface ImageSpec {
  readonly root: MapNode;
  /** Top-level keys from which an invalid part was removed; no image is built from such a spec. */
  readonly broken: ReadonlySet<string>;
  /** Name of the output folder. */
  readonly folder: string;
  readonly parameters: ParameterMap;
  readonly own: DeploymentScope;
  /** The files of this image. */
  readonly files: SpecFiles;
}

export interface LoadResult {
  readonly specs: readonly ImageSpec[];
  /** Names of the parameters that the spec declares. */
  readonly declared: readonly string[];
}

/** Reads a spec with all its files; `expectImages` is told how many images there will be. */
export function loadSpecs(
  entry: string,
  files: SpecFiles,
  override: DeploymentScope,
  report: Report,
  expectImages: (count: number) => void = () => {},
): LoadResult {
  const { parts, sound } = readChain(entry, files, report);
  const roots = parts.map(({ root }) => root);
  const hasMatrix = sound && roots.some((root) => child(root, 'matrix'));
  const matrix = hasMatrix ? child(merge(roots), 'matrix') : undefined;
  const variants: readonly Variant[] = matrix
    ? withinLimit(variantsOf(matrix, report), parts, matrix, report)
    : [new Map()];
  if (!sound || variants.length === 0) {
    for (const { root } of parts) checkAlone(root, override, report);
    return { specs: [], declared: [] };
  }
  expectImages(variants.length);
  const declared = new Set<string>();
  const used = new Set<string>();
  const spliced: Spliced = { files: 0, steps: 0, tooMuch: false };
  const specs = variants.flatMap((variant): readonly ImageSpec[] => {
    const own = variants.length === 1 ? files : files.fork();
    const spec = imageSpec(entry, parts, { variant, used, spliced }, own, override, report);
    for (const name of spec.parameters.keys()) declared.add(name);
    return [{ ...spec, files: own }];
  });
  if (matrix) unusedLists(matrix, used).forEach(report);
  return { specs, declared: [...declared] };
}

/** The variants, none where they come to more values than a run could hold. */
function withinLimit(
  variants: readonly Variant[],
  parts: readonly SpecPart[],
  matrix: Node,
  report: Report,
): readonly Variant[] {
  const limit = wholeLimits.values;
  const nodes = parts
    .flatMap(({ root }) => root.entries)
    .reduce((sum, { key, value }) => (key === 'matrix' ? sum : sum + countNodes(value)), 0);
  const values = nodes * variants.length;
  if (values <= limit) return variants;
  report(diagnose('AIB232', { what: 'values in all variants', limit }, matrix));
  return [];
}

function countNodes(node: Node): number {
  if (node.kind === 'list') return node.items.reduce((sum, item) => sum + countNodes(item), 1);
  if (node.kind !== 'map') return 1;
  return node.entries.reduce((sum, { value }) => sum + countNodes(value), 1);
}

/** Checks a file of a spec that cannot be put together: nobody knows what its parameters and its matrix are. */
function checkAlone(root: MapNode, own: DeploymentScope, report: Report): void {
  checkShape(root, specType, {
    parameters: new Map(),
    misdeclared: { has: () => true },
    own,
    missing: () => {},
    report: (one) => {
      const marked = one.span?.source.text.slice(one.span.start, one.span.end) ?? '';
      if (!marked.includes('{{')) report(one);
    },
  });
}

function merge(roots: readonly MapNode[]): MapNode {
  const [first, ...more] = roots;
  if (!first) throw new Error('a spec is made of at least one file');
  return more.reduce((base, over) => mergeMaps(base, over, true), first);
}

/** A variant, the lists of the matrix that values use, and what has been spliced into all variants. */
interface VariantContext {
  readonly variant: Variant;
  readonly used: Set<string>;
  readonly spliced: Spliced;
}

function imageSpec(
  entry: string,
  parts: readonly SpecPart[],
  { variant, used, spliced }: VariantContext,
  files: SpecFiles,
  override: DeploymentScope,
  report: Report,
) {
  const problems: Finding[] = [];
  const note: Report = (diagnostic) => {
    problems.push(diagnostic);
    report(diagnostic);
  };
  const broken = new Set<string>();
  const wrong = (): readonly Span[] =>
    problems.flatMap((one) => (one.severity === 'error' ? (one.span ?? []) : []));
  const recovered = (root: MapNode, misdeclared: ReadonlySet<string> = new Set()): MapNode => {
    if (!hasErrors(problems)) return root;
    const rest = recover(root, wrong(), misdeclared);
    for (const key of rest.broken) broken.add(key);
    return rest.root;
  };
  const prepare = (node: Node): Node => fillMatrix(node, variant, used, note);
  const filled = parts.map(({ root }) =>
    spliceSteps(fillSpec(root, prepare), { files, report: note, prepare, spliced }),
  );
  const roots = filled.map((root) => recovered(root));
  const head = merge(roots);
  const parameters = declareParameters(head, note);
  const misdeclared = new Set(
    keysOf(child(head, 'parameters')).filter((key) => !parameters.has(key)),
  );
  const own = {
    subscription: override.subscription ?? textOf(child(head, 'subscription')),
    resourceGroup: override.resourceGroup ?? textOf(child(head, 'resourceGroup')),
  };
  const context = { parameters, misdeclared, own, report: note };
  // A key that several files lack is reported in the last of them, which is usually the spec itself.
  const missing = new Map<string, MissingKey>();
  for (const root of roots) {
    if (roots.length === 1) checkShape(root, specType, context);
    else for (const one of checkPart(root, context)) missing.set(`${one.path}\n${one.key}`, one);
  }
  // What comes next trusts the shape.
  const sound = roots.map((root) => recovered(root, misdeclared));
  const merged = merge(sound.map((root) => expandSpec(root, note)));
  for (const { path, key, finding } of missing.values()) {
    const map = mapAtPath(merged, path);
    if (map && !child(map, key)) note(finding());
  }
  const ownPart = parts.at(-1)?.root;
  // A key of which all was a mistake is not missing too.
  const whole = roots.every((root, at) => root === filled[at]) ? head : merge(filled);
  missingKeys(ownKeysFirst(whole, ownPart)).forEach(note);
  const { folder, name } = namesOf(entry, parts, head, variant);
  const root = withName(ownKeysFirst(withoutNulls(merged), ownPart), name);
  if (!hasErrors(problems)) return { root, broken, folder, parameters, own };
  for (const { path } of problems) broken.add(/^\w*/.exec(path)?.[0] ?? '');
  for (const key of ['location', 'identity', 'source', 'distribute']) {
    if (!child(root, key)) broken.add(key);
  }
  const usable = dropInvalidNodes(
    root,
    sourceKeys.some((key) => broken.has(key)),
  );
  return { root: usable, broken: new Set([...broken].map(canonicalKey)), folder, parameters, own };
}

function keysOf(node: Node | undefined): readonly string[] {
  return node?.kind === 'map' ? node.entries.map((entry) => entry.key) : [];
}

/** Keys that describe the source. */
const sourceKeys = ['source', 'os', 'generation', 'architecture'];

/** Fills the matrix into all but what has been read already. */
function fillSpec(root: MapNode, prepare: (node: Node) => Node): MapNode {
  const early = (key: string): boolean => key === 'matrix' || key === 'extends';
  const [first, rest] = [
    root.entries.filter(({ key }) => early(key)),
    root.entries.filter(({ key }) => !early(key)),
  ];
  const filled = prepare(first.length === 0 ? root : { ...root, entries: rest });
  if (filled.kind !== 'map') return root;
  return first.length === 0 ? filled : { ...filled, entries: [...filled.entries, ...first] };
}

/** The map at a path such as `vm.vnetConfig`, under the key that it is expanded to. */
function mapAtPath(root: MapNode, path: string): MapNode | undefined {
  const [head = '', ...rest] = path.split('.');
  const found = [canonicalKey(head), ...rest].reduce<Node | undefined>(
    (node, key) => child(node, key),
    root,
  );
  return found?.kind === 'map' ? found : undefined;
}

/** The spec's own keys before the inherited ones: errors of the whole spec are reported at its first key. */
function ownKeysFirst(merged: MapNode, own: MapNode | undefined): MapNode {
  const isOwn = (entry: MapNode['entries'][number]): boolean =>
    entry.keySpan.source === own?.span.source;
  const { entries } = merged;
  return {
    ...merged,
    entries: [...entries.filter(isOwn), ...entries.filter((one) => !isOwn(one))],
  };
}

/** The names of an image: its folder, and its `name` if that has to distinguish variants. */
function namesOf(
  entry: string,
  parts: readonly SpecPart[],
  head: MapNode,
  variant: Variant,
): { readonly folder: string; readonly name: string | undefined } {
  const stem = baseName(entry).replace(/\.ya?ml$/i, '');
  const name = textOf(child(head, 'name'));
  const suffix = variantSuffix(variant);
  const written = parts
    .map((part) => textOf(child(part.root, 'name')))
    .findLast((one) => one !== undefined);
  const isDistinct = suffix === '' || (written !== undefined && usesMatrix(written));
  const own = isDistinct ? name : joined(name ?? stem, suffix);
  const hasParameter = own?.includes('{{') ?? false;
  const folder = own === undefined || hasParameter ? joined(stem, suffix) : own;
  return { folder, name: isDistinct || name === undefined ? undefined : own };
}

/** A base name and values; what is too long for a name ends in a short hash of the whole. */
function joined(base: string, suffix: string): string {
  const whole = suffix === '' ? base : `${base}-${suffix}`;
  if (suffix === '' || whole.length <= 64 || base.includes('{{')) return whole;
  const hash = checksum(whole).slice(0, 8);
  return `${whole.slice(0, 55)}-${hash}`;
}

function withName(root: MapNode, name: string | undefined): MapNode {
  const entry = entryOf(root, 'name');
  if (name === undefined || !entry) return root;
  const named = { ...entry, value: scalarAt(entry.value, name) };
  return { ...root, entries: root.entries.map((one) => (one === entry ? named : one)) };
}
