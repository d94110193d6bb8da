/** The commands that work in Azure: arguments and options, nothing else. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AzureOptions } from '../azure/azure-options';
import { annotationKinds } from '../azure/build-report';
import { isGalleryReference } from '../azure/gallery-id';
import type { CancelFlags } from '../commands/cancel';
import type { DeleteFlags } from '../commands/delete';
import type { DeployFlags } from '../commands/deploy';
import type { LogsFlags } from '../commands/fetch-logs';
import type { OutputsFlags } from '../commands/show-outputs';
import type { PromoteFlags } from '../commands/promote';
import type { PruneFlags } from '../commands/prune';
import type { RunFlags } from '../commands/run';
import type { UploadFlags } from '../commands/upload';
import type { WaitFlags } from '../commands/wait';
import {
  cloudOption,
  type Define,
  example,
  formatOption,
  outOption,
  repeatedOption,
  setOption,
  templatesOption,
} from './shared-options';

const images = 'specs, folders, globs, or names of images; without any, the folder specs';
const named = 'specs, folders, globs, or names of images';

/** Adds the options that all of these commands take. */
function inAzure(
  command: Command,
  description: string,
  {
    required = false,
    formats = ['text', 'json'],
    what = required ? named : images,
  }: { required?: boolean; formats?: readonly string[]; what?: string } = {},
): Command {
  return command
    .description(description)
    .argument(required ? '<image...>' : '[image...]', what)
    .option('--subscription <id>', 'subscription of the image templates (AZURE_SUBSCRIPTION_ID)')
    .option('--resource-group <name>', 'their resource group (AZURE_RESOURCE_GROUP)')
    .addOption(cloudOption())
    .addOption(setOption())
    .addOption(outOption('folder of the outputs'))
    .addOption(templatesOption())
    .addOption(formatOption('how results are shown', formats));
}

function runOption(): Option {
  return repeatedOption(
    '--run <start>',
    'only this run, as "run" printed it (repeatable; image=start for one image)',
    'the last one',
  );
}

function runsOption(): Option {
  return new Option('--runs <file>', 'only the runs in this file, as "run --runs" wrote it');
}

function annotateOption(): Option {
  return new Option('--annotate <system>', 'print failures as annotations of a CI system').choices(
    annotationKinds,
  );
}

function summaryOption(): Option {
  return new Option('--summary <file>', 'add a table of the results to a Markdown file');
}

function saveLogsOption(): Option {
  return new Option('--save-logs <folder>', 'write the logs of the builds into a folder');
}

function minutesOption(): Option {
  return new Option('--minutes <number>', 'how long to wait').argParser((given: string) => {
    const minutes = Number(given);
    if (!(minutes > 0)) throw new InvalidArgumentError('Write it as a number of minutes.');
    return minutes;
  });
}

export const azureCommands: Readonly<Record<string, Define>> = {
  deploy: (command, io, done) =>
    inAzure(command, 'deploy what the output folder holds')
      .option('--replace', 'replace templates that differ: validate, delete, deploy anew', false)
      .option('--force', 'replace also those with a trigger, or a VHD in the staging group', false)
      .option('--supersede', 'cancel a build that keeps a template from being replaced', false)
      .option('--what-if', 'show what would change, change nothing', false)
      .addOption(
        new Option(
          '--rights <which>',
          'deploy with the rights of the identity, only these, or none',
        )
          .choices(['with', 'only', 'none'])
          .default('with'),
      )
      .addOption(annotateOption())
      .addHelpText('after', example('aibgen deploy specs/web-base.yaml --what-if'))
      .action(async (specs: readonly string[], options: DeployFlags) => {
        const { deploy } = await import('../commands/deploy');
        done(await deploy(io, specs, options));
      }),

  run: (command, io, done) =>
    inAzure(command, 'start builds')
      .option('--wait', 'follow them to their ends', false)
      .option('--supersede', 'cancel a build that is running first', false)
      .option('--outdated', 'only images whose deployed content no build has made', false)
      .option('--runs <file>', 'write the runs into this file, for wait and cancel')
      .addOption(minutesOption())
      .addOption(annotateOption())
      .addOption(summaryOption())
      .addOption(saveLogsOption())
      .addHelpText('after', example('aibgen run web-base --wait'))
      .action(async (specs: readonly string[], options: RunFlags) => {
        const { run } = await import('../commands/run');
        done(await run(io, specs, options));
      }),

  wait: (command, io, done) =>
    inAzure(command, 'follow builds to their ends')
      .addOption(runOption())
      .addOption(runsOption())
      .addOption(minutesOption())
      .addOption(annotateOption())
      .addOption(summaryOption())
      .addOption(saveLogsOption())
      .addHelpText('after', example('aibgen wait specs --minutes 90'))
      .action(async (specs: readonly string[], options: WaitFlags) => {
        const { wait } = await import('../commands/wait');
        done(await wait(io, specs, options));
      }),

  logs: (command, io, done) =>
    inAzure(command, 'why a build failed: the step, the line of the spec, the cause, the remedy', {
      formats: ['text', 'json', 'sarif', 'github'],
      what: 'images, whose logs are fetched; or the spec and its log, a log alone, - for stdin',
    })
      .addOption(runOption())
      .option('--follow', 'print the log as it grows', false)
      .option('--save <file>', 'write the log into a file; of several images, into a folder')
      .addHelpText('after', example('aibgen logs specs/web-base.yaml customization.log'))
      .action(async (args: readonly string[], options: LogsFlags) => {
        const { explainLogs, logArguments } = await import('../commands/logs');
        const files = logArguments(io, args);
        if (files.logs.length > 0) return done(await explainLogs(io, files, options));
        const { fetchLogs } = await import('../commands/fetch-logs');
        return done(await fetchLogs(io, args, options));
      }),

  outputs: (command, io, done) =>
    inAzure(command, 'show what builds made', {
      formats: ['text', 'json', 'tfvars', 'bicepparam'],
    })
      .addOption(runOption())
      .addHelpText('after', example('aibgen outputs specs --format tfvars'))
      .action(async (specs: readonly string[], options: OutputsFlags) => {
        const { outputs } = await import('../commands/show-outputs');
        done(await outputs(io, specs, options));
      }),

  status: (command, io, done) =>
    inAzure(command, 'show all images at a glance')
      .addHelpText('after', example('aibgen status'))
      .action(async (specs: readonly string[], options: AzureOptions) => {
        const { status } = await import('../commands/status');
        done(await status(io, specs, options));
      }),

  cancel: (command, io, done) =>
    inAzure(command, 'stop builds', { required: true })
      .addOption(runOption())
      .addOption(runsOption())
      .addHelpText('after', example('aibgen cancel web-base'))
      .action(async (specs: readonly string[], options: CancelFlags) => {
        const { cancel } = await import('../commands/cancel');
        done(await cancel(io, specs, options));
      }),

  delete: (command, io, done) =>
    inAzure(command, 'delete image templates; images that they made stay', { required: true })
      .option('--force', 'also those with a trigger, or a VHD in the staging group', false)
      .option('--left-over', 'only what "status" shows as left over; the templates stay', false)
      .addHelpText('after', example('aibgen delete web-base'))
      .action(async (specs: readonly string[], options: DeleteFlags) => {
        const { deleteImages } = await import('../commands/delete');
        done(await deleteImages(io, specs, options));
      }),

  upload: (command, io, done) =>
    inAzure(command, 'upload the scripts that steps name by path')
      .option('--list', 'say where they are, upload nothing', false)
      .addHelpText('after', example('aibgen upload specs --list'))
      .action(async (specs: readonly string[], options: UploadFlags) => {
        const { upload } = await import('../commands/upload');
        done(await upload(io, specs, options));
      }),

  promote: (command, io, done) =>
    inAzure(command, 'let versions take part in "latest", or copy them to another gallery')
      .addOption(runOption())
      .option('--image-version <number>', 'this version; without it, what the last build made')
      .addOption(
        new Option(
          '--to <definition>',
          'copy to gallery/definition, group/gallery/definition, or an id',
        ).argParser((given: string) => {
          if (!isGalleryReference(given))
            throw new InvalidArgumentError('Write it as gallery/definition.');
          return given;
        }),
      )
      .addHelpText('after', example('aibgen promote web-base --to prodGallery/web-base'))
      .action(async (specs: readonly string[], options: PromoteFlags) => {
        const { promote } = await import('../commands/promote');
        done(await promote(io, specs, options));
      }),

  prune: (command, io, done) =>
    inAzure(command, 'show image versions beyond "keep" of their targets, and delete them')
      .option('--yes', 'delete them', false)
      .addHelpText('after', example('aibgen prune specs'))
      .action(async (specs: readonly string[], options: PruneFlags) => {
        const { prune } = await import('../commands/prune');
        done(await prune(io, specs, options));
      }),
};
