/** `aibgen delete`: removes image templates. */
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface DeleteFlags extends AzureOptions {
  readonly force: boolean;
  /** Only what images have left behind. */
  readonly leftOver: boolean;
}

/** Runs the command; returns its exit code. */
export function deleteImages(
  io: Io,
  args: readonly string[],
  options: DeleteFlags,
): Promise<number> {
  return runInAzure(io, args, options, {
    run: ({ azure, images, session }) =>
      azure.forEachImage(images, 'The template cannot be deleted', (image) =>
        options.leftOver
          ? azure.deleteLeftOvers(session, image, options)
          : azure.deleteImage(session, image, options),
      ),
  });
}
