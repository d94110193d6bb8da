/**
 * What templates say that the service has renamed, retired or sets itself. Sources: the published schemas, the quick
 * starts of Azure/azvmimagebuilder, and the documentation of January 2022 and of today. As of 2026-11-23.
 */

/** Names that people wrote for a property, in lower case. */
export const legacyKeys: Readonly<Record<string, string>> = {
  aritfacttags: 'artifactTags',
  artefacttags: 'artifactTags',
  artifacttag: 'artifactTags',
  tags: 'artifactTags',
  imageversion: 'imageVersionId',
  galleryimageversionid: 'imageVersionId',
  script: 'scriptUri',
  scripturl: 'scriptUri',
  fileuri: 'sourceUri',
  sha256: 'sha256Checksum',
  buildtimeout: 'buildTimeoutInMinutes',
  customise: 'customize',
  regions: 'replicationRegions',
  invalidations: 'inVMValidations',
  osdisksize: 'osDiskSizeGB',
};

/** What the service answers with, and never takes; in lower case. Some tools print the parts of a status by themselves. */
const readOnlyKeys =
  /^(?:exactversion|exactstagingresourcegroup|provisioningstate|provisioningerror.*|lastrunstatus.*)$/;

/** Whether the service sets a property, however it is spelt. */
export function isReadOnly(key: string): boolean {
  return readOnlyKeys.test(key.toLowerCase().replaceAll(/[_-]/g, ''));
}

/** Keys next to `properties` that an image template does not have, in lower case, and why they are left out. */
export const envelopeKeys: Readonly<Record<string, string>> = {
  dependson: 'aibgen puts the resources of its deployments in order itself.',
  comments: 'A comment of the template.',
  metadata: 'A comment of the template.',
  $schema: 'It says what kind of document this is.',
  id: 'The service sets it; it cannot be given.',
  etag: 'The service sets it; it cannot be given.',
  systemdata: 'The service sets it; it cannot be given.',
  condition: 'A spec has no conditions; its image is always deployed.',
  scope: 'A spec is deployed into the resource group of its deployment.',
  subscriptionid: 'A spec is deployed into the subscription of its deployment.',
  parent_id: 'A spec is deployed into the resource group of its deployment.',
  resourcegroup: 'A spec is deployed into the resource group of its deployment.',
  type: 'Every spec is of this type.',
  resources: 'Child resources are read by themselves.',
};

/** Sources that the service has retired, in lower case. https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#properties-source */
export const retiredSources: Readonly<Record<string, string>> = {
  iso: 'ISO sources were retired with Red Hat Enterprise Linux ISO support; start from a marketplace image, a managed image or a gallery version.',
};
