/** Resource ids as texts that can be compared across images. */
import type { Image } from '../image/image';
import { literalText, type ResourceId } from '../value/value';

/** The parts of an id that tell it from others; `undefined` where a parameter or placeholder leaves that open. */
export function idParts(id: ResourceId, { own }: Image): readonly string[] | undefined {
  const { subscription, resourceGroup } = id.scope;
  const place = [
    subscription ? literalText(subscription) : (own.subscription ?? ''),
    resourceGroup ? literalText(resourceGroup) : (own.resourceGroup ?? ''),
  ];
  const parts = [...place, id.type, ...id.names.map(literalText)];
  // `<name>` is a place to fill in: two of them may become two names.
  const known = parts.flatMap((part) => (part === undefined || /<.*>/.test(part) ? [] : [part]));
  return known.length === parts.length ? known : undefined;
}

/** A resource as messages name it: its names, or the group that it is. */
export function nameOf(parts: readonly string[], id: ResourceId): string {
  return (id.names.length === 0 ? parts.slice(1, 2) : parts.slice(3)).join('/');
}
