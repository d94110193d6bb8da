/** Templates -> specs, as a library: what `aibgen import` does, without a file system. */
import { givenValues } from '../arm/parameters';
import { diagnose, published, type Diagnostic } from '../diagnostics/diagnostic';
import { normalizePath } from '../lib/paths';
import {
  documentFormat,
  type ForeignFormat,
  formatOfName,
  templateCommand,
} from './document-format';
import { importDocument, importResources } from './import-document';
import type { ImportOptions, ImportResult } from './import-document';
import { readForeign } from './read-foreign';
import { importReport, type ImportReport } from './import-report';

/** What to import. */
export interface ImportInput {
  /** An image template, an ARM template, compiled Bicep, what `az` prints, or a file of Packer, Terraform or Dev Box. */
  readonly text: string;
  /** What the text is called in diagnostics; absent: `template.json`. */
  readonly path?: string;
  /** Files that belong to the text, by their path from its folder: other files of its module, and the scripts that it names. */
  readonly files?: Readonly<Record<string, string>>;
  /** Name of the image, instead of the one in the template. */
  readonly name?: string;
  /** Values of the template's parameters: the text of a parameters file, or values by name. */
  readonly parameters?: string | Readonly<Record<string, unknown>>;
  /** True where parameters that have a default value stay parameters of the spec. */
  readonly keepParameters?: boolean;
}

/** What an import gives. */
export interface ImportOutput {
  /** A spec for each image template; none for one that cannot be built, of which `diagnostics` tells why. */
  readonly specs: readonly { readonly name: string; readonly text: string }[];
  /** What became of each part that is not in its spec as it was. */
  readonly report: ImportReport;
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes a spec of each image template in a document. Pure; a text that is not a template gives diagnostics, never an exception. */
export function importTemplate(input: ImportInput): ImportOutput {
  const result = importText(input);
  return {
    specs: result.specs.flatMap((spec) =>
      spec.image === undefined ? [] : [{ name: spec.name, text: spec.text }],
    ),
    report: importReport(result),
    diagnostics: result.diagnostics.map(published),
  };
}

function importText(input: ImportInput): ImportResult {
  const { text, path = 'template.json', name, parameters, keepParameters = false } = input;
  const common = { ...(name === undefined ? {} : { name }), stem: 'image', path };
  const format = documentFormat(path, text);
  if (format === 'script') {
    const { command, start } = templateCommand(text);
    const span = { source: { path, text }, start, end: start + command.length };
    return { specs: [], diagnostics: [diagnose('AIB609', { command }, { span })] };
  }
  if (format !== 'arm') return importForeign(format, input, path, common);
  return importDocument(text, {
    ...(typeof parameters === 'string' ? { parametersText: parameters } : {}),
    ...(typeof parameters === 'object' ? { parameterValues: parameters } : {}),
    ...common,
    keepParameters,
  });
}

function importForeign(
  format: ForeignFormat,
  { text, files = {}, parameters, keepParameters = false }: ImportInput,
  path: string,
  common: ImportOptions,
): ImportResult {
  const readFile = (file: string): string | undefined => files[normalizePath(file)];
  const same = Object.entries(files)
    .filter(([name]) => formatOfName(name) === format && !name.includes('/'))
    .map(([name, content]) => ({ path: name, text: content }));
  const isModule = format === 'terraform';
  const read = readForeign(format, {
    sources: [{ path, text }, ...(isModule ? same : [])],
    further: isModule ? [] : same,
    valueFiles: typeof parameters === 'string' ? [{ path: 'parameters', text: parameters }] : [],
    values:
      typeof parameters === 'object' ? Object.fromEntries(givenValues(parameters, false)) : {},
    keepParameters,
    readFile,
    isFolder: (folder) =>
      Object.keys(files).some((name) => name.startsWith(`${normalizePath(folder)}/`)),
  });
  return importResources(read, { ...common, readFile });
}
