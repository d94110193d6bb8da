/** The defaults that are written out: given a spec, what stands in the properties. */
import { compileText } from '../support/compile';
import { parse } from 'yaml';

const base = `location: eastus2
identity: aib
generation: 2
`;
const linux = `${base}source: Canonical:ubuntu-24_04-lts:server:latest\n`;
const windows = `${base}source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\n`;
const gallery = 'distribute: [{ gallery: g/d }]\n';

function at(value: unknown, path: string): unknown {
  let inner: unknown = value;
  for (const key of path.split(/[.[\]]+/).filter((one) => one !== '')) {
    inner =
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string, unknown>)[key]
        : undefined;
  }
  return inner;
}

interface Case {
  readonly name: string;
  readonly given: string;
  /** Path below the template -> its value; `undefined`: absent. */
  readonly want: Readonly<Record<string, unknown>>;
}

const powershellDefaults = { runElevated: false, runAsSystem: false, validExitCodes: [0] };

const cases: readonly Case[] = [
  {
    name: 'the least spec',
    given: linux + gallery,
    want: {
      apiVersion: '2021-10-01',
      'properties.buildTimeoutInMinutes': 240,
      'properties.vmProfile': { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 },
      'properties.validate': undefined,
      'properties.optimize': undefined,
      'properties.errorHandling': undefined,
      'properties.stagingResourceGroup': undefined,
      'properties.autoRun': undefined,
      'properties.managedResourceTags': undefined,
      'properties.additionalDataDisks': undefined,
      tags: undefined,
    },
  },
  {
    name: 'latest in another case, of a marketplace image',
    given: `${linux.replace(/source.*/, 'source: { type: PlatformImage, publisher: Canonical, offer: ubuntu-24_04-lts, sku: server, version: LATEST }')}${gallery}`,
    want: { 'properties.source.version': 'latest', apiVersion: '2021-10-01' },
  },
  {
    name: 'latest in another case, at the end of an id',
    given: `${linux.replace(/source.*/, 'os: linux\nsource: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/b/Versions/Latest')}${gallery}`,
    want: {
      'properties.source.imageVersionId':
        '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/b/versions/latest',
      apiVersion: '2022-07-01',
    },
  },
  {
    name: 'timeout 0',
    given: `${linux}timeout: 0\n${gallery}`,
    want: { 'properties.buildTimeoutInMinutes': 240 },
  },
  {
    name: 'timeout 4h',
    given: `${linux}timeout: 4h\n${gallery}`,
    want: { 'properties.buildTimeoutInMinutes': 240 },
  },
  {
    name: 'timeout 1h30m',
    given: `${linux}timeout: 1h30m\n${gallery}`,
    want: { 'properties.buildTimeoutInMinutes': 90 },
  },
  ...(
    [
      ['Gen1 Linux', 'Canonical:UbuntuServer:18.04-LTS:latest', 'generation: 1', 'Standard_D1_v2'],
      [
        'Gen1 Windows',
        'MicrosoftWindowsServer:WindowsServer:2019-Datacenter:latest',
        'generation: 1',
        'Standard_D2_v2',
      ],
      [
        'Gen2 Windows',
        'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
        'os: windows',
        'Standard_D2ds_v4',
      ],
      ['Arm64', 'Canonical:ubuntu-24_04-lts:server-arm64:latest', 'os: linux', 'Standard_D2pds_v5'],
      ['unknown', 'somebody:something:else:latest', 'os: linux', 'Standard_D2ds_v4'],
    ] as const
  ).map(([name, source, extra, size]) => ({
    name: `size of ${name}`,
    given: `location: eastus2\nidentity: aib\nsource: ${source}\n${extra}\n${gallery}`,
    want: { 'properties.vmProfile.vmSize': size },
  })),
  {
    name: 'a size that is given',
    given: `${linux}vm: { size: Standard_D4ds_v5 }\n${gallery}`,
    want: { 'properties.vmProfile': { vmSize: 'Standard_D4ds_v5', osDiskSizeGB: 0 } },
  },
  {
    name: 'a build subnet alone',
    given: `${linux}vm: { subnet: net/build }\n${gallery}`,
    want: {
      'properties.vmProfile.vnetConfig.proxyVmSize': 'Standard_A1_v2',
      apiVersion: '2021-10-01',
    },
  },
  {
    name: 'a build subnet alone, before proxy sizes',
    given: `${linux}apiVersion: 2020-02-14\nvm: { subnet: net/build }\n${gallery}`.replace(
      '2020-02-14',
      "'2020-02-14'",
    ),
    want: { 'properties.vmProfile.vnetConfig.proxyVmSize': undefined, apiVersion: '2020-02-14' },
  },
  {
    name: 'both subnets',
    given: `${linux}vm: { subnet: net/build, containerSubnet: net/containers }\n${gallery}`,
    want: { 'properties.vmProfile.vnetConfig.proxyVmSize': undefined, apiVersion: '2024-02-01' },
  },
  {
    name: 'no subnet',
    given: linux + gallery,
    want: { 'properties.vmProfile.vnetConfig': undefined },
  },
  {
    name: 'PowerShell',
    given: `${windows}customize: [{ powershell: dir }]\n${gallery}`,
    want: {
      'properties.customize[0]': {
        type: 'PowerShell',
        name: 'powershell-1',
        inline: ['dir'],
        ...powershellDefaults,
      },
    },
  },
  {
    name: 'a restart',
    given: `${windows}customize: [{ restart: true }]\n${gallery}`,
    want: {
      'properties.customize[0]': {
        type: 'WindowsRestart',
        name: 'restart-1',
        restartCommand: 'shutdown /r /f /t 0 /c "packer restart"',
        restartTimeout: '5m',
      },
    },
  },
  {
    name: 'updates',
    given: `${windows}customize: [{ windowsUpdate: true }]\n${gallery}`,
    want: {
      'properties.customize[0]': {
        type: 'WindowsUpdate',
        name: 'update-1',
        searchCriteria: 'BrowseOnly=0 and IsInstalled=0',
        updateLimit: 1000,
      },
    },
  },
  {
    name: 'an old gallery target',
    given: linux + gallery,
    want: {
      'properties.distribute[0].excludeFromLatest': false,
      'properties.distribute[0].replicationRegions': ['eastus2'],
      'properties.distribute[0].storageAccountType': 'Standard_LRS',
      'properties.distribute[0].targetRegions': undefined,
    },
  },
  {
    name: 'a new gallery target',
    given: `${linux}optimize: true\n${gallery}`,
    want: {
      apiVersion: '2022-07-01',
      'properties.distribute[0]': {
        type: 'SharedImage',
        runOutputName: 'd',
        galleryImageId:
          '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/g/images/d',
        excludeFromLatest: false,
        targetRegions: [{ name: 'eastus2', replicaCount: 1, storageAccountType: 'Standard_LRS' }],
      },
    },
  },
  {
    name: 'regions of a new gallery target',
    given: `${linux}optimize: true\ndistribute: [{ gallery: g/d, regions: [West Europe, { name: eastus2, replicaCount: 3 }], storage: standard_zrs }]\n`,
    want: {
      'properties.distribute[0].targetRegions': [
        { name: 'westeurope', replicaCount: 1, storageAccountType: 'Standard_ZRS' },
        { name: 'eastus2', replicaCount: 3, storageAccountType: 'Standard_ZRS' },
      ],
      'properties.distribute[0].storageAccountType': undefined,
    },
  },
  {
    name: 'replicationRegions stay as they are given',
    given: `${linux}apiVersion: latest\ndistribute: [{ gallery: g/d, replicationRegions: [westus3] }]\n`,
    want: {
      'properties.distribute[0].replicationRegions': ['westus3'],
      'properties.distribute[0].targetRegions': undefined,
    },
  },
  {
    name: 'premium storage raises the version',
    given: `${linux}distribute: [{ gallery: g/d, storage: premium_lrs }]\n`,
    want: {
      apiVersion: '2022-07-01',
      'properties.distribute[0].targetRegions': [
        { name: 'eastus2', replicaCount: 1, storageAccountType: 'Premium_LRS' },
      ],
    },
  },
  {
    name: 'a managed image',
    given: `${linux}distribute: [{ image: web }]\n`,
    want: {
      'properties.distribute[0].location': 'eastus2',
      'properties.distribute[0].runOutputName': 'web',
    },
  },
  {
    name: 'a VHD',
    given: `${linux}distribute: [{ vhd: disk }]\n`,
    want: { 'properties.distribute[0]': { type: 'VHD', runOutputName: 'disk' } },
  },
  {
    name: 'validate',
    given: `${linux}validate: [{ shell: test -f /etc/x }]\n${gallery}`,
    want: {
      apiVersion: '2022-02-14',
      'properties.validate': {
        continueDistributeOnFailure: false,
        sourceValidationOnly: false,
        inVMValidations: [{ type: 'Shell', name: 'shell-1', inline: ['test -f /etc/x'] }],
      },
    },
  },
  {
    name: 'a PowerShell validator',
    given: `${windows}validate: { sourceValidationOnly: true, inVMValidations: [{ powershell: dir }] }\n${gallery}`,
    want: {
      'properties.validate.sourceValidationOnly': true,
      'properties.validate.inVMValidations[0]': {
        type: 'PowerShell',
        name: 'powershell-1',
        inline: ['dir'],
        ...powershellDefaults,
      },
    },
  },
  {
    name: 'half of errorHandling',
    given: `${linux}errorHandling: { onValidationError: abort }\n${gallery}`,
    want: {
      apiVersion: '2023-07-01',
      'properties.errorHandling': { onCustomizerError: 'cleanup', onValidationError: 'abort' },
    },
  },
  {
    name: 'errorHandling as a word',
    given: `${linux}errorHandling: abort\n${gallery}`,
    want: {
      'properties.errorHandling': { onCustomizerError: 'abort', onValidationError: 'abort' },
    },
  },
  {
    name: 'autoRun as a word',
    given: `${linux}autoRun: true\n${gallery}`,
    want: { apiVersion: '2024-02-01', 'properties.autoRun': { state: 'Enabled' } },
  },
  {
    name: 'optimize in the shape of Azure',
    given: `${linux}optimize: { workload: { state: enabled, scriptUri: 'https://example.com/x' } }\n${gallery}`,
    want: {
      apiVersion: '2025-10-01',
      'properties.optimize': { workload: { state: 'Enabled', scriptUri: 'https://example.com/x' } },
    },
  },
  {
    name: 'the default deprovision step, Linux',
    given: linux + gallery,
    want: {
      'properties.customize[0].name': 'deprovision',
      'properties.customize[0].inline[6]':
        '$WAAGENT -force -deprovision+user && export HISTSIZE=0 && sync',
    },
  },
  {
    name: 'no deprovision step where the source is only validated',
    given: `${linux}validate: { sourceValidationOnly: true }\n${gallery}`,
    want: { 'properties.customize': undefined },
  },
  {
    name: 'deprovision commands with a limit, Linux',
    given: `${linux}deprovision: { limit: 1h 30m }\n${gallery}`,
    want: {
      'properties.customize[0].inline[6]': 'timeout 5400 $WAAGENT -force -deprovision+user || {',
      'properties.customize[0].inline[13]': 'export HISTSIZE=0 && sync',
    },
  },
  {
    name: 'deprovision commands with a limit and a mode, Windows',
    given: `${windows}deprovision: { limit: 30, mode: vm }\n${gallery}`,
    want: {
      'properties.customize[0].inline[1]': '$limit = 30',
      'properties.customize[0].inline[21]':
        "while ((Get-Service RdAgent).Status -ne 'Running') { Wait-Deprovision }",
      'properties.customize[0].inline[35]':
        '& $Env:SystemRoot\\System32\\Sysprep\\Sysprep.exe /oobe /generalize /quiet /quit /mode:vm',
    },
  },
  {
    name: 'no deprovision step',
    given: `${linux}deprovision: service\n${gallery}`,
    want: { 'properties.customize': undefined },
  },
  {
    name: 'a gallery source without a version',
    given: `${base}os: linux\nsource: { gallery: g/d }\n${gallery}`,
    want: {
      apiVersion: '2022-07-01',
      'properties.source.imageVersionId':
        '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/g/images/d/versions/latest',
    },
  },
  {
    name: 'a gallery source with a version',
    given: `${base}os: linux\nsource: { gallery: g/d/1.2.3 }\n${gallery}`,
    want: { apiVersion: '2021-10-01' },
  },
  {
    name: 'a version pinned to the newest',
    given: `${linux}apiVersion: LATEST\n${gallery}`,
    want: {
      apiVersion: '2025-10-01',
      'properties.distribute[0].replicationRegions': undefined,
      'properties.distribute[0].replicationMode': undefined,
    },
  },
];

test.each(cases)('$name', ({ given, want }) => {
  const { errors, template } = compileText(given);
  expect(errors).toEqual([]);
  for (const [path, value] of Object.entries(want)) {
    expect({ [path]: at(template, path) }).toEqual({ [path]: value });
  }
});

test('defaults are written wherever the version has the property, and never raise it', () => {
  const versions = ['2020-02-14', '2021-10-01', '2022-07-01', '2024-02-01', '2025-10-01'];
  for (const version of versions) {
    const { errors, template } = compileText(`${linux}apiVersion: '${version}'\n${gallery}`);
    expect(errors).toEqual([]);
    expect(template?.apiVersion).toBe(version);
  }
});

test('a spec is YAML: the cases above are', () => {
  for (const { given } of cases) expect(() => parse(given)).not.toThrow();
});
