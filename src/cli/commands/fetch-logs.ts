/** `aibgen logs` of images: their logs out of Azure, explained. */
import type { ImageResult } from '../../azure/azure-image';
import type { ExplainedLog } from '../../build-logs/explain-log';
import type { AzureOptions } from '../azure/azure-options';
import { chosenRuns } from '../azure/chosen-runs';
import { explainBuild } from '../azure/explain-build';
import { createLogPrinter } from '../azure/print-log';
import { runInAzure } from '../azure/run-in-azure';
import type { Io } from '../io';
import type { Format } from '../report';
import { printExplanations } from './logs';

export interface LogsFlags extends Omit<AzureOptions, 'format'> {
  readonly format: Format;
  readonly run: readonly string[];
  readonly follow: boolean;
  readonly save?: string;
}

/** Runs the command; returns its exit code. */
export function fetchLogs(io: Io, args: readonly string[], options: LogsFlags): Promise<number> {
  const { follow, format, save } = options;
  return runInAzure(
    io,
    args,
    { ...options, format: 'json' },
    {
      needs: { models: true },
      run: async ({ azure, images, models, session }) => {
        const runs = chosenRuns(images, options.run);
        return azure.forEachImage(images, 'The log cannot be read', async (image) => {
          const run = runs.get(image.name);
          const model = models.get(image.name);
          // Only the explanation goes to stdout.
          const print = createLogPrinter(io, image.name, model);
          const log = follow
            ? await azure.followLog(session, image, { run, print })
            : await azure.fetchLog(session, image, { run });
          if (save !== undefined) saveLog(io, save, image.name, images.length > 1, log.text);
          return {
            name: image.name,
            state: log.status.state ?? 'unknown',
            ...(model ? { explained: explainBuild(model, log) } : {}),
          };
        });
      },
      print: (results) => printExplanations(io, results.flatMap(explanationOf), format),
    },
  );
}

/** A log as it is, into a file; of several images, into a folder. */
function saveLog(io: Io, save: string, name: string, several: boolean, text: string): void {
  if (!several) return io.host.writeFile(save, text);
  io.host.makeFolder(save);
  return io.host.writeFile(`${save}/${name}.log`, text);
}

/** An image whose log cannot be read has an explanation too: that nothing is known. */
function explanationOf(
  result: ImageResult & { explained?: ExplainedLog },
): readonly ExplainedLog[] {
  if (result.explained) return [result.explained];
  const unknown = { result: 'unknown', run: null, steps: [], causes: [], tail: [] } as const;
  return [{ explanation: { image: result.name, ...unknown }, diagnostics: [] }];
}
