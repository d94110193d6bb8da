import type { AzureImage } from '../../azure/azure-image';

/**
 * The runs that `--run` names, by the name of their image. A value is the start of a run, for all images of the command, or
 * `image=start` for one of them.
 */
export function chosenRuns(
  images: readonly AzureImage[],
  given: readonly string[],
): ReadonlyMap<string, string> {
  const runs = new Map<string, string>();
  for (const value of given) {
    const at = value.indexOf('=');
    const start = (at < 0 ? value : value.slice(at + 1)).trim();
    for (const { name } of images) {
      if (at < 0 || value.slice(0, at) === name) runs.set(name, start);
    }
  }
  return runs;
}
