/**
 * API versions of Microsoft.VirtualMachineImages. The first version of each property is in its declaration
 * (`language/`).
 * Sources: the published JSON schemas and Bicep types of the resource, and the release notes of the API
 * (https://learn.microsoft.com/azure/virtual-machines/image-builder-api-update-release-notes). As of 2026-11-23.
 */

/** Stable versions, oldest first. */
export const apiVersions = [
  '2020-02-14',
  '2021-10-01',
  '2022-02-14',
  '2022-07-01',
  '2023-07-01',
  '2024-02-01',
  '2025-10-01',
] as const;

/** A stable version of the API. */
export type ApiVersion = (typeof apiVersions)[number];

/** The newest stable version: what `apiVersion: latest` means. */
export const latestApiVersion: ApiVersion = '2025-10-01';

/** The version that is written where nothing asks for a newer one (the one of the seed documentation). */
export const defaultApiVersion: ApiVersion = '2021-10-01';

/** From this version on the service minds the case of names and refuses unknown fields. */
export const strictSince: ApiVersion = '2024-02-01';

/** The triggers child resource. */
export const triggersSince: ApiVersion = '2022-07-01';

/** An image version in a direct shared gallery as source (Learn page "What's new in Azure VM Image Builder"). */
export const sharedGallerySince: ApiVersion = '2022-07-01';

/** A gallery source that ends in `/versions/latest`. */
export const latestGalleryVersionSince: ApiVersion = '2022-07-01';

/** True when version `a` is at least `b`: the names of versions are dates. */
export function isAtLeast(a: string, b: string): boolean {
  return a >= b;
}
