/** The pipeline of a project: the commands of aibgen find out what is to be done, so that it holds no list of images. */
import type { SpecOptions } from '../../spec/spec-options';

/** The view of the pipelines of both CI systems. */
export interface PipelineView {
  /** Words of every command: the specs, the output folder, how specs are resolved. */
  readonly words: readonly string[];
  /** Those of them that are options. */
  readonly options: readonly string[];
  /** Further words of the command that builds. */
  readonly buildWords: readonly string[];
  /** What a change has to touch: as filters of GitHub, and as folders. */
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  readonly checkout: string;
}

/** Where a pipeline finds specs and outputs, from the root of the repository, and how they are built. */
export interface PipelinePaths {
  readonly specs: readonly string[];
  readonly out: string;
  /** The flags of the build that all commands take. */
  readonly flags: readonly string[];
  /** Those that the command takes which builds. */
  readonly buildFlags: readonly string[];
}

/** The words of the command line that say how specs are resolved. */
export function specFlags({
  set = {},
  subscription,
  resourceGroup,
}: SpecOptions): readonly string[] {
  return [
    ...Object.entries(set).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ...(subscription === undefined ? [] : ['--subscription', subscription]),
    ...(resourceGroup === undefined ? [] : ['--resource-group', resourceGroup]),
  ];
}

/** The action, pinned: a tag can be moved, a commit cannot. */
const checkout = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2';

/** The view of a pipeline. */
export function pipelineView({ specs, out, flags, buildFlags }: PipelinePaths): PipelineView {
  const options = ['--out', out, ...flags];
  const folders = [...specs, out];
  return {
    words: [...specs, ...options],
    options,
    buildWords: buildFlags,
    paths: folders.map(pathFilter),
    folders: folders.map((folder) => filter(folder) || '*'),
    checkout,
  };
}

/** All below a folder; a file by its own name. */
function pathFilter(path: string): string {
  const plain = filter(path);
  if (plain === '') return '**';
  return /\.ya?ml$/i.test(plain) ? plain : `${plain}/**`;
}

/** A folder as a filter, empty for all; what a filter or a pipeline would read otherwise may be anything. */
function filter(folder: string): string {
  const plain = folder.replace(/[^A-Za-z0-9_./-]+/g, '*').replace(/\/{2,}/g, '/');
  return plain.replace(/^\.?(?:\/|$)/, '').replace(/\/$/, '');
}
