/** An image -> its files, the manifest included. */
import type { Diagnostic } from './diagnostics/diagnostic';
import { renderOutputs } from './emit/outputs';
import type { OwnTemplates } from './emit/own-templates';
import type { Image } from './model/image';
import { rightsOf } from './model/rights';
import { checksum } from './model/scripts';
import { folderOf, relativeTo } from './paths';
import type { SpecOptions } from './resolve';

/** The files of an image by path below the output folder, and what its templates had to say. */
export interface ImageOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Renders all files of an image; only templates of the user (`own`) can fail. */
export function imageOutputs(
  image: Image,
  entry: string,
  used: Readonly<Record<string, string>>,
  options: SpecOptions,
  own?: OwnTemplates,
): ImageOutputs {
  const relative = (path: string): string => relativeTo(folderOf(entry), path);
  const { files, diagnostics } = renderOutputs(image, rightsOf(image), relative, own);
  const manifest = manifestOf(files, used, relative, options, image, own);
  const outputs = Object.fromEntries(
    [...Object.entries(files), ['.aibgen.json', manifest] as const].map(([path, text]) => [
      `${image.folder}/${path}`,
      text,
    ]),
  );
  return { outputs, diagnostics };
}

function manifestOf(
  files: Readonly<Record<string, string>>,
  used: Readonly<Record<string, string>>,
  relative: (path: string) => string,
  options: SpecOptions,
  image: Image,
  own: OwnTemplates | undefined,
): string {
  const declared = new Set(image.parameters.map((parameter) => parameter.name));
  const set = Object.entries(options.set ?? {}).filter(([name]) => declared.has(name));
  const manifest = {
    version: AIBGEN_VERSION,
    spec: image.specFile,
    inputs: sorted(Object.entries(used).map(([path, hash]) => [relative(path), hash])),
    set: sorted(set),
    ...(own ? { templates: sorted(Object.entries(own.hashes)) } : {}),
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
