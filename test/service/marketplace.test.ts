/**
 * What a build makes of the name of a marketplace image: the size that boots it, the steps that it takes, and what the user is
 * asked for. The images are real ones; where they come from stands in src/service/marketplace.ts.
 */
import { describeMarketplaceImage } from '../../src/service/marketplace';
import { compileText } from '../support/compile';

/** Images that are alike for a build. */
interface Kind {
  readonly name: string;
  readonly os: 'linux' | 'windows';
  /** The size that the template gets where the spec says none. */
  readonly size: string;
  /** True where a warning asks for `generation:`. */
  readonly asks: boolean;
  /** `publisher:offer:sku`. */
  readonly images: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    name: 'Linux of generation 1',
    os: 'linux',
    size: 'Standard_D1_v2',
    asks: false,
    images: [
      'Canonical:UbuntuServer:14.04.5-LTS',
      'Canonical:UbuntuServer:16_04-lts-gen1',
      'Canonical:0001-com-ubuntu-server-focal:20_04-lts',
      'Canonical:0001-com-ubuntu-server-focal:20_04-lts-gen1',
      'Canonical:0001-com-ubuntu-server-jammy:22_04-lts',
      'Canonical:0001-com-ubuntu-minimal-focal:minimal-20_04-lts',
      'Canonical:0001-com-ubuntu-minimal-jammy:minimal-22_04-lts',
      'Canonical:0001-com-ubuntu-pro-bionic:pro-18_04-lts',
      'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts',
      'Canonical:0001-com-ubuntu-pro-minimal-focal:pro-minimal-20_04-lts',
      'Canonical:0001-com-ubuntu-pro-focal-fips:pro-fips-20_04',
      'Canonical:0001-com-ubuntu-pro-cis-focal:pro-cis-20_04',
      'Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts',
      'Canonical:0001-com-ubuntu-server-lunar:23_04',
      'Canonical:0001-com-ubuntu-server-jammy-daily:22_04-daily-lts',
      'Canonical:ubuntu-24_04-lts:server-gen1',
      'Debian:debian-10:10',
      'Debian:debian-10:10-backports',
      'Debian:debian-11:11',
      'Debian:debian-11:11-backports',
      'Debian:debian-12:12',
      'Debian:debian-13:13',
      'RedHat:RHEL:7.2',
      'RedHat:RHEL:7-raw',
      'RedHat:rhel-raw:8_4',
      'RedHat:rhel-raw:10-raw',
      'RedHat:rhel-byos:rhel-lvm75',
      'RedHat:rhel-byos:rhel-lvm95',
      'RedHat:RHEL-HA:8_8',
      'RedHat:RHEL-SAP-HA:8_8',
      'RedHat:RHEL-SAP-APPS:8_8',
      'SUSE:sles-15-sp5:gen1',
      'SUSE:sles-15-sp5-byos:gen1',
      'SUSE:opensuse-leap-15-6:gen1',
      'Oracle:Oracle-Linux:7.5',
      'Oracle:Oracle-Linux:ol810-lvm',
      'almalinux:almalinux-x86_64:8-gen1',
      'almalinux:almalinux-x86_64:10-gen1',
      'almalinux:almalinux:8_5',
      'almalinux:almalinux:9',
      'almalinux:almalinux-hpc:8_5-hpc',
      'almalinux:almalinux-hpc:8_7-hpc-gen1',
      'OpenLogic:CentOS:6.10',
      'OpenLogic:CentOS:8_2',
      'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-1',
      'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-fips',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-fips',
      'microsoftazurelinux:azurelinux-4:4-gen1',
      'kinvolk:flatcar-container-linux-free:stable',
      'kinvolk:flatcar-container-linux-free:lts2022',
      'kinvolk:flatcar_pro:stable',
      'microsoft-dsvm:aml-workstation:ubuntu-20',
      'center-for-internet-security-inc:cis-debian-linux-12-l1:cis-debian12-l1-gen1',
    ],
  },
  {
    name: 'Linux of generation 2',
    os: 'linux',
    size: 'Standard_D2ds_v4',
    asks: false,
    images: [
      'Canonical:UbuntuServer:18_04-lts-gen2',
      'Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2',
      'Canonical:0001-com-ubuntu-minimal-jammy:minimal-22_04-lts-gen2',
      'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts-gen2',
      'Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts-gen2',
      'Canonical:0001-com-ubuntu-server-lunar:23_04-gen2',
      'Canonical:0001-com-ubuntu-confidential-vm-focal:20_04-lts-cvm',
      'Canonical:0001-com-ubuntu-confidential-vm-jammy:22_04-lts',
      'Canonical:ubuntu-22_04-lts:server',
      'Canonical:ubuntu-22_04-lts:ubuntu-pro-cvm',
      'Canonical:ubuntu-24_04-lts:server',
      'Canonical:ubuntu-24_04-lts:ubuntu-pro-cvm',
      'Canonical:ubuntu-24_10:server',
      'Canonical:ubuntu-24_10:minimal',
      'Canonical:ubuntu-25_04:server',
      'Canonical:ubuntu-25_04:minimal',
      'Canonical:ubuntu-25_10:server',
      'Canonical:ubuntu-25_10:minimal',
      'Canonical:ubuntu-26_04-lts:server',
      'Canonical:ubuntu-26_04-lts:server-cvm',
      'Canonical:ubuntu-pro-26_04-lts:server',
      'Canonical:ubuntu-pro-26_04-lts:server-cvm',
      'Canonical:ubuntu-24_04-lts-daily:minimal',
      'Debian:debian-12:12-gen2',
      'RedHat:RHEL:81gen2',
      'RedHat:RHEL:8-lbr-gen2',
      'RedHat:rhel-raw:89-gen2',
      'RedHat:rhel-raw:100-raw-gen2',
      'RedHat:rhel-byos:rhel-lvm91-gen2',
      'RedHat:RHEL-SAP-HA:84sapha-gen2',
      'RedHat:RHEL-SAP-HA:96sapha-gen2',
      'RedHat:RHEL-SAP-APPS:86sapapps-gen2',
      'SUSE:sles-15-sp5:gen2',
      'SUSE:sles-15-sp5-basic:gen2',
      'SUSE:sles-sap-15-sp5:gen2',
      'SUSE:sles-16-0-x86-64:gen2',
      'SUSE:sles-byos:12-sp5-gen2',
      'Oracle:Oracle-Linux:ol79-gen2',
      'Oracle:Oracle-Linux:ol10-lvm-gen2',
      'almalinux:almalinux-x86_64:8-gen2',
      'almalinux:almalinux-x86_64:10-gen2',
      'almalinux:almalinux:8_5-gen2',
      'almalinux:almalinux:9-gen2',
      'almalinux:almalinux-hpc:8_5-hpc-gen2',
      'almalinux:almalinux-hpc:8_7-hpc-gen2',
      'OpenLogic:CentOS-HPC:7_9-gen2',
      'OpenLogic:CentOS-HPC:8_5-gen2',
      'MicrosoftCBLMariner:cbl-mariner:1-gen2',
      'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-gen2-fips',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2-fips',
      'MicrosoftCBLMariner:azurelinux-3:3-gen2',
      'microsoftazurelinux:azurelinux-4:4',
      'microsoftazurelinux:azurelinux-4:4-gen2',
      'kinvolk:flatcar-container-linux-free:stable-gen2',
      'kinvolk:flatcar-container-linux:beta-gen2',
      'microsoft-dsvm:aml-workstation:ubuntu-20-gen2',
      'MicrosoftSQLServer:sql2019-sles12sp5:standard-gen2',
      'center-for-internet-security-inc:cis-rhel:cis-redhat9-l1-gen2',
      'resf:rockylinux-x86_64:8-base',
      'resf:rockylinux-x86_64:9-lvm',
      'microsoft-dsvm:ubuntu-hpc:2204',
    ],
  },
  {
    name: 'Linux for Arm64',
    os: 'linux',
    size: 'Standard_D2pds_v5',
    asks: false,
    images: [
      'Canonical:UbuntuServer:18_04-lts-arm64',
      'canonical:0001-COM-ubuntu-server-jammy:22_04-LTS-ARM64',
      'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts-arm64',
      'Canonical:ubuntu-24_04-lts:specialized-hardware',
      'Canonical:ubuntu-24_04-lts:ubuntu-pro-specialized-hardware',
      'Canonical:ubuntu-24_04-lts:server-arm64',
      'Debian:debian-12:12-arm64',
      'RedHat:rhel-arm64:8_10-arm64',
      'RedHat:rhel-arm64:10_1-arm64',
      'SUSE:sles-15-sp7-arm64:gen2',
      'SUSE:sles-16-0-arm64:gen2',
      'SUSE:opensuse-leap-15-6-arm64:gen2',
      'Oracle:Oracle-Linux:ol94-arm64-lvm-gen2',
      'almalinux:almalinux-arm:8-arm-gen2',
      'almalinux:almalinux-arm:10-arm64-gen2',
      'resf:rockylinux-aarch64:9-base',
      'MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-arm64',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-arm64',
      'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-arm64-gen2-fips',
      'microsoftazurelinux:azurelinux-4:4-arm64',
      'kinvolk:flatcar-container-linux-corevm:stable',
    ],
  },
  {
    name: 'Linux whose generation the name does not tell, or hardly',
    os: 'linux',
    size: 'Standard_D2ds_v4',
    asks: true,
    images: [
      'Debian:debian-sid-daily:sid',
      'resf:rockylinux-x86_64:11-new',
      'MicrosoftCBLMariner:azurelinux-3:3',
      'kinvolk:flatcar-container-linux-corevm-amd64:stable',
      'microsoft-dsvm:ubuntu-hpc:1804',
      'microsoft-dsvm:ubuntu-hpc:2004',
      'erockyenterprisesoftwarefoundationinc1653071250513:rockylinux:free',
      'erockyenterprisesoftwarefoundationinc1653071250513:rockylinux-9:rockylinux-9',
      'ciq:anything:at-all',
      'MicrosoftSQLServer:sql2022-ubuntupro2004:enterprise',
      'MicrosoftSQLServer:sql2019-rhel8:standard',
      'credativ:Debian:8',
      'credativ:Debian:9-backports',
      'SUSE:SLES:12-SP1',
      'SUSE:SLES:15',
      'center-for-internet-security-inc:cis-ubuntu-linux-2204-l1:cis-ubuntu-linux-2204-l1',
      'Canonical:unheard-of:pro',
      'acme:hardened-ubuntu-22:pro',
    ],
  },
  {
    name: 'Windows of generation 1',
    os: 'windows',
    size: 'Standard_D2_v2',
    asks: false,
    images: [
      'MicrosoftWindowsServer:WindowsServer:2012-datacenter',
      'MicrosoftWindowsServer:WindowsServer:2019-datacenter-core-with-containers-smalldisk',
      'MicrosoftWindowsDesktop:office-365:win10-22h2-avd-m365',
      'MicrosoftWindowsDesktop:office-365:20h2-evd-o365pp',
      'MicrosoftWindowsDesktop:Windows-10:win10-22h2-ent',
      'MicrosoftWindowsDesktop:Windows-10:20h2-evd',
      'MicrosoftSQLServer:sql2017-ws2019:enterprise',
      'MicrosoftSQLServer:sql2019-ws2022:enterprise',
    ],
  },
  {
    name: 'Windows of generation 2',
    os: 'windows',
    size: 'Standard_D2ds_v4',
    asks: false,
    images: [
      'MicrosoftWindowsServer:WindowsServer:2012-r2-datacenter-gensecond',
      'MicrosoftWindowsServer:WindowsServer:2025-datacenter-core-smalldisk-g2',
      'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition',
      'MicrosoftWindowsServer:WindowsServer:2025-datacenter-azure-edition-core',
      'MicrosoftWindowsServer:windowsserver2022:2022-datacenter-g2',
      'MicrosoftWindowsServer:MicrosoftServerOperatingSystems-previews:windows-server-2025-azure-edition-hotpatch',
      'MicrosoftWindowsServer:WindowsServerHotpatch-previews:windows-server-2022-azure-edition-hotpatch',
      'MicrosoftWindowsDesktop:windows-11:win11-22h2-ent',
      'MicrosoftWindowsDesktop:windows-11:win11-21h2-entn',
      'MicrosoftWindowsDesktop:office-365:win11-25h2-avd-m365',
      'MicrosoftWindowsDesktop:office-365:win10-22h2-avd-m365-g2',
      'MicrosoftWindowsDesktop:Windows-10:win10-22h2-ent-g2',
      'MicrosoftWindowsDesktop:Windows-10:19h1-ent-gensecond',
      'MicrosoftWindowsDesktop:windows-ent-cpc:win11-23h2-ent-cpc',
      'MicrosoftWindowsDesktop:windows-ent-cpc:20h2-ent-cpc-m365-g2',
      'microsoftvisualstudio:windowsplustools:base-win11-gen2',
      'microsoftvisualstudio:visualstudioplustools:vs-2022-ent-general-win11-m365-gen2',
      'microsoftvisualstudio:visualstudioplustools:vs-2022-ent-general-win11',
      'MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-win11-n-gen2',
      'MicrosoftSQLServer:sql2022-ws2022:enterprise-gen2',
      'MicrosoftSQLServer:sql2022-ws2022:sqldev-gen2',
      'center-for-internet-security-inc:cis-windows-server-2022-l1:cis-windows-server-2022-l1-gen2',
      'microsoft-dsvm:dsvm-win-2019:server-2019',
      'microsoft-dsvm:dsvm-win-2022:winserver-2022',
    ],
  },
  {
    name: 'Windows for Arm64',
    os: 'windows',
    size: 'Standard_D2pds_v5',
    asks: false,
    images: ['MicrosoftWindowsDesktop:windows11preview-arm64:win11-25h2-ent'],
  },
  {
    name: 'Windows whose generation the name does not tell, or hardly',
    os: 'windows',
    size: 'Standard_D2ds_v4',
    asks: true,
    images: [
      'MicrosoftWindowsServer:WindowsServer:2008-R2-SP1',
      'MicrosoftWindowsDesktop:windows-ent-cpc:win10-22h2-ent-cpc',
      'MicrosoftVisualStudio:visualstudio2022:vs-2022-ent-latest-ws2022',
      'MicrosoftVisualStudio:visualstudio2019latest:vs-2019-ent-latest-ws2022',
      'MicrosoftSQLServer:sql2022-ws2022:standard',
      'MicrosoftSQLServer:sql2022-ws2022:sqldev',
      'MicrosoftWindowsServer:WindowsServer:2031-datacenter',
      'MicrosoftSQLServer:sql2025-ws2025:entdev',
      'acme:tool-for-windows:pro',
      'MicrosoftSomething:win11-preview:pro',
    ],
  },
];

const images = kinds.flatMap(({ images: names, ...kind }) =>
  names.map((image) => ({ ...kind, image })),
);

/** A spec with a source and a step, and a target that such an image can have. */
function specOf(image: string, step: string, more = ''): string {
  return `location: eastus2\nidentity: aib\nsource: ${image}:latest\n${more}customize:\n  - ${step}: echo hello\ndistribute:\n  - gallery: g/d\n`;
}

const steps = { linux: 'shell', windows: 'powershell' } as const;

/** The size of the VM that a template builds in. */
function sizeOf(properties: Readonly<Record<string, unknown>> | undefined): unknown {
  return Object(properties?.['vmProfile'])['vmSize'];
}

test.each(images)('$image: $name', ({ image, os, size, asks }) => {
  const { template, diagnostics, errors } = compileText(specOf(image, steps[os]));
  expect(errors).toEqual([]);
  expect(sizeOf(template?.properties)).toBe(size);
  expect(diagnostics.some(({ code }) => code === 'AIB401')).toBe(asks);
});

test.each(images)('$image takes no step of the other system', ({ image, os }) => {
  const { diagnostics } = compileText(specOf(image, steps[os === 'linux' ? 'windows' : 'linux']));
  expect(diagnostics.map(({ code }) => code)).toContain('AIB302');
});

// Words that mean something at any publisher, and those that only look like it.
test.each([
  ['acme:thing:pro-gen1', 'Standard_D1_v2'],
  ['acme:thing:gen2', 'Standard_D2ds_v4'],
  ['acme:thing:82gen2', 'Standard_D2ds_v4'],
  ['acme:thing:pro-g2-fips', 'Standard_D2ds_v4'],
  ['acme:thing:pro-gensecond', 'Standard_D2ds_v4'],
  ['acme:thing:9_4_cvm', 'Standard_D2ds_v4'],
  ['acme:thing:pro-aarch64', 'Standard_D2pds_v5'],
  ['acme:thing-arm64:gen2', 'Standard_D2pds_v5'],
  ['acme:thing:9-arm-gen2', 'Standard_D2pds_v5'],
])('%s builds in %s', (image, size) => {
  const { template, diagnostics } = compileText(specOf(image, 'shell'));
  expect(sizeOf(template?.properties)).toBe(size);
  expect(diagnostics.map(({ code }) => code)).not.toContain('AIB401');
});

test.each(['pro', 'gen10', 'pro-g20', 'pro-gsx', 'alarms', 'farm-pro', '2022-datacenter'])(
  'acme:thing:%s tells neither generation nor architecture',
  (sku) => {
    const { template, diagnostics } = compileText(specOf(`acme:thing:${sku}`, 'shell'));
    expect(sizeOf(template?.properties)).toBe('Standard_D2ds_v4');
    expect(diagnostics.map(({ code }) => code)).toContain('AIB401');
  },
);

test('what the spec says about generation, architecture and os counts more than the name', () => {
  const build = (image: string, step: string, more: string) =>
    compileText(specOf(image, step, more));
  const gen1 = build('credativ:Debian:9', 'shell', 'generation: 1\n');
  expect(sizeOf(gen1.template?.properties)).toBe('Standard_D1_v2');
  const arm = build('acme:thing:pro', 'shell', 'architecture: arm64\n');
  expect(sizeOf(arm.template?.properties)).toBe('Standard_D2pds_v5');
  const windows = build('acme:thing:pro-gen1', 'powershell', 'os: windows\n');
  expect(sizeOf(windows.template?.properties)).toBe('Standard_D2_v2');
});

// Without its plan, a VM from such an image is not created.
test.each([
  'RedHat:rhel-byos:rhel-lvm95',
  'Canonical:0001-com-ubuntu-pro-focal-fips:pro-fips-20_04-gen2',
  'kinvolk:flatcar-container-linux-free:stable-gen2',
  'kinvolk:flatcar_pro:stable',
  'resf:rockylinux-x86_64:8-base',
  'almalinux:almalinux-hpc:8_7-hpc-gen2',
  'SUSE:sles-15-sp5-byos:gen2',
  'center-for-internet-security-inc:cis-rhel:cis-redhat9-l1-gen2',
])('%s needs its plan', (image) => {
  const codes = (spec: string) => compileText(spec).diagnostics.map(({ code }) => code);
  const without = specOf(image, 'shell');
  expect(codes(without)).toContain('AIB409');
  const withPlan = without.replace(/source: (.*)/, 'source: { urn: "$1", plan: true }');
  expect(codes(withPlan)).not.toContain('AIB409');
});

test.each([
  'Canonical:ubuntu-24_04-lts:server',
  'Debian:debian-12:12-gen2',
  'RedHat:RHEL:9_5',
  'SUSE:sles-15-sp5:gen2',
  'Oracle:Oracle-Linux:ol79-gen2',
  'kinvolk:flatcar-container-linux-corevm:stable',
  'MicrosoftCBLMariner:azure-linux-3:azure-linux-3-gen2',
  // Samples of these disagree: a warning would be wrong as often as right.
  'almalinux:almalinux-x86_64:10-gen2',
  'acme:thing:pro',
])('%s is not asked for a plan', (image) => {
  const { diagnostics } = compileText(specOf(image, 'shell'));
  expect(diagnostics.map(({ code }) => code)).not.toContain('AIB409');
});

/** A gallery definition, as far as this test reads it. */
interface Definition {
  readonly properties: { readonly features?: readonly { name: string; value: string }[] };
}

/** The security type of the gallery definition that is made for an image. */
function securityTypeOf(image: string, step: string): unknown {
  const definition = '    definition: { publisher: Contoso, offer: x, sku: y }\n';
  const { outputs, errors } = compileText(specOf(image, step) + definition);
  expect(errors).toEqual([]);
  const made: readonly Definition[] = JSON.parse(outputs['image/resources.json'] ?? '');
  const features = made.flatMap(({ properties }) => properties.features ?? []);
  return features.find(({ name }) => name === 'SecurityType')?.value;
}

test.each([
  ['Canonical:ubuntu-24_04-lts:server', 'TrustedLaunchSupported'],
  ['Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', 'TrustedLaunchSupported'],
  ['Canonical:0001-com-ubuntu-server-jammy:22_04-lts', undefined],
  ['Canonical:0001-com-ubuntu-server-jammy:22_04-lts-arm64', undefined],
  ['Debian:debian-12:12-gen2', 'TrustedLaunchSupported'],
  ['Debian:debian-10:10-gen2', undefined],
  ['RedHat:RHEL:84-gen2', undefined],
  ['RedHat:RHEL:95_gen2', 'TrustedLaunchSupported'],
  ['SUSE:sles-15-sp2:gen2', undefined],
  ['SUSE:sles-15-sp3:gen2', 'TrustedLaunchSupported'],
  ['acme:thing:gen2', undefined],
])('a definition for %s gets the security type %s', (image, want) => {
  expect(securityTypeOf(image, 'shell')).toBe(want);
});

test('Ubuntu Pro with FIPS of the newer offers is sold without a plan', () => {
  const plan = (offer: string, sku: string) =>
    describeMarketplaceImage({ publisher: 'Canonical', offer, sku }).plan;
  expect(plan('ubuntu-22_04-lts', 'ubuntu-pro-fips')).toBe('none');
  expect(plan('0001-com-ubuntu-pro-focal-fips', 'pro-fips-20_04-gen2')).toBe('required');
  expect(plan('ubuntu-24_04-lts', 'ubuntu-pro')).toBe('unclear');
});
