/** The pipeline of a project: the commands of aibgen find out what is to be done, so that it holds no list of images. */
import { type ActionName, actionPins, terraformVersion } from '../../service/action-pins';
import type { OutputFormat } from '../../language/own-keys';
import type { SpecOptions } from '../../spec/spec-options';
import { ciWord, yamlText } from '../../value/printers/yaml-printer';

/** What both CI systems can be told. */
interface SystemSettings {
  readonly branches?: readonly string[];
  readonly environment?: string;
  readonly rightsEnvironment?: string;
  readonly runsOn?: string | readonly string[];
  readonly schedule?: string | readonly string[];
  readonly mode?: string;
  readonly prune?: boolean;
}

/** Settings of the pipelines, from the configuration file. */
export interface PipelineSettings {
  readonly github?: SystemSettings & {
    readonly planEnvironment?: string;
    /** A commit (with `# v1.2.3` after it), a tag, or owner/name@commit, by the name of the action. */
    readonly actions?: Readonly<Record<string, string | undefined>>;
  };
  readonly azure?: SystemSettings & {
    readonly serviceConnection?: string;
    readonly planServiceConnection?: string;
    readonly rightsServiceConnection?: string;
  };
  readonly package?: string;
  /** The formats of the project: where Terraform is the only one, it deploys. */
  readonly formats?: readonly OutputFormat[] | undefined;
}

/** Where a pipeline finds specs and outputs, from the root of the repository, and how they are built. */
export interface PipelinePaths {
  readonly specs: readonly string[];
  readonly out: string;
  /** The options that all commands take. */
  readonly flags: readonly string[];
  /** Those that only the build takes. */
  readonly buildFlags: readonly string[];
  readonly templates?: string | undefined;
}

/** What a job may last: a hosted one ends after 360 minutes. */
const longestWait = 330;

/** A build that is asked for by a setting `patchTuesday`: each day from the 9th to the 15th, of which the Wednesday counts. */
const patchTuesdayCron = '17 3 9-15 * *';

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

/** The words of commands, ready for a script. */
function commandsView(
  { specs, out, flags, buildFlags, templates }: PipelinePaths,
  source?: string,
) {
  const text = (words: readonly string[]): string => words.map(ciWord).join(' ');
  const folder = ['--out', out, ...(templates === undefined ? [] : ['--templates', templates])];
  return {
    aibgen:
      source === undefined
        ? `npx --yes aibgen@${AIBGEN_VERSION}`
        : `npx --yes --package ${ciWord(source)} -- aibgen`,
    specs: text(specs),
    outOptions: text([...folder, ...flags]),
    /** Arguments of commands that read specs only. */
    specOptions: text([...specs, ...flags]),
    /** Arguments of commands that read the output folder too. */
    specOutOptions: text([...specs, ...folder, ...flags]),
    buildOptions: text([...specs, ...folder, ...flags, ...buildFlags]),
  };
}

/** The settings of a CI system, with their defaults. */
function systemView(settings: SystemSettings, { formats = [] }: PipelineSettings) {
  const { branches = ['main'], schedule = [], runsOn = 'ubuntu-latest' } = settings;
  const schedules = [schedule].flat().map((one) => one.trim());
  const collect = settings.mode?.toLowerCase() === 'collect';
  const crons = schedules.map((one) => (one === 'patchTuesday' ? patchTuesdayCron : one));
  return {
    branches,
    crons: [...new Set(crons)],
    patchTuesday: schedules.includes('patchTuesday') ? patchTuesdayCron : '',
    runner: typeof runsOn === 'string' ? yamlText(runsOn) : `[${runsOn.map(yamlText).join(', ')}]`,
    environment: settings.environment ?? 'images',
    rightsEnvironment: settings.rightsEnvironment ?? 'image-rights',
    collect,
    /** True where something begins by the clock. */
    timed: collect || crons.length > 0,
    prune: settings.prune ?? false,
    /** The release of Terraform that plans and applies; false where aibgen deploys. */
    terraform: formats.join() === 'terraform' && terraformVersion,
    waitMinutes: longestWait,
  };
}

/** The view of the workflow for GitHub. `before` is the workflow that is there: actions that it has in newer versions stay. */
export function githubView(paths: PipelinePaths, settings: PipelineSettings, before = '') {
  const { github = {} } = settings;
  const found = before === '' ? [] : pinsIn(before);
  const uses = (name: ActionName): string => {
    const { action, commit, version } = actionPins[name];
    const setting = github.actions?.[name] ?? `${commit} # ${version}`;
    return newest(setting.includes('@') ? setting : `${action}@${setting}`, found);
  };
  return {
    ...commandsView(paths, settings.package),
    ...systemView(github, settings),
    planEnvironment: github.planEnvironment ?? 'image-plan',
    actions: {
      checkout: uses('checkout'),
      setupNode: uses('setupNode'),
      setupTerraform: uses('setupTerraform'),
      uploadArtifact: uses('uploadArtifact'),
      uploadSarif: uses('uploadSarif'),
    },
  };
}

/** How the names of Microsoft's hosted agents begin. */
const hostedImages = ['ubuntu-', 'windows-', 'macos-'];

/** The view of the pipeline for Azure Pipelines. */
export function azureView(paths: PipelinePaths, settings: PipelineSettings) {
  const { azure = {} } = settings;
  const view = systemView(azure, settings);
  const [runsOn = 'ubuntu-latest'] = [azure.runsOn ?? 'ubuntu-latest'].flat();
  return {
    ...commandsView(paths, settings.package),
    ...view,
    /** An image of Microsoft's hosted agents; any other name is that of a pool. */
    hosted: hostedImages.some((one) => runsOn.toLowerCase().startsWith(one)),
    pool: runsOn,
    serviceConnection: azure.serviceConnection ?? 'images',
    planServiceConnection: azure.planServiceConnection ?? 'images-plan',
    rightsServiceConnection: azure.rightsServiceConnection ?? 'images-rights',
  };
}

/** A use of an action whose version is known: a tag, or a commit with its version after it. */
const pinned = /\buses: ([\w.-]+\/[\w./-]+)@(?:[0-9a-f]{40} # )?v(\d+(?:\.\d+)*)(?=\s)/g;

interface Pin {
  readonly action: string;
  readonly version: string;
  /** All that follows `uses: `. */
  readonly text: string;
}

function pinsIn(workflow: string): readonly Pin[] {
  return [...workflow.matchAll(pinned)].map(([whole, action = '', version = '']) => ({
    action,
    version,
    text: whole.slice('uses: '.length),
  }));
}

/** A use of an action, or a newer version of it that was found: Renovate or Dependabot has raised it. */
function newest(use: string, found: readonly Pin[]): string {
  if (found.length === 0) return use;
  const [own] = pinsIn(`uses: ${use}\n`);
  if (!own) return use;
  return found
    .filter(({ action }) => action === own.action)
    .reduce((best, one) => (isNewer(one.version, best.version) ? one : best), own).text;
}

/** A workflow without the versions of its actions, for its checksum: raising one is not an edit by hand. */
export function withoutPins(workflow: string): string {
  return workflow.replace(pinned, 'uses: $1');
}

function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const [left, right] = [a?.[index] ?? 0, b?.[index] ?? 0];
    if (left !== right) return left > right;
  }
  return false;
}
