import { nearest } from '../lib/nearest';

/**
 * Publishers of operating systems in the marketplace, as they are spelled, as of 2026-11-26; there are hundreds of others.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage
 */
const publishers: readonly string[] = [
  'Canonical',
  'Debian',
  'RedHat',
  'SUSE',
  'Oracle',
  'almalinux',
  'resf',
  'OpenLogic',
  'kinvolk',
  'MicrosoftCBLMariner',
  'MicrosoftAzureLinux',
  'microsoft-dsvm',
  'MicrosoftWindowsServer',
  'MicrosoftWindowsDesktop',
  'MicrosoftVisualStudio',
  'MicrosoftSQLServer',
  'center-for-internet-security-inc',
];

/** Long enough that a typo or two does not make another word of it. */
const longOnes = publishers.filter((name) => name.length > 5);

/** The publisher that was probably meant, where a name is not that of a known one but nearly. */
export function misspelledPublisher(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (publishers.some((one) => one.toLowerCase() === lower)) return undefined;
  return nearest(name, longOnes);
}
