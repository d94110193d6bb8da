/** `aibgen deploy`: what the output folder holds becomes what is in Azure. */
import type { AzureOptions } from '../azure/azure-options';
import type { ReportOptions } from '../azure/build-report';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';

export interface DeployFlags extends AzureOptions, Pick<ReportOptions, 'annotate'> {
  readonly replace: boolean;
  readonly force: boolean;
  readonly supersede: boolean;
  readonly whatIf: boolean;
  readonly rights: 'with' | 'only' | 'none';
}

/** Runs the command; returns its exit code. */
export function deploy(io: Io, args: readonly string[], options: DeployFlags): Promise<number> {
  return runInAzure(io, args, options, {
    needs: { files: true, scripts: true },
    annotate: options.annotate,
    run: async ({ azure, images, session }) => {
      // Each group is looked at once: a missing one is told before anything else.
      const groups = new Map<string, Promise<void>>();
      const readGroup = (subscription: string, group: string): Promise<void> => {
        const key = `${subscription}/${group}`.toLowerCase();
        const read = groups.get(key) ?? azure.readGroup(session.client, subscription, group);
        groups.set(key, read);
        return read;
      };
      return azure.forEachImage(images, 'The deployment failed', async (image) => {
        await readGroup(image.subscription, image.resourceGroup);
        return azure.deployImage(session, image, options);
      });
    },
  });
}
