/** The output folder of an image, read for a deployment: it has to be what its spec makes. */
import { diagnose, type Finding, hasErrors } from '../../diagnostics/diagnostic';
import { checkFolder } from '../../disk/check-outputs';
import type { Host } from '../../disk/host';
import { manifestName } from '../../disk/manifest';
import type { UserTemplates } from '../../emit/user-templates/user-templates';
import { get, isJsonObject, type JsonObject, parseJson, textAt, textFields } from '../../lib/json';
import { baseName } from '../../lib/paths';
import type { SpecOptions } from '../../spec/spec-options';
import { folderOutputs } from '../build/folder-outputs';
import { buildCommand } from '../build/rebuild-command';
import type { WorkOptions } from '../fleet/worker-protocol';
import { resolveSpec, type RunImage } from '../../project/resolve-all';
import type { ResolvedImage } from '../../resolve';
import type { FolderOutputs } from '../../disk/write-outputs';

/** The two files that are deployed. */
export interface DeployedFiles {
  readonly template: JsonObject;
  readonly parameters: JsonObject;
}

/** The options with which an output folder was built, as its manifest has them; none where there is no manifest. */
export function builtWith(host: Host, folder: string): SpecOptions {
  const path = `${folder}/${manifestName}`;
  const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
  const manifest = bytes && parseJson(new TextDecoder().decode(bytes));
  const subscription = textAt(manifest, 'subscription');
  const resourceGroup = textAt(manifest, 'resourceGroup');
  return {
    set: textFields(get(manifest, 'set')),
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}

/** Reads what is deployed, or says that it is not what the spec makes. */
export async function readDeployment(
  host: Host,
  { image, spec }: RunImage,
  { out, project, templates }: WorkOptions & SpecOptions & { readonly out: string },
  own: UserTemplates | undefined,
): Promise<DeployedFiles | Finding> {
  const folder = `${out}/${image.folder}`;
  const options = { ...builtWith(host, folder), ...(project ? { project } : {}) };
  const command = buildCommand([spec], {
    ...options,
    set: options.set ?? {},
    out,
    templates,
  });
  const stale = (files: readonly string[]): Finding =>
    diagnose('AIB808', { files, command }, { file: spec });
  const resolved = resolveSpec(host, spec, options, new Map());
  const same = resolved.images.find((one) => one.image.folder === image.folder);
  if (!same) return stale([folder]);
  const { diagnostics, ...outputs } = await folderOutputs(same, spec, out, options, own);
  // Another release may make the same files: then only the manifest differs.
  const { [manifestName]: _manifest, ...files } = outputs.files;
  const found = hasErrors(diagnostics)
    ? diagnostics
    : checkFolder(host, out, { ...outputs, files }, command);
  if (found.length > 0) return stale([...new Set(found.map(({ file }) => baseName(file)))]);
  // What was compared is used, not what is there by now; Azure takes the ARM template, written or not.
  const arm = await armFiles(same, spec, out, options, own, files);
  const template = parseJson(arm['azuredeploy.json'] ?? '');
  const parameters = get(parseJson(arm['azuredeploy.parameters.json'] ?? ''), 'parameters');
  // Templates of the user may make something else of them.
  if (!isJsonObject(template)) return stale(['azuredeploy.json']);
  return { template, parameters: isJsonObject(parameters) ? parameters : {} };
}

/** The files of an image with the ARM template, which an image of other formats does not write. */
async function armFiles(
  one: ResolvedImage,
  spec: string,
  out: string,
  options: SpecOptions,
  own: UserTemplates | undefined,
  files: FolderOutputs['files'],
): Promise<FolderOutputs['files']> {
  if (one.image.formats.includes('arm')) return files;
  const inArm = { ...one, image: { ...one.image, formats: ['arm' as const] } };
  return (await folderOutputs(inArm, spec, out, options, own)).files;
}
