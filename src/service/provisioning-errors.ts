/**
 * What `provisioningError.provisioningErrorCode` of an image template means. Codes: the SDK of the resource, API 2025-10-01.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot (as of 2026-11-26)
 */
export const provisioningErrors: Readonly<Record<string, string>> = {
  BadSourceType: 'The service does not know the type of the source.',
  BadPIRSource:
    'The marketplace image cannot be used: check publisher, offer, SKU, version and purchase plan.',
  BadManagedImageSource:
    'The source image cannot be used: it must exist, be readable by the identity, and be in the same region.',
  BadSharedImageVersionSource:
    'The gallery version cannot be used: it must exist, be readable by the identity, and be replicated to the region of the template.',
  BadCustomizerType: 'The service does not know the type of a customize step.',
  UnsupportedCustomizerType: 'A customize step does not fit the operating system of the source.',
  NoCustomizerScript:
    'The script or file of a customize step cannot be read: check its URI and the rights of the identity.',
  BadValidatorType: 'The service does not know the type of a validation.',
  UnsupportedValidatorType: 'A validation does not fit the operating system of the source.',
  NoValidatorScript:
    'The script or file of a validation cannot be read: check its URI and the rights of the identity.',
  BadDistributeType: 'The service does not know the type of a target.',
  BadSharedImageDistribute:
    'The gallery target cannot be used: the gallery and the image definition must exist, and the identity needs rights on them.',
  BadStagingResourceGroup:
    'The staging group cannot be used: it must be empty, in the same region and subscription, and accessible to the identity.',
  ServerError: 'The service had an internal error: try again later.',
  Other: 'No specific reason is given: read the message.',
};
