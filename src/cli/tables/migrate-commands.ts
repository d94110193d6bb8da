/** The commands that bring templates and older specs up to date: arguments and options, nothing else. */
import { Option } from 'commander';
import { apiVersions } from '../../service/api-versions';
import type { ImportFlags } from '../commands/import';
import type { UpgradeFlags } from '../commands/upgrade';
import { type Define, example, formatOption, repeatedOption, valuesOption } from './shared-options';

/** Commands that turn what exists into specs of today. */
export const migrateCommands: Readonly<Record<string, Define>> = {
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
        repeatedOption(
          '--var-file <file>',
          'values of the variables of Packer or Terraform (repeatable)',
        ),
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
        const { importCommand } = await import('../commands/import');
        done(await importCommand(io, template, options));
      }),

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
        const { upgradeSpecs } = await import('../commands/upgrade');
        done(await upgradeSpecs(io, specs, options));
      }),
};
