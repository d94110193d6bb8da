/** The pipelines of a project: in the output folder, and with `--pipelines <folder>` where a CI system reads them. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import type { Host } from '../../disk/host';
import { repositoryRoot } from '../../disk/project';
import { manifestName } from '../../disk/manifest';
import type { FolderOutputs } from '../../disk/write-outputs';
import {
  azureView,
  githubView,
  type PipelinePaths,
  type PipelineSettings,
  specFlags,
  withoutPins,
} from '../../emit/views/pipelines-view';
import { checksum } from '../../lib/checksum';
import { absolutePath, normalizePath, relativeTo, toSlashes } from '../../lib/paths';
import type { BuildOptions } from './build-options';
import { defaultFolder } from '../../project/default-folder';

/** The folder in the output folder that holds the pipelines; no image may have its name. */
export const pipelinesFolder = 'pipelines';

/** What is said of a build. */
type Options = Pick<
  BuildOptions,
  'out' | 'templates' | 'pipelines' | 'set' | 'subscription' | 'resourceGroup'
>;

/** What the pipelines are about. */
export interface PipelineInput {
  readonly host: Host;
  /** The specs as the command line names them. */
  readonly args: readonly string[];
  readonly options: Options;
  readonly settings: PipelineSettings;
}

/** What a build puts into folders of pipelines. */
export interface PlacedPipelines {
  readonly folders: readonly FolderOutputs[];
  readonly diagnostics: readonly Finding[];
}

/** The pipelines in the output folder: what they are made from, and their texts by path. */
export function ownPipelines({ host, args, options, settings }: PipelineInput) {
  const paths = pathsOf(host, args, { ...options, pipelines: [] });
  const views = { github: githubView(paths, settings), azure: azureView(paths, settings) };
  return {
    checksum: checksum(JSON.stringify(views)),
    render: async (): Promise<Readonly<Record<string, string>>> => {
      const { renderPipeline } = await import('../../emit/rendering');
      return {
        [`${pipelinesFolder}/azure-pipelines.yml`]: renderPipeline('azure', views.azure),
        [`${pipelinesFolder}/github.yml`]: renderPipeline('github', views.github),
      };
    },
  };
}

/**
 * Renders the pipelines for the folders that `--pipelines` names.
 * @param isAll false where only some specs were named: pipelines that are there stay as they are
 */
export async function placePipelines(
  input: PipelineInput,
  isAll: boolean,
): Promise<PlacedPipelines> {
  const { args, host, options, settings } = input;
  const out = normalizePath(options.out);
  const targets = targetsOf(options);
  const diagnostics = targets
    .filter((folder) => isInside(folder, out))
    .map((folder) => diagnose('AIB941', { path: folder }, { file: folder }));
  if (diagnostics.length > 0) return { folders: [], diagnostics };
  const { renderPipeline } = await import('../../emit/rendering');
  const paths = pathsOf(host, args, options);
  const open = targets.filter(
    (folder) => isAll || host.kindOf(`${folder}/${manifestName}`) === undefined,
  );
  const folders = open.map((folder) => {
    const files: [string, string][] = [];
    if (isWorkflows(folder) || !targets.some(isWorkflows)) {
      const path = 'aibgen.yml';
      const before = textOf(host, `${folder}/${path}`);
      files.push([path, renderPipeline('github', githubView(paths, settings, before))]);
    }
    if (!isWorkflows(folder)) {
      files.push([
        'aibgen.azure-pipelines.yml',
        renderPipeline('azure', azureView(paths, settings)),
      ]);
    }
    return outputsIn(folder, files);
  });
  return { folders, diagnostics };
}

function pathsOf(host: Host, args: readonly string[], options: Options): PipelinePaths {
  const { out, templates } = options;
  const root = toSlashes(repositoryRoot(host));
  // As a pipeline says it: from the root of the repository, if the working folder is in one.
  const fromRoot = (path: string): string =>
    relativeTo(root, absolutePath(host.cwd, toSlashes(path))) || '.';
  return {
    specs: (args.length > 0 ? args : [defaultFolder]).map(fromRoot),
    out: fromRoot(out),
    flags: specFlags(options),
    templates: templates === undefined ? undefined : fromRoot(templates),
    buildFlags: targetsOf(options).flatMap((folder) => ['--pipelines', fromRoot(folder)]),
  };
}

function targetsOf({ pipelines }: Options): readonly string[] {
  return [...new Set(pipelines.map((given) => normalizePath(toSlashes(given)) || '.'))];
}

function isInside(folder: string, out: string): boolean {
  if (out === '') return !folder.startsWith('../') && !folder.startsWith('/');
  return folder === out || folder.startsWith(`${out}/`);
}

/** GitHub takes every file of this folder for a workflow: no other pipeline may lie there. */
function isWorkflows(folder: string): boolean {
  return /(?:^|\/)\.github\/workflows$/.test(folder);
}

function textOf(host: Host, path: string): string {
  const bytes = host.kindOf(path) === 'file' ? host.readFile(path) : undefined;
  return bytes ? new TextDecoder().decode(bytes) : '';
}

/** The outputs of one folder, with their manifest: what else is there is not aibgen's. */
function outputsIn(
  folder: string,
  pipelines: readonly (readonly [name: string, text: string])[],
): FolderOutputs {
  const hashes = pipelines.map(([name, text]) => [name, checksum(withoutPins(text))] as const);
  const manifest = { version: AIBGEN_VERSION, files: Object.fromEntries(hashes) };
  return {
    folder,
    files: {
      ...Object.fromEntries(pipelines),
      [manifestName]: `${JSON.stringify(manifest, null, 2)}\n`,
    },
    shared: {
      others: new Set(),
      // A bot may raise the versions of actions: that is not an edit by hand.
      checksumOf: (bytes) => checksum(withoutPins(new TextDecoder().decode(bytes))),
    },
  };
}
