/**
 * API versions of Microsoft.VirtualMachineImages and the first one that has each property.
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

/**
 * Property -> first version that has it; what is not listed has been there since 2020-02-14. Paths start below
 * `properties`; `[Type]` stands for the entries of that `type` in a list, `[]` for all of them.
 */
export const propertySince: Readonly<Record<string, ApiVersion>> = {
  'vmProfile.userAssignedIdentities': '2021-10-01',
  'vmProfile.vnetConfig.proxyVmSize': '2021-10-01',
  'vmProfile.vnetConfig.containerInstanceSubnetId': '2024-02-01',
  stagingResourceGroup: '2022-02-14',
  validate: '2022-02-14',
  'validate.inVMValidations[File]': '2022-07-01',
  optimize: '2022-07-01',
  'optimize.workload': '2025-10-01',
  'distribute[SharedImage].targetRegions': '2022-07-01',
  'distribute[SharedImage].versioning': '2022-07-01',
  'distribute[SharedImage].replicationMode': '2025-10-01',
  'distribute[VHD].uri': '2022-07-01',
  errorHandling: '2023-07-01',
  autoRun: '2024-02-01',
  managedResourceTags: '2024-02-01',
  additionalDataDisks: '2025-10-01',
};

/** Value of a property -> first version that takes it, for values that came later than their property. */
export const valueSince: Readonly<Record<string, Readonly<Record<string, ApiVersion>>>> = {
  'distribute[SharedImage].storageAccountType': { Premium_LRS: '2022-07-01' },
};

/** A gallery source that ends in `/versions/latest`. */
export const latestGalleryVersionSince: ApiVersion = '2022-07-01';

/** `replicationRegions` was required up to and with this version. */
export const replicationRegionsRequiredUntil: ApiVersion = '2022-02-14';

/** True when version `a` is at least `b`: the names of versions are dates. */
export function isAtLeast(a: string, b: string): boolean {
  return a >= b;
}
