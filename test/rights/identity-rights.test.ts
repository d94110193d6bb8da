/** The table of permissions of the service's documentation, walked both ways: all that is needed, nothing beyond it. */
import { actionsOf, rightsOf, type Right } from '../../src/rights/identity-rights';
import { needs } from '../../src/service/rights';
import { environmentOf } from '../../src/emit/output-context';
import { fillId } from '../../src/value/printers/json-printer';
import { compileText } from '../support/compile';

const head = `location: eastus2
identity: aib
generation: 2
os: linux
`;
const platform = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';
const vhd = 'distribute: [{ vhd: disk }]\n';
const own = '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>';
const group = (name: string) => `/subscriptions/<subscriptionId>/resourceGroups/${name}`;
const reader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1';
const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
const blobWriter = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe';
const operator = 'f1a07417-d97a-45cb-824c-7a7467783830';
const images = ['read', 'write', 'delete'].map((verb) => `Microsoft.Compute/images/${verb}`);
const galleryReads = ['', '/images', '/images/versions'].map(
  (below) => `Microsoft.Compute/galleries${below}/read`,
);
const galleryWrites = [...galleryReads, 'Microsoft.Compute/galleries/images/versions/write'];
const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';
const network = ['Microsoft.Network/virtualNetworks/read', join];
const container = (name: string) =>
  `${group('store-rg')}/providers/Microsoft.Storage/storageAccounts/acct/blobServices/default/containers/${name}`;
const accounts = 'storageAccounts: { acct: store-rg }\n';
const script = (uri: string) => `${platform}${vhd}${accounts}customize: [{ shell: "${uri}" }]\n`;

/** A feature and what it needs: each right as scope and what it grants. */
const table: readonly {
  readonly feature: string;
  readonly spec: string;
  readonly want: Readonly<Record<string, readonly string[] | string>>;
}[] = [
  { feature: 'a platform image and a VHD in the staging group', spec: platform + vhd, want: {} },
  {
    feature: 'a managed image as target',
    spec: `${platform}distribute: [{ image: images-rg/web }]\n`,
    want: { [group('images-rg')]: images },
  },
  {
    feature: 'a gallery as target',
    spec: `${platform}distribute: [{ gallery: g-rg/g/def }]\n`,
    want: {
      [`${group('g-rg')}/providers/Microsoft.Compute/galleries/g`]: galleryWrites,
      [group('g-rg')]: images,
    },
  },
  {
    feature: 'a version of a gallery as target, by its full id in another subscription',
    spec: `${platform}distribute: [{ gallery: /subscriptions/s2/resourceGroups/r/providers/microsoft.compute/GALLERIES/g/images/d/versions/1.2.3 }]\n`,
    want: {
      '/subscriptions/s2/resourceGroups/r/providers/Microsoft.Compute/galleries/g': galleryWrites,
      '/subscriptions/s2/resourceGroups/r': images,
    },
  },
  {
    feature: 'a VHD with a uri',
    spec: `${platform}${accounts}distribute: [{ vhd: disk, uri: "https://acct.blob.core.windows.net/vhds/a.vhd" }]\n`,
    want: { [container('vhds')]: blobWriter },
  },
  {
    feature: 'a managed image as source',
    spec: `source: { image: base-rg/base }\n${vhd}`,
    want: {
      [`${group('base-rg')}/providers/Microsoft.Compute/images/base`]: [
        'Microsoft.Compute/images/read',
      ],
    },
  },
  {
    feature: 'a gallery as source',
    spec: `source: { gallery: g/def }\n${vhd}`,
    want: { [`${own}/providers/Microsoft.Compute/galleries/g`]: galleryReads },
  },
  {
    feature: 'source and target in one gallery, written in two ways',
    spec: `source: { gallery: g/def }\nsubscription: s1\nresourceGroup: r1\ndistribute: [{ gallery: /subscriptions/S1/resourceGroups/R1/providers/Microsoft.Compute/galleries/G/images/web }]\n`,
    want: {
      '/subscriptions/s1/resourceGroups/r1/providers/Microsoft.Compute/galleries/G': galleryWrites,
      '/subscriptions/s1/resourceGroups/r1': images,
    },
  },
  {
    feature: 'source and target as managed images in one group',
    spec: 'source: { image: base }\ndistribute: [{ image: web }]\n',
    want: { [own]: images },
  },
  {
    feature: 'a script',
    spec: script('https://acct.blob.core.windows.net/scripts/a/b.sh?x=1#y'),
    want: { [container('scripts')]: reader },
  },
  {
    feature: 'a script at the root of its account',
    spec: script('https://acct.blob.core.windows.net/b.sh'),
    want: { [container('$root')]: reader },
  },
  ...[
    'HTTPS://ACCT.Blob.Core.Windows.NET/scripts/b.sh',
    'https://acct.blob.core.usgovcloudapi.net/scripts/b.sh',
    'https://acct.blob.core.chinacloudapi.cn/scripts/b.sh',
    'https://acct.z12.blob.storage.azure.net/scripts/b.sh',
    'https://acct-secondary.blob.core.windows.net/scripts/b.sh',
    'https://acct.blob.core.windows.net:443/scripts/b.sh',
    'https://acct.dfs.core.windows.net/scripts/b.sh',
  ].map((uri) => ({ feature: uri, spec: script(uri), want: { [container('scripts')]: reader } })),
  {
    feature: 'a script on another host',
    spec: script('https://example.com/acct.blob.core.windows.net/b.sh').replace(accounts, ''),
    want: {},
  },
  {
    feature: 'a file',
    spec: `${platform}${vhd}${accounts}customize: [{ file: "https://acct.blob.core.windows.net/files/a.txt", to: /tmp/a.txt }]\n`,
    want: { [container('files')]: reader },
  },
  {
    feature: 'validators',
    spec: `${platform}${vhd}${accounts}validate: [{ shell: "https://acct.blob.core.windows.net/tests/a.sh" }, { file: "https://acct.blob.core.windows.net/files/a.txt", to: /tmp/a.txt }]\n`,
    want: { [container('tests')]: reader, [container('files')]: reader },
  },
  {
    feature: 'a workload script',
    spec: `${platform}${vhd}${accounts}optimize: { workload: { state: Enabled, scriptUri: "https://acct.blob.core.windows.net/load/a.sh" } }\n`,
    want: { [container('load')]: reader },
  },
  {
    feature: 'a subnet',
    spec: `${platform}${vhd}vm: { subnet: n-rg/net/build }\n`,
    want: { [`${group('n-rg')}/providers/Microsoft.Network/virtualNetworks/net`]: network },
  },
  {
    feature: 'both subnets',
    spec: `${platform}${vhd}vm: { subnet: n-rg/net/build, containerSubnet: N-RG/Net/aci }\n`,
    want: { [`${group('n-rg')}/providers/Microsoft.Network/virtualNetworks/net`]: network },
  },
  {
    feature: 'a staging group that exists',
    spec: `${platform}${vhd}stagingResourceGroup: staging-rg\n`,
    want: { [group('staging-rg')]: contributor },
  },
  {
    feature: 'a staging group that the service makes',
    spec: `${platform}${vhd}stagingResourceGroup: { name: staging-rg, create: true }\n`,
    want: {},
  },
  {
    feature: 'identities of the build VM, its own among them',
    spec: `${platform}${vhd}vm: { identities: [aib, ids-rg/other, IDS-RG/OTHER] }\n`,
    want: {
      [`${own}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib`]: operator,
      [`${group('ids-rg')}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`]:
        operator,
    },
  },
];

function rightsFor(spec: string): { rights: readonly Right[]; granted: Record<string, unknown> } {
  const { model, errors } = compileText(head + spec);
  expect(errors).toEqual([]);
  const [image] = model.images;
  if (!image) throw new Error('no image');
  const rights = rightsOf(image);
  const granted = rights.map((right): [string, unknown] => [
    fillId(right.scope, environmentOf(image)),
    right.grant.kind === 'builtin' ? right.grant.role.id : actionsOf(right),
  ]);
  expect(new Set(granted.map(([scope]) => scope)).size).toBe(granted.length);
  return { rights, granted: Object.fromEntries(granted) };
}

test.each(table)('$feature', ({ spec, want }) => {
  expect(rightsFor(spec).granted).toEqual(want);
});

test('the table has a row for every need', () => {
  const seen = new Set(
    table.flatMap(({ spec }) => rightsFor(spec).rights.map((right) => right.capability)),
  );
  // Covered by the right to the whole network, except where the subnet stands alone, which is an error.
  expect([...seen, 'containerSubnet'].toSorted()).toEqual(Object.keys(needs).toSorted());
});

test('each right says why, on its line', () => {
  const { rights } = rightsFor(`${platform}distribute:\n  - gallery: g/def\n`);
  expect(rights.map((right) => right.because[0]?.path)).toEqual(['distribute[0]', 'distribute[0]']);
});

test.each([
  { spec: 'distribute: [{ gallery: g/def }]', roles: ['Compute Gallery Artifacts Publisher'] },
  {
    spec: 'vm: { subnet: net/a, containerSubnet: net/b }\ndistribute: [{ vhd: d }]',
    roles: ['Windows 365 Network User'],
  },
])('roles: builtin takes one role for $spec', ({ spec, roles }) => {
  const { rights } = rightsFor(`roles: builtin\n${platform}${spec}\n`);
  expect(rights.map(({ grant }) => grant.kind === 'builtin' && grant.role.name)).toEqual(roles);
});

test('a built-in role that stands in covers the whole need', () => {
  for (const need of Object.values(needs)) {
    if (need.kind !== 'custom') continue;
    const { covers } = need.builtIn;
    for (const action of need.actions) {
      const match = covers.some((one) =>
        new RegExp(`^${one.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(action),
      );
      expect({ action, match }).toEqual({ action, match: true });
    }
  }
});

test.each([
  {
    name: 'unknown',
    accounts: '',
    codes: ['AIB407'],
    hint: 'storageAccounts: { acct: <resource group> }',
  },
  {
    name: 'unknown beside others',
    accounts: 'storageAccounts: { other: rg }',
    codes: ['AIB407', 'AIB481'],
    hint: 'Add under storageAccounts: acct: <resource group>',
  },
  { name: 'of another case', accounts: 'storageAccounts: { ACCT: rg }', codes: [], hint: '' },
  {
    name: 'unused',
    accounts: 'storageAccounts: { acct: rg, other: rg }',
    codes: ['AIB481'],
    hint: '',
  },
  {
    name: 'twice',
    accounts: 'storageAccounts: { acct: rg, Acct: rg }',
    codes: ['AIB251'],
    hint: '',
  },
  { name: 'too deep', accounts: 'storageAccounts: { acct: a/b/c }', codes: ['AIB250'], hint: '' },
  {
    name: 'the wrong way round',
    accounts: 'storageAccounts: { acct: rg/11111111-2222-3333-4444-555555555555 }',
    codes: ['AIB250'],
    hint: 'Write acct: 11111111-2222-3333-4444-555555555555/rg',
  },
])('a storage account that is $name', ({ accounts: map, codes, hint }) => {
  const spec = `${head}${platform}${vhd}customize: [{ shell: "https://acct.blob.core.windows.net/scripts/a.sh" }]\n${map}\n`;
  const found = compileText(spec).diagnostics.filter((one) => one.severity !== 'info');
  expect(found.map((one) => one.code)).toEqual(expect.arrayContaining(codes));
  expect(
    found.filter((one) => one.severity !== 'error' && !codes.some((code) => code === one.code)),
  ).toEqual([]);
  expect(found.map((one) => one.hint).join('\n')).toContain(hint);
});

test('an address that is a parameter is named', () => {
  const spec = `${head}${platform}${vhd}parameters: { base: { type: string, default: x } }\ncustomize: [{ shell: "{{ params.base }}/a.sh" }, { type: Shell, scriptUri: "https://{{ params.base }}.example.com/a.sh" }]\n`;
  const said = compileText(spec).diagnostics.filter((one) => one.severity !== 'info');
  const codes = said.map((one) => one.code);
  expect(codes).toContain('AIB480');
});
