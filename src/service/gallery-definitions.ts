/**
 * Image definitions of an Azure Compute Gallery, as far as they have to fit the images that Image Builder puts there.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/image-builder-overview (security types of sources),
 * https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries#image-definitions and the types of
 * Microsoft.Compute/galleries/images 2024-03-03; read 2026-11.
 */

/**
 * Security types of a definition; `none` is what a definition without the feature has. Definitions of TrustedLaunch and
 * ConfidentialVM are not among them: the service takes no source of these types, and a definition has that of its source.
 */
export const securityTypes = [
  'none',
  'TrustedLaunchSupported',
  'ConfidentialVMSupported',
  'TrustedLaunchAndConfidentialVmSupported',
] as const;

/** One of them. */
export type SecurityType = (typeof securityTypes)[number];

/** What an image of a type can be put under: an image that can do both fits a definition that promises one. */
export const fittingSecurityTypes: Readonly<Record<SecurityType, readonly SecurityType[]>> = {
  none: ['none'],
  TrustedLaunchSupported: ['TrustedLaunchSupported'],
  ConfidentialVMSupported: ['ConfidentialVMSupported'],
  TrustedLaunchAndConfidentialVmSupported: [
    'TrustedLaunchAndConfidentialVmSupported',
    'TrustedLaunchSupported',
    'ConfidentialVMSupported',
  ],
};

/** The feature of a definition that says its security type. */
export const securityFeature = 'SecurityType';
