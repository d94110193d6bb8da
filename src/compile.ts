/** The main function of the library: a spec with all its files -> all outputs. */
import { type Diagnostic, hasErrors, published, sortDiagnostics } from './diagnostics/diagnostic';
import { loadTemplates } from './emit/user-templates/user-templates';
import { imageOutputs } from './emit/image-outputs';
import type { Image } from './image/image';
import { normalizePath, toSlashes } from './lib/paths';
import { readyMadeText } from './ready-made-texts';
import type { SpecOptions } from './spec/spec-options';
import { type LintScripts, resolve } from './resolve';
import type { Files } from './spec/spec-files';
import { unusedSuppressions } from './spec/suppressions';

/** Options of `compile`; each corresponds to the flag of the same name of `aibgen build`. */
export interface CompileOptions extends SpecOptions {
  /** Templates that replace those of aibgen (`README.md.hbs`) or add outputs (`docs/extra.txt.hbs`), by their path in the folder of templates. */
  readonly templates?: Files;
}

/** The input of `compile`. */
export interface CompileInput {
  /** The spec and all files that it refers to: bases, step files, scripts. */
  readonly files: Files;
  /** The path of the spec in `files`. */
  readonly entry: string;
  readonly options?: CompileOptions;
  /** The function of the same name, to look into the scripts as well; left out, a bundle needs no parsers of scripts. */
  readonly lintScripts?: LintScripts;
}

/** The resolved spec. */
export interface Model {
  /** One, or one for each variant of the matrix; fewer where there are errors. */
  readonly images: readonly Image[];
}

/** The result of `compile`. */
export interface CompileResult {
  /** The files to write, by path in the output folder (`web-base/main.bicep`); empty if there is an error. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The diagnostics, sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
}

/**
 * Compiles one spec. Pure: no file system, no network, no clock; it runs in a browser too.
 * Errors of the spec are diagnostics; an exception is a bug.
 * The schema of the spec is not an output: it is the same for all specs, and `aibgen schema` prints it.
 */
export function compile({ files, entry, options = {}, lintScripts }: CompileInput): CompileResult {
  const byPath = new Map(Object.entries(files).map(([path, text]) => [plainPath(path), text]));
  const spec = plainPath(entry);
  const readFile = (path: string) => readyMadeText(path) ?? byPath.get(path);
  const resolved = resolve(readFile, spec, options, new Map(), lintScripts);
  const { images } = resolved;
  const own = options.templates && loadTemplates(options.templates, '');
  const model = { images: images.map((one) => one.image) };
  const problems = [...resolved.diagnostics, ...(own?.diagnostics ?? [])];
  const rendered = hasErrors(problems)
    ? []
    : images.map(({ image, used }) => imageOutputs(image, spec, used, options, own?.templates));
  const diagnostics = sortDiagnostics([
    ...problems,
    ...rendered.flatMap((one) => one.diagnostics),
    ...unusedSuppressions(resolved.suppressions, resolved.diagnostics),
  ]);
  const outputs = hasErrors(diagnostics) ? [] : rendered.map((one) => one.outputs);
  return { outputs: Object.assign({}, ...outputs), diagnostics: diagnostics.map(published), model };
}

/** A path as everything behind it is named: `/` between folders, no `./`. */
function plainPath(path: string): string {
  return normalizePath(toSlashes(path));
}
