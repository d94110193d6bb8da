/**
 * Marketplace images whose operating system gets no fixes any more, as of 2026-11-26, and what to use instead. Publishers
 * take such images down one by one, and the service refuses a template whose source is gone.
 * Sources: https://learn.microsoft.com/lifecycle/products (Windows, Azure Linux), https://ubuntu.com/about/release-cycle,
 * https://wiki.debian.org/LTS, https://access.redhat.com/support/policy/updates/errata, https://www.suse.com/lifecycle,
 * https://en.opensuse.org/Lifetime, https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf,
 * https://learn.microsoft.com/azure/virtual-machines/workloads/centos/centos-end-of-life. Images with support beyond these
 * dates (Ubuntu Pro, LTSC, extended support of SAP offers) are left out.
 */

/** An operating system that is out of support. */
export interface EndOfSupport {
  readonly system: string;
  /** The last day of support, as an ISO date. */
  readonly end: string;
  /** A current source of the same publisher: `publisher:offer:sku`. */
  readonly successor: string;
}

interface Row extends EndOfSupport {
  /** In lower case; all that is given has to fit. */
  readonly publisher: string;
  readonly offer?: RegExp;
  readonly sku?: RegExp;
}

const ubuntu = { publisher: 'canonical', successor: 'Canonical:ubuntu-24_04-lts:server' } as const;
const debian = { publisher: 'debian', successor: 'Debian:debian-13:13-gen2' } as const;
const rhel = { publisher: 'redhat', successor: 'RedHat:RHEL:9-lvm-gen2' } as const;
const suse = { publisher: 'suse', successor: 'SUSE:sles-15-sp7:gen2' } as const;
const client = {
  publisher: 'microsoftwindowsdesktop',
  successor: 'MicrosoftWindowsDesktop:windows-11:win11-25h2-ent',
} as const;
const server = {
  publisher: 'microsoftwindowsserver',
  successor: 'MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2',
} as const;
const azureLinux = {
  publisher: 'microsoftcblmariner',
  successor: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2',
} as const;

const credativ = { publisher: 'credativ', successor: debian.successor } as const;
const centos = { publisher: 'openlogic', successor: 'almalinux:almalinux-x86_64:9-gen2' } as const;
const oracle = { publisher: 'oracle', successor: 'Oracle:Oracle-Linux:ol9-lvm-gen2' } as const;

/** The first that fits counts. */
const rows: readonly Row[] = [
  {
    ...ubuntu,
    offer: /^ubuntuserver$/,
    sku: /^14[._]04/,
    system: 'Ubuntu 14.04',
    end: '2019-04-30',
  },
  {
    ...ubuntu,
    offer: /^(ubuntuserver$|0001-com-ubuntu-server-xenial)/,
    sku: /16[._]04/,
    system: 'Ubuntu 16.04',
    end: '2021-04-30',
  },
  {
    ...ubuntu,
    offer: /^(ubuntuserver$|0001-com-ubuntu-(server|minimal)-bionic)/,
    sku: /18[._]04/,
    system: 'Ubuntu 18.04',
    end: '2023-05-31',
  },
  {
    ...ubuntu,
    offer: /^0001-com-ubuntu-(server|minimal|confidential-vm)-focal/,
    system: 'Ubuntu 20.04',
    end: '2025-05-31',
  },
  { ...ubuntu, offer: /^0001-com-ubuntu-server-lunar/, system: 'Ubuntu 23.04', end: '2024-01-25' },
  { ...ubuntu, offer: /^0001-com-ubuntu-server-mantic/, system: 'Ubuntu 23.10', end: '2024-07-11' },
  { ...ubuntu, offer: /^ubuntu-24_10/, system: 'Ubuntu 24.10', end: '2025-07-10' },
  { ...ubuntu, offer: /^ubuntu-25_04/, system: 'Ubuntu 25.04', end: '2026-01-15' },
  { ...ubuntu, offer: /^ubuntu-25_10/, system: 'Ubuntu 25.10', end: '2026-07-31' },
  { ...debian, offer: /^debian-9/, system: 'Debian 9', end: '2022-06-30' },
  { ...debian, offer: /^debian-10/, system: 'Debian 10', end: '2024-06-30' },
  { ...debian, offer: /^debian-11/, system: 'Debian 11', end: '2026-08-31' },
  { ...credativ, offer: /^debian$/, system: 'Debian 9', end: '2022-06-30' },
  {
    ...rhel,
    offer: /^rhel(-raw|-byos)?$/,
    sku: /^(rhel-(lvm|raw))?6([-._]|\d|$)/,
    system: 'Red Hat Enterprise Linux 6',
    end: '2020-11-30',
  },
  {
    ...rhel,
    offer: /^rhel(-raw|-byos)?$/,
    sku: /^(rhel-(lvm|raw))?7([-._]|\d|$)/,
    system: 'Red Hat Enterprise Linux 7',
    end: '2024-06-30',
  },
  { ...centos, offer: /^centos/, sku: /^8/, system: 'CentOS Linux 8', end: '2021-12-31' },
  { ...centos, offer: /^centos/, sku: /^[67]/, system: 'CentOS Linux 7', end: '2024-06-30' },
  {
    ...oracle,
    offer: /^oracle-linux$/,
    sku: /^(ol7|7\.)/,
    system: 'Oracle Linux 7',
    end: '2024-12-31',
  },
  {
    ...suse,
    offer: /^sles(-byos)?(-12|$)/,
    sku: /^(12|gen)/,
    system: 'SUSE Linux Enterprise Server 12',
    end: '2024-10-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp1(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP1',
    end: '2021-01-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp2(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP2',
    end: '2021-12-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp3(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP3',
    end: '2022-12-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp4(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP4',
    end: '2023-12-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp5(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP5',
    end: '2024-12-31',
  },
  {
    ...suse,
    offer: /^sles-15-sp6(?!\d)/,
    system: 'SUSE Linux Enterprise Server 15 SP6',
    end: '2025-12-31',
  },
  { ...suse, offer: /^opensuse-leap-15/, system: 'openSUSE Leap 15', end: '2026-04-30' },
  {
    ...azureLinux,
    offer: /^cbl-mariner$/,
    sku: /^(cbl-mariner-)?1/,
    system: 'CBL-Mariner 1',
    end: '2023-07-31',
  },
  { ...azureLinux, offer: /^cbl-mariner$/, system: 'CBL-Mariner 2', end: '2025-07-31' },
  {
    ...server,
    offer: /^windowsserver$/,
    sku: /^2008-r2/,
    system: 'Windows Server 2008 R2',
    end: '2020-01-14',
  },
  {
    ...server,
    offer: /^windowsserver$/,
    sku: /^2012/,
    system: 'Windows Server 2012',
    end: '2023-10-10',
  },
  {
    ...client,
    offer: /^(windows-10|office-365)$/,
    sku: /^(?!.*ltsc)(win10|rs\d|\d\dh\d)/,
    system: 'Windows 10',
    end: '2025-10-14',
  },
  { ...client, sku: /^win11-21h2/, system: 'Windows 11 21H2', end: '2024-10-08' },
  { ...client, sku: /^win11-22h2/, system: 'Windows 11 22H2', end: '2025-10-14' },
  { ...client, sku: /^win11-23h2-pro/, system: 'Windows 11 Pro 23H2', end: '2025-11-11' },
  { ...client, sku: /^win11-23h2/, system: 'Windows 11 23H2', end: '2026-11-10' },
  { ...client, sku: /^win11-24h2-pro/, system: 'Windows 11 Pro 24H2', end: '2026-10-13' },
];

/** Whether the system of a marketplace image is out of support; `undefined` for one that is not, or not known to be. */
export function endOfSupport(urn: {
  publisher: string;
  offer: string;
  sku: string;
}): EndOfSupport | undefined {
  const [publisher, offer, sku] = [urn.publisher, urn.offer, urn.sku].map((one) =>
    one.toLowerCase(),
  );
  return rows.find(
    (row) =>
      row.publisher === publisher &&
      (row.offer?.test(offer ?? '') ?? true) &&
      (row.sku?.test(sku ?? '') ?? true),
  );
}
