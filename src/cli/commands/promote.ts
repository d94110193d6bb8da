/** `aibgen promote`: versions become part of `latest`, or are copied to another gallery. */
import type { AzureOptions } from '../azure/azure-options';
import { chosenRuns } from '../azure/chosen-runs';
import { galleryId } from '../azure/gallery-id';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface PromoteFlags extends AzureOptions {
  readonly run: readonly string[];
  /** Number of the version. */
  readonly imageVersion?: string;
  /** A reference to an image definition. */
  readonly to?: string;
}

/** Runs the command; returns its exit code. */
export function promote(io: Io, args: readonly string[], options: PromoteFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: async ({ azure, images, session }) => {
      const runs = chosenRuns(images, options.run);
      return azure.forEachImage(images, 'The version cannot be promoted', (image) =>
        azure.promoteImage(session, image, {
          run: runs.get(image.name),
          version: options.imageVersion,
          to: options.to === undefined ? undefined : galleryId(options.to, image),
        }),
      );
    },
  });
}
