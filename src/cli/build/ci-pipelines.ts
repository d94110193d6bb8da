/** `aibgen build --pipelines <folder>`: the pipeline where a CI system reads it, in a folder that is not aibgen's alone. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { repositoryRoot } from '../../disk/project';
import type { Host } from '../../disk/host';
import { manifestName } from '../../disk/manifest';
import type { FolderOutputs } from '../../disk/write-outputs';
import type { PipelineKind } from '../../emit/output-context';
import { pipelineView, specFlags } from '../../emit/views/pipelines-view';
import { checksum } from '../../lib/checksum';
import { absolutePath, normalizePath, relativeTo, toSlashes } from '../../lib/paths';
import type { BuildOptions } from './build-options';
import { defaultFolder } from '../default-folder';

/** What a build puts into folders of pipelines. */
export interface PlacedPipelines {
  readonly folders: readonly FolderOutputs[];
  readonly diagnostics: readonly Finding[];
}

/** The flags of a build that its pipelines repeat. */
type Options = Pick<
  BuildOptions,
  'out' | 'templates' | 'pipelines' | 'set' | 'subscription' | 'resourceGroup'
>;

/** GitHub takes every file of its folder with this ending for a workflow. */
const names: Readonly<Record<PipelineKind, string>> = {
  github: 'aibgen.yml',
  azure: 'aibgen.azure-pipelines.yml',
};

/** What the pipelines are about. */
export interface PipelineInput {
  readonly host: Host;
  /** The CI systems that the specs ask for. */
  readonly kinds: readonly PipelineKind[];
  /** The specs as the command line names them. */
  readonly args: readonly string[];
  readonly options: Options;
  /** True where the specs are all of a folder: a few that are named are not all that a pipeline is for. */
  readonly folders: boolean;
}

/** Renders the pipelines, and says where they go. */
export async function placePipelines(input: PipelineInput): Promise<PlacedPipelines> {
  const { args, host, options } = input;
  const { cwd } = host;
  const out = normalizePath(options.out);
  const targets = targetsOf(options);
  const diagnostics = targets
    .filter((folder) => isInside(folder, out))
    .map((folder) => diagnose('AIB941', { path: folder }, { file: folder }));
  if (diagnostics.length > 0) return { folders: [], diagnostics };
  const view = pipelineView({
    specs: (args.length > 0 ? args : [defaultFolder]).map((arg) => fromRepository(cwd, arg)),
    out: fromRepository(cwd, options.out),
    flags: specFlags(options),
    buildFlags: buildFlags(cwd, options),
  });
  const { renderPipeline } = await import('../../emit/rendering');
  const open = targets.filter(
    (folder) => input.folders || host.kindOf(`${folder}/${manifestName}`) === undefined,
  );
  const folders = open.map((folder) => {
    const kinds = kindsIn(folder, targets).filter((kind) => input.kinds.includes(kind));
    return outputsIn(
      folder,
      kinds.map((kind) => [names[kind], renderPipeline(kind, view)]),
    );
  });
  return { folders, diagnostics };
}

function targetsOf({ pipelines }: Options): readonly string[] {
  return [...new Set(pipelines.map(plainFolder))];
}

function plainFolder(given: string): string {
  return normalizePath(toSlashes(given)) || '.';
}

function isInside(folder: string, out: string): boolean {
  if (out === '') return !folder.startsWith('../') && !folder.startsWith('/');
  return folder === out || folder.startsWith(`${out}/`);
}

function isWorkflows(folder: string): boolean {
  return /(?:^|\/)\.github\/workflows$/.test(folder);
}

/** Workflows go where GitHub reads them, where that is named; no other pipeline may lie there. */
function kindsIn(folder: string, all: readonly string[]): readonly PipelineKind[] {
  if (isWorkflows(folder)) return ['github'];
  return all.some(isWorkflows) ? ['azure'] : ['github', 'azure'];
}

function buildFlags(cwd: string, options: Options): readonly string[] {
  const { templates } = options;
  return [
    ...(templates === undefined ? [] : ['--templates', fromRepository(cwd, templates)]),
    ...targetsOf(options).flatMap((folder) => ['--pipelines', fromRepository(cwd, folder)]),
  ];
}

/** A path in a pipeline: relative to the root of the repository, if the working folder is in one. */
function fromRepository(cwd: string, path: string): string {
  const root = toSlashes(repositoryRoot(cwd));
  return relativeTo(root, absolutePath(cwd, toSlashes(path))) || '.';
}

/** The outputs of one folder, with their manifest: what else lies there is not aibgen's. */
function outputsIn(
  folder: string,
  pipelines: readonly (readonly [name: string, text: string])[],
): FolderOutputs {
  const hashes = pipelines.map(
    ([name, text]) => [name, checksum(new TextEncoder().encode(text))] as const,
  );
  const manifest = { version: AIBGEN_VERSION, files: Object.fromEntries(hashes) };
  return {
    folder,
    files: {
      ...Object.fromEntries(pipelines),
      [manifestName]: `${JSON.stringify(manifest, null, 2)}\n`,
    },
    shared: { others: new Set() },
  };
}
