/** `aibgen prune`: versions beyond `keep`. */
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface PruneFlags extends AzureOptions {
  readonly yes: boolean;
}

/** Runs the command; returns its exit code. */
export function prune(io: Io, args: readonly string[], options: PruneFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: ({ azure, images, session }) => {
      const surveyor = azure.createSurveyor(session);
      return azure.forEachImage(images, 'The versions cannot be pruned', (image) =>
        azure.pruneVersions(session, image, options, surveyor),
      );
    },
  });
}
