/** `aibgen run`: starts builds, and follows them where that is asked for. */
import type { ImageResult } from '../../azure/azure-image';
import type { AzureOptions } from '../azure/azure-options';
import { runInAzure } from '../azure/run-in-azure';
import { waitAndExplain } from '../azure/wait-and-explain';
import type { Io } from '../io';

export interface RunFlags extends AzureOptions {
  readonly wait: boolean;
  readonly supersede: boolean;
  readonly minutes?: number;
}

/** Runs the command; gives back its exit code. */
export function run(io: Io, args: readonly string[], options: RunFlags): Promise<number> {
  return runInAzure(io, args, options, {
    run: async ({ azure, images, models, session }) => {
      const started = await azure.forEachImage(images, 'The build cannot be started', (image) =>
        azure.startBuild(session, image, options),
      );
      if (!options.wait) return started;
      const runs = new Map(started.flatMap((one) => runIn(one)));
      const running = images.filter(({ name }) => runs.has(name));
      const ended =
        running.length === 0
          ? []
          : await waitAndExplain(
              io,
              { azure, session, images: running, models },
              { runs, minutes: options.minutes },
            );
      return started.map((one) => ended.find(({ name }) => name === one.name) ?? one);
    },
  });
}

function runIn({ name, data }: ImageResult): readonly (readonly [string, string])[] {
  const started = data?.run;
  return typeof started === 'string' ? [[name, started]] : [];
}
