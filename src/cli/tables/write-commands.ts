/** The commands with which specs are written and built: arguments and options, nothing else. */
import { safeLines } from '../../lib/safe-text';
import { Argument, Option } from 'commander';
import { type Shell, shells } from '../shells';
import type { BuildOptions } from '../build/build-options';
import type { FmtOptions } from '../commands/fmt';
import type { ValidateOptions } from '../commands/validate';
import { exit } from '../io';
import { type InitFlags, pipelineChoices } from '../init/settings';
import { defaultFolder } from '../../project/default-folder';
import {
  changedOption,
  type Define,
  example,
  formatOption,
  outOption,
  repeatedOption,
  setOption,
  shardOption,
  templatesOption,
} from './shared-options';

/** Commands for those who write specs. */
export const writeCommands: Readonly<Record<string, Define>> = {
  init: (command, io, done) =>
    command
      .description('create a first spec, from a few questions on a terminal or from flags')
      .option('--from [example]', 'begin with an example; alone: list them')
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
      .action(async ({ from, pipelines, ...flags }: InitCommandFlags) => {
        if (from === true) {
          const { listExamples } = await import('../init/from-example');
          io.stdout(safeLines(listExamples((await io.manual()).examples)));
          return done(exit.done);
        }
        if (pipelines === true) {
          const { printPipelineSetup } = await import('../init/pipeline-setup');
          return done(printPipelineSetup(io));
        }
        const { init } = await import('../commands/init');
        return done(
          await init(io, {
            ...flags,
            ...(pipelines ? { pipelines } : {}),
            ...(from ? { from } : {}),
          }),
        );
      }),

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
      .option('--summary <file>', 'write what was built as JSON; - for standard output')
      .addOption(setOption())
      .addOption(templatesOption())
      .addOption(
        repeatedOption(
          '--pipelines <folder>',
          'put pipelines where a CI system reads them (repeatable)',
        ),
      )
      .option('--subscription <id>', 'subscription for the bare JSON')
      .option('--resource-group <name>', 'resource group for the bare JSON')
      .option('--strict', 'fail on warnings', false)
      .option('-q, --quiet', 'print errors only', false)
      .addOption(shardOption())
      .addOption(changedOption())
      .addOption(formatOption())
      .addHelpText('after', example('aibgen build specs --check'))
      .action(async (specs: readonly string[], options: BuildFlags) => {
        const { stdout, summary, templates } = options;
        const all = { ...options, stdout, summary, templates };
        if (options.watch) {
          const { watchBuild } = await import('../build/watch-build');
          return watchBuild(io, specs, all);
        }
        const { build } = await import('../commands/build');
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
      .option('-q, --quiet', 'print errors only', false)
      .addOption(shardOption())
      .addOption(changedOption())
      .option('--stdin-filename <path>', 'file name of the spec on stdin', 'stdin.yaml')
      .addOption(formatOption())
      .addHelpText('after', example('aibgen validate specs --format json'))
      .action(async (specs: readonly string[], options: ValidateOptions) => {
        const { validate } = await import('../commands/validate');
        done(await validate(io, specs, options));
      }),

  fmt: (command, io, done) =>
    command
      .description('format specs and their parts: one layout, same meaning, comments kept')
      .argument(
        '[spec...]',
        'spec files, folders or globs; - for stdin; without any, the folder specs',
      )
      .option('--check', 'write nothing; fail if a file is in another layout', false)
      .addOption(formatOption())
      .addHelpText('after', example('aibgen fmt specs --check'))
      .action(async (specs: readonly string[], options: FmtOptions) => {
        const { fmt } = await import('../commands/fmt');
        done(await fmt(io, specs, options));
      }),

  lsp: (command, io) =>
    command
      .description('run a language server for editors on standard input and output')
      .option('--stdio', 'the only way that there is; editors pass it', false)
      .addOption(new Option('--clientProcessId <id>', 'process of the editor').hideHelp())
      .addHelpText('after', example('aibgen lsp --stdio'))
      .action(async () => {
        const { lsp } = await import('../commands/lsp');
        return lsp(io);
      }),

  schema: (command, io) =>
    command
      .description('print the JSON Schema of the spec')
      .option('--config', 'of the configuration file instead', false)
      .addHelpText('after', example('aibgen schema > aibgen.schema.json'))
      .action(async ({ config }: { readonly config: boolean }) => {
        if (!config) return io.rawStdout(io.schema.text());
        const { configSchemaText } = await import('../../config/config-schema');
        return io.rawStdout(configSchemaText());
      }),

  config: (command, io, done) =>
    command
      .description('print the settings in force, and where each came from')
      .addOption(formatOption('how they are shown', ['text', 'json']))
      .addHelpText('after', example('aibgen config --format json'))
      .action(async ({ format }: { readonly format: 'text' | 'json' }) => {
        const { showConfig } = await import('../commands/config');
        done(showConfig(io, format));
      }),

  completion: (command, io, done) =>
    command
      .description('print a script with which a shell completes commands and options')
      .addArgument(new Argument('<shell>', 'the shell').choices(shells))
      .addHelpText('after', example('eval "$(aibgen completion bash)"'))
      .action(async (shell: Shell) => {
        const { completion } = await import('../commands/shell-completion');
        if (command.parent) done(completion(io, shell, command.parent));
      }),
};

/** `--pipelines` and `--from` alone are `true`. */
type InitCommandFlags = Omit<InitFlags, 'pipelines' | 'from'> & {
  readonly from?: string | true;
  readonly pipelines?: InitFlags['pipelines'] | true;
};

type BuildFlags = Omit<BuildOptions, 'stdout' | 'summary' | 'templates'> &
  Partial<Pick<BuildOptions, 'stdout' | 'summary' | 'templates'>> & { readonly watch: boolean };
