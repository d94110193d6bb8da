/** What the names of marketplace images tell of their support and of NVMe disks. */
import { currentSources } from '../../src/service/current-sources';
import { endOfSupport } from '../../src/service/end-of-support';
import { supportsNvme } from '../../src/service/nvme-images';

const urn = (text: string) => {
  const [publisher = '', offer = '', sku = ''] = text.split(':');
  return { publisher, offer, sku };
};

test.each([
  ['OpenLogic:CentOS:7_9-gen2', 'CentOS Linux 7'],
  ['MicrosoftWindowsDesktop:Windows-10:win10-22h2-avd-g2', 'Windows 10'],
  ['MicrosoftWindowsDesktop:office-365:win10-22h2-avd-m365-g2', 'Windows 10'],
  ['MicrosoftWindowsServer:WindowsServer:2012-R2-Datacenter', 'Windows Server 2012'],
  ['Canonical:UbuntuServer:18.04-LTS', 'Ubuntu 18.04'],
  ['Canonical:0001-com-ubuntu-server-focal:20_04-lts-gen2', 'Ubuntu 20.04'],
  ['MicrosoftCBLMariner:cbl-mariner:cbl-mariner-2-gen2', 'CBL-Mariner 2'],
  ['Debian:debian-10:10', 'Debian 10'],
  ['Debian:debian-11:11-gen2', 'Debian 11'],
  ['RedHat:RHEL:7_9', 'Red Hat Enterprise Linux 7'],
  ['RedHat:RHEL:79-gen2', 'Red Hat Enterprise Linux 7'],
  ['RedHat:rhel-byos:rhel-lvm79-gen2', 'Red Hat Enterprise Linux 7'],
  ['MicrosoftWindowsDesktop:windows-11:win11-21h2-ent', 'Windows 11 21H2'],
  ['MicrosoftWindowsDesktop:office-365:win11-22h2-avd-m365', 'Windows 11 22H2'],
  ['Canonical:ubuntu-25_04:server', 'Ubuntu 25.04'],
  ['SUSE:sles-12-sp5:gen2', 'SUSE Linux Enterprise Server 12'],
  ['SUSE:sles-15-sp6:gen2', 'SUSE Linux Enterprise Server 15 SP6'],
  ['Oracle:Oracle-Linux:ol79-gen2', 'Oracle Linux 7'],
])('%s is out of support', (source, system) => {
  expect(endOfSupport(urn(source))).toMatchObject({ system });
});

test.each([
  ...currentSources.map((one) => one.urn),
  'Canonical:0001-com-ubuntu-server-jammy:22_04-lts',
  'Canonical:0001-com-ubuntu-pro-focal:pro-20_04-lts',
  'Debian:debian-12:12',
  'RedHat:RHEL:8_10',
  'RedHat:RHEL-SAP-HA:79sapha-gen2',
  'SUSE:sles-15-sp7:gen2',
  'SUSE:sles-16-0-x86-64:gen2',
  'Oracle:Oracle-Linux:ol810-lvm',
  'MicrosoftWindowsDesktop:windows-10:win10-22h2-ent-ltsc-g2',
  'MicrosoftWindowsDesktop:windows-11:win11-24h2-ent',
  'MicrosoftWindowsServer:WindowsServer:2016-datacenter',
  'contoso:centos:7',
])('%s is supported', (source) => {
  expect(endOfSupport(urn(source))).toBeUndefined();
});

test('what replaces a source is supported itself', () => {
  const sources = ['OpenLogic:CentOS:7.7', 'credativ:Debian:9', 'Oracle:Oracle-Linux:7.5'];
  for (const source of sources) {
    const { successor = '' } = endOfSupport(urn(source)) ?? {};
    expect(endOfSupport(urn(successor))).toBeUndefined();
  }
});

test.each([
  ['Canonical:ubuntu-24_04-lts:server', true],
  ['Canonical:ubuntu-26_04-lts:server', false],
  ['canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', true],
  ['Debian:debian-12:12-gen2', true],
  ['Debian:debian-13:13-gen2', false],
  ['RedHat:RHEL:9-lvm-gen2', true],
  ['RedHat:RHEL:85-gen2', false],
  ['RedHat:RHEL:10-lvm-gen2', false],
  ['RedHat:rhel-arm64:9_7-arm64', true],
  ['SUSE:sles-15-sp3:gen2', false],
  ['SUSE:sles-15-sp7:gen2', true],
  ['Oracle:Oracle-Linux:ol810-lvm-gen2', true],
  ['Oracle:Oracle-Linux:ol84-lvm-gen2', false],
  ['almalinux:almalinux-x86_64:9-gen2', true],
  ['almalinux:almalinux-x86_64:10-gen2', false],
  ['MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2', true],
  ['MicrosoftWindowsServer:WindowsServer:2016-datacenter-gensecond', false],
  ['MicrosoftWindowsDesktop:windows-11:win11-25h2-ent', true],
  ['kinvolk:flatcar-container-linux-free:stable-gen2', false],
])('NVMe: %s', (source, supported) => {
  expect(supportsNvme(urn(source))).toBe(supported);
});
