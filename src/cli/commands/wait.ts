/** `aibgen wait`: follows builds to their ends. */
import type { AzureOptions } from '../azure/azure-options';
import { reportBuilds, type ReportOptions } from '../azure/build-report';
import { imagesWithRuns, type RunOptions } from '../azure/run-files';
import { runInAzure } from '../azure/run-in-azure';
import { waitAndExplain } from '../azure/wait-and-explain';
import type { Io } from '../io';

export interface WaitFlags extends AzureOptions, ReportOptions, RunOptions {
  readonly minutes?: number;
  /** The folder that the logs are written to. */
  readonly saveLogs?: string;
}

/** Runs the command; returns its exit code. */
export function wait(io: Io, args: readonly string[], options: WaitFlags): Promise<number> {
  return runInAzure(io, args, options, {
    needs: { models: true },
    run: async (tools) => {
      const { images, runs } = imagesWithRuns(io, tools.images, options);
      if (images.length === 0) return [];
      const { minutes, saveLogs } = options;
      const results = await waitAndExplain(io, { ...tools, images }, { runs, minutes, saveLogs });
      reportBuilds(io, results, images, options);
      return results;
    },
  });
}
