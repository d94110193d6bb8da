/** An image -> its files, the manifest included. */
import type { Finding } from '../diagnostics/diagnostic';
import { renderOutputs } from './outputs';
import type { UserTemplates } from './user-templates/user-templates';
import type { Image } from '../image/image';
import { rightsOf } from '../rights/identity-rights';
import { checksum } from '../lib/checksum';
import { folderOf, relativeTo } from '../lib/paths';
import { manifestText, sortedRecord } from './manifest-text';
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
  const folder = folderOf(entry);
  const known = new Map<string, string>();
  const relative = (path: string): string => {
    const found = known.get(path) ?? relativeTo(folder, path);
    known.set(path, found);
    return found;
  };
  const { files, diagnostics } = renderOutputs({ image, rights: rightsOf(image), relative, own });
  const hashes = files.map(([path, text]) => [path, checksum(text)] as const);
  const manifest = manifestText(image, entry, used, options, sortedRecord(hashes), own);
  const outputs: Record<string, string> = {};
  for (const [path, text] of files) outputs[`${image.folder}/${path}`] = text;
  outputs[`${image.folder}/.aibgen.json`] = manifest;
  return { outputs, diagnostics };
}
