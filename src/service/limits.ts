/**
 * The largest file that a File step should copy, in bytes: the page says "< 20MB".
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-json#file-customizer (as of 2026-11-23)
 */
export const largestFile = 20 * 1024 * 1024;
