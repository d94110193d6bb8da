/** `matrix:` -> the variants of a spec: every combination of its lists, less `exclude`, with `include`. */
import { diagnose, type Finding, type Report } from '../diagnostics/diagnostic';
import {
  describeKind,
  entryOf,
  isNull,
  itemsOf,
  type MapEntry,
  type Node,
  placeOfKey,
} from './node';
import { nearest } from '../lib/nearest';

/** The values of a variant, in the order of its name. */
export type Variant = ReadonlyMap<string, Node>;

const limit = 1000;

/** The variants; empty after an error, which is reported. */
export function variantsOf(matrix: Node, report: Report): readonly Variant[] {
  if (matrix.kind !== 'map') {
    const expected = 'a mapping of names to lists';
    report(diagnose('AIB102', { expected, found: describeKind(matrix) }, matrix));
    return [];
  }
  const axes = matrix.entries.filter(
    ({ key, value }) => key !== 'include' && key !== 'exclude' && !isNull(value),
  );
  const include = mapsOf(entryOf(matrix, 'include'), report);
  const exclude = mapsOf(entryOf(matrix, 'exclude'), report);
  if (!axes.every((axis) => checkAxis(axis, report)) || !include || !exclude) return [];
  const size = axes.reduce((count, axis) => count * itemsOf(axis.value).length, 1);
  if (size > limit) {
    report(diagnose('AIB225', { count: size, limit }, matrix));
    return [];
  }
  const names = axes.map((axis) => axis.key);
  if (!exclude.flat().every((entry) => checkKey(entry, names, report))) return [];
  const product = axes
    .reduce<readonly Variant[]>(
      (variants, axis) =>
        variants.flatMap((variant) =>
          itemsOf(axis.value).map((value) => new Map([...variant, [axis.key, value]])),
        ),
      axes.length === 0 ? [] : [new Map()],
    )
    .filter((variant) => !exclude.some((entries) => fits(entries, variant)));
  const variants = withIncluded(product, include, names);
  if (variants.length > limit) {
    report(diagnose('AIB225', { count: variants.length, limit }, matrix));
    return [];
  }
  if (variants.length === 0) report(diagnose('AIB226', {}, matrix));
  return variants;
}

/**
 * Lists of a matrix that make more images of the same content: no value of the spec uses them (`used` names those that are),
 * and no entry of `include` or `exclude` selects by them.
 */
export function unusedLists(matrix: Node, used: ReadonlySet<string>): readonly Finding[] {
  if (matrix.kind !== 'map') return [];
  const selecting = new Set(
    ['include', 'exclude'].flatMap((key) =>
      itemsOf(entryOf(matrix, key)?.value).flatMap((item) =>
        item.kind === 'map' ? item.entries.map((entry) => entry.key) : [],
      ),
    ),
  );
  return matrix.entries.flatMap(({ key, keySpan, value }) => {
    const isAxis = key !== 'include' && key !== 'exclude' && value.kind === 'list';
    if (!isAxis || used.has(key) || selecting.has(key)) return [];
    const place = { span: keySpan, path: value.path };
    const near = nearest(key, ['include', 'exclude']);
    if (near !== undefined) return [diagnose('AIB230', { name: key, near }, place)];
    const count = value.items.length;
    return count > 1 ? [diagnose('AIB231', { name: key, count }, place)] : [];
  });
}

function checkAxis(entry: MapEntry, report: Report): boolean {
  const { key, value } = entry;
  if (!/^[A-Za-z_][\w-]*$/.test(key)) {
    report(diagnose('AIB223', { name: key }, placeOfKey(entry)));
    return false;
  }
  if (value.kind !== 'list') {
    const near = nearest(key, ['include', 'exclude']);
    if (near !== undefined) {
      report(diagnose('AIB230', { name: key, near }, placeOfKey(entry)));
      return false;
    }
    const hint = `Write a list: ${key}: [...].`;
    const found = describeKind(value);
    report(diagnose('AIB102', { expected: 'a list of values', found, hint }, value));
    return false;
  }
  if (value.items.length > 0) return true;
  report(diagnose('AIB110', { what: `The list "${key}"` }, value));
  return false;
}

/** The maps of `include` or `exclude`; `undefined` where they are something else. */
function mapsOf(
  entry: MapEntry | undefined,
  report: Report,
): readonly (readonly MapEntry[])[] | undefined {
  if (!entry || isNull(entry.value)) return [];
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  const wrong =
    entry.value.kind === 'list' ? items.find((item) => item.kind !== 'map') : entry.value;
  if (wrong) {
    const expected = entry.value.kind === 'list' ? 'a mapping of values' : 'a list of mappings';
    report(diagnose('AIB102', { expected, found: describeKind(wrong) }, wrong));
    return undefined;
  }
  return items.map((item) => (item.kind === 'map' ? item.entries : []));
}

function checkKey(entry: MapEntry, known: readonly string[], report: Report) {
  const { key } = entry;
  if (known.includes(key)) return true;
  report(diagnose('AIB101', { key, known, near: nearest(key, known) }, placeOfKey(entry)));
  return false;
}

/** A value as a key for comparing: `1` and `"1"` are the same in a name. */
function valueKey(node: Node): string {
  if (node.kind === 'scalar') return String(node.value);
  if (node.kind === 'list') return `[${node.items.map(valueKey).join('\n')}]`;
  return `{${node.entries.map((entry) => `${entry.key}:${valueKey(entry.value)}`).join('\n')}}`;
}

function fits(entries: readonly MapEntry[], variant: Variant): boolean {
  return entries.every(({ key, value }) => {
    const own = variant.get(key);
    return own !== undefined && valueKey(own) === valueKey(value);
  });
}

/** As in GitHub Actions: an entry extends the combinations whose values it does not change, otherwise it is a further one. */
function withIncluded(
  product: readonly Variant[],
  include: readonly (readonly MapEntry[])[],
  axes: readonly string[],
): readonly Variant[] {
  const extended = product.map((variant) => new Map(variant));
  const added: Variant[] = [];
  for (const entries of include) {
    const shared = entries.filter(({ key }) => axes.includes(key));
    const targets = extended.filter((_, index) => fits(shared, product[index] ?? new Map()));
    for (const target of targets) for (const { key, value } of entries) target.set(key, value);
    if (targets.length === 0) added.push(new Map(entries.map(({ key, value }) => [key, value])));
  }
  return [...extended, ...added];
}

/** The suffix of a variant's name: its values, with the characters that a name allows. */
export function variantSuffix(variant: Variant): string {
  return [...variant.values()]
    .flatMap((node) => (node.kind === 'scalar' && node.value !== null ? [String(node.value)] : []))
    .map((value) => value.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replaceAll(/^[-.]+|[-.]+$/g, ''))
    .filter((value) => value !== '')
    .join('-');
}
