/** Short forms under every version: built where what they stand for exists, refused with the right version where it does not. */
import { apiVersions, defaultApiVersion } from '../../src/service/api-versions';
import { compileText } from '../support/compile';

const head = 'location: eastus2\nidentity: aib\n';
const linux = `${head}source: Canonical:ubuntu-24_04-lts:server:latest\n`;
const gallery = 'distribute: [{ gallery: g/d }]\n';
const target = (more: string): string => `distribute: [{ gallery: g/d, ${more} }]\n`;

interface Form {
  readonly spec: string;
  readonly since: string;
  /** What the built template has, as JSON. */
  readonly has: string;
}

const forms: Readonly<Record<string, Form>> = {
  'a plain spec': { spec: linux + gallery, since: '2020-02-14', has: '"SharedImage"' },
  'regions and storage of a target': {
    spec: linux + target('regions: [East US 2, westus], storage: standard_zrs, exclude: true'),
    since: '2020-02-14',
    has: '"Standard_ZRS"',
  },
  'replicas of a region': {
    spec: linux + target('regions: [{ name: westus, replicaCount: 3 }]'),
    since: '2022-07-01',
    has: '"replicaCount":3',
  },
  'storage of one region': {
    spec: linux + target('regions: [eastus2, { name: westus, storageAccountType: Standard_ZRS }]'),
    since: '2022-07-01',
    has: '{"name":"westus","replicaCount":1,"storageAccountType":"Standard_ZRS"}',
  },
  'premium storage': {
    spec: linux + target('storage: premium_lrs'),
    since: '2022-07-01',
    has: '"Premium_LRS"',
  },
  'premium storage in the shape of Azure': {
    spec: `${linux}distribute: [{ type: SharedImage, galleryImageId: g/d, replicationRegions: [eastus2], storageAccountType: Premium_LRS }]\n`,
    since: '2022-07-01',
    has: '"replicationRegions":["eastus2"],"storageAccountType":"Premium_LRS"',
  },
  'a version of the target': {
    spec: linux + target('version: 1.2.3'),
    since: '2020-02-14',
    has: '/versions/1.2.3"',
  },
  versioning: {
    spec: linux + target('versioning: { scheme: source }'),
    since: '2022-07-01',
    has: '{"scheme":"Source"}',
  },
  replicationMode: {
    spec: linux + target('replicationMode: shallow'),
    since: '2025-10-01',
    has: '"replicationMode":"Shallow"',
  },
  'latest of a gallery source': {
    spec: `${head}os: linux\ngeneration: 2\nsource: { gallery: h/b }\n${gallery}`,
    since: '2022-07-01',
    has: '/versions/latest"',
  },
  'latest of a gallery source in the shape of Azure': {
    spec: `${head}os: linux\ngeneration: 2\nsource: { type: SharedImageVersion, imageVersionId: h/b/LATEST }\n${gallery}`,
    since: '2022-07-01',
    has: '/versions/latest"',
  },
  'a version of a gallery source': {
    spec: `${head}os: linux\ngeneration: 2\nsource: { gallery: h/b/1.2.3 }\n${gallery}`,
    since: '2020-02-14',
    has: '/versions/1.2.3"',
  },
  'tests as a list': {
    spec: `${linux}validate: [{ shell: echo }]\n${gallery}`,
    since: '2022-02-14',
    has: '"sourceValidationOnly":false',
  },
  'a file among the tests': {
    spec: `${linux}validate: [{ file: 'https://example.com/f', to: /tmp/f }]\n${gallery}`,
    since: '2022-07-01',
    has: '"type":"File"',
  },
  'a staging group': {
    spec: `${linux}stagingResourceGroup: staging\n${gallery}`,
    since: '2022-02-14',
    has: '/resourceGroups/staging"',
  },
  'a staging group that is made': {
    spec: `${linux}stagingResourceGroup: { name: staging, create: true }\n${gallery}`,
    since: '2022-02-14',
    has: '/resourceGroups/staging"',
  },
  optimize: {
    spec: `${linux}optimize: true\n${gallery}`,
    since: '2022-07-01',
    has: '{"vmBoot":{"state":"Enabled"}}',
  },
  'an address of a VHD': {
    spec: `${linux}distribute: [{ vhd: v, uri: 'https://example.com/v.vhd' }]\n`,
    since: '2022-07-01',
    has: '"uri":"https://example.com/v.vhd"',
  },
  errorHandling: {
    spec: `${linux}errorHandling: ABORT\n${gallery}`,
    since: '2023-07-01',
    has: '{"onCustomizerError":"abort","onValidationError":"abort"}',
  },
  autoRun: {
    spec: `${linux}autoRun: true\n${gallery}`,
    since: '2024-02-01',
    has: '{"state":"Enabled"}',
  },
  'a build subnet': {
    spec: `${linux}vm: { subnet: net/build }\n${gallery}`,
    since: '2020-02-14',
    has: '"subnetId"',
  },
  'a size of the proxy': {
    spec: `${linux}vm: { subnet: net/build, proxySize: Standard_A2_v2 }\n${gallery}`,
    since: '2021-10-01',
    has: '"proxyVmSize":"Standard_A2_v2"',
  },
  'both subnets': {
    spec: `${linux}vm: { subnet: net/build, containerSubnet: net/containers }\n${gallery}`,
    since: '2024-02-01',
    has: '"containerInstanceSubnetId"',
  },
  'a network that is made': {
    spec: `${linux}network: true\n${gallery}`,
    since: '2024-02-01',
    has: '"containerInstanceSubnetId"',
  },
  'a network of a build subnet': {
    spec: `${linux}network: { containerSubnet: false }\n${gallery}`,
    since: '2020-02-14',
    has: '"subnetId"',
  },
  'a definition': {
    spec: linux + target('definition: true'),
    since: '2020-02-14',
    has: '"galleryImageId"',
  },
  'identities of the build VM': {
    spec: `${linux}vm: { identities: [build] }\n${gallery}`,
    since: '2021-10-01',
    has: '"userAssignedIdentities":["/subscriptions',
  },
  'trigger: true': {
    spec: `${linux}trigger: true\n${gallery}`,
    since: '2022-07-01',
    has: '"SharedImage"',
  },
  trigger: {
    spec: `${linux}trigger: sourceImage\n${gallery}`,
    since: '2022-07-01',
    has: '"SharedImage"',
  },
};

/** Each form with each version. */
const rows = Object.entries(forms).flatMap(([name, form]) =>
  apiVersions.map((version) => ({ name, version, ...form })),
);

test.each(Object.entries(forms))(
  '%s has the lowest version that has it',
  (_name, { spec, since, has }) => {
    const { errors, template } = compileText(spec);
    expect(errors).toEqual([]);
    expect(template?.apiVersion).toBe(since > defaultApiVersion ? since : defaultApiVersion);
    expect(JSON.stringify(template)).toContain(has);
  },
);

test.each(rows.filter(({ version, since }) => version >= since))(
  '$name is in $version',
  ({ spec, version, has }) => {
    const { errors, template } = compileText(`apiVersion: ${version}\n${spec}`);
    expect(errors).toEqual([]);
    expect(template?.apiVersion).toBe(version);
    expect(JSON.stringify(template)).toContain(has);
  },
);

test.each(rows.filter(({ version, since }) => version < since))(
  '$name is not in $version',
  ({ spec, version, since }) => {
    const { errors } = compileText(`apiVersion: ${version}\n${spec}`);
    expect(errors.filter((error) => !error.startsWith('AIB303 '))).toEqual([]);
    expect(errors.join('\n')).toContain(
      `was added in API version ${since}, but the spec pins ${version}.`,
    );
  },
);
