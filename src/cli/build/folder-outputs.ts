/** The files of an image, and one checksum for all of them, to compare them with those of a commit. */
import type { Finding } from '../../diagnostics/diagnostic';
import type { GitHash } from '../../disk/git';
import type { FolderOutputs } from '../../disk/write-outputs';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { checksum } from '../../lib/checksum';
import { folderOf } from '../../lib/paths';
import type { RunImage } from '../../project/resolve-all';
import type { ResolvedImage } from '../../resolve';
import type { SpecOptions } from '../../spec/spec-options';

/** The files of an image, by their path in its folder. */
export async function folderOutputs(
  { image, used }: ResolvedImage,
  spec: string,
  out: string,
  options: SpecOptions,
  own: UserTemplates | undefined,
): Promise<FolderOutputs & { readonly diagnostics: readonly Finding[] }> {
  const { imageOutputs } = await import('../../emit/rendering');
  const prefix = `${image.folder}/`;
  const { outputs, diagnostics } = imageOutputs(image, spec, used, options, own);
  return {
    folder: `${out}/${image.folder}`,
    specFolder: folderOf(spec),
    diagnostics,
    files: Object.fromEntries(
      Object.entries(outputs).map(([path, text]) => [path.slice(prefix.length), text]),
    ),
  };
}

/** Which outputs count: all, or only those that Azure sees. */
export type Counted = 'all' | 'deployed';

/** Outputs that tell about an image, and of which Azure sees nothing: their change is no reason to deploy or build. */
const documents: ReadonlySet<string> = new Set(['.aibgen.json', 'README.md', 'roles.json']);

/** What the first release wrote into the folder of an image, and this one does not. */
function isRetired(path: string): boolean {
  return path === 'run.sh' || path.startsWith('pipelines/');
}

/** The checksum of some outputs, from the ids that git gives to them; by their path in the folder of the image. */
export function checksumOfIds(
  ids: Iterable<readonly [path: string, id: string]>,
  counted: Counted,
): string {
  const lines = [...ids]
    .filter(([path]) => counted === 'all' || !(documents.has(path) || isRetired(path)))
    .map(([path, id]) => `${id} ${path}\0`);
  return checksum(lines.toSorted().join(''));
}

/** The checksum of the outputs that an image has now. */
export async function outputsChecksum(
  one: RunImage,
  options: SpecOptions,
  own: UserTemplates | undefined,
  algorithm: GitHash,
  counted: Counted,
): Promise<string> {
  const { gitId } = await import('../../disk/git');
  const { files } = await folderOutputs(one, one.spec, '', options, own);
  const ids = Object.entries(files).map(([path, text]) => [path, gitId(text, algorithm)] as const);
  return checksumOfIds(ids, counted);
}
