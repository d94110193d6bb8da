/** `aibgen cancel`: stops builds. */
import type { AzureOptions } from '../azure/azure-options';
import { imagesWithRuns, type RunOptions } from '../azure/run-files';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export type CancelFlags = AzureOptions & RunOptions;

/** Runs the command; returns its exit code. */
export function cancel(io: Io, args: readonly string[], options: CancelFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: async ({ azure, images: all, session }) => {
      const { images, runs } = imagesWithRuns(io, all, options);
      return azure.forEachImage(images, 'The build cannot be cancelled', (image) =>
        azure.cancelBuild(session, image, { run: runs.get(image.name) }),
      );
    },
  });
}
