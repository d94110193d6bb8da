/**
 * What `provisioningError.provisioningErrorCode` of an image template means. Codes: the SDK of the resource, API 2025-10-01.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot
 */
export const provisioningErrors: Readonly<Record<string, string>> = {
  BadSourceType: 'The kind of the source is not known to the service.',
  BadPIRSource:
    'The marketplace image cannot be used: check publisher, offer, SKU, version and purchase plan.',
  BadManagedImageSource:
    'The source image cannot be used: it must exist, be readable for the identity, and be in the same region.',
  BadSharedImageVersionSource:
    'The gallery version cannot be used: it must exist, be readable for the identity, and be replicated to the region of the template.',
  BadCustomizerType: 'The kind of a customize step is not known to the service.',
  UnsupportedCustomizerType: 'A customize step does not fit the operating system of the source.',
  NoCustomizerScript:
    'The script or file of a customize step cannot be read: check its address and the rights of the identity.',
  BadValidatorType: 'The kind of a validation is not known to the service.',
  UnsupportedValidatorType: 'A validation does not fit the operating system of the source.',
  NoValidatorScript:
    'The script or file of a validation cannot be read: check its address and the rights of the identity.',
  BadDistributeType: 'The kind of a target is not known to the service.',
  BadSharedImageDistribute:
    'The gallery target cannot be used: gallery and definition must exist, and the identity needs its rights there.',
  BadStagingResourceGroup:
    'The staging group cannot be used: it must be empty, in the same region and subscription, and open to the identity.',
  ServerError: 'The service had a problem of its own: try again later.',
  Other: 'No closer reason is given: read the message.',
};
