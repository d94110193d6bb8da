/**
 * Everything that the documentation of January 2022 lets a template say, shown by the example specs in all three forms.
 * That the forms mean the same is proven in proof.test.ts; here each ability has to be there at all.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../src';
import { minimal } from './support/cli';
import { outFolder } from './support/images';

interface Ability {
  readonly ability: string;
  readonly image: string;
  /** Path below the image template, and the value there. */
  readonly at: string;
  readonly want: unknown;
  /** What the wrappers say in the same place, where it is not the value itself. */
  readonly arm?: string;
  readonly bicep?: string;
}

const id = '/subscriptions/<subscriptionId>/resourceGroups';
const compute = 'providers/Microsoft.Compute';

const abilities: readonly Ability[] = [
  { ability: 'tags', image: 'ubuntu-gen2', at: 'tags.team', want: 'platform' },
  {
    ability: 'a timeout',
    image: 'windows-all-steps',
    at: 'properties.buildTimeoutInMinutes',
    want: 180,
  },
  {
    ability: 'the default timeout',
    image: 'web-base',
    at: 'properties.buildTimeoutInMinutes',
    want: 240,
  },
  {
    ability: 'a size',
    image: 'windows-all-steps',
    at: 'properties.vmProfile.vmSize',
    want: 'Standard_D4ds_v5',
  },
  {
    ability: 'a size by generation',
    image: 'web-base',
    at: 'properties.vmProfile.vmSize',
    want: 'Standard_D2ds_v4',
  },
  {
    ability: 'a disk size',
    image: 'windows-all-steps',
    at: 'properties.vmProfile.osDiskSizeGB',
    want: 160,
  },
  {
    ability: 'a subnet',
    image: 'private-subnet',
    at: 'properties.vmProfile.vnetConfig.subnetId',
    want: `${id}/network-rg/providers/Microsoft.Network/virtualNetworks/build-vnet/subnets/build-subnet`,
    arm: "resourceId(subscription().subscriptionId, 'network-rg', 'Microsoft.Network/virtualNetworks/subnets', 'build-vnet', 'build-subnet')",
    bicep: 'subnetId: subnet.id',
  },
  {
    ability: 'a proxy size',
    image: 'private-subnet',
    at: 'properties.vmProfile.vnetConfig.proxyVmSize',
    want: 'Standard_D2s_v5',
  },
  {
    ability: 'an identity of the build VM in another subscription',
    image: 'build-identities',
    at: 'properties.vmProfile.userAssignedIdentities.1',
    want: '/subscriptions/7c0f6f52-90d5-4d2b-8f64-0a1d3f6f2f11/resourceGroups/security-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/signing',
    arm: "'security-rg', 'Microsoft.ManagedIdentity/userAssignedIdentities', 'signing'",
    bicep: "scope: resourceGroup('7c0f6f52-90d5-4d2b-8f64-0a1d3f6f2f11', 'security-rg')",
  },
  {
    ability: 'a marketplace source',
    image: 'web-base',
    at: 'properties.source.sku',
    want: 'server',
  },
  {
    ability: 'a purchase plan',
    image: 'rhel-plan',
    at: 'properties.source.planInfo.planPublisher',
    want: 'redhat',
  },
  {
    ability: 'a managed image as source',
    image: 'from-managed-image',
    at: 'properties.source.imageId',
    want: `${id}/images-rg/${compute}/images/legacy-base`,
    arm: "'images-rg', 'Microsoft.Compute/images', 'legacy-base'",
    bicep: 'imageId: image.id',
  },
  {
    ability: 'a gallery version as source',
    image: 'from-gallery',
    at: 'properties.source.imageVersionId',
    want: `${id}/<resourceGroup>/${compute}/galleries/corpGallery/images/ubuntu-22/versions/1.4.0`,
    arm: "'Microsoft.Compute/galleries/images/versions', 'corpGallery', 'ubuntu-22', '1.4.0'",
    bicep: "'1.4.0'",
  },
  {
    ability: 'a shell script',
    image: 'azure-shape',
    at: 'properties.customize.0.scriptUri',
    want: expect.stringContaining('customizeScript.sh'),
  },
  {
    ability: 'a checksum',
    image: 'azure-shape',
    at: 'properties.customize.1.sha256Checksum',
    want: expect.stringMatching(/^ade4c521/),
  },
  {
    ability: 'shell commands',
    image: 'azure-shape',
    at: 'properties.customize.3.inline.0',
    want: 'sudo mkdir /buildArtifacts',
  },
  {
    ability: 'a file',
    image: 'azure-shape',
    at: 'properties.customize.2.destination',
    want: '/tmp/index.html',
  },
  {
    ability: 'PowerShell with exit codes',
    image: 'windows-all-steps',
    at: 'properties.customize.0.validExitCodes',
    want: [0, 3010],
  },
  {
    ability: 'elevated PowerShell',
    image: 'windows-all-steps',
    at: 'properties.customize.0.runElevated',
    want: true,
  },
  {
    ability: 'a PowerShell script',
    image: 'windows-all-steps',
    at: 'properties.customize.3.scriptUri',
    want: expect.stringContaining('testPsScript.ps1'),
  },
  {
    ability: 'a restart with a check',
    image: 'windows-all-steps',
    at: 'properties.customize.1.restartTimeout',
    want: '10m',
  },
  {
    ability: 'a restart by default',
    image: 'windows-all-steps',
    at: 'properties.customize.5.restartCommand',
    want: 'shutdown /r /f /t 0 /c "packer restart"',
  },
  {
    ability: 'Windows updates',
    image: 'windows-all-steps',
    at: 'properties.customize.4.filters.0',
    want: "exclude:$_.Title -like '*Preview*'",
  },
  {
    ability: 'the default deprovision commands',
    image: 'web-base',
    at: 'properties.customize.1.inline.6',
    want: '$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync',
  },
  {
    ability: 'Sysprep in VM mode',
    image: 'avd-windows-11',
    at: 'properties.customize.3.inline.16',
    want: '& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm',
  },
  {
    ability: 'a managed image',
    image: 'rhel-plan',
    at: 'properties.distribute.0.imageId',
    want: `${id}/<resourceGroup>/${compute}/images/rhel-base`,
    arm: "resourceId('Microsoft.Compute/images', 'rhel-base')",
    bicep: "resourceId('Microsoft.Compute/images', 'rhel-base')",
  },
  {
    ability: 'a managed image in a region',
    image: 'rhel-plan',
    at: 'properties.distribute.0.location',
    want: 'northeurope',
  },
  {
    ability: 'an explicit gallery version',
    image: 'ubuntu-gen2',
    at: 'properties.distribute.0.galleryImageId',
    want: `${id}/shared-rg/${compute}/galleries/corpGallery/images/ubuntu-22/versions/1.4.0`,
    arm: "'corpGallery', 'ubuntu-22', '1.4.0'",
    bicep: "'1.4.0'",
  },
  {
    ability: 'a version that is not the latest',
    image: 'ubuntu-gen2',
    at: 'properties.distribute.0.excludeFromLatest',
    want: true,
  },
  {
    ability: 'regions by display name',
    image: 'windows-all-steps',
    at: 'properties.distribute.0.replicationRegions',
    want: ['westus2', 'westeurope'],
  },
  {
    ability: 'zone-redundant storage',
    image: 'windows-all-steps',
    at: 'properties.distribute.0.storageAccountType',
    want: 'Standard_ZRS',
  },
  {
    ability: 'a VHD',
    image: 'to-vhd',
    at: 'properties.distribute.0.runOutputName',
    want: 'debian-12-disk',
  },
  {
    ability: 'tags of a VHD',
    image: 'to-vhd',
    at: 'properties.distribute.0.artifactTags.channel',
    want: 'stack',
  },
  {
    ability: 'three targets at once',
    image: 'three-targets',
    at: 'properties.distribute.2.type',
    want: 'VHD',
  },
];

const folders: Readonly<Record<string, string>> = { 'azure-shape': 'azureShape' };

function read(image: string, file: string): string {
  return readFileSync(path.join(outFolder, folders[image] ?? image, file), 'utf8');
}

function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => Object(inner)[key], value);
}

test.each(abilities)('$ability: $image', ({ image, at: place, want, arm, bicep }) => {
  const found = at(JSON.parse(read(image, 'imageTemplate.json')), place.split('.'));
  expect(found).toEqual(want);
  const words = typeof found === 'object' ? Object.values(Object(found)) : [found];
  const armWords = words.map((word) => JSON.stringify(word).slice(1, -1) || String(word));
  const bicepWords = words.map((word) =>
    String(word).replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
  );
  for (const word of arm ? [arm] : armWords)
    expect(read(image, 'azuredeploy.json')).toContain(word);
  for (const word of bicep ? [bicep] : bicepWords)
    expect(read(image, 'main.bicep')).toContain(word);
});

test('the minimal spec has every default, and nothing else', () => {
  const { outputs, diagnostics } = compile({
    files: { 'web-base.yaml': minimal },
    entry: 'web-base.yaml',
  });
  expect(diagnostics).toEqual([]);
  expect(JSON.parse(outputs['web-base/imageTemplate.json'] ?? '')).toEqual({
    type: 'Microsoft.VirtualMachineImages/imageTemplates',
    apiVersion: '2021-10-01',
    name: 'web-base',
    location: 'eastus2',
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: {
        [`${id}/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib-identity`]:
          {},
      },
    },
    properties: {
      buildTimeoutInMinutes: 240,
      vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 },
      source: {
        type: 'PlatformImage',
        publisher: 'Canonical',
        offer: 'ubuntu-24_04-lts',
        sku: 'server',
        version: 'latest',
      },
      customize: [
        {
          type: 'Shell',
          name: 'shell-1',
          inline: ['sudo apt-get update', 'sudo apt-get install -y nginx'],
        },
        { type: 'Shell', name: 'deprovision', inline: expect.any(Array) },
      ],
      distribute: [
        {
          type: 'SharedImage',
          runOutputName: 'web-base',
          galleryImageId: `${id}/<resourceGroup>/${compute}/galleries/corpGallery/images/web-base`,
          replicationRegions: ['eastus2'],
          storageAccountType: 'Standard_LRS',
          excludeFromLatest: false,
        },
      ],
    },
  });
});

test('the default deprovision step, run by sh, leaves the documented commands', () => {
  const { outputs } = compile({ files: { 'web-base.yaml': minimal }, entry: 'web-base.yaml' });
  const template: { properties: { customize: readonly { inline: readonly string[] }[] } } =
    JSON.parse(outputs['web-base/imageTemplate.json'] ?? '');
  const script = '/tmp/DeprovisioningScript.sh';
  rmSync(script, { force: true });
  execFileSync('sh', ['-e', '-c', (template.properties.customize[1]?.inline ?? []).join('\n')], {
    env: {},
  });
  const written = readFileSync(script, 'utf8');
  rmSync(script);
  expect(written).toBe(`WAAGENT=/usr/sbin/waagent
waagent -version 1> /dev/null 2>&1
if [ $? -eq 0 ]; then
  WAAGENT=waagent
fi
$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync
`);
});

const awkward = [
  '[ -f /x ]',
  '${HOME}',
  "'",
  '\\',
  '{{ x }}',
  '$(id)',
  '[concat(1)]',
  "'''",
  '',
  '  indented',
];

test('awkward commands arrive unchanged', () => {
  const spec = minimal.replace(
    /customize:[^]*distribute/,
    `customize:\n  - shell: ${JSON.stringify(awkward)}\ndistribute`,
  );
  const { outputs, diagnostics } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' });
  expect(diagnostics).toEqual([]);
  const template = JSON.parse(outputs['a/imageTemplate.json'] ?? '');
  expect(template.properties.customize[0].inline).toEqual(awkward);
});
