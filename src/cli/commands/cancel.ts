/** `aibgen cancel`: stops builds. */
import type { AzureOptions } from '../azure/azure-options';
import { chosenRuns } from '../azure/chosen-runs';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface CancelFlags extends AzureOptions {
  readonly run: readonly string[];
}

/** Runs the command; gives back its exit code. */
export function cancel(io: Io, args: readonly string[], options: CancelFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: async ({ azure, images, session }) => {
      const runs = chosenRuns(images, options.run);
      return azure.forEachImage(images, 'The build cannot be cancelled', (image) =>
        azure.cancelBuild(session, image, { run: runs.get(image.name) }),
      );
    },
  });
}
