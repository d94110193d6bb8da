/**
 * What the operating systems of marketplace images bring with them: their package managers, and programs that scripts
 * expect and they lack. As of 2026-11.
 */

/** A family of Linux distributions. */
export type Family = 'debian' | 'redhat' | 'suse' | 'azurelinux';

/** What is known of a distribution. */
export interface Distribution {
  readonly family: Family;
  readonly title: string;
  /** Package managers that it has. */
  readonly managers: readonly string[];
  /** True where `/bin/sh` is bash: what only bash knows works there. */
  readonly shIsBash: boolean;
  /** Programs that it lacks, and what to use instead. */
  readonly lacks: Readonly<Record<string, string>>;
}

const debian = {
  family: 'debian',
  managers: ['apt-get', 'apt', 'aptitude', 'dpkg'],
  shIsBash: false,
} as const;
const noPython = { python: 'python3' } as const;

/**
 * Distributions by the publisher and offer of their images, first match wins.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/endorsed-distros
 * @see https://packages.ubuntu.com/noble/python-is-python3 (`python` is a package of its own)
 * @see https://learn.microsoft.com/azure/azure-linux/intro-azure-linux (tdnf; dnf from version 3)
 */
const distributions: readonly (readonly [image: RegExp, distribution: Distribution])[] = [
  [/^canonical:/i, { ...debian, title: 'Ubuntu', lacks: noPython }],
  [/^debian:/i, { ...debian, title: 'Debian', lacks: noPython }],
  [
    /^microsoftcblmariner:|:azure-?linux|:cbl-mariner/i,
    {
      family: 'azurelinux',
      title: 'Azure Linux',
      managers: ['tdnf', 'dnf', 'rpm'],
      shIsBash: true,
      lacks: noPython,
    },
  ],
  [
    /^redhat:|^almalinux:|^resf:|^oracle:oracle-linux|^openlogic:|^center-for-internet-security-inc:.*(?:rhel|red-?hat|alma|rocky|oracle)/i,
    {
      family: 'redhat',
      title: 'Red Hat Enterprise Linux and its relatives',
      managers: ['dnf', 'yum', 'rpm'],
      shIsBash: true,
      lacks: {},
    },
  ],
  [
    /^suse:/i,
    { family: 'suse', title: 'SUSE Linux', managers: ['zypper', 'rpm'], shIsBash: true, lacks: {} },
  ],
  [
    /^center-for-internet-security-inc:.*(?:ubuntu|debian)/i,
    { ...debian, title: 'Ubuntu or Debian', lacks: noPython },
  ],
];

/** The distribution of a marketplace image, `publisher:offer:sku`. */
export function distributionOf(image: string): Distribution | undefined {
  return distributions.find(([pattern]) => pattern.test(image))?.[1];
}

/**
 * True for images hardened by the Center for Internet Security: `/tmp` is mounted with `noexec`.
 * @see https://learn.microsoft.com/azure/virtual-machines/linux/image-builder-troubleshoot
 */
export function isHardened(image: string): boolean {
  return /^center-for-internet-security-inc:|[:-]cis[-_:]/i.test(image);
}

/** Package managers and the family that each belongs to. */
export const managerFamilies: Readonly<Record<string, readonly Family[]>> = {
  'apt-get': ['debian'],
  apt: ['debian'],
  aptitude: ['debian'],
  dnf: ['redhat', 'azurelinux'],
  yum: ['redhat'],
  tdnf: ['azurelinux'],
  zypper: ['suse'],
};
