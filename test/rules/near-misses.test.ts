/** What looks like a mistake and is none: each of these specs stays without a word. */
import { compileText } from '../support/compile';

const head = 'location: eastus2\nidentity: aib-identity\n';
const ubuntu = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';
const windows =
  'source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\nvm: { size: Standard_D4ds_v5 }\n';
const target = 'distribute:\n  - gallery: corpGallery/web-base\n';
const linux = `${head}${ubuntu}`;
const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const shell = (line: string): string =>
  `${linux}customize:\n  - shell: |\n      ${line}\n${target}`;
const powershell = (line: string): string =>
  `${head}${windows}customize:\n  - powershell: |\n      ${line}\n${target}`;

const specs: Readonly<Record<string, string>> = {
  'minimal spec': `${linux}customize:\n  - shell: |\n      sudo apt-get update\n      sudo apt-get install -y nginx\n${target}`,
  'AIB107 quoted number': `${linux}tags: { release: '24.10' }\n${target}`,
  'AIB108 longest timeout': `${linux}timeout: 960\n${target}`,
  'AIB301 shortest timeout': `${linux}timeout: 6\n${target}`,
  'AIB301 no timeout': `${linux}timeout: 0\n${target}`,
  'AIB403 an hour of Windows': `${head}${windows}timeout: 60\n${target}`,
  'AIB304 empty line among commands': `${linux}customize:\n  - shell: ["", "true"]\n${target}`,
  'AIB305 elevated system': `${head}${windows}customize:\n  - powershell: Get-Date\n    elevated: true\n    system: true\n${target}`,
  'AIB307 names of two cases apart': `${linux}distribute:\n  - { gallery: g/web, runOutputName: web-1 }\n  - { image: web, runOutputName: web-2 }\n`,
  'AIB310 combined duration': `${head}${windows}customize:\n  - restart: { timeout: 1h30m }\n${target}`,
  'AIB312 fifty tags': `${linux}tags: { ${Array.from({ length: 50 }, (_, at) => `t${at}: x`).join(', ')} }\n${target}`,
  'AIB313 longest value': `${linux}tags: { note: ${'x'.repeat(256)} }\n${target}`,
  'AIB316 size of both generations': `${linux}vm: { size: Standard_D2s_v3 }\n${target}`,
  'AIB318 scheme without version': `${linux}distribute: [{ gallery: g/web, versioning: { scheme: Latest } }]\n`,
  'AIB319 major of Latest': `${linux}distribute: [{ gallery: g/web, versioning: { scheme: Latest, major: 2 } }]\n`,
  'AIB320 two subnets': `${linux}vm: { subnet: net/build, containerSubnet: net/containers }\n${target}`,
  'AIB330 what the source is, said again': `${linux}distribute: [{ gallery: g/web, definition: { os: linux, generation: 2, architecture: x64 } }]\n`,
  'AIB330 a narrower security type': `${head}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest\nvm: { size: Standard_D4ds_v5 }\ndistribute: [{ gallery: g/web, definition: { securityType: TrustedLaunchSupported } }]\n`,
  'AIB330 a type that the source has but probably': `${linux}distribute: [{ gallery: g/web, definition: { securityType: none } }]\n`,
  'AIB331 generation of the definition alone': `${head}os: linux\nsource: { gallery: g/base }\nvm: { size: Standard_D4ds_v5 }\ndistribute: [{ gallery: g/web, definition: { generation: 2 } }]\n`,
  'AIB333 a size in the network': `${linux}network: true\nvm: { size: Standard_D4ds_v5 }\n${target}`,
  'AIB334 a definition for two targets': `${linux}distribute:\n  - { gallery: g/web, definition: true }\n  - { gallery: g/web, exclude: true }\n`,
  'AIB401 generation given': `${head}source: { image: base }\nos: linux\ngeneration: 2\n${target}`,
  'AIB401 size given': `${head}source: { image: base }\nos: linux\nvm: { size: Standard_D2s_v5 }\n${target}`,
  'AIB402 region by its display name': `location: Southeast Asia\nidentity: aib\n${ubuntu}distribute: [{ gallery: g/web }]\n`,
  'AIB404 below /tmp': `${linux}customize:\n  - file: https://example.com/motd\n    to: /tmp/a/motd\n${target}`,
  'AIB405 file of another name': shell('echo x > /tmp/DeprovisioningScript.txt'),
  'AIB406 checksum of a script': `${linux}customize:\n  - shell: https://example.com/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB409 plan given': `${head}source: { urn: 'RedHat:rhel-byos:rhel-lvm95-gen2:latest', plan: true }\n${target}`,
  'AIB411 variable': shell('export DB_PASSWORD="$(az keyvault secret show --name db)"'),
  'AIB411 variable by name': shell('mysql --password=$PASSWORD'),
  'AIB411 variable of PowerShell': powershell('$password = $env:BUILD_SECRET'),
  'AIB411 cmdlet': powershell("$token = Get-AzAccessToken -ResourceUrl 'https://vault.azure.net'"),
  'AIB411 setting of sshd': shell(
    "sed -i 's/^#*PasswordAuthentication .*/PasswordAuthentication no/' f",
  ),
  'AIB411 file of a secret': shell('curl --secret-file=/run/secrets/token https://example.com'),
  'AIB411 switch': shell('az login --identity && docker login --password-stdin'),
  'AIB411 placeholder': shell('echo "password=<your-password>" password=xxxxxx password=********'),
  'AIB411 parameter': `parameters: { label: { type: string, default: dev } }\n${shell('export TOKEN={{ params.label }}')}`,
  'AIB411 name of a secret': shell(
    'az keyvault secret show --vault-name v --name licence-token --query value',
  ),
  'AIB411 policy': powershell('net accounts /minpwlen:12 /maxpwage:90'),
  'AIB411 public key': shell('echo "-----BEGIN PUBLIC KEY-----"'),
  'AIB412 query without secret': `${linux}customize:\n  - shell: https://example.com/x.sh?version=12&design=flat\n    sha256: ${hash}\n${target}`,
  'AIB413 restart before updates': `${head}${windows}customize:\n  - powershell: Install-WindowsFeature Web-Server\n  - restart: true\n  - windowsUpdate: true\n${target}`,
  'AIB413 settings before updates': `${head}${windows}customize:\n  - powershell: Set-TimeZone UTC\n  - windowsUpdate: true\n${target}`,
  'AIB414 commit': `${linux}customize:\n  - file: https://raw.githubusercontent.com/o/r/0123456789abcdef0123456789abcdef01234567/main/x\n    to: /tmp/x\n${target}`,
  'AIB414 branch with checksum': `${linux}customize:\n  - shell: https://raw.githubusercontent.com/o/r/main/x.sh\n    sha256: ${hash}\n${target}`,
  'AIB416 pinned source': `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\ndistribute: [{ gallery: g/web, version: 1.2.3 }]\n`,
  'AIB417 size given for generation 1': `${head}source: Canonical:0001-com-ubuntu-server-jammy:22_04-lts:latest\nvm: { size: Standard_D2ds_v5 }\n${target}`,
  'AIB419 older version': `apiVersion: '2023-07-01'\n${linux}vm: { subnet: net/build }\n${target}`,
  'AIB421 older regions in an older version': `${linux}distribute: [{ gallery: g/web, replicationRegions: [eastus2] }]\n`,
  'AIB421 default regions': `apiVersion: '2024-02-01'\n${linux}${target}`,
  'AIB422 address given': `${linux}storageAccounts: { disks: rg }\ndistribute: [{ vhd: web, uri: 'https://disks.blob.core.windows.net/vhds/web.vhd' }]\n`,
  'AIB423 flag off': `${linux}validate: { continueDistributeOnFailure: false, inVMValidations: [{ shell: nginx -t }] }\n${target}`,
  'AIB424 cleanup': `${linux}errorHandling: cleanup\n${target}`,
  'AIB425 own region by its display name': `${linux}distribute: [{ gallery: g/web, regions: [East US 2, westeurope] }]\n`,
  'AIB426 later Windows': `${head}${windows}${target}`,
  'AIB427 other file': shell('rm -f /tmp/setup.sh'),
  'AIB430 silenced with a reason': `# aibgen-disable-next-line AIB402 preview of a region\nlocation: moonbase1\nidentity: aib\n${ubuntu}${target}`,
  'AIB430 silenced inside of a script': `${linux}customize:\n  # aibgen-disable-next-line AIB411 the password of a demo\n  - shell: |\n      true\n      export PASSWORD=Correct-Horse-7\n${target}`,
  'AIB430 in the text of a script': shell('# aibgen-disable-next-line AIB411'),
};

test.each(Object.entries(specs))('%s', (_name, spec) => {
  expect(
    compileText(spec).diagnostics.map((one) => `${one.code}:${one.line} ${one.message}`),
  ).toEqual([]);
});
