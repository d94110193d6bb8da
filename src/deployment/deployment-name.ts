import type { Image } from '../image/image';

/** Name of the deployment of an image: letters, digits and the few signs that Azure takes, at most 64 of them. */
export function deploymentName(image: Image): string {
  return image.folder.replace(/[^\w.()-]+/g, '-').slice(0, 64);
}
