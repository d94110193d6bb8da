/** A spec on its way to images: YAML -> spec -> image -> rules. Touches no file system. */
import { codeEntry } from './diagnostics/codes';
import {
  diagnose,
  type Finding,
  hasErrors,
  type Report,
  sortDiagnostics,
  withHint,
} from './diagnostics/diagnostic';
import type { Source } from './diagnostics/source';
import type { Image } from './image/image';
import { normalize } from './image/normalize';
import { textReader } from './image/script-files';
import type { ScriptContext, ScriptFile } from './image/script-context';
import { baseName, besideFile } from './lib/paths';
import { checkRules } from './rules/check-rules';
import { applyLevels } from './rules/apply-levels';
import { checkPolicies } from './rules/policies';
import { checkFleet, fleetImage } from './rules/fleet/check-fleet';
import { unusedAccounts } from './rules/declared-accounts';
import {
  diagnoseRefusal,
  type FileCache,
  openFiles,
  type ReadFile,
  type Refused,
  refusalReason,
} from './spec/spec-files';
import { child } from './spec/node';
import { type ImageSpec, loadSpecs } from './spec/load-spec';
import { defaultFormats } from './language/own-keys';
import type { SpecOptions } from './spec/spec-options';
import { applySuppressions, type Suppression } from './spec/suppressions';

/** An image with its files. */
export interface ResolvedImage {
  readonly image: Image;
  /** The files that its steps name by path. */
  readonly scriptFiles: readonly ScriptFile[];
  /** Checksums of the files that were read for it, by path. */
  readonly used: Readonly<Record<string, string>>;
  /** The files through which one of them was first reached, from the spec to the file itself. */
  readonly chainTo: (path: string) => readonly string[];
}

/** The images of a spec, with the diagnostics. */
export interface Resolved {
  /** One, or one for each variant of the matrix; fewer if there are errors. */
  readonly images: readonly ResolvedImage[];
  readonly diagnostics: readonly Finding[];
  /** Parameters that the spec declares. */
  readonly declared: readonly string[];
  /** Paths of all files that the spec refers to, whether they exist or not. */
  readonly files: readonly string[];
  /** Paths of all files that the result depends on; also those that were only looked for, such as `_defaults.yaml`. */
  readonly asked: readonly string[];
  /** The suppressions in its files; only the whole run shows whether one is unused. */
  readonly suppressions: readonly Suppression[];
}

/** Looks into the scripts of an image; `sources` are the files that it read for that. */
export type LintScripts = (
  image: Image,
  files: readonly ScriptFile[],
) => { readonly findings: readonly Finding[]; readonly sources: readonly Source[] };

/** A spec whose scripts have not been looked into. */
export interface Unlinted {
  /** True where an image has scripts or files of its own to look into. */
  readonly hasScripts: boolean;
  /** Looks into the scripts, if it is told how, and ends. Call it once. */
  readonly finish: (lintScripts?: LintScripts) => Resolved;
}

/** Everything before the outputs: reads, checks and resolves a spec. Specs of one run share a `cache`. */
export function resolve(
  readFile: ReadFile,
  entry: string,
  options: SpecOptions,
  cache?: FileCache,
  lintScripts?: LintScripts,
): Resolved {
  return beginResolve(readFile, entry, options, cache).finish(lintScripts);
}

/**
 * As `resolve`, but stops before the scripts, so that their parsers can be loaded where there are any. `expectImages` learns how many
 * images there will be before the first is made.
 */
export function beginResolve(
  readFile: ReadFile,
  entry: string,
  options: SpecOptions,
  cache: FileCache = new Map(),
  expectImages?: (count: number) => void,
): Unlinted {
  const found: Finding[] = [];
  const report = (diagnostic: Finding): void => {
    found.push(diagnostic);
  };
  const files = openFiles(readFile, cache, report);
  if (!files.exists(entry, 'yaml')) {
    const resolved = {
      images: [],
      diagnostics: [unreadable(entry, files.refusal(entry))],
      declared: [],
      files: [],
      asked: files.asked(),
      suppressions: [],
    };
    return { hasScripts: false, finish: () => resolved };
  }
  const override = { subscription: options.subscription, resourceGroup: options.resourceGroup };
  const { specs, declared } = loadSpecs(entry, files, override, report, expectImages);
  const said = new Map<string, ImageSpec>();
  const noteFor =
    (spec: ImageSpec): Report =>
    (one) => {
      if (isNews(one, spec, said)) report(one);
    };
  const made = specs.flatMap((spec) => {
    const scriptFiles: ScriptFile[] = [];
    const image = imageOf(spec, entry, options, scriptFiles, noteFor(spec));
    return image ? [{ spec, image, scriptFiles }] : [];
  });
  const images = made.flatMap(({ spec, image, scriptFiles }): readonly ResolvedImage[] =>
    spec.broken.size > 0
      ? []
      : [{ image, scriptFiles, used: spec.files.used(), chainTo: files.chainTo }],
  );
  const withScripts = made.filter(({ image }) => hasSteps(image));
  /** Returns the files that were read for it. */
  const lint = (lintScripts: LintScripts): readonly Source[] =>
    withScripts.flatMap(({ spec, image, scriptFiles }) => {
      const { findings, sources } = lintScripts(image, scriptFiles);
      findings.forEach(noteFor(spec));
      return sources;
    });
  const finish = (lintScripts?: LintScripts): Resolved => {
    const scriptSources = lintScripts ? lint(lintScripts) : [];
    const reported = [
      ...withoutPartial(found, specs.length),
      ...checkFleet(images.map(({ image }) => fleetImage(image, entry))),
    ];
    if (!hasErrors(reported)) reported.push(...unusedAccounts(images.map(({ image }) => image)));
    const sources = [files, ...specs.map((spec) => spec.files)].flatMap((one) => one.sources());
    const { diagnostics, suppressions } = applySuppressions(
      applyLevels(reported, options.project?.levels).map((one) =>
        withChain(one, files.chainTo(one.file)),
      ),
      [...new Set([...sources, ...scriptSources])],
      lintScripts !== undefined,
    );
    return {
      images,
      diagnostics: sortDiagnostics(diagnostics),
      declared,
      files: files.seen(),
      asked: files.asked(),
      suppressions,
    };
  };
  return { hasScripts: withScripts.length > 0, finish };
}

/** True for an image with scripts or files of its own to look into. */
function hasSteps({ properties }: Image): boolean {
  const steps = [
    ...(properties.customize?.items ?? []),
    ...(properties.validate?.fields.inVMValidations?.items ?? []),
  ];
  return steps.some(
    ({ type, origin }) =>
      origin.kind === 'spec' && type !== 'WindowsRestart' && type !== 'WindowsUpdate',
  );
}

function unreadable(entry: string, refusal: Refused | undefined): Finding {
  return refusal
    ? diagnose('AIB903', { path: entry, why: refusalReason(refusal) }, { file: entry })
    : diagnose('AIB901', { path: entry }, { file: entry });
}

/** False if another variant has reported the same at the same place, unless the place contains a matrix value. */
function isNews(one: Finding, spec: ImageSpec, said: Map<string, ImageSpec>): boolean {
  const { span } = one;
  if (!span || isForEveryVariant(one)) return true;
  const key = `${one.code} ${span.source.path} ${span.start} ${span.end}`;
  const first = said.get(key);
  if (!first) said.set(key, spec);
  const marked = span.source.text.slice(span.start, span.end);
  return first === undefined || first === spec || /\{\{\s*matrix\./.test(marked);
}

/** True if the diagnostic may be a consequence of an error in one of these top-level keys. */
function isConsequence({ code }: Finding, broken: ReadonlySet<string>): boolean {
  const causes = codeEntry(code)?.causedBy;
  if (causes === undefined || broken.size === 0) return false;
  return causes === 'any' || causes.some((key) => broken.has(key));
}

function isForEveryVariant({ code }: Finding): boolean {
  return codeEntry(code)?.reportedFor === 'every-variant';
}

/** Drops what does not hold for every variant of the matrix: a parameter that one of them uses is used. */
function withoutPartial(found: readonly Finding[], variants: number): readonly Finding[] {
  const key = (one: Finding): string => `${one.code}
${one.file}
${one.line}
${one.message}`;
  const counts = new Map<string, number>();
  for (const one of found) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  return found.filter((one) => !isForEveryVariant(one) || (counts.get(key(one)) ?? 0) >= variants);
}

/** Adds the chain of files that leads to the file of a diagnostic, if that is not the spec itself. */
function withChain(one: Finding, chain: readonly string[]): Finding {
  if (chain.length < 2) return one;
  const way = `Used through ${chain.join(' -> ')}.`;
  return withHint(one, one.hint === '' ? way : `${one.hint} ${way}`);
}

function imageOf(
  spec: ImageSpec,
  entry: string,
  options: SpecOptions,
  scriptFiles: ScriptFile[],
  report: Report,
): Image | undefined {
  const { parameters } = spec;
  const note = (one: Finding): void => {
    if (!isConsequence(one, spec.broken)) report(one);
  };
  const readBytes: ScriptContext['readBytes'] = (written, use, from) => {
    const path = besideFile(from.span.source.path, written);
    const bytes = spec.files.bytes(path, use, from.span.source.path);
    if (bytes) return bytes;
    const refusal = spec.files.refusal(path);
    note(
      refusal
        ? diagnoseRefusal(refusal, written, from)
        : diagnose('AIB216', { path: written }, from),
    );
    return undefined;
  };
  const image = normalize(spec.root, {
    parameters,
    own: spec.own,
    report: note,
    specFile: baseName(entry),
    folder: spec.folder,
    formats: options.project?.formats ?? defaultFormats,
    bindings: new Map(Object.entries(options.set ?? {}).filter(([name]) => parameters.has(name))),
    scripts: child(spec.root, 'scripts'),
    hasFile: (written, from) =>
      spec.files.exists(besideFile(from.span.source.path, written), 'script'),
    readBytes,
    readText: textReader(readBytes, note),
    useFile: (file) => scriptFiles.push(file),
  });
  if (image) {
    checkRules(image, spec.broken, note);
    // A part that is broken may be what a policy asks for.
    if (options.project && spec.broken.size === 0) {
      checkPolicies(image, options.project, entry, note);
    }
  }
  return image;
}
