/** Files that hold runs, as `image=start`: what one job of a pipeline starts, another follows or cancels. */
import type { AzureImage, ImageResult } from '../../azure/azure-image';
import type { Io } from '../io';
import { chosenRuns } from './chosen-runs';

/** What `--run` and `--runs` name. */
export interface RunOptions {
  readonly run: readonly string[];
  readonly runs?: string;
}

/** The run of a result that has one. */
export function runOfResult({ data }: ImageResult): string | undefined {
  return typeof data?.run === 'string' ? data.run : undefined;
}

/** A function that adds a run to a file. Each is written at once: a job may end at any moment. */
export function runWriter(io: Io, file: string | undefined): (result: ImageResult) => void {
  if (file === undefined) return () => {};
  const lines: string[] = [];
  io.host.writeFile(file, '');
  return (result) => {
    const run = runOfResult(result);
    if (run === undefined) return;
    lines.push(`${result.name}=${run}\n`);
    io.host.writeFile(file, lines.join(''));
  };
}

/** The images that take part, and their runs: where each run names its image, the other images take no part. */
export function imagesWithRuns(
  io: Io,
  images: readonly AzureImage[],
  { run, runs: file }: RunOptions,
): { readonly images: readonly AzureImage[]; readonly runs: ReadonlyMap<string, string> } {
  const text = file === undefined ? '' : new TextDecoder().decode(io.host.readFile(file));
  const given = [...run, ...text.split(/\s+/).filter((one) => one !== '')];
  const runs = chosenRuns(images, given);
  const isOfFew =
    file !== undefined || (given.length > 0 && given.every((one) => one.includes('=')));
  return { images: isOfFew ? images.filter(({ name }) => runs.has(name)) : images, runs };
}
