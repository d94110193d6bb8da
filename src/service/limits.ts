/**
 * The largest file that a File step should copy, in bytes: the page says "< 20MB".
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#file-customizer (as of 2026-11-23)
 */
export const largestFile = 20 * 1024 * 1024;

/**
 * The largest script that is embedded in a template, in bytes: a template may have 4 MB, and a step should stay readable.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
export const embedLimit = 100 * 1024;

/**
 * Replicas of an image version: in one region, and in all together.
 * @see https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits (as of 2026-11-26)
 */
export const replicaLimits = { perRegion: 50, perVersion: 100 } as const;

/**
 * Image triggers of a subscription in one region.
 * @see https://learn.microsoft.com/azure/virtual-machines/image-builder-triggers-how-to (as of 2026-11-26)
 */
export const triggersPerRegion = 100;

/** The largest number in the version of an image: the service keeps each of the three as a 32-bit integer. */
export const largestVersionNumber = 2_147_483_647;
