/** `aibgen status`: all images at a glance. */
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

/** Runs the command; returns its exit code. */
export function status(io: Io, args: readonly string[], options: AzureOptions): Promise<number> {
  return runInAzure(io, args, options, {
    run: ({ azure, images, session }) => azure.statusOfImages(session, images),
  });
}
