/** An image -> its files, the manifest included. */
import type { Finding } from '../diagnostics/diagnostic';
import { type Outputs, renderOutputs, renderPipelines } from './outputs';
import type { UserTemplates } from './user-templates/user-templates';
import { type PipelinePaths, specFlags } from './views/pipelines-view';
import type { Image } from '../image/image';
import { rightsOf } from '../rights/identity-rights';
import { checksum } from '../lib/checksum';
import { baseName, folderOf, relativeTo } from '../lib/paths';
import { manifestText, ownOptions, sortedRecord } from './manifest-text';
import type { SpecOptions } from '../spec/spec-options';

/** The files of an image by path below the output folder, and what its templates had to say. */
export interface ImageOutputs {
  readonly outputs: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Finding[];
}

/** Renders all files of an image; only templates of the user (`own`) can fail. */
export function imageOutputs(
  image: Image,
  entry: string,
  used: Readonly<Record<string, string>>,
  options: SpecOptions,
  own?: UserTemplates,
): ImageOutputs {
  const relative = (path: string): string => relativeTo(folderOf(entry), path);
  const { files, diagnostics } = renderOutputs({
    image,
    rights: rightsOf(image),
    relative,
    own,
    paths: {
      spec: `specs/${image.specFile}`,
      out: 'out',
      flags: specFlags(ownOptions(image, options)),
      buildFlags: own ? ['--templates', baseName(own.folder) || 'templates'] : [],
    },
  });
  const hashes = Object.entries(files).map(
    ([path, text]) => [path, checksum(new TextEncoder().encode(text))] as const,
  );
  const manifest = manifestText(image, entry, used, options, sortedRecord(hashes), own);
  const outputs = Object.fromEntries(
    [...Object.entries(files), ['.aibgen.json', manifest] as const].map(([path, text]) => [
      `${image.folder}/${path}`,
      text,
    ]),
  );
  return { outputs, diagnostics };
}

/** The pipelines of an image by their kind, for a repository in which it lies at these paths. */
export function imagePipelines(
  image: Image,
  entry: string,
  options: SpecOptions,
  own: UserTemplates | undefined,
  paths: Omit<PipelinePaths, 'flags'>,
): Outputs {
  return renderPipelines({
    image,
    rights: rightsOf(image),
    relative: (path) => relativeTo(folderOf(entry), path),
    own,
    paths: { ...paths, flags: specFlags(ownOptions(image, options)) },
  });
}
