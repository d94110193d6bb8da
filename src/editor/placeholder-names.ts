/** Parameters and lists of the matrix: where files declare and use them. */
import { isMap, isNode, isPair, isScalar, isSeq, visit } from 'yaml';
import type { Source, Span } from '../diagnostics/source';
import { besideFile } from '../lib/paths';
import { readyMadeName } from '../service/ready-made-steps';
import { findPlaceholders, type PlaceholderKind } from '../spec/placeholders';
import { tokensOf } from '../spec/yaml/yaml-tokens';
import { pairOf, spanOf, textIn, topOf, treeOf, valueOf } from './yaml-tree';

/** A parameter, or a list of the matrix, that a file declares. */
export interface Declared {
  readonly kind: PlaceholderKind;
  readonly name: string;
  /** The place of its name. */
  readonly span: Span;
  /** What it is, in Markdown. */
  readonly doc: string;
}

/** A use in a file, or the name in its declaration. */
export interface NamePlace {
  readonly kind: PlaceholderKind;
  readonly name: string;
  /** The place of the name alone. */
  readonly span: Span;
  /** The step file whose own parameter it is: only `with:` gives it a value. */
  readonly stepFile?: string;
}

/** What a file declares. */
export function declaredIn(source: Source): readonly Declared[] {
  const top = topOf(source);
  const parameters = valueOf(top, 'parameters');
  const matrix = valueOf(top, 'matrix');
  return [
    ...namesIn(source, parameters, 'params', parameterDoc),
    ...namesIn(source, matrix, 'matrix', matrixDoc).filter(
      ({ name }) => name !== 'include' && name !== 'exclude',
    ),
  ];
}

function namesIn(
  source: Source,
  map: unknown,
  kind: PlaceholderKind,
  docOf: (value: unknown) => string,
): readonly Declared[] {
  if (!isMap(map)) return [];
  return map.items.flatMap((pair): readonly Declared[] => {
    const span = isPair(pair) ? spanOf(source, pair.key) : undefined;
    const name = textIn(pair.key);
    return span && name ? [{ kind, name, span, doc: docOf(pair.value) }] : [];
  });
}

function parameterDoc(value: unknown): string {
  const type = textIn(valueOf(value, 'type'));
  const given = plainText(valueOf(value, 'default'));
  const allowed = plainText(valueOf(value, 'allowed'));
  return [
    textIn(valueOf(value, 'description')) ?? '',
    `Parameter${type === undefined ? '' : ` of type ${type}`}.`,
    given === undefined ? 'No default.' : `Default: \`${given}\`.`,
    allowed === undefined ? '' : `Allowed: \`${allowed}\`.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function matrixDoc(value: unknown): string {
  const values = plainText(value);
  return `List of the matrix.${values === undefined ? '' : ` Values: \`${values}\`.`}`;
}

/** A value in one line. */
function plainText(node: unknown): string | undefined {
  if (isScalar(node)) return textIn(node);
  if (isSeq(node)) return node.items.map((item) => plainText(item) ?? '…').join(', ');
  return isNode(node) ? '{…}' : undefined;
}

/** The uses in a file, comments left out. */
function usesIn(source: Source): readonly NamePlace[] {
  const found = findPlaceholders(source.text).filter((one) => one.literal === undefined);
  if (found.length === 0) return [];
  const comments = tokensOf(source.text).filter(({ type }) => type === 'comment');
  const isComment = (at: number): boolean =>
    comments.some((one) => at >= one.offset && at < one.offset + one.source.length);
  return found
    .filter(({ start, name }) => name !== '' && !isComment(start))
    .map(({ kind, name, start }) => {
      const at = source.text.indexOf(`${kind}.${name}`, start) + kind.length + 1;
      return { kind, name, span: { source, start: at, end: at + name.length } };
    });
}

/** The names in the mappings `with:` of a file, each with the step file that stands beside it. */
function givenIn(source: Source): readonly NamePlace[] {
  const found: NamePlace[] = [];
  visit(treeOf(source), {
    Map(_key, map) {
      const written = textIn(valueOf(map, 'steps'))?.trim();
      const given = valueOf(map, 'with');
      // Nobody can change the files of the package.
      if (written === undefined || readyMadeName(written) !== undefined || !isMap(given)) return;
      const stepFile = besideFile(source.path, written.replaceAll('\\', '/'));
      for (const { key } of given.items) {
        const span = spanOf(source, key);
        const name = textIn(key);
        if (span && name) found.push({ kind: 'params', name, span, stepFile });
      }
    },
  });
  return found;
}

/** True for a step file that may have parameters of its own: a mapping; in a list they are those of the spec. */
export function hasOwnParameters(source: Source): boolean {
  return pairOf(topOf(source), 'steps') !== undefined;
}

/** A name with the step file that it belongs to, where its file is one and declares it. */
function ownName(source: Source, name: NamePlace): NamePlace {
  const { kind, span } = name;
  const isOwn =
    kind === 'params' &&
    hasOwnParameters(source) &&
    declaredIn(source).some((one) => one.kind === kind && one.name === name.name);
  return isOwn ? { kind, name: name.name, span, stepFile: source.path } : name;
}

/** The name at an offset: in a use, in its declaration, or where `with:` gives it a value. */
export function nameAt(source: Source, offset: number): NamePlace | undefined {
  const name = placedName(source, offset);
  return name && ownName(source, name);
}

function placedName(source: Source, offset: number): NamePlace | undefined {
  const covers = ({ span }: { readonly span: Span }): boolean =>
    offset >= span.start && offset <= span.end;
  const declared = declaredIn(source).find(covers) ?? givenIn(source).find(covers);
  if (declared) return declared;
  const inUse = findPlaceholders(source.text).some(
    (one) => one.literal === undefined && offset >= one.start && offset <= one.end,
  );
  if (!inUse) return undefined;
  const uses = usesIn(source);
  const exact = uses.find(covers);
  if (exact) return exact;
  // Anywhere else between the braces.
  return uses.find(({ span }) => {
    const open = source.text.lastIndexOf('{{', span.start);
    const close = source.text.indexOf('}}', span.end);
    return offset >= open && offset <= close + 2;
  });
}

/** A name, and the step file that it belongs to. */
export type ScopedName = Pick<NamePlace, 'kind' | 'name' | 'stepFile'>;

/** The files in which a name means the same: a step file with a parameter of that name has it for itself. */
function scopeOf({ kind, name, stepFile }: ScopedName, sources: readonly Source[]) {
  if (stepFile !== undefined) return sources.filter(({ path }) => path === stepFile);
  return sources.filter(
    (source) =>
      kind !== 'params' ||
      !hasOwnParameters(source) ||
      !declaredIn(source).some((one) => one.kind === kind && one.name === name),
  );
}

/** The declarations of a name in some files. */
export function declarationsOf(
  scoped: ScopedName,
  sources: readonly Source[],
): readonly Declared[] {
  return scopeOf(scoped, sources)
    .flatMap(declaredIn)
    .filter(({ kind, name }) => kind === scoped.kind && name === scoped.name);
}

/** All places of a name in some files: declarations first. */
export function placesOfName(
  scoped: ScopedName,
  sources: readonly Source[],
): { readonly declarations: readonly Span[]; readonly uses: readonly Span[] } {
  const { kind, name, stepFile } = scoped;
  const isIt = (one: NamePlace): boolean => one.kind === kind && one.name === name;
  const selecting = kind === 'matrix' ? sources.flatMap((one) => selections(one, name)) : [];
  const given = stepFile === undefined ? [] : sources.flatMap(givenIn);
  return {
    declarations: declarationsOf(scoped, sources).map((one) => one.span),
    uses: [
      ...scopeOf(scoped, sources).flatMap((source) => usesIn(source).filter(isIt)),
      ...given.filter((one) => isIt(one) && one.stepFile === stepFile),
    ]
      .map((one) => one.span)
      .concat(selecting),
  };
}

/** The keys in `include` and `exclude` of a matrix that select by a list. */
function selections(source: Source, name: string): readonly Span[] {
  const matrix = valueOf(topOf(source), 'matrix');
  return ['include', 'exclude'].flatMap((key) => {
    const list = valueOf(matrix, key);
    if (!isSeq(list)) return [];
    return list.items.flatMap((item) => {
      const pair = pairOf(item, name);
      const span = pair && spanOf(source, pair.key);
      return span ? [span] : [];
    });
  });
}
