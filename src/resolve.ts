/** A spec on its way to images: YAML -> spec -> image -> rules. Touches no file system. */
import {
  diagnose,
  type Diagnostic,
  hasErrors,
  sortDiagnostics,
  spanOf,
  withHint,
} from './diagnostics/diagnostic';
import type { Span } from './diagnostics/source';
import type { Image } from './image/image';
import { normalize } from './image/normalize';
import { textReader } from './image/script-files';
import { baseName, besideFile } from './lib/paths';
import { checkRules } from './rules/check-rules';
import { checkFleet, fleetImage } from './rules/fleet/check-fleet';
import { unusedAccounts } from './rules/declared-accounts';
import { type FileCache, openFiles, type ReadFile } from './spec/spec-files';
import { child } from './spec/node';
import { type ImageSpec, loadSpecs } from './spec/load-spec';
import type { SpecOptions } from './spec/spec-options';
import { applySuppressions, type Suppression } from './spec/suppressions';

/** An image with the files that it is made of. */
export interface ResolvedImage {
  readonly image: Image;
  /** Checksums of the files that were read for it, by path. */
  readonly used: Readonly<Record<string, string>>;
  /** The files through which one of them was first reached, from the spec to the file itself. */
  readonly chainTo: (path: string) => readonly string[];
}

/** The images of a spec and what was said on the way. */
export interface Resolved {
  /** One, or one for each variant of the matrix; fewer where there are errors. */
  readonly images: readonly ResolvedImage[];
  readonly diagnostics: readonly Diagnostic[];
  /** Parameters that the spec declares. */
  readonly declared: readonly string[];
  /** Paths of all files that the spec names, be they there or not. */
  readonly files: readonly string[];
  /** What comments in its files silence; whether one is of no use, only the whole run can tell. */
  readonly suppressions: readonly Suppression[];
}

/** Everything before the outputs: reads, checks and resolves a spec. Specs of one run share a `cache`. */
export function resolve(
  readFile: ReadFile,
  entry: string,
  options: SpecOptions,
  cache: FileCache = new Map(),
): Resolved {
  const found: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => {
    found.push(diagnostic);
  };
  const files = openFiles(readFile, cache, report);
  if (!files.exists(entry)) {
    return {
      images: [],
      diagnostics: [diagnose('AIB901', { path: entry }, { file: entry })],
      declared: [],
      files: [],
      suppressions: [],
    };
  }
  const override = { subscription: options.subscription, resourceGroup: options.resourceGroup };
  const { specs, declared } = loadSpecs(entry, files, override, report);
  const said = new Map<string, ImageSpec>();
  const images = specs.flatMap((spec): readonly ResolvedImage[] => {
    const image = imageOf(spec, entry, options, (one) => {
      if (isNews(one, spec, said)) report(one);
    });
    return image ? [{ image, used: spec.files.used(), chainTo: files.chainTo }] : [];
  });
  keepIfAll(found, 'AIB210', specs.length);
  found.push(...checkFleet(images.map(({ image }) => fleetImage(image, entry))));
  if (!hasErrors(found)) found.push(...unusedAccounts(images.map(({ image }) => image)));
  const sources = [files, ...specs.map((spec) => spec.files)].flatMap((one) => one.sources());
  const { diagnostics, suppressions } = applySuppressions(
    found.map(asPart).map((one) => withChain(one, files.chainTo(one.file))),
    [...new Set(sources)],
  );
  return {
    images,
    diagnostics: sortDiagnostics(diagnostics),
    declared,
    files: files.seen(),
    suppressions,
  };
}

/** False for what another variant has said of the same place, unless its value of the matrix stands there. */
function isNews(one: Diagnostic, spec: ImageSpec, said: Map<string, ImageSpec>): boolean {
  const span = spanOf(one);
  // What nothing uses is counted: it is said where all variants say so.
  if (!span || one.code === 'AIB210') return true;
  const key = `${one.code} ${span.source.path} ${span.start} ${span.end}`;
  const first = said.get(key);
  if (!first) said.set(key, spec);
  const marked = span.source.text.slice(span.start, span.end);
  return first === undefined || first === spec || /\{\{\s*matrix\./.test(marked);
}

/** Codes that a mistake in one of these keys may bring about; without keys, one anywhere. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  AIB209: ['parameters'],
  AIB210: [],
  AIB219: ['scripts'],
  AIB322: ['source', 'os', 'deprovision'],
  AIB405: ['source', 'os'],
};

function isConsequence({ code }: Diagnostic, broken: ReadonlySet<string>): boolean {
  const keys = consequences[code];
  return (
    broken.size > 0 &&
    keys !== undefined &&
    (keys.length === 0 || keys.some((key) => broken.has(key)))
  );
}

/** A file that lacks what each image needs may be a part of others: then its name should say so. */
function asPart(one: Diagnostic): Diagnostic {
  const name = baseName(one.file);
  if (one.code !== 'AIB103' || one.path !== '' || name.startsWith('_')) return one;
  return withHint(
    one,
    `${one.hint} If the file is a part of other specs, rename it to "_${name}".`,
  );
}

/** Takes out what is not true of all variants of the matrix: a parameter that one of them uses is used. */
function keepIfAll(found: Diagnostic[], code: string, variants: number): void {
  const key = (one: Diagnostic): string => `${one.file}\n${one.line}\n${one.message}`;
  const same = (one: Diagnostic): number =>
    found.filter((other) => other.code === code && key(other) === key(one)).length;
  const kept = found.filter((one) => one.code !== code || same(one) >= variants);
  found.splice(0, found.length, ...kept);
}

/** What is wrong in a file that the spec only uses is told with the way that leads there. */
function withChain(one: Diagnostic, chain: readonly string[]): Diagnostic {
  if (chain.length < 2) return one;
  const way = `Used through ${chain.join(' -> ')}.`;
  return withHint(one, one.hint === '' ? way : `${one.hint} ${way}`);
}

function imageOf(
  spec: ImageSpec,
  entry: string,
  options: SpecOptions,
  report: (diagnostic: Diagnostic) => void,
): Image | undefined {
  const { parameters } = spec;
  const readBytes = (path: string, from: { readonly span: Span }) =>
    spec.files.bytes(besideFile(from.span.source.path, path), from.span.source.path);
  const note = (one: Diagnostic): void => {
    if (!isConsequence(one, spec.broken)) report(one);
  };
  const image = normalize(spec.root, {
    parameters,
    own: spec.own,
    report: note,
    specFile: baseName(entry),
    folder: spec.folder,
    bindings: new Map(Object.entries(options.set ?? {}).filter(([name]) => parameters.has(name))),
    scripts: child(spec.root, 'scripts'),
    readBytes,
    readText: textReader(readBytes, note),
  });
  if (image) checkRules(image, spec.broken, note);
  return spec.broken.size > 0 ? undefined : image;
}
