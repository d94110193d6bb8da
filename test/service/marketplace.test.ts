import { describeMarketplaceImage } from '../../src/service/marketplace';
import { defaultVmSizes, describeVmSize } from '../../src/service/vm-sizes';

/** `publisher:offer:sku`; several skus behave alike, separated by a bar. */
function urns(text: string) {
  const [publisher = '', offer = '', skus = ''] = text.split(':');
  return skus.split('|').map((sku) => ({ publisher, offer, sku }));
}

/** Facts in short: `linux 1 x64`, with `?` after an unsure generation and `-` for what the name does not tell. */
function short(urn: { publisher: string; offer: string; sku: string }): string {
  const facts = describeMarketplaceImage(urn);
  const doubt = facts.generation !== undefined && !facts.generationSure ? '?' : '';
  return `${facts.os ?? '-'} ${facts.generation ?? '-'}${doubt} ${facts.architecture ?? '-'}`;
}

/** One row for each sku of a row. */
function eachSku({ given, want }: { given: string; want: string }) {
  return urns(given).map((urn) => ({
    name: `${urn.publisher}:${urn.offer}:${urn.sku}`,
    given: urn,
    want,
  }));
}

const cis = 'center-for-internet-security-inc';
const erocky = 'erockyenterprisesoftwarefoundationinc1653071250513';

const families = [
  // Canonical
  {
    given:
      'Canonical:UbuntuServer:14.04.5-LTS|16.04-LTS|16.04.0-LTS|18.04-LTS|18.04-lts|16_04-lts-gen1',
    want: 'linux 1 x64',
  },
  { given: 'Canonical:UbuntuServer:18_04-lts-gen2', want: 'linux 2 x64' },
  { given: 'Canonical:UbuntuServer:18_04-lts-arm64', want: 'linux 2 arm64' },
  {
    given: 'Canonical:0001-com-ubuntu-server-focal:20_04-lts|20_04-lts-gen1',
    want: 'linux 1 x64',
  },
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', want: 'linux 2 x64' },
  { given: 'canonical:0001-COM-ubuntu-server-jammy:22_04-LTS-ARM64', want: 'linux 2 arm64' },
  { given: 'Canonical:0001-com-ubuntu-minimal-focal:minimal-20_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-minimal-jammy:minimal-22_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-minimal-jammy:minimal-22_04-lts-gen2', want: 'linux 2 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-bionic:pro-18_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts-gen2', want: 'linux 2 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts-arm64', want: 'linux 2 arm64' },
  {
    given: 'Canonical:0001-com-ubuntu-pro-minimal-focal:pro-minimal-20_04-lts',
    want: 'linux 1 x64',
  },
  { given: 'Canonical:0001-com-ubuntu-pro-focal-fips:pro-fips-20_04', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-cis-focal:pro-cis-20_04', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts-gen2', want: 'linux 2 x64' },
  { given: 'Canonical:0001-com-ubuntu-server-lunar:23_04', want: 'linux 1 x64' },
  { given: 'Canonical:0001-com-ubuntu-server-lunar:23_04-gen2', want: 'linux 2 x64' },
  {
    given: 'Canonical:0001-com-ubuntu-server-jammy-daily:22_04-daily-lts',
    want: 'linux 1 x64',
  },
  {
    given: 'Canonical:0001-com-ubuntu-confidential-vm-focal:20_04-lts-cvm',
    want: 'linux 2 x64',
  },
  { given: 'Canonical:0001-com-ubuntu-confidential-vm-jammy:22_04-lts', want: 'linux 2 x64' },
  {
    given:
      'Canonical:ubuntu-22_04-lts:server|ubuntu-minimal|ubuntu-pro|ubuntu-pro-minimal|ubuntu-pro-fips|ubuntu-pro-minimal-cis-level-1|ubuntu-pro-minimal-cis-level-2|cvm|ubuntu-pro-cvm',
    want: 'linux 2 x64',
  },
  {
    given:
      'Canonical:ubuntu-24_04-lts:server|minimal|ubuntu-pro|ubuntu-pro-minimal|cvm|ubuntu-pro-cvm',
    want: 'linux 2 x64',
  },
  {
    given: 'Canonical:ubuntu-24_04-lts:specialized-hardware|ubuntu-pro-specialized-hardware',
    want: 'linux 2 arm64',
  },
  { given: 'Canonical:ubuntu-24_10:server|minimal', want: 'linux 2 x64' },
  { given: 'Canonical:ubuntu-25_04:server|minimal', want: 'linux 2 x64' },
  { given: 'Canonical:ubuntu-25_10:server|minimal', want: 'linux 2 x64' },
  { given: 'Canonical:ubuntu-26_04-lts:server|minimal|server-cvm', want: 'linux 2 x64' },
  { given: 'Canonical:ubuntu-pro-26_04-lts:server|minimal|server-cvm', want: 'linux 2 x64' },
  { given: 'Canonical:ubuntu-24_04-lts:server-gen1', want: 'linux 1 x64' },
  { given: 'Canonical:ubuntu-24_04-lts:server-arm64', want: 'linux 2 arm64' },
  { given: 'Canonical:ubuntu-24_04-lts-daily:minimal', want: 'linux 2 x64' },

  // Debian
  { given: 'Debian:debian-10:10|10-backports', want: 'linux 1 x64' },
  { given: 'Debian:debian-11:11|11-backports', want: 'linux 1 x64' },
  { given: 'Debian:debian-12:12', want: 'linux 1 x64' },
  { given: 'Debian:debian-13:13', want: 'linux 1 x64' },
  { given: 'Debian:debian-12:12-gen2', want: 'linux 2 x64' },
  { given: 'Debian:debian-12:12-arm64', want: 'linux 2 arm64' },
  { given: 'Debian:debian-sid-daily:sid', want: 'linux - x64' },
  { given: 'credativ:Debian:8|9|9-backports', want: 'linux 1? x64' },

  // RedHat
  {
    given: 'RedHat:RHEL:7.2|7.6|7.8|7_9|8|8.1|8_9|9_5|9_7|10_1|7-lvm|8-lvm|9-lvm|7-raw',
    want: 'linux 1 x64',
  },
  {
    given:
      'RedHat:RHEL:81gen2|82gen2|83-gen2|86-gen2|810-gen2|95_gen2|8-lvm-gen2|9-lvm-gen2|10-lvm-gen2|8-lbr-gen2',
    want: 'linux 2 x64',
  },
  { given: 'RedHat:rhel-raw:8_4|9_5|10_1|8-raw|9-raw|10-raw', want: 'linux 1 x64' },
  { given: 'RedHat:rhel-raw:89-gen2|9-raw-gen2|100-raw-gen2', want: 'linux 2 x64' },
  { given: 'RedHat:rhel-arm64:8_10-arm64|9_7-arm64|10_1-arm64', want: 'linux 2 arm64' },
  { given: 'RedHat:rhel-byos:rhel-lvm75|rhel-lvm95', want: 'linux 1 x64' },
  { given: 'RedHat:rhel-byos:rhel-lvm91-gen2', want: 'linux 2 x64' },
  { given: 'RedHat:RHEL-HA:8_8', want: 'linux 1 x64' },
  { given: 'RedHat:RHEL-SAP-HA:8_8', want: 'linux 1 x64' },
  { given: 'RedHat:RHEL-SAP-HA:84sapha-gen2|96sapha-gen2', want: 'linux 2 x64' },
  { given: 'RedHat:RHEL-SAP-APPS:8_8', want: 'linux 1 x64' },
  { given: 'RedHat:RHEL-SAP-APPS:86sapapps-gen2', want: 'linux 2 x64' },

  // SUSE
  { given: 'SUSE:sles-15-sp5:gen1', want: 'linux 1 x64' },
  { given: 'SUSE:sles-15-sp5:gen2', want: 'linux 2 x64' },
  { given: 'SUSE:sles-15-sp5-basic:gen2', want: 'linux 2 x64' },
  { given: 'SUSE:sles-15-sp5-byos:gen1', want: 'linux 1 x64' },
  { given: 'SUSE:sles-sap-15-sp5:gen2', want: 'linux 2 x64' },
  { given: 'SUSE:sles-16-0-x86-64:gen2', want: 'linux 2 x64' },
  { given: 'SUSE:opensuse-leap-15-6:gen1', want: 'linux 1 x64' },
  { given: 'SUSE:sles-15-sp7-arm64:gen2', want: 'linux 2 arm64' },
  { given: 'SUSE:sles-16-0-arm64:gen2', want: 'linux 2 arm64' },
  { given: 'SUSE:opensuse-leap-15-6-arm64:gen2', want: 'linux 2 arm64' },
  { given: 'SUSE:sles-byos:12-sp5-gen2', want: 'linux 2 x64' },
  { given: 'SUSE:SLES:12-SP1|15', want: 'linux 1? x64' },

  // Oracle, AlmaLinux, Rocky Linux, CentOS
  { given: 'Oracle:Oracle-Linux:7.5|ol79|ol94-lvm|ol810-lvm', want: 'linux 1 x64' },
  { given: 'Oracle:Oracle-Linux:ol79-gen2|ol94-lvm-gen2|ol10-lvm-gen2', want: 'linux 2 x64' },
  { given: 'Oracle:Oracle-Linux:ol94-arm64-lvm-gen2', want: 'linux 2 arm64' },
  { given: 'almalinux:almalinux-x86_64:8-gen1|9-gen1|10-gen1', want: 'linux 1 x64' },
  { given: 'almalinux:almalinux-x86_64:8-gen2|9-gen2|10-gen2', want: 'linux 2 x64' },
  {
    given: 'almalinux:almalinux-arm:8-arm-gen2|9-arm-gen2|9-arm-64k-gen2|10-arm64-gen2',
    want: 'linux 2 arm64',
  },
  { given: 'almalinux:almalinux:8_5|9', want: 'linux 1 x64' },
  { given: 'almalinux:almalinux:8_5-gen2|9-gen2', want: 'linux 2 x64' },
  { given: 'almalinux:almalinux-hpc:8_5-hpc|8_7-hpc-gen1', want: 'linux 1 x64' },
  { given: 'almalinux:almalinux-hpc:8_5-hpc-gen2|8_7-hpc-gen2', want: 'linux 2 x64' },
  {
    given: 'resf:rockylinux-x86_64:8-base|9-base|10-base|8-lvm|9-lvm',
    want: 'linux 2? x64',
  },
  { given: 'resf:rockylinux-x86_64:11-new', want: 'linux - x64' },
  { given: 'resf:rockylinux-aarch64:9-base', want: 'linux 2 arm64' },
  { given: `${erocky}:rockylinux:free`, want: 'linux - -' },
  { given: `${erocky}:rockylinux-9:rockylinux-9`, want: 'linux - -' },
  { given: 'ciq:anything:at-all', want: 'linux - -' },
  { given: 'OpenLogic:CentOS:6.10|7.5|7_9|8_1|8_2', want: 'linux 1 x64' },
  { given: 'OpenLogic:CentOS-HPC:7_9-gen2|8_5-gen2', want: 'linux 2 x64' },

  // Microsoft's Linux, Flatcar, data science
  {
    given: 'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-1|cbl-mariner-2|cbl-mariner-2-fips',
    want: 'linux 1 x64',
  },
  {
    given: 'MicrosoftCBLMariner:cbl-mariner:1-gen2|cbl-mariner-2-gen2|cbl-mariner-2-gen2-fips',
    want: 'linux 2 x64',
  },
  { given: 'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-arm64', want: 'linux 2 arm64' },
  {
    given: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3|azure-linux-3-fips',
    want: 'linux 1 x64',
  },
  {
    given: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2|azure-linux-3-gen2-fips',
    want: 'linux 2 x64',
  },
  {
    given: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-arm64|azure-linux-3-arm64-gen2-fips',
    want: 'linux 2 arm64',
  },
  { given: 'MicrosoftCBLMariner:azurelinux-3:3-gen2', want: 'linux 2 x64' },
  { given: 'MicrosoftCBLMariner:azurelinux-3:3', want: 'linux - x64' },
  { given: 'microsoftazurelinux:azurelinux-4:4', want: 'linux 2 x64' },
  { given: 'microsoftazurelinux:azurelinux-4:4-gen2', want: 'linux 2 x64' },
  { given: 'microsoftazurelinux:azurelinux-4:4-gen1', want: 'linux 1 x64' },
  { given: 'microsoftazurelinux:azurelinux-4:4-arm64', want: 'linux 2 arm64' },
  {
    given: 'kinvolk:flatcar-container-linux-free:stable|beta|alpha|lts2022',
    want: 'linux 1 x64',
  },
  { given: 'kinvolk:flatcar-container-linux-free:stable-gen2', want: 'linux 2 x64' },
  { given: 'kinvolk:flatcar_pro:stable', want: 'linux 1 x64' },
  { given: 'kinvolk:flatcar-container-linux:beta-gen2', want: 'linux 2 x64' },
  { given: 'kinvolk:flatcar-container-linux-corevm:stable', want: 'linux 2 arm64' },
  { given: 'kinvolk:flatcar-container-linux-corevm-amd64:stable', want: 'linux - x64' },
  { given: 'microsoft-dsvm:aml-workstation:ubuntu-20', want: 'linux 1 x64' },
  { given: 'microsoft-dsvm:aml-workstation:ubuntu-20-gen2', want: 'linux 2 x64' },
  { given: 'microsoft-dsvm:ubuntu-hpc:1804|2004', want: 'linux - x64' },
  { given: 'microsoft-dsvm:ubuntu-hpc:2204', want: 'linux 2? x64' },

  // Windows Server
  { given: 'MicrosoftWindowsServer:WindowsServer:2008-R2-SP1', want: 'windows 1? x64' },
  {
    given:
      'MicrosoftWindowsServer:WindowsServer:2012-datacenter|2012-R2-Datacenter|2016-Datacenter|2019-Datacenter|2022-datacenter|2025-datacenter|2016-datacenter-server-core|2019-Datacenter-Core|2019-datacenter-smalldisk|2019-datacenter-with-containers|2022-datacenter-core-smalldisk|2025-Datacenter-Core-smalldisk|2019-datacenter-core-with-containers-smalldisk',
    want: 'windows 1 x64',
  },
  {
    given:
      'MicrosoftWindowsServer:WindowsServer:2012-r2-datacenter-gensecond|2016-datacenter-gensecond|2019-datacenter-gensecond|2016-datacenter-with-containers-gs|2019-datacenter-smalldisk-g2|2022-datacenter-g2|2022-datacenter-core-g2|2025-datacenter-g2|2025-datacenter-core-smalldisk-g2',
    want: 'windows 2 x64',
  },
  {
    given:
      'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition|2022-Datacenter-Azure-Edition-Core|2022-datacenter-azure-edition-smalldisk|2022-datacenter-azure-edition-hotpatch|2022-datacenter-azure-edition-hotpatch-smalldisk|2022-datacenter-azure-edition-hibernate|2025-datacenter-azure-edition|2025-datacenter-azure-edition-core',
    want: 'windows 2 x64',
  },
  { given: 'MicrosoftWindowsServer:windowsserver2022:2022-datacenter-g2', want: 'windows 2 x64' },
  {
    given:
      'MicrosoftWindowsServer:MicrosoftServerOperatingSystems-previews:windows-server-2025-azure-edition-hotpatch',
    want: 'windows 2 x64',
  },
  {
    given:
      'MicrosoftWindowsServer:WindowsServerHotpatch-previews:windows-server-2022-azure-edition-hotpatch',
    want: 'windows 2 x64',
  },
  { given: 'MicrosoftWindowsServer:WindowsServer:2031-datacenter', want: 'windows - x64' },

  // Windows clients
  {
    given:
      'MicrosoftWindowsDesktop:windows-11:win11-22h2-ent|win11-23h2-pro|win11-24h2-avd|win11-21h2-entn',
    want: 'windows 2 x64',
  },
  {
    given: 'MicrosoftWindowsDesktop:office-365:win11-25h2-avd-m365|win10-22h2-avd-m365-g2',
    want: 'windows 2 x64',
  },
  {
    given: 'MicrosoftWindowsDesktop:office-365:win10-22h2-avd-m365|20h2-evd-o365pp',
    want: 'windows 1 x64',
  },
  {
    given:
      'MicrosoftWindowsDesktop:Windows-10:win10-22h2-ent|win10-22h2-pro|win10-22h2-avd|20h2-pro|rs5-enterprise|20h2-evd',
    want: 'windows 1 x64',
  },
  {
    given:
      'MicrosoftWindowsDesktop:Windows-10:win10-22h2-ent-g2|20h2-pro-g2|rs5-enterprise-g2|19h1-ent-gensecond',
    want: 'windows 2 x64',
  },
  {
    given: 'MicrosoftWindowsDesktop:windows11preview-arm64:win11-25h2-ent',
    want: 'windows 2 arm64',
  },
  {
    given:
      'MicrosoftWindowsDesktop:windows-ent-cpc:win11-23h2-ent-cpc|win11-23h2-ent-cpc-m365|win11-22h2-ent-cpc-os|20h2-ent-cpc-m365-g2',
    want: 'windows 2 x64',
  },
  { given: 'MicrosoftWindowsDesktop:windows-ent-cpc:win10-22h2-ent-cpc', want: 'windows 1? x64' },

  // Visual Studio, SQL Server, data science on Windows
  { given: 'microsoftvisualstudio:windowsplustools:base-win11-gen2', want: 'windows 2 x64' },
  {
    given:
      'microsoftvisualstudio:visualstudioplustools:vs-2022-ent-general-win11-m365-gen2|vs-2022-ent-general-win11',
    want: 'windows 2 x64',
  },
  {
    given: 'MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-win11-n-gen2',
    want: 'windows 2 x64',
  },
  {
    given: 'MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-ws2022',
    want: 'windows 1? x64',
  },
  {
    given: 'MicrosoftVisualStudio:visualstudio2019latest:vs-2019-ent-latest-ws2022',
    want: 'windows 1? x64',
  },
  { given: 'MicrosoftSQLServer:sql2017-ws2019:enterprise', want: 'windows 1 x64' },
  { given: 'MicrosoftSQLServer:sql2019-ws2022:enterprise', want: 'windows 1 x64' },
  { given: 'MicrosoftSQLServer:sql2022-ws2022:standard|sqldev', want: 'windows 1? x64' },
  {
    given: 'MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2|sqldev-gen2',
    want: 'windows 2 x64',
  },
  { given: 'MicrosoftSQLServer:sql2025-ws2025:entdev', want: 'windows - x64' },
  { given: 'MicrosoftSQLServer:sql2022-ubuntupro2004:enterprise', want: 'linux - -' },
  { given: 'MicrosoftSQLServer:sql2019-rhel8:standard', want: 'linux - -' },
  { given: 'MicrosoftSQLServer:sql2019-sles12sp5:standard-gen2', want: 'linux 2 -' },
  { given: 'microsoft-dsvm:dsvm-win-2019:server-2019', want: 'windows 2? x64' },
  { given: 'microsoft-dsvm:dsvm-win-2022:winserver-2022', want: 'windows 2? x64' },
].flatMap(eachSku);

test.each(families)('$name', ({ given, want }) => {
  expect(short(given)).toBe(want);
});

test.each(
  [
    { given: 'acme:thing:pro-gen1', want: '- 1 x64' },
    { given: 'acme:thing:gen2|pro-gen2|pro_gen2|82gen2|pro-gen2-fips', want: '- 2 -' },
    { given: 'acme:thing:pro-g2|pro-g2-fips', want: '- 2 -' },
    { given: 'acme:thing:pro-gensecond|pro-gs', want: '- 2 -' },
    { given: 'acme:thing:pro-cvm|9_4_cvm', want: '- 2 x64' },
    { given: 'acme:thing:pro-arm64|pro-aarch64|9-arm|9-arm-gen2', want: '- 2 arm64' },
    { given: 'acme:thing-arm64:pro|gen2', want: '- 2 arm64' },
    {
      given: 'acme:thing:pro|gen10|pro-g20|pro-gsx|alarms|farm-pro|2022-datacenter',
      want: '- - -',
    },
    { given: 'acme:tool-for-windows:pro', want: 'windows - -' },
    { given: 'acme:hardened-ubuntu-22:pro', want: 'linux - -' },
    { given: 'acme:win11-lookalike:pro', want: '- - -' },
    { given: 'MicrosoftSomething:win11-preview:pro', want: 'windows - -' },
    { given: 'Canonical:unheard-of:pro', want: 'linux - -' },
    {
      given: `${cis}:cis-windows-server-2022-l1:cis-windows-server-2022-l1-gen2`,
      want: 'windows 2 -',
    },
    { given: `${cis}:cis-ubuntu-linux-2204-l1:cis-ubuntu-linux-2204-l1`, want: 'linux - -' },
    { given: `${cis}:cis-rhel:cis-redhat9-l1-gen2`, want: 'linux 2 -' },
    { given: `${cis}:cis-debian-linux-12-l1:cis-debian12-l1-gen1`, want: 'linux 1 x64' },
  ].flatMap(eachSku),
)('general words: $name', ({ given, want }) => {
  expect(short(given)).toBe(want);
});

test.each([
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts', want: 'no' },
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', want: 'probable' },
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-arm64', want: undefined },
  { given: 'Canonical:ubuntu-24_04-lts:server', want: 'probable' },
  { given: 'Canonical:ubuntu-24_04-lts:cvm', want: undefined },
  { given: 'Debian:debian-12:12-gen2', want: 'probable' },
  { given: 'Debian:debian-10:10-gen2', want: undefined },
  { given: 'RedHat:RHEL:84-gen2', want: undefined },
  { given: 'RedHat:RHEL:86-gen2', want: 'probable' },
  { given: 'RedHat:RHEL:810-gen2', want: 'probable' },
  { given: 'RedHat:RHEL:95_gen2', want: 'probable' },
  { given: 'RedHat:RHEL:10-lvm-gen2', want: 'probable' },
  { given: 'RedHat:rhel-raw:100-raw-gen2', want: 'probable' },
  { given: 'RedHat:rhel-byos:rhel-lvm91-gen2', want: 'probable' },
  { given: 'SUSE:sles-15-sp2:gen2', want: undefined },
  { given: 'SUSE:sles-15-sp3:gen2', want: 'probable' },
  { given: 'SUSE:sles-16-0-x86-64:gen2', want: 'probable' },
  { given: 'Oracle:Oracle-Linux:ol82-gen2', want: undefined },
  { given: 'Oracle:Oracle-Linux:ol94-lvm-gen2', want: 'probable' },
  { given: 'almalinux:almalinux-x86_64:9-gen2', want: 'probable' },
  { given: 'almalinux:almalinux:8_5-gen2', want: undefined },
  { given: 'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-gen2', want: 'probable' },
  { given: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2', want: undefined },
  { given: 'ciq:rocky:9-gen2', want: 'probable' },
  { given: 'MicrosoftWindowsServer:WindowsServer:2012-r2-datacenter-gensecond', want: undefined },
  { given: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition', want: 'probable' },
  { given: 'MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2', want: 'probable' },
  { given: 'MicrosoftWindowsServer:WindowsServer:2025-datacenter', want: 'no' },
  { given: 'MicrosoftWindowsServer:WindowsServer:2008-R2-SP1', want: undefined },
  { given: 'MicrosoftWindowsDesktop:windows-11:win11-24h2-ent', want: 'probable' },
  { given: 'MicrosoftWindowsDesktop:windows-10:20h2-pro-g2', want: 'probable' },
  { given: 'MicrosoftWindowsDesktop:office-365:win11-25h2-avd-m365', want: 'probable' },
  { given: 'MicrosoftWindowsDesktop:windows11preview-arm64:win11-25h2-ent', want: undefined },
  { given: 'MicrosoftVisualStudio:windowsplustools:base-win11-gen2', want: 'probable' },
  { given: 'MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2', want: 'probable' },
  { given: 'acme:thing:gen2', want: undefined },
])('Trusted Launch: $given', ({ given, want }) => {
  expect(urns(given).map((urn) => describeMarketplaceImage(urn).trustedLaunch)).toEqual([want]);
});

test.each([
  { given: 'Canonical:0001-com-ubuntu-confidential-vm-jammy:22_04-lts-cvm', want: true },
  { given: 'Canonical:ubuntu-26_04-lts:server-cvm', want: true },
  { given: 'Canonical:ubuntu-26_04-lts:server', want: false },
  { given: 'MicrosoftWindowsServer:windows-cvm:2022-datacenter', want: true },
  // Supports both security types, so it starts as a plain VM too.
  { given: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition', want: false },
])('confidential: $given', ({ given, want }) => {
  expect(urns(given).map((urn) => describeMarketplaceImage(urn).confidential)).toEqual([want]);
});

test.each([
  { given: 'RedHat:rhel-byos:rhel-lvm75', want: 'required redhat' },
  { given: 'RedHat:rhel-byos:rhel-lvm95', want: 'required redhat' },
  { given: 'redhat:rhel-byos:rhel-lvm95', want: 'required' },
  {
    given: 'Canonical:0001-com-ubuntu-pro-focal-fips:pro-fips-20_04-gen2',
    want: 'required canonical',
  },
  { given: 'kinvolk:flatcar-container-linux-free:stable-gen2', want: 'required' },
  { given: 'kinvolk:flatcar-container-linux:stable', want: 'required' },
  { given: 'kinvolk:flatcar_pro:stable', want: 'required' },
  { given: 'kinvolk:flatcar-container-linux-corevm:stable', want: 'none' },
  { given: 'kinvolk:flatcar-container-linux-corevm-amd64:stable', want: 'none' },
  { given: 'resf:rockylinux-x86_64:8-base', want: 'required' },
  { given: `${erocky}:rockylinux-9:rockylinux-9`, want: 'required' },
  { given: 'bitnami:rabbitmq:rabbitmq', want: 'required' },
  { given: 'paloaltonetworks:vmseries-flex:byol', want: 'required' },
  { given: 'almalinux:almalinux-hpc:8_7-hpc-gen2', want: 'required' },
  { given: `${cis}:cis-rhel:cis-redhat9-l1-gen2`, want: 'required' },
  { given: 'SUSE:sles-15-sp5-byos:gen2', want: 'required' },
  { given: 'SUSE:sles-15-sp5:gen2', want: 'none' },
  {
    given:
      'MicrosoftWindowsServer:MicrosoftServerOperatingSystems-previews:windows-server-2025-azure-edition-hotpatch',
    want: 'required',
  },
  { given: 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition', want: 'none' },
  { given: 'MicrosoftSomething:thing-previews:pro', want: 'required' },
  { given: 'Canonical:UbuntuServer:18.04-LTS', want: 'none' },
  { given: 'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', want: 'none' },
  { given: 'Canonical:ubuntu-24_04-lts:server', want: 'none' },
  { given: 'Canonical:ubuntu-24_04-lts:ubuntu-pro', want: 'unclear canonical' },
  { given: 'Canonical:ubuntu-pro-26_04-lts:server', want: 'unclear canonical' },
  { given: 'Debian:debian-12:12-gen2', want: 'none' },
  { given: 'RedHat:RHEL:9_5', want: 'none' },
  { given: 'RedHat:rhel-raw:9_5', want: 'none' },
  { given: 'RedHat:rhel-arm64:9_7-arm64', want: 'none' },
  { given: 'Oracle:Oracle-Linux:ol79-gen2', want: 'none' },
  { given: 'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2', want: 'none' },
  { given: 'microsoftazurelinux:azurelinux-4:4', want: 'none' },
  { given: 'MicrosoftWindowsDesktop:windows-11:win11-24h2-ent', want: 'none' },
  { given: 'MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2', want: 'none' },
  { given: 'MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-ws2022', want: 'none' },
  { given: 'almalinux:almalinux-x86_64:10-gen2', want: 'unclear' },
  { given: 'acme:thing:pro', want: 'unclear' },
])('plan: $given', ({ given, want }) => {
  const facts = urns(given).map((urn) => describeMarketplaceImage(urn));
  expect(
    facts.map(({ plan, planPublisher }) => (planPublisher ? `${plan} ${planPublisher}` : plan)),
  ).toEqual([want]);
});

test.each(families)('the default size boots $name', ({ given }) => {
  const { os, generation, architecture } = describeMarketplaceImage(given);
  const gen1 = os === 'windows' ? defaultVmSizes.gen1Windows : defaultVmSizes.gen1Linux;
  const x64 = generation === 1 ? gen1 : defaultVmSizes.gen2;
  const size = describeVmSize(architecture === 'arm64' ? defaultVmSizes.arm64 : x64);
  const mustBoot = generation === undefined ? ([1, 2] as const) : [generation];
  expect(size.generations).toEqual(expect.arrayContaining([...mustBoot]));
  expect(size.architecture).toBe(architecture ?? 'x64');
});
