/** `aibgen upload`: scripts that steps name by path, put where the templates look for them. */
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface UploadFlags extends AzureOptions {
  readonly list: boolean;
}

/** Runs the command; returns its exit code. */
export function upload(io: Io, args: readonly string[], options: UploadFlags): Promise<number> {
  return runInAzure(io, args, options, {
    needs: { scripts: true },
    run: ({ azure, images, session }) =>
      azure.forEachImage(images, 'The scripts cannot be uploaded', (image) =>
        azure.uploadScripts(session, image, options),
      ),
  });
}
