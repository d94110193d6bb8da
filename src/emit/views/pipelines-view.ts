/** The pipelines of one image, and of a fleet: thin, all work is done by `run.sh`. */
import type { Image } from '../../image/image';
import type { SpecOptions } from '../../spec/spec-options';
import type { Environment } from '../../value/printers/json-printer';
import type { VariablePath } from '../../value/printers/yaml-printer';
import { vhdInStaging, waitMinutes } from './run-view';

/** A job that waits; a long build needs several in a row. */
interface Wait {
  readonly id: string;
  readonly needs: string;
  readonly azureId: string;
  readonly azureNeeds: string;
  readonly minutes: number;
  readonly jobMinutes: number;
  readonly last: boolean;
  /** In Azure Pipelines a step has one login, which lasts about an hour. */
  readonly parts: readonly { readonly minutes: number; readonly last: boolean }[];
}

/** The view of both pipelines. */
export interface PipelineView {
  readonly fleet: boolean;
  readonly label: string;
  /** A name that no other image has, of characters that mean nothing. */
  readonly lock: string;
  /** Words of the commands that read the specs: what to read, and what it is given. */
  readonly specs: string;
  readonly out: string;
  readonly flags: readonly string[];
  /** Further words of the command that builds. */
  readonly buildFlags: readonly string[];
  readonly script: string | VariablePath;
  /** Of a fleet: what a change has to touch, as a filter of GitHub and as folders. */
  readonly paths: readonly string[];
  readonly folders: readonly string[];
  /** Of a fleet: the condition that there is an image at all. */
  readonly any: string;
  readonly replace: boolean;
  readonly clean: boolean;
  readonly waits: readonly Wait[];
  readonly finishNeeds: string;
  readonly azureFinishNeeds: string;
  /** What ends with the pipeline, and leaves a build behind. */
  readonly stopNeeds: string;
  readonly azureStopNeeds: string;
  readonly azureStopped: string;
  /** True where a name is made of the content, so that older templates stay behind. */
  readonly contentHash: boolean;
  readonly checkout: string;
  readonly login: string;
}

/** Where a pipeline finds the image, from the root of the repository, and how it is built. */
export interface PipelinePaths {
  readonly spec: string;
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

/** Actions, pinned: a tag can be moved, a commit cannot. */
const actions = {
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  login: 'azure/login@a457da9ea143d694b1b9c7c869ebb04ebe844ef5 # v2.3.0',
} as const;

/** Hosted jobs end after 360 minutes; a job needs some for itself. */
const longestWait = 330;
const longestPart = 50;

/** Minutes cut into pieces of at most `longest`. */
function pieces(minutes: number, longest: number): readonly number[] {
  const count = Math.max(1, Math.ceil(minutes / longest));
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? minutes - index * longest : longest,
  );
}

function waitsFor(minutes: number, fleet: boolean): readonly Wait[] {
  return pieces(minutes, longestWait).map((own, index, all) => {
    const last = index === all.length - 1;
    const before = index === 0 ? 'build' : `wait-${index}`;
    return {
      id: `wait-${index + 1}`,
      needs: needs(before, fleet),
      azureId: `wait_${index + 1}`,
      azureNeeds: needs(before.replace('-', '_'), fleet),
      minutes: own,
      jobMinutes: own + 15,
      last,
      parts: pieces(own, longestPart).map((part, at, parts) => ({
        minutes: part,
        last: last && at === parts.length - 1,
      })),
    };
  });
}

/** A fleet's jobs read the matrix of the first one. */
function needs(job: string, fleet: boolean): string {
  return fleet ? `[check, ${job}]` : job;
}

function common(minutes: number, fleet: boolean) {
  const waits = waitsFor(minutes, fleet);
  const jobs = ['build', ...waits.map(({ id }) => id)];
  const azureJobs = jobs.map((job) => job.replace('-', '_'));
  return {
    fleet,
    waits,
    finishNeeds: needs(`wait-${waits.length}`, fleet),
    azureFinishNeeds: needs(`wait_${waits.length}`, fleet),
    stopNeeds: needs(jobs.join(', '), fleet).replace(/^[^[].*$/, '[$&]'),
    azureStopNeeds: needs(azureJobs.join(', '), fleet).replace(/^[^[].*$/, '[$&]'),
    azureStopped: azureJobs.map((job) => `dependencies.${job}.result`).join(', '),
    ...actions,
  };
}

/** The view of the pipelines of one image. */
export function pipelineView(
  image: Image,
  environment: Environment,
  paths: PipelinePaths,
): PipelineView {
  const vhd = vhdInStaging(image);
  return {
    label: `Image ${image.folder}`,
    lock: `aibgen-${image.folder.replace(/[^\w.-]+/g, '-')}`,
    specs: paths.spec,
    out: paths.out,
    flags: paths.flags,
    buildFlags: paths.buildFlags,
    script: `${paths.out}/${image.folder}/run.sh`,
    paths: [],
    folders: [],
    any: '',
    // What would be lost with the template is not deleted unasked.
    replace: !vhd,
    clean: !vhd && image.trigger === undefined && !image.contentHash,
    contentHash: image.contentHash,
    ...common(waitMinutes(image, environment), false),
  };
}

/** The view of the pipelines of all images below a folder; `minutes` is how long the longest is waited for. */
export function fleetView(paths: PipelinePaths, minutes: number): PipelineView {
  const { spec: specs, out, flags, buildFlags } = paths;
  return {
    label: 'Images',
    lock: 'aibgen-images',
    specs,
    out,
    flags,
    buildFlags,
    script: { variable: 'IMAGE_DIR', path: '/run.sh' },
    paths: [specs, out].map((folder) => (filter(folder) === '' ? '**' : `${filter(folder)}/**`)),
    folders: [specs, out].map((folder) => filter(folder) || '*'),
    any: ", eq(dependencies.check.outputs['matrix.any'], 'true')",
    replace: true,
    clean: false,
    contentHash: true,
    ...common(minutes, true),
  };
}

/** A folder as a filter, empty for all; what a filter or a pipeline would read otherwise may be anything. */
function filter(folder: string): string {
  const plain = folder.replace(/[^A-Za-z0-9_./-]+/g, '*').replace(/\/{2,}/g, '/');
  return plain.replace(/^\.?(?:\/|$)/, '').replace(/\/$/, '');
}
