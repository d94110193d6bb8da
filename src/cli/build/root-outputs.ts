/** What is in the output folder itself: the JSON Schema of the spec, and the pipelines of the project. */
import { manifestName, writtenFiles } from '../../disk/manifest';
import { allTrusted } from '../../disk/receipts';
import { type FolderOutputs, isUpToDate } from '../../disk/write-outputs';
import { checksum } from '../../lib/checksum';
import type { Io } from '../io';
import { ownPipelines, type PipelineInput, pipelinesFolder } from './ci-pipelines';

const schemaName = 'aibgen.schema.json';

/** Names in the output folder that are no image's. */
export const rootNames = [schemaName, pipelinesFolder, manifestName] as const;

/**
 * The files of the output folder itself; undefined where they are there already. The manifest knows what the pipelines were
 * made from, so that they are not rendered to find out.
 * @param isAll false where only some specs were named: then the pipelines stay as they are
 */
export async function rootOutputs(
  io: Io,
  input: PipelineInput,
  isAll: boolean,
): Promise<FolderOutputs | undefined> {
  const { schema } = io;
  const { out } = input.options;
  const hasSchema = writtenFiles(io.host, out).get(schemaName)?.includes(schema.checksum) === true;
  if (!isAll && hasSchema) return undefined;
  const pipelines = ownPipelines(input);
  const manifest = (files: Readonly<Record<string, string>>): string =>
    `${JSON.stringify({ version: AIBGEN_VERSION, pipelines: pipelines.checksum, files }, null, 2)}\n`;
  if (hasSchema && isUpToDate(io.host, out, out, allTrusted, manifest)) return undefined;
  const texts = await pipelines.render();
  const hashes = Object.entries(texts).map(([path, text]) => [path, checksum(text)] as const);
  const files = { [schemaName]: schema.checksum, ...Object.fromEntries(hashes) };
  return {
    folder: out,
    files: { [schemaName]: schema.text(), ...texts, [manifestName]: manifest(files) },
  };
}
