/** The configuration file `aibgen.config.yaml`, declared with the same machinery as the spec. */
import {
  boolean,
  fixed,
  list,
  mapping,
  object,
  oneOf,
  plain,
  revised,
  string,
  union,
} from '../language/declare';
import { formatsType } from '../language/own-keys';
import type { InferFields } from '../language/type';
import { policiesType } from './policy-type';

const pathType = (doc: string, example: string) => string(doc, { ...fixed, examples: [example] });

const cronPattern = {
  regex: /^\s*(?:patchTuesday|[\d*,/A-Za-z-]+(?:\s+[\d*,/A-Za-z-]+){4})\s*$/,
  what: 'a cron expression of five fields, such as 17 3 * * 2, nor patchTuesday',
};

const cronType = string('When: a cron expression in UTC, or patchTuesday.', {
  ...fixed,
  pattern: cronPattern,
  examples: ['17 3 * * 2'],
});

const labelType = string('Label of the runner.', { ...fixed, examples: ['ubuntu-latest'] });

/** What a name of an environment or a service connection may hold. */
const nameOfSetting = (doc: string, value: string) =>
  string(doc, {
    ...fixed,
    default: value,
    pattern: {
      regex: /^[A-Za-z0-9][A-Za-z0-9 _.-]{0,99}$/,
      what: 'a name of letters, digits, spaces and _ . -',
    },
  });

/** A branch; GitHub and Azure Pipelines take patterns as well. */
const branchType = string('Name of a branch.', {
  ...fixed,
  pattern: { regex: /^[A-Za-z0-9_./*-]+$/, what: 'the name of a branch, or a pattern' },
  examples: ['main'],
});

/** Settings that both CI systems have. */
const shared = {
  branches: list('Branches whose pushes are deployed and built.', branchType, {
    minItems: 1,
    default: ['main'],
  }),
  environment: nameOfSetting('Environment of the build job.', 'images'),
  rightsEnvironment: nameOfSetting('Environment of the job that deploys rights.', 'image-rights'),
  runsOn: union(
    'Where the jobs run: the label of a hosted runner, or a pool of your own.',
    'a runner',
    [plain(labelType), plain(list('Several labels.', labelType, { minItems: 1 }))],
    { default: 'ubuntu-latest' },
  ),
  schedule: union(
    'When all images are built again, even those that have not changed.',
    'a schedule',
    [plain(cronType), plain(list('Several schedules.', cronType, { minItems: 1 }))],
  ),
  mode: oneOf(
    'wait: the build job follows the builds to their ends; collect: it only starts them, and a short job picks them up later.',
    ['wait', 'collect'],
    { ...fixed, default: 'wait' },
  ),
  prune: boolean('Delete the image versions beyond keep after a scheduled build.', {
    ...fixed,
    default: false,
  }),
};

const actionType = string(
  'The commit or tag to use, or owner/name@commit; a commit may be followed by # and its version.',
  {
    ...fixed,
    pattern: {
      regex: /^(?:[\w.-]+\/[\w./-]+@)?[\w./-]+(?: # v\d+(?:\.\d+)*)?$/,
      what: 'a commit, a tag, or owner/name@commit, and the version of the commit after " # "',
    },
    examples: ['v7'],
  },
);

const githubType = object('The pipeline for GitHub Actions.', {
  ...shared,
  planEnvironment: nameOfSetting(
    'Environment of the preview of a pull request, with an identity that can only read.',
    'image-plan',
  ),
  actions: object('Versions of actions other than the ones that come with aibgen.', {
    checkout: actionType,
    setupNode: actionType,
    setupTerraform: actionType,
    uploadArtifact: actionType,
    uploadSarif: actionType,
  }),
});

const azureType = object('The pipeline for Azure Pipelines.', {
  ...shared,
  serviceConnection: nameOfSetting('Service connection of the build job.', 'images'),
  planServiceConnection: nameOfSetting(
    'Service connection of the preview, with an identity that can only read.',
    'images-plan',
  ),
  rightsServiceConnection: nameOfSetting(
    'Service connection of the job that deploys rights.',
    'images-rights',
  ),
});

const fields = {
  specs: union(
    'Where the specs are.',
    'the specs',
    [
      plain(pathType('A folder, file or glob.', 'specs')),
      plain(
        list('Several folders, files or globs.', pathType('A folder, file or glob.', 'specs'), {
          minItems: 1,
        }),
      ),
    ],
    { default: 'specs' },
  ),
  out: revised(pathType('The output folder.', 'out'), { default: 'out' }),
  templates: pathType('Folder of your own templates.', 'templates'),
  formats: formatsType,
  strict: boolean('Let warnings fail, as --strict does.', { ...fixed, default: false }),
  rules: mapping(
    'What the findings of a rule weigh in this project; off drops them. Errors cannot be lowered.',
    'a code',
    oneOf('The level.', ['error', 'warning', 'info', 'off'], fixed),
    { examples: [{ AIB415: 'error' }] },
  ),
  require: policiesType,
  scripts: object('What the scripts of the images are checked with, besides the rules of aibgen.', {
    shellcheck: boolean('Run shellcheck, where it is installed.', { ...fixed, default: false }),
    psScriptAnalyzer: boolean('Run PSScriptAnalyzer, where it is installed.', {
      ...fixed,
      default: false,
    }),
  }),
  pipelines: object('The pipelines for CI systems.', {
    folders: list(
      'Folders in which CI systems read their pipelines: each build puts them there, as --pipelines does.',
      pathType('A folder.', '.github/workflows'),
    ),
    github: githubType,
    azure: azureType,
    package: string(
      'Where npx gets aibgen from: another name, a version, a tarball, or a file in the repository.',
      {
        ...fixed,
        pattern: {
          regex: /^[\w@./:+~^-]+$/,
          what: 'a package, an address or a path without spaces',
        },
        examples: ['@corp/aibgen@1.0.0'],
      },
    ),
  }),
};

/** The whole file. */
export const configType = object('Settings of a project that uses aibgen.', fields);

/** The values of the file. */
export type Config = InferFields<typeof fields>;
