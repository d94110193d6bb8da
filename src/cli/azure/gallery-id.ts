/** A reference to an image definition -> its id, relative to where an image is. */
interface Place {
  readonly subscription: string;
  readonly resourceGroup: string;
}

const name = '[A-Za-z0-9_][A-Za-z0-9._()-]*';
const reference = new RegExp(`^(?:(?:(${name})/)?(${name})/)?(${name})/(${name})$`);
const fullId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+$/i;

/** True for `gallery/definition`, `group/gallery/definition`, `subscription/group/gallery/definition`, or a full id. */
export function isGalleryReference(text: string): boolean {
  return fullId.test(text) || reference.test(text);
}

/** The id that a reference stands for. */
export function galleryId(text: string, { subscription, resourceGroup }: Place): string {
  const [, inSubscription = subscription, inGroup = resourceGroup, gallery, definition] =
    reference.exec(text) ?? [];
  if (gallery === undefined || definition === undefined) return text.replace(/\/+$/, '');
  return `/subscriptions/${inSubscription}/resourceGroups/${inGroup}/providers/Microsoft.Compute/galleries/${gallery}/images/${definition}`;
}
