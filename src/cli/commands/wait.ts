/** `aibgen wait`: follows builds to their ends. */
import type { AzureOptions } from '../azure/azure-options';
import { chosenRuns } from '../azure/chosen-runs';
import { runInAzure } from '../azure/run-in-azure';
import { waitAndExplain } from '../azure/wait-and-explain';
import type { Io } from '../io';

export interface WaitFlags extends AzureOptions {
  readonly run: readonly string[];
  readonly minutes?: number;
}

/** Runs the command; gives back its exit code. */
export function wait(io: Io, args: readonly string[], options: WaitFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: (tools) =>
      waitAndExplain(io, tools, {
        runs: chosenRuns(tools.images, options.run),
        minutes: options.minutes,
      }),
  });
}
