/** `aibgen outputs`: what builds made. */
import type { ImageResult } from '../../azure/azure-image';
import type { BuildOutput } from '../../azure/operations/build-outputs';
import type { AzureOptions } from '../azure/azure-options';
import { chosenRuns } from '../azure/chosen-runs';
import { runInAzure } from '../azure/run-in-azure';
import { exit, type Io } from '../io';

export interface OutputsFlags extends Omit<AzureOptions, 'format'> {
  readonly run: readonly string[];
  readonly format: AzureOptions['format'] | 'tfvars' | 'bicepparam';
}

/** Runs the command; returns its exit code. */
export function outputs(io: Io, args: readonly string[], options: OutputsFlags): Promise<number> {
  const { format } = options;
  const usual = format === 'json' || format === 'text' ? format : 'text';
  return runInAzure(
    io,
    args,
    { ...options, format: usual },
    {
      run: async ({ azure, images, session }) => {
        const runs = chosenRuns(images, options.run);
        return azure.forEachImage(images, 'The outputs cannot be read', (image) =>
          azure.readOutputs(session, image, { run: runs.get(image.name) }),
        );
      },
      print: (results, azure) => {
        if (format !== 'tfvars' && format !== 'bicepparam') return undefined;
        const named = results.flatMap((one) =>
          hasOutputs(one) ? [{ name: one.name, outputs: one.outputs }] : [],
        );
        io.rawStdout(format === 'tfvars' ? azure.tfvars(named) : azure.bicepparam(named));
        return exit.done;
      },
    },
  );
}

function hasOutputs(
  result: ImageResult,
): result is ImageResult & { readonly outputs: readonly BuildOutput[] } {
  return 'outputs' in result;
}
