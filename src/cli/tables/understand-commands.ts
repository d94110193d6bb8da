/** The commands that explain specs and what they make: arguments and options, nothing else. */
import type { LiveDiffOptions } from '../commands/diff-live';
import type { ExplainOptions } from '../commands/explain';
import type { MatrixOptions } from '../commands/matrix';
import type { LiveRolesOptions } from '../commands/roles-live';
import {
  changedOption,
  cloudOption,
  type Define,
  example,
  formatOption,
  outOption,
  setOption,
  shardOption,
  templatesOption,
} from './shared-options';

/** Commands that show what specs make. */
export const understandCommands: Readonly<Record<string, Define>> = {
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
      .action(async (spec: string, path: string | undefined, options: ExplainOptions) => {
        const { explainSpec } = await import('../commands/explain');
        done(await explainSpec(io, spec, path, options));
      }),

  docs: (command, io, done) =>
    command
      .description('print the manual: a list of its pages, or one of them')
      .argument('[page]', 'a page, such as tutorial, spec or recipes/avd; or a code (AIB301)')
      .addHelpText('after', example('aibgen docs tutorial'))
      .action(async (page: string | undefined) => {
        const { showManual } = await import('../commands/show-manual');
        done(await showManual(io, page));
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
      .addOption(formatOption('how rights are shown', ['text', 'json', 'github']))
      .addHelpText('after', example('aibgen roles specs/web-base.yaml --against origin/main'))
      .action(async (specs: readonly string[], options: LiveRolesOptions & LiveFlag) => {
        if (options.live) {
          const { rolesLive } = await import('../commands/roles-live');
          return done(await rolesLive(io, specs, options));
        }
        const { roles } = await import('../commands/roles');
        return done(await roles(io, specs, options));
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
      .addOption(formatOption('how changes are shown', ['text', 'json', 'markdown']))
      .addHelpText('after', example('aibgen diff specs --against origin/main --format markdown'))
      .action(async (specs: readonly string[], options: LiveDiffOptions & LiveFlag) => {
        if (options.live) {
          const { diffLive } = await import('../commands/diff-live');
          return done(await diffLive(io, specs, options));
        }
        const { diff } = await import('../commands/diff');
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
      .action(async (specs: readonly string[], options: MatrixOptions) => {
        const { matrix } = await import('../commands/matrix');
        done(await matrix(io, specs, options));
      }),
};

interface LiveFlag {
  readonly live: boolean;
}
