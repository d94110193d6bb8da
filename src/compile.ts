/** The whole way of one spec: YAML -> spec -> image -> rules -> rights -> outputs. Touches no file system. */
import { diagnose, type Diagnostic, hasErrors, sortDiagnostics } from './diagnostics/diagnostic';
import { renderOutputs } from './emit/outputs';
import type { Image } from './model/image';
import { normalize } from './model/normalize';
import { rightsOf } from './model/rights';
import { checksum, textReader } from './model/scripts';
import { baseName, besideFile, folderOf, relativeTo } from './paths';
import { checkRules } from './rules';
import { checkShape } from './spec/check';
import { expandSpec } from './spec/expand';
import { specType } from './spec/language';
import { child, type MapNode, textOf } from './spec/node';
import { declareParameters } from './spec/parameters';
import { readYaml } from './spec/read';

/** Where and with which values an image is built. */
export interface CompileOptions {
  /** Values of parameters, as `--set` gives them. */
  readonly set?: Readonly<Record<string, string>>;
  /** Overrides `subscription` of the spec. */
  readonly subscription?: string;
  /** Overrides `resourceGroup` of the spec. */
  readonly resourceGroup?: string;
}

/** Files by path; a path is text with `/` between folders. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface CompileInput {
  readonly files: Files;
  /** The spec: one of the paths of `files`. */
  readonly entry: string;
  readonly options?: CompileOptions;
}

/** What a spec says, resolved. */
export interface Model {
  readonly images: readonly Image[];
}

export interface CompileResult {
  /** Files to write, by path below the output folder (`web-base/main.bicep`); none where there is an error. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly model: Model;
}

/**
 * Compiles one spec. Pure: no file system, no network, no clock; it runs in a browser too.
 * Errors of the spec are diagnostics; an exception is a bug.
 */
export function compile({ files, entry, options = {} }: CompileInput): CompileResult {
  const readFile: ReadFile = (path) => (Object.hasOwn(files, path) ? files[path] : undefined);
  const { image, diagnostics, used } = resolve(readFile, entry, options);
  if (!image || hasErrors(diagnostics)) {
    return { outputs: {}, diagnostics, model: { images: image ? [image] : [] } };
  }
  const outputs = imageOutputs(image, entry, used, options);
  return { outputs, diagnostics, model: { images: [image] } };
}

/** The content of a file; `undefined` where there is none. */
export type ReadFile = (path: string) => string | Uint8Array | undefined;

/** An image and what was said on the way. */
export interface Resolved {
  readonly image: Image | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, by path, with their checksums. */
  readonly used: Readonly<Record<string, string>>;
  /** Parameters that the spec declares. */
  readonly declared: readonly string[];
}

/** Everything before the outputs: reads, checks and resolves a spec. */
export function resolve(readFile: ReadFile, entry: string, options: CompileOptions): Resolved {
  const found: Diagnostic[] = [];
  const used: Record<string, string> = {};
  const report = (diagnostic: Diagnostic): void => {
    found.push(diagnostic);
  };
  const content = readFile(entry);
  if (content === undefined) {
    report(diagnose('AIB901', { path: entry }, { file: entry }));
    return { image: undefined, diagnostics: found, used, declared: [] };
  }
  const bytes = (path: string): Uint8Array | undefined => {
    const file = readFile(path);
    if (file === undefined) return undefined;
    const data = typeof file === 'string' ? new TextEncoder().encode(file) : file;
    used[path] = checksum(data);
    return data;
  };
  bytes(entry);
  const read = readYaml(entry, content);
  found.push(...read.diagnostics);
  let image: Image | undefined;
  let declared: readonly string[] = [];
  if (read.root && read.root.kind !== 'map') {
    report(
      diagnose(
        'AIB102',
        { want: 'a map of keys', found: 'something else' },
        { span: read.root.span },
      ),
    );
  } else if (read.root) {
    const resolved = resolveSpec(read.root, entry, options, bytes, report);
    image = resolved.image;
    declared = resolved.declared;
  }
  return { image, diagnostics: sortDiagnostics(found), used, declared };
}

function resolveSpec(
  root: MapNode,
  entry: string,
  options: CompileOptions,
  bytes: (path: string) => Uint8Array | undefined,
  report: (diagnostic: Diagnostic) => void,
): { readonly image: Image | undefined; readonly declared: readonly string[] } {
  const shapeProblems: Diagnostic[] = [];
  const parameters = declareParameters(root, report);
  const own = {
    subscription: options.subscription ?? textOf(child(root, 'subscription')),
    resourceGroup: options.resourceGroup ?? textOf(child(root, 'resourceGroup')),
  };
  checkShape(root, specType, {
    parameters,
    own,
    used: new Set(),
    report: (diagnostic) => {
      shapeProblems.push(diagnostic);
      report(diagnostic);
    },
  });
  const declared = [...parameters.keys()];
  // The steps behind this one trust the shape.
  if (hasErrors(shapeProblems)) return { image: undefined, declared };
  const specFile = baseName(entry);
  const readBytes = (path: string, from: MapNode | { span: MapNode['span'] }) =>
    bytes(besideFile(from.span.source.path, path));
  const image = normalize(expandSpec(root, report), {
    parameters,
    own,
    report,
    specFile,
    folder: folderName(root, specFile),
    bindings: new Map(Object.entries(options.set ?? {}).filter(([name]) => parameters.has(name))),
    readBytes,
    readText: textReader(readBytes, report),
  });
  if (image) checkRules(image, report);
  return { image, declared };
}

/** The output folder of an image: its name, or the file's base name where the name holds a parameter. */
function folderName(root: MapNode, specFile: string): string {
  const stem = specFile.replace(/\.ya?ml$/i, '');
  const name = textOf(child(root, 'name'));
  return name === undefined || name.includes('{{') ? stem : name;
}

/** All files of an image, its manifest included, by path below the output folder. */
export function imageOutputs(
  image: Image,
  entry: string,
  used: Readonly<Record<string, string>>,
  options: CompileOptions,
): Readonly<Record<string, string>> {
  const relative = (path: string): string => relativeTo(folderOf(entry), path);
  const files = renderOutputs(image, rightsOf(image), relative);
  const manifest = manifestOf(files, used, relative, options, image);
  return Object.fromEntries(
    [...Object.entries(files), ['.aibgen.json', manifest] as const].map(([path, text]) => [
      `${image.folder}/${path}`,
      text,
    ]),
  );
}

function manifestOf(
  files: Readonly<Record<string, string>>,
  used: Readonly<Record<string, string>>,
  relative: (path: string) => string,
  options: CompileOptions,
  image: Image,
): string {
  const declared = new Set(image.parameters.map((parameter) => parameter.name));
  const set = Object.entries(options.set ?? {}).filter(([name]) => declared.has(name));
  const manifest = {
    version: AIBGEN_VERSION,
    spec: image.specFile,
    inputs: sorted(Object.entries(used).map(([path, hash]) => [relative(path), hash])),
    set: sorted(set),
    ...(options.subscription === undefined ? {} : { subscription: options.subscription }),
    ...(options.resourceGroup === undefined ? {} : { resourceGroup: options.resourceGroup }),
    files: sorted(
      Object.entries(files).map(([path, text]) => [path, checksum(new TextEncoder().encode(text))]),
    ),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function sorted(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
