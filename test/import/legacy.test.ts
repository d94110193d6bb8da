/** Forms that templates had once, or that people write by mistake: each is mended, and told. */
import type { Json, JsonObject } from '../../src/lib/json';
import { importDocument } from '../../src/import/import-document';
import { built, importOne } from './support';

const source = {
  type: 'PlatformImage',
  publisher: 'Canonical',
  offer: 'ubuntu-24_04-lts',
  sku: 'server',
  version: 'latest',
};
const windows = {
  ...source,
  publisher: 'MicrosoftWindowsServer',
  offer: 'WindowsServer',
  sku: '2022-datacenter-g2',
};
const own = '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/';
const definition = `${own}Microsoft.Compute/galleries/g/images/d`;
const target = { type: 'SharedImage', runOutputName: 'd', galleryImageId: definition };

function template(properties: JsonObject, envelope: JsonObject = {}): string {
  return JSON.stringify({
    type: 'Microsoft.VirtualMachineImages/imageTemplates',
    apiVersion: '2022-07-01',
    name: 'web',
    location: 'eastus2',
    identity: {
      type: 'UserAssigned',
      userAssignedIdentities: {
        [`${own}Microsoft.ManagedIdentity/userAssignedIdentities/builder`]: {},
      },
    },
    properties: { source, distribute: [target], ...properties },
    ...envelope,
  });
}

const cases: readonly {
  readonly name: string;
  readonly properties?: JsonObject;
  readonly envelope?: JsonObject;
  readonly what?: 'repaired' | 'dropped' | 'default';
  readonly path: string;
  readonly want: Json;
}[] = [
  {
    name: 'imageVersionID',
    properties: {
      source: { type: 'SharedImageVersion', imageVersionID: `${definition}/versions/1.2.3` },
      customize: [{ type: 'Shell', inline: ['true'] }],
    },
    path: 'properties.source.imageVersionID',
    want: { properties: { source: { imageVersionId: `${definition}/versions/1.2.3` } } },
  },
  {
    name: 'types in lower case',
    properties: {
      distribute: [{ ...target, type: 'sharedImage' }],
      customize: [{ type: 'shell', inline: ['true'] }],
    },
    path: 'properties.distribute[0].type',
    want: {
      properties: {
        customize: [{ type: 'Shell', inline: ['true'] }],
        distribute: [{ type: 'SharedImage' }],
      },
    },
  },
  {
    name: 'a missing type',
    properties: { distribute: [{ runOutputName: 'd', galleryImageId: definition }] },
    path: 'properties.distribute[0]',
    want: { properties: { distribute: [{ type: 'SharedImage' }] } },
  },
  {
    name: 'inline as one text',
    properties: { customize: [{ type: 'Shell', name: 'one', inline: 'true' }] },
    path: 'properties.customize[0].inline',
    want: { properties: { customize: [{ name: 'one', inline: ['true'] }] } },
  },
  {
    name: 'texts where numbers and booleans belong',
    properties: {
      source: windows,
      buildTimeoutInMinutes: '100',
      customize: [
        { type: 'PowerShell', inline: ['x'], runElevated: 'true', validExitCodes: '0, 3010' },
      ],
    },
    path: 'properties.customize[0].validExitCodes',
    want: {
      properties: {
        buildTimeoutInMinutes: 100,
        customize: [{ runElevated: true, validExitCodes: [0, 3010] }],
      },
    },
  },
  {
    name: 'proxyVmSize beside vnetConfig',
    properties: {
      vmProfile: {
        proxyVmSize: 'Standard_A2_v2',
        vnetConfig: { subnetId: `${own}Microsoft.Network/virtualNetworks/net/subnets/s` },
      },
    },
    path: 'properties.vmProfile.proxyVmSize',
    want: { properties: { vmProfile: { vnetConfig: { proxyVmSize: 'Standard_A2_v2' } } } },
  },
  {
    name: 'customize as an empty object',
    properties: { customize: {} },
    path: 'properties.customize',
    want: { properties: { source } },
  },
  {
    name: 'errorHandling and optimize as empty lists',
    properties: { errorHandling: [], optimize: [] },
    path: 'properties.optimize',
    want: { properties: { source } },
  },
  {
    name: 'misspelt artifactTags',
    properties: { distribute: [{ ...target, aritfactTags: { a: 'b' } }] },
    path: 'properties.distribute[0].aritfactTags',
    want: { properties: { distribute: [{ artifactTags: { a: 'b' } }] } },
  },
  {
    name: 'tags of a distributor',
    properties: { distribute: [{ type: 'VHD', runOutputName: 'v', tags: { a: 'b' } }] },
    path: 'properties.distribute[0].tags',
    want: {
      properties: { distribute: [{ type: 'VHD', runOutputName: 'v', artifactTags: { a: 'b' } }] },
    },
  },
  {
    name: 'a preview version',
    envelope: { apiVersion: '2019-05-01-preview' },
    path: 'apiVersion',
    want: { apiVersion: '2021-10-01' },
  },
  {
    name: 'a property that the version lacks',
    envelope: { apiVersion: '2020-02-14' },
    properties: { errorHandling: { onCustomizerError: 'abort' } },
    path: 'apiVersion',
    want: {
      apiVersion: '2023-07-01',
      properties: { errorHandling: { onCustomizerError: 'abort' } },
    },
  },
  {
    name: 'what the service answers with',
    properties: {
      source: { ...source, exactVersion: '1.2.3' },
      provisioningState: 'Succeeded',
      lastRunStatus: { runState: 'Succeeded' },
    },
    what: 'dropped',
    path: 'properties.lastRunStatus',
    want: { properties: { source } },
  },
  {
    name: 'a property that nobody knows',
    properties: { colour: 'green' },
    what: 'dropped',
    path: 'properties.colour',
    want: { properties: { source } },
  },
  {
    name: 'a checksum in upper case',
    properties: {
      customize: [
        { type: 'Shell', scriptUri: 'https://a.b/c.sh', sha256Checksum: 'AB'.repeat(32) },
      ],
    },
    path: 'properties.customize[0].sha256Checksum',
    want: { properties: { customize: [{ sha256Checksum: 'ab'.repeat(32) }] } },
  },
  {
    name: 'two steps of one name',
    properties: {
      customize: [
        { type: 'Shell', name: 'a', inline: ['1'] },
        { type: 'Shell', name: 'a', inline: ['2'] },
      ],
    },
    path: 'properties.customize[1].name',
    want: { properties: { customize: [{ name: 'a' }, { name: 'shell-2', inline: ['2'] }] } },
  },
  {
    name: 'the display name of a region',
    envelope: { location: 'East US 2' },
    path: 'location',
    want: { location: 'eastus2' },
  },
];

test.each(cases)('$name', ({ properties = {}, envelope = {}, what = 'repaired', path, want }) => {
  const spec = importOne(template(properties, envelope));
  expect(spec.obstacles).toEqual([]);
  expect(spec.notes).toContainEqual(expect.objectContaining({ what, path }));
  expect(built(spec.text)).toMatchObject(want as JsonObject);
});

test('an identity is made where the template has none', () => {
  const { text, notes } = importOne(template({}, { identity: {} }));
  expect(text).toContain('identity: { name: web-identity, create: true }');
  expect(notes).toContainEqual(expect.objectContaining({ what: 'repaired', path: 'identity' }));
});

test('an ISO source is refused, with the reason', () => {
  const iso = { type: 'ISO', sourceURI: 'https://a.b/rhel.iso', sha256Checksum: 'ab' };
  const { obstacles, image } = importOne(template({ source: iso }));
  expect(image).toBeUndefined();
  expect(obstacles).toMatchObject([
    { path: 'properties.source.type', reason: expect.stringContaining('retired') },
  ]);
});

test('text that looks like a parameter stays text', () => {
  const lines = [
    'echo {{ params.x }} \\{{params.y}} ${a} {{ other }} [b]',
    ' echo "%%" \'c\'',
    '',
    'a: b # c',
    '',
  ];
  const { text, obstacles } = importOne(
    template({ customize: [{ type: 'Shell', name: 'a', inline: lines }] }),
  );
  expect(obstacles).toEqual([]);
  expect(built(text)).toMatchObject({ properties: { customize: [{ inline: lines }] } });
});

test.each([
  ['a line that is an address', ['https://a.b/c.sh']],
  ['a line that is a path', ['./run.sh']],
  ['an entry of two lines', ['one\ntwo', 'three']],
  ['blanks at both ends', ['  a  ', '\tb', ' ']],
  ['an empty line', ['']],
  ['other alphabets', ['echo "grüße ✓ 漢字"', 'é']],
])('commands stay as they are: %s', (_, inline) => {
  const { text, obstacles } = importOne(template({ customize: [{ type: 'Shell', inline }] }));
  expect(obstacles).toEqual([]);
  expect(built(text)).toMatchObject({ properties: { customize: [{ inline }] } });
});

describe('what is no template ends with a message', () => {
  test.each([
    ['nothing', ''],
    ['half of one', template({}).slice(0, 200)],
    ['a huge one', `{"properties": "${'x'.repeat(10_000_000)}"}`],
    ['a deep one', '['.repeat(100_000)],
    ['many empty maps', `[${'{},'.repeat(100_000)}{}]`],
    ['a number', '1'],
    ['YAML', 'location: eastus2\n'],
    ['a virtual machine', '{"type":"Microsoft.Compute/virtualMachines","properties":{}}'],
  ])('%s', (_, text) => {
    const { specs, diagnostics: problems } = importDocument(text);
    expect(specs).toEqual([]);
    expect(problems.filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });
});

describe('texts that no template should have', () => {
  test.each<readonly [string, JsonObject]>([
    ['steps that are texts', { customize: ['x', 1, null, []] }],
    ['a source that is a list', { source: [] }],
    ['targets that are nothing', { distribute: null }],
    ['a profile that is a text', { vmProfile: 'x' }],
  ])('%s: no exception', (_, properties) => {
    const [spec] = importDocument(template(properties)).specs;
    expect(
      [...(spec?.obstacles ?? []), ...(spec?.diagnostics ?? []), ...(spec?.notes ?? [])].length,
    ).toBeGreaterThan(0);
  });
});
