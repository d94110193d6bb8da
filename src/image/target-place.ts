/** Where a target puts the image. */
import { assertNever } from '../lib/assert-never';
import type { ResourceId, Sourced, Text } from '../value/value';
import type { Target } from './model-types';

/** The id or URI that a target writes to; `undefined` for a VHD in the staging group, or where it is missing. */
export function targetPlace(target: Target): Sourced<ResourceId> | Sourced<Text> | undefined {
  switch (target.type) {
    case 'ManagedImage':
      return target.fields.imageId;
    case 'SharedImage':
      return target.fields.galleryImageId;
    case 'VHD':
      return target.fields.uri;
    default:
      return assertNever(target);
  }
}

/** The URI of the blob that a target writes with the rights of the identity, if it writes one. */
export function blobUriOf(target: Target): Sourced<Text> | undefined {
  switch (target.type) {
    case 'VHD':
      return target.fields.uri;
    case 'ManagedImage':
    case 'SharedImage':
      return undefined;
    default:
      return assertNever(target);
  }
}

/** The image definition or version of a gallery target. */
export function galleryIdOf(target: Target): Sourced<ResourceId> | undefined {
  return target.type === 'SharedImage' ? target.fields.galleryImageId : undefined;
}

/** True for the id of an image version, not of its definition. */
export function isVersion({ type }: ResourceId): boolean {
  return type.endsWith('/versions');
}

/** True where a target is a VHD that stays in the staging group. */
export function inStagingGroup(target: Target): boolean {
  return target.type === 'VHD' && !target.fields.uri;
}
