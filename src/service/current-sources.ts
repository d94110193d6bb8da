// Marketplace images that a first spec may start from, as of 2026-11-26: current releases, Gen2, x64, without a purchase plan
// as far as is known (of AlmaLinux there are samples with one and without).
// Sources: as in marketplace.ts (ALAR, CAN, FIND, PATCH, RUN); names checked against its patterns by test/cli/init.test.ts.

/** A source that `aibgen init` offers. */
export interface CurrentSource {
  readonly label: string;
  /** `publisher:offer:sku:version`. */
  readonly urn: string;
  readonly os: 'linux' | 'windows';
  /** Commands that bring its packages up to date; of Windows images the service does that. */
  readonly update: readonly string[];
}

const apt = [
  // Until the first boot is done, cloud-init changes the package sources; its 2 is "done, with warnings".
  'cloud-init status --wait || [ $? -eq 2 ]',
  'sudo apt-get update',
  'sudo DEBIAN_FRONTEND=noninteractive apt-get -y upgrade',
];
const dnf = ['sudo dnf -y upgrade'];
const zypper = ['sudo zypper --non-interactive update'];
const tdnf = ['sudo tdnf -y upgrade'];

/** The first one of each operating system is the default. */
export const currentSources: readonly CurrentSource[] = [
  {
    label: 'Ubuntu Server 24.04 LTS',
    urn: 'Canonical:ubuntu-24_04-lts:server:latest',
    os: 'linux',
    update: apt,
  },
  {
    label: 'Ubuntu Server 26.04 LTS',
    urn: 'Canonical:ubuntu-26_04-lts:server:latest',
    os: 'linux',
    update: apt,
  },
  { label: 'Debian 13', urn: 'Debian:debian-13:13-gen2:latest', os: 'linux', update: apt },
  {
    label: 'Red Hat Enterprise Linux 10',
    urn: 'RedHat:RHEL:10-lvm-gen2:latest',
    os: 'linux',
    update: dnf,
  },
  {
    label: 'Red Hat Enterprise Linux 9',
    urn: 'RedHat:RHEL:9-lvm-gen2:latest',
    os: 'linux',
    update: dnf,
  },
  {
    label: 'AlmaLinux 10',
    urn: 'almalinux:almalinux-x86_64:10-gen2:latest',
    os: 'linux',
    update: dnf,
  },
  {
    label: 'SUSE Linux Enterprise Server 15 SP7',
    urn: 'SUSE:sles-15-sp7:gen2:latest',
    os: 'linux',
    update: zypper,
  },
  {
    label: 'Azure Linux 3',
    urn: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2:latest',
    os: 'linux',
    update: tdnf,
  },
  {
    label: 'Windows Server 2025',
    urn: 'MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
    os: 'windows',
    update: [],
  },
  {
    label: 'Windows Server 2022',
    urn: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
    os: 'windows',
    update: [],
  },
  {
    label: 'Windows 11 Enterprise 25H2',
    urn: 'MicrosoftWindowsDesktop:windows-11:win11-25h2-ent:latest',
    os: 'windows',
    update: [],
  },
  {
    label: 'Windows 11 Enterprise 25H2, multi-session',
    urn: 'MicrosoftWindowsDesktop:windows-11:win11-25h2-avd:latest',
    os: 'windows',
    update: [],
  },
];
