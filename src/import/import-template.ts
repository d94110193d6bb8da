/** Templates -> specs, as a library: what `aibgen import` does, without a file system. */
import { published } from '../diagnostics/diagnostic';
import type { Diagnostic } from '../diagnostics/diagnostic';
import { importDocument } from './import-document';
import { importReport } from './import-report';
import type { ImportReport } from './import-report';

/** What to import. */
export interface ImportInput {
  /** An image template, an ARM template, compiled Bicep, or what `az` prints; comments and trailing commas are fine. */
  readonly text: string;
  /** What the text is called in diagnostics; absent: `template.json`. */
  readonly path?: string;
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
  const { text, path = 'template.json', name, parameters, keepParameters = false } = input;
  const result = importDocument(text, {
    ...(typeof parameters === 'string' ? { parametersText: parameters } : {}),
    ...(typeof parameters === 'object' ? { parameterValues: parameters } : {}),
    ...(name === undefined ? {} : { name }),
    keepParameters,
    stem: 'image',
    path,
  });
  return {
    specs: result.specs.flatMap((spec) =>
      spec.image === undefined ? [] : [{ name: spec.name, text: spec.text }],
    ),
    report: importReport(result),
    diagnostics: result.diagnostics.map(published),
  };
}
