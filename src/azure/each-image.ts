import type { AzureImage, ImageResult } from './azure-image';
import { failureOf } from './failures';

/** Images that are worked on at once. */
const atOnce = 8;

/** Does something with each image; one that fails does not stop the others. Results are in the order of the images. */
export async function forEachImage<I extends Pick<AzureImage, 'name'>, R extends ImageResult>(
  images: readonly I[],
  what: string,
  work: (image: I) => Promise<R>,
): Promise<readonly (R | ImageResult)[]> {
  const results: (R | ImageResult)[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < images.length; at = next++) {
      const image = images[at];
      if (!image) return;
      try {
        results[at] = await work(image);
      } catch (error) {
        results[at] = failureOf(image.name, what, error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, images.length) }, worker));
  return results;
}
