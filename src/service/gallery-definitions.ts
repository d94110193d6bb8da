/**
 * Image definitions of an Azure Compute Gallery, as far as they have to fit the images that Image Builder puts there.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/image-builder-overview (security types of sources),
 * https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries#image-definitions and the types of
 * Microsoft.Compute/galleries/images 2024-03-03; read 2026-11.
 */

/**
 * Security types of a definition; `none` is what a definition without the feature has. Up to the API version 2024-03-03 of
 * galleries, which aibgen uses, that is the same as `Standard`; from 2025-03-03 on it would be TrustedLaunchSupported.
 * TrustedLaunch and ConfidentialVM say that VMs have to be of this type; Microsoft Dev Box takes definitions of
 * TrustedLaunch only (https://learn.microsoft.com/azure/dev-box/how-to-configure-azure-compute-gallery).
 */
export const securityTypes = [
  'none',
  'Standard',
  'TrustedLaunchSupported',
  'TrustedLaunch',
  'ConfidentialVMSupported',
  'ConfidentialVM',
  'TrustedLaunchAndConfidentialVmSupported',
] as const;

/** One of them. */
export type SecurityType = (typeof securityTypes)[number];

const noSecurity = ['none', 'Standard'] as const;
const trustedLaunch = ['TrustedLaunchSupported', 'TrustedLaunch'] as const;
const confidential = ['ConfidentialVMSupported', 'ConfidentialVM'] as const;

/** What an image of a type can be put under: an image that can do both fits a definition that promises one. */
export const fittingSecurityTypes: Readonly<Record<SecurityType, readonly SecurityType[]>> = {
  none: noSecurity,
  Standard: noSecurity,
  TrustedLaunchSupported: trustedLaunch,
  TrustedLaunch: trustedLaunch,
  ConfidentialVMSupported: confidential,
  ConfidentialVM: confidential,
  TrustedLaunchAndConfidentialVmSupported: [
    'TrustedLaunchAndConfidentialVmSupported',
    ...trustedLaunch,
    ...confidential,
  ],
};

/** Security types that need no generation 2. */
export const isPlainSecurity = (type: SecurityType): boolean =>
  noSecurity.some((one) => one === type);

/**
 * Features of a definition whose VMs may have sizes with NVMe disks (v6 and later), as marketplace images have them.
 * @see https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs (as of 2026-11-26)
 */
export const nvmeFeatures = [
  { name: 'DiskControllerTypes', value: 'SCSI, NVMe' },
  { name: 'IsAcceleratedNetworkSupported', value: 'True' },
] as const;

/** The feature of a definition that says its security type. */
export const securityFeature = 'SecurityType';
