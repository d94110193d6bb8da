/** The commands of aibgen: arguments and options, nothing else. */
import { InvalidArgumentError, Option } from 'commander';
import { apiVersions } from '../service/api-versions';
import type { LiveDiffOptions } from './commands/diff-live';
import type { ImportFlags } from './commands/import';
import { type InitFlags, pipelineChoices } from './init/settings';
import { defaultFolder } from '../project/default-folder';
import { formats } from './report';
import type { LiveRolesOptions } from './commands/roles-live';
import type { UpgradeFlags } from './commands/upgrade';
import { parseShard, type SliceOptions } from './fleet-slice';
import { azureCommands } from './azure-commands';
import {
  cloudOption,
  type Define,
  example,
  outOption,
  setOption,
  templatesOption,
  valuesOption,
} from './shared-options';

export const commands: Readonly<Record<string, Define>> = {
  build: (command, io, done) =>
    command
      .description('write all outputs of the specs')
      .argument('[spec...]', 'spec files, folders or globs (default: the folder specs)')
      .addOption(outOption('output folder'))
      .option('--check', 'write nothing; fail if a file is stale, missing or orphaned', false)
      .option('--force', 'overwrite files that were edited by hand', false)
      .option('--prune', 'remove the folders of images that no spec makes any more', false)
      .option('--watch', 'rebuild whenever a file of the specs changes', false)
      .option('--stdout <file>', 'print one output, write nothing')
      .addOption(setOption())
      .addOption(templatesOption())
      .addOption(
        new Option(
          '--pipelines <folder>',
          'put pipelines where a CI system reads them (repeatable)',
        )
          .argParser((folder: string, before: readonly string[]) => [...before, folder])
          .default([], 'none'),
      )
      .option('--subscription <id>', 'subscription for the bare JSON')
      .option('--resource-group <name>', 'resource group for the bare JSON')
      .option('--strict', 'fail on warnings', false)
      .addOption(shardOption())
      .addOption(changedOption())
      .addOption(formatOption())
      .addHelpText('after', example('aibgen build specs --check'))
      .action(async (specs: readonly string[], options: BuildFlags) => {
        const all = { ...options, stdout: options.stdout, templates: options.templates };
        if (options.watch) {
          const { watchBuild } = await import('./build/watch-build');
          return watchBuild(io, specs, all);
        }
        const { build } = await import('./commands/build');
        return done(await build(io, specs, all));
      }),

  validate: (command, io, done) =>
    command
      .description('report problems of the specs, write nothing')
      .argument(
        '[spec...]',
        'spec files, folders or globs; - for stdin; without any, the folder specs',
      )
      .addOption(setOption())
      .option('--fix', 'apply the fixes that are certain, and report the rest', false)
      .option('--strict', 'fail on warnings', false)
      .addOption(shardOption())
      .addOption(changedOption())
      .option('--stdin-filename <path>', 'file name of the spec on stdin', 'stdin.yaml')
      .addOption(formatOption())
      .addHelpText('after', example('aibgen validate specs --format json'))
      .action(
        async (
          specs: readonly string[],
          options: ValidateFlags & { readonly stdinFilename: string; readonly fix: boolean },
        ) => {
          const { validate } = await import('./commands/validate');
          done(await validate(io, specs, options));
        },
      ),

  upgrade: (command, io, done) =>
    command
      .description('rewrite specs for a newer API version, and explain the effect')
      .argument('<spec...>', 'spec files, folders or globs')
      .addOption(
        new Option('--to <version>', 'the API version')
          .choices([...apiVersions, 'latest'])
          .default('latest'),
      )
      .option('--dry-run', 'print a diff, write nothing', false)
      .addOption(formatOption())
      .addHelpText('after', example('aibgen upgrade specs/web-base.yaml --dry-run'))
      .action(async (specs: readonly string[], options: UpgradeFlags) => {
        const { upgradeSpecs } = await import('./commands/upgrade');
        done(await upgradeSpecs(io, specs, options));
      }),

  diff: (command, io, done) =>
    command
      .description('show what a build would change, and the effect of each change')
      .argument('[spec...]', 'spec files, folders or globs (default: the folder specs)')
      .addOption(outOption('folder of the outputs to compare with'))
      .option('--against <ref>', 'compare with a commit instead of the files on disk')
      .option('--live', 'compare with what is in Azure', false)
      .addOption(cloudOption())
      .addOption(setOption())
      .addOption(templatesOption())
      .option('--subscription <id>', 'subscription for the bare JSON')
      .option('--resource-group <name>', 'resource group for the bare JSON')
      .addOption(
        new Option('--format <format>', 'how changes are shown')
          .choices(['text', 'json', 'markdown'])
          .default('text'),
      )
      .addHelpText('after', example('aibgen diff specs --against origin/main --format markdown'))
      .action(async (specs: readonly string[], options: LiveDiffOptions & LiveFlag) => {
        if (options.live) {
          const { diffLive } = await import('./commands/diff-live');
          return done(await diffLive(io, specs, options));
        }
        const { diff } = await import('./commands/diff');
        return done(await diff(io, specs, options));
      }),

  matrix: (command, io, done) =>
    command
      .description('print the images as a JSON matrix, for pipelines')
      .argument('[spec...]', 'spec files, folders or globs (default: the folder specs)')
      .addOption(outOption('output folder'))
      .addOption(setOption())
      .addOption(templatesOption())
      .option('--subscription <id>', 'subscription for the bare JSON')
      .option('--resource-group <name>', 'resource group for the bare JSON')
      .addOption(shardOption())
      .addOption(changedOption())
      .addHelpText('after', example('aibgen matrix specs --changed-since origin/main'))
      .action(async (specs: readonly string[], options: MatrixFlags) => {
        const { matrix } = await import('./commands/matrix');
        done(await matrix(io, specs, options));
      }),

  roles: (command, io, done) =>
    command
      .description('print the rights that the identity needs, and why')
      .argument('[spec...]', 'spec files, folders or globs (default: the folder specs)')
      .option('--against <ref or folder>', 'print what changed since a commit or an output folder')
      .option('--live', 'compare with the rights that the identity has in Azure', false)
      .addOption(cloudOption())
      .addOption(outOption('folder of the outputs'))
      .addOption(setOption())
      .option('--subscription <id>', 'subscription for the resource IDs')
      .option('--resource-group <name>', 'resource group for the resource IDs')
      .addOption(
        new Option('--format <format>', 'how rights are shown')
          .choices(['text', 'json', 'github'])
          .default('text'),
      )
      .addHelpText('after', example('aibgen roles specs/web-base.yaml --against origin/main'))
      .action(async (specs: readonly string[], options: LiveRolesOptions & LiveFlag) => {
        if (options.live) {
          const { rolesLive } = await import('./commands/roles-live');
          return done(await rolesLive(io, specs, options));
        }
        const { roles } = await import('./commands/roles');
        return done(await roles(io, specs, options));
      }),

  import: (command, io, done) =>
    command
      .description('create a compact spec from an existing template, on stdout')
      .argument(
        '<template>',
        'ARM template, Bicep, Packer, Terraform or Dev Box file, or a folder of these; - for stdin',
      )
      .option('--parameters <file>', 'values of its parameters: a parameters file or .bicepparam')
      .addOption(
        valuesOption('--var <name=value>', 'value of a parameter or variable (repeatable)'),
      )
      .addOption(
        new Option(
          '--var-file <file>',
          'values of the variables of Packer or Terraform (repeatable)',
        )
          .argParser((file: string, before: readonly string[]) => [...before, file])
          .default([], 'none'),
      )
      .option('--keep-parameters', 'keep parameters that have a default value', false)
      .option('-o, --out <folder>', 'write each spec to this folder')
      .option('--name <name>', 'name of the image')
      .option('--force', 'overwrite existing specs', false)
      .addOption(
        new Option('--report <format>', 'how the report on stderr is written')
          .choices(['text', 'json'])
          .default('text'),
      )
      .option('--report-file <file>', 'write the report to this file')
      .addHelpText('after', example('aibgen import template.json > specs/web-base.yaml'))
      .action(async (template: string, options: ImportFlags) => {
        const { importCommand } = await import('./commands/import');
        done(await importCommand(io, template, options));
      }),

  explain: (command, io, done) =>
    command
      .description('show each value of an image and its origin, or explain a code')
      .argument('<spec>', 'a spec file, or a code (AIB301)')
      .argument('[path]', 'only this value, such as vmProfile.vmSize')
      .addOption(setOption())
      .option('--subscription <id>', 'subscription for the bare JSON')
      .option('--resource-group <name>', 'resource group for the bare JSON')
      .addOption(formatOption())
      .addHelpText('after', example('aibgen explain specs/web-base.yaml vmProfile.vmSize'))
      .action(async (spec: string, path: string | undefined, options: ValidateFlags) => {
        const { explainSpec } = await import('./commands/explain');
        done(await explainSpec(io, spec, path, options));
      }),

  schema: (command, io) =>
    command
      .description('print the JSON Schema of the spec')
      .option('--config', 'of the configuration file instead', false)
      .addHelpText('after', example('aibgen schema > aibgen.schema.json'))
      .action(async ({ config }: { readonly config: boolean }) => {
        if (!config) return io.stdout(io.schema.text());
        const { configSchemaText } = await import('../config/config-schema');
        return io.stdout(configSchemaText());
      }),

  config: (command, io, done) =>
    command
      .description('print the settings in force, and where each came from')
      .addOption(
        new Option('--format <format>', 'how they are shown')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText('after', example('aibgen config --format json'))
      .action(async ({ format }: { readonly format: 'text' | 'json' }) => {
        const { showConfig } = await import('./commands/config');
        done(showConfig(io, format));
      }),

  lsp: (command, io) =>
    command
      .description('run a language server for editors on standard input and output')
      .option('--stdio', 'the only way that there is; editors pass it', false)
      .addOption(new Option('--clientProcessId <id>', 'process of the editor').hideHelp())
      .addHelpText('after', example('aibgen lsp --stdio'))
      .action(async () => {
        const { lsp } = await import('./commands/lsp');
        return lsp(io);
      }),

  init: (command, io, done) =>
    command
      .description('create a first spec, from a few questions on a terminal or from flags')
      .option('--name <name>', 'name of the image')
      .addOption(new Option('--os <os>', 'operating system').choices(['linux', 'windows']))
      .option('--source <urn or id>', 'source of the image')
      .option('--location <region>', 'region in which it is built')
      .option('--identity <name>', 'user-assigned identity that builds it')
      .option('--gallery <gallery/definition>', 'distribute to a gallery')
      .option('--image <name>', 'distribute as a managed image')
      .option('--vhd <name>', 'distribute as a VHD')
      .option('--subscription <id>', 'subscription of the template')
      .option('--resource-group <name>', 'resource group of the template')
      .addOption(
        new Option(
          '--pipelines [kind]',
          'put pipelines in place; alone: print what they need',
        ).choices(pipelineChoices),
      )
      .option('-o, --dir <folder>', 'folder of the spec', defaultFolder)
      .option('--force', 'overwrite an existing spec', false)
      .option('-y, --yes', 'ask nothing', false)
      .addHelpText('after', example('aibgen init --os windows --gallery corpGallery/win-base'))
      .action(async ({ pipelines, ...flags }: InitCommandFlags) => {
        if (pipelines === true) {
          const { printPipelineSetup } = await import('./init/pipeline-setup');
          return done(printPipelineSetup(io));
        }
        const { init } = await import('./commands/init');
        return done(await init(io, { ...flags, ...(pipelines ? { pipelines } : {}) }));
      }),

  ...azureCommands,
};

interface LiveFlag {
  readonly live: boolean;
}

/** `--pipelines` alone is `true`. */
type InitCommandFlags = Omit<InitFlags, 'pipelines'> & {
  readonly pipelines?: InitFlags['pipelines'] | true;
};

type MatrixFlags = SliceOptions & {
  readonly templates?: string;
  readonly set: Readonly<Record<string, string>>;
  readonly out: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
};

type ValidateFlags = SliceOptions & {
  readonly set: Readonly<Record<string, string>>;
  readonly strict: boolean;
  readonly format: (typeof formats)[number];
};

type BuildFlags = ValidateFlags & {
  readonly out: string;
  readonly check: boolean;
  readonly force: boolean;
  readonly prune: boolean;
  readonly watch: boolean;
  readonly stdout?: string;
  readonly templates?: string;
  readonly pipelines: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
};

function formatOption(): Option {
  return new Option('--format <format>', 'how diagnostics are shown')
    .choices(formats)
    .default('text');
}

function shardOption(): Option {
  return new Option('--shard <i/n>', 'only one of n equal parts').argParser((given: string) => {
    const shard = parseShard(given);
    if (!shard) throw new InvalidArgumentError('Write it as 1/4, 2/4, ...');
    return shard;
  });
}

function changedOption(): Option {
  return new Option('--changed-since <ref>', 'only images that a change since a commit concerns');
}
