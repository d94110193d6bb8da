/** For every property and version: built where it exists, refused with the right version where it does not. */
import { apiVersions, latestApiVersion } from '../../src/service/api-versions';
import { declaredPaths, sinceOf } from '../support/published-paths';
import { compileText } from '../support/compile';

type Json = { readonly [key: string]: unknown };

const group = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/other-rg';
const compute = `${group}/providers/Microsoft.Compute`;
const subnet = (name: string) =>
  `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/${name}`;
const uri = 'https://example.com/script';
const checksum = 'a'.repeat(64);

/** A value for each leaf, by the last name of its path. */
const leaves: Readonly<Record<string, unknown>> = {
  buildTimeoutInMinutes: 100,
  vmSize: 'Standard_D2ds_v5',
  osDiskSizeGB: 64,
  userAssignedIdentities: [
    `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/build-vm`,
  ],
  subnetId: subnet('build'),
  proxyVmSize: 'Standard_A2_v2',
  containerInstanceSubnetId: subnet('containers'),
  name: 'a-name',
  scriptUri: uri,
  sha256Checksum: checksum,
  inline: ['echo hello'],
  sourceUri: uri,
  destination: '/tmp/file',
  runElevated: true,
  runAsSystem: true,
  validExitCodes: [0, 3010],
  restartCommand: 'shutdown /r',
  restartCheckCommand: 'echo up',
  restartTimeout: '9m',
  searchCriteria: 'IsInstalled=0',
  filters: ['include:$true'],
  updateLimit: 20,
  continueDistributeOnFailure: true,
  sourceValidationOnly: true,
  state: 'Enabled',
  onCustomizerError: 'abort',
  onValidationError: 'abort',
  runOutputName: 'an-output',
  artifactTags: { a: 'b' },
  managedResourceTags: { a: 'b' },
  imageId: `${compute}/images/base`,
  location: 'westeurope',
  galleryImageId: `${compute}/galleries/gallery/images/definition`,
  imageVersionId: `${compute}/galleries/gallery/images/definition/versions/1.2.3`,
  replicationRegions: ['westeurope'],
  storageAccountType: 'Standard_ZRS',
  excludeFromLatest: true,
  replicaCount: 2,
  scheme: 'Latest',
  major: 1,
  replicationMode: 'Shallow',
  uri: 'https://account.blob.core.windows.net/vhds/image.vhd',
  publisher: 'Canonical',
  offer: 'ubuntu-24_04-lts',
  sku: 'server',
  version: 'latest',
  planName: 'plan',
  planProduct: 'product',
  planPublisher: 'publisher',
  stagingResourceGroup: group.replace('other-rg', 'staging-rg'),
  sizeGB: 32,
  customize: [{ type: 'Shell', inline: ['echo'] }],
  inVMValidations: [{ type: 'Shell', inline: ['echo'] }],
  distribute: [{ type: 'VHD', runOutputName: 'o' }],
  targetRegions: [{ name: 'westeurope' }],
  additionalDataDisks: [{ sizeGB: 32 }],
};

/** What an entry needs beside the property in question. */
const companions: Readonly<Record<string, Json>> = {
  'customize[Shell]': { inline: ['echo'] },
  'customize[PowerShell]': { inline: ['echo'] },
  'customize[File]': { sourceUri: uri, destination: '/tmp/file' },
  'validate.inVMValidations[Shell]': { inline: ['echo'] },
  'validate.inVMValidations[PowerShell]': { inline: ['echo'] },
  'validate.inVMValidations[File]': { sourceUri: uri, destination: '/tmp/file' },
  'distribute[ManagedImage]': {
    runOutputName: 'o',
    imageId: leaves['imageId'],
    location: 'westeurope',
  },
  'distribute[SharedImage]': { runOutputName: 'o', galleryImageId: leaves['galleryImageId'] },
  'distribute[SharedImage].targetRegions[]': { name: 'westeurope' },
  'distribute[SharedImage].versioning': { scheme: 'Latest' },
  'distribute[VHD]': { runOutputName: 'o' },
  'source.planInfo': { planName: 'n', planProduct: 'p', planPublisher: 'u' },
  'vmProfile.vnetConfig': { subnetId: subnet('build') },
};

const replaced: Readonly<Record<string, readonly string[]>> = {
  scriptUri: ['inline'],
  sha256Checksum: ['inline'],
};
const added: Readonly<Record<string, Json>> = {
  sha256Checksum: { scriptUri: uri, sourceUri: uri },
  runAsSystem: { runElevated: true },
  storageAccountType: { replicationRegions: ['westeurope'] },
};

/** A value that holds one path and what it cannot be without. */
function holding(rest: string, head: string): unknown {
  if (rest === '') {
    const name = /(\w+)$/.exec(head)?.[1] ?? '';
    return leaves[name] ?? { ...companions[head] };
  }
  const match = /^\.?(\w+)|^\[(\w*)\]/.exec(rest);
  const [whole = '', field, type] = match ?? [];
  const next = rest.slice(whole.length);
  if (field === undefined) {
    const here = `${head}[${type}]`;
    const inner = next === '' ? { ...companions[here] } : (holding(next, here) as Json);
    return [type === '' ? inner : { type, ...inner }];
  }
  const here = head === '' ? field : `${head}.${field}`;
  const value = holding(next, here);
  const own = { ...(next === '' ? companionsFor(head, field) : companions[head]), [field]: value };
  return own;
}

function companionsFor(head: string, field: string): Json {
  const known = { ...companions[head] };
  for (const name of replaced[field] ?? []) delete known[name];
  const isFile = head.endsWith('[File]');
  const more = Object.entries(added[field] ?? {}).filter(([name]) => {
    if (field === 'storageAccountType') return head === 'distribute[SharedImage]';
    return field === 'sha256Checksum' ? name === (isFile ? 'sourceUri' : 'scriptUri') : true;
  });
  return { ...known, ...Object.fromEntries(more) };
}

const sources: Readonly<Record<string, Json>> = {
  imageId: { type: 'ManagedImage' },
  imageVersionId: { type: 'SharedImageVersion' },
};

function specWith(path: string, version: string): Json {
  const windows = /\[(PowerShell|WindowsRestart|WindowsUpdate)\]/.test(path);
  const platform = {
    type: 'PlatformImage',
    publisher: 'Canonical',
    offer: 'ubuntu-24_04-lts',
    sku: 'server',
    version: 'latest',
  };
  const held = holding(path, '') as Json;
  const leaf = path.replace(/^source\./, '');
  const source =
    'source' in held
      ? leaf in sources
        ? { ...sources[leaf], ...(held['source'] as Json) }
        : { ...platform, ...(held['source'] as Json) }
      : platform;
  return {
    apiVersion: version,
    location: 'eastus2',
    identity: 'aib',
    os: windows ? 'windows' : 'linux',
    generation: 2,
    distribute: [{ type: 'VHD', runOutputName: 'only' }],
    ...held,
    source,
  };
}

/** True where a built template has the path. */
function has(value: unknown, path: string): boolean {
  if (path === '') return true;
  const match = /^\.?(\w+)|^\[(\w*)\]/.exec(path);
  const [whole = '', field, type] = match ?? [];
  const rest = path.slice(whole.length);
  if (field === undefined) {
    return (
      Array.isArray(value) &&
      value.some((item: Json) => (type === '' || item['type'] === type) && has(item, rest))
    );
  }
  if (typeof value !== 'object' || value === null || !(field in value)) return false;
  return has((value as Json)[field], rest);
}

const all = declaredPaths(latestApiVersion).paths;

describe.each(apiVersions)('%s', (version) => {
  test.each(all.filter((path) => version >= sinceOf(path)))('has %s', (path) => {
    const { errors, template } = compileText(JSON.stringify(specWith(path, version)));
    expect(errors).toEqual([]);
    expect(template?.apiVersion).toBe(version);
    expect(has(template?.properties, path)).toBe(true);
  });
});

describe.each(apiVersions.slice(0, -1))('%s', (version) => {
  test.each(all.filter((path) => version < sinceOf(path)))('lacks %s', (path) => {
    const { errors } = compileText(JSON.stringify(specWith(path, version)));
    expect(errors.filter((error) => !/^AIB303 .*the spec pins /.test(error))).toEqual([]);
    expect(errors.join('\n')).toContain(
      `was added in API version ${sinceOf(path)}, but the spec pins ${version}.`,
    );
  });
});

test.each(all)('the lowest sufficient version of %s', (path) => {
  const { apiVersion: _pin, ...spec } = specWith(path, '');
  const { errors, template } = compileText(JSON.stringify(spec));
  const since = sinceOf(path);
  expect(errors).toEqual([]);
  expect(template?.apiVersion).toBe(since > '2021-10-01' ? since : '2021-10-01');
});

test.each(declaredPaths(latestApiVersion).values)('the lowest version of %s', (path) => {
  const [key = '', value] = path.split('=');
  const name = /(\w+)$/.exec(key)?.[1] ?? '';
  const { apiVersion: _pin, ...spec } = specWith(key, '');
  // Any case is accepted, and the exact one is written.
  const text = JSON.stringify(spec).replace(
    `"${name}":${JSON.stringify(leaves[name])}`,
    `"${name}":"${String(value).toUpperCase()}"`,
  );
  const { errors, template } = compileText(text);
  expect(errors).toEqual([]);
  expect(JSON.stringify(template)).toContain(`"${name}":"${value}"`);
  const since = sinceOf(path);
  expect(template?.apiVersion).toBe(since > '2021-10-01' ? since : '2021-10-01');
});
