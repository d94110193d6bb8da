/** `aibgen run`: starts builds, and follows them where that is asked for. */
import type { ImageResult } from '../../azure/azure-image';
import type { AzureOptions } from '../azure/azure-options';
import { reportBuilds, type ReportOptions } from '../azure/build-report';
import { runOfResult, runWriter } from '../azure/run-files';
import { type AzureWork, runInAzure } from '../azure/run-in-azure';
import { waitAndExplain } from '../azure/wait-and-explain';
import { textAt } from '../../lib/json';
import type { Io } from '../io';

export interface RunFlags extends AzureOptions, ReportOptions {
  readonly wait: boolean;
  readonly supersede: boolean;
  readonly outdated: boolean;
  /** The file that the runs are written to. */
  readonly runs?: string;
  /** The folder that the logs are written to. */
  readonly saveLogs?: string;
  readonly minutes?: number;
}

/** Runs the command; returns its exit code. */
export function run(io: Io, args: readonly string[], options: RunFlags): Promise<number> {
  return runInAzure(io, args, options, {
    needs: { models: options.wait },
    run: async (tools) => {
      const { azure, session } = tools;
      const record = runWriter(io, options.runs);
      const chosen = options.outdated ? await outdatedImages(tools) : tools.images;
      const started = await azure.forEachImage(
        chosen,
        'The build cannot be started',
        async (image) => {
          const result = await azure.startBuild(session, image, options);
          record(result);
          return result;
        },
      );
      const results = options.wait ? await followed(io, tools, started, options) : started;
      reportBuilds(io, results, tools.images, options);
      const others = tools.images.filter((image) => !chosen.includes(image));
      return [...results, ...others.map(({ name }) => ({ name, state: 'up to date' }))];
    },
  });
}

type Tools = Parameters<AzureWork['run']>[0];

/** The images whose deployed content no build has made yet: never built, failed or cancelled. */
async function outdatedImages({ azure, images, session }: Tools) {
  const states = await azure.statusOfImages(session, images);
  const due = states.filter(({ data, problems, state }) => {
    // What cannot be read, or is not there, is told when it is to be started.
    if (problems || data?.inStep === undefined) return true;
    if (!data.inStep || state === 'building') return false;
    return textAt(data, 'lastRun', 'runState')?.toLowerCase() !== 'succeeded';
  });
  const names = new Set(due.map(({ name }) => name));
  return images.filter(({ name }) => names.has(name));
}

/** The results of builds that have been started, when they are over. */
async function followed(
  io: Io,
  tools: Tools,
  started: readonly ImageResult[],
  { minutes, saveLogs }: RunFlags,
): Promise<readonly ImageResult[]> {
  const runs = new Map(
    started.flatMap((one) => {
      const run = runOfResult(one);
      return run === undefined ? [] : [[one.name, run] as const];
    }),
  );
  const images = tools.images.filter(({ name }) => runs.has(name));
  if (images.length === 0) return started;
  const ended = await waitAndExplain(io, { ...tools, images }, { runs, minutes, saveLogs });
  return started.map((one) => ended.find(({ name }) => name === one.name) ?? one);
}
