/** Resources that are made before the template: what the source tells of a definition, and the order of the deployment. */
import { compileText } from '../support/compile';

const head = 'location: eastus2\nidentity: aib-identity\n';
const ubuntu = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly condition?: unknown;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
  readonly dependsOn?: readonly string[];
  readonly location?: string;
  readonly properties: {
    readonly template?: { readonly resources: readonly Resource[] };
    readonly [key: string]: unknown;
  };
}

function build(spec: string) {
  const { errors, outputs, template } = compileText(spec);
  const file = (name: string): string => outputs[`image/${name}`] ?? '';
  const arm: { resources: Resource[] } = JSON.parse(file('azuredeploy.json') || '{"resources":[]}');
  const nested = arm.resources.filter((one) => one.properties.template);
  const kind = (word: string) => nested.filter((one) => one.name.includes(`image${word}`));
  const made = nested.flatMap((one) => one.properties.template?.resources ?? []);
  return { errors, outputs, file, template, arm, kind, made };
}

/** What the definition of a source says, but for what it is called. */
function definition(source: string, said = 'true') {
  const { errors, made } = build(
    `${head}${source}distribute: [{ gallery: g/d, definition: ${said} }]\n`,
  );
  expect(errors).toEqual([]);
  const { osState, ...rest } = made.find((one) => one.type.endsWith('/images'))?.properties ?? {};
  expect(osState).toBe('Generalized');
  return rest;
}

const launch = [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }];
const nvme = [
  { name: 'DiskControllerTypes', value: 'SCSI, NVMe' },
  { name: 'IsAcceleratedNetworkSupported', value: 'True' },
];
const urn = (text: string) => {
  const [publisher, offer, sku] = text.split(':');
  return { publisher, offer, sku };
};

test.each([
  [
    'Canonical:ubuntu-24_04-lts:server',
    {
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      features: [...launch, ...nvme],
    },
  ],
  [
    'Debian:debian-13:13-gen2',
    { osType: 'Linux', hyperVGeneration: 'V2', architecture: 'x64', features: launch },
  ],
  [
    'Debian:debian-13:13-arm64',
    { osType: 'Linux', hyperVGeneration: 'V2', architecture: 'Arm64', features: launch },
  ],
  [
    'Canonical:ubuntu-24_04-lts:server-gen1',
    { osType: 'Linux', hyperVGeneration: 'V1', architecture: 'x64' },
  ],
  [
    'Canonical:ubuntu-24_04-lts:server-arm64',
    {
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'Arm64',
      features: [...launch, ...nvme],
    },
  ],
  [
    'Canonical:0001-com-ubuntu-confidential-vm-jammy:22_04-lts-cvm',
    {
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      features: [{ name: 'SecurityType', value: 'ConfidentialVMSupported' }],
    },
  ],
  [
    'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition',
    {
      osType: 'Windows',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      features: [
        { name: 'SecurityType', value: 'TrustedLaunchAndConfidentialVmSupported' },
        ...nvme,
      ],
    },
  ],
  [
    'MicrosoftWindowsServer:WindowsServer:2022-datacenter',
    { osType: 'Windows', hyperVGeneration: 'V1', architecture: 'x64' },
  ],
])('%s', (name, want) => {
  expect(definition(`source: ${name}:latest\n`)).toEqual({ ...want, identifier: urn(name) });
});

test.each(['TrustedLaunch', 'TrustedLaunchSupported', 'Standard'])('securityType: %s', (type) => {
  const { features } = definition(ubuntu, `{ securityType: ${type}, features: [] }`);
  expect(features).toEqual([{ name: 'SecurityType', value: type }]);
});

test('features that are given are all that there are', () => {
  const hibernate = { name: 'IsHibernateSupported', value: 'True' };
  const { features } = definition(ubuntu, `{ features: [${JSON.stringify(hibernate)}] }`);
  expect(features).toEqual([...launch, hibernate]);
  expect(definition(ubuntu, '{ securityType: none, features: [] }')['features']).toBeUndefined();
});

test('the plan of the source goes with the definition', () => {
  const source = 'source: { urn: "RedHat:rhel-byos:rhel-lvm91-gen2:latest", plan: true }\n';
  expect(definition(source)['purchasePlan']).toEqual({
    name: 'rhel-lvm91-gen2',
    product: 'rhel-byos',
    publisher: 'redhat',
  });
});

test('a source without names lends those of the gallery and the definition', () => {
  const source = 'source: { gallery: base/linux }\nos: linux\ngeneration: 2\n';
  expect(definition(source)).toEqual({
    osType: 'Linux',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    identifier: { publisher: 'g', offer: 'd', sku: 'd' },
  });
});

test('what the spec says wins, in short and in the shape of Azure, in any case', () => {
  const short = `{ publisher: P, offer: O, sku: S, os: LINUX, generation: 2, architecture: X64,
    securityType: confidentialvmsupported, plan: { name: n, product: p, publisher: q } }`;
  const azure = `{ identifier: { publisher: P, offer: O, sku: S }, osType: linux, hyperVGeneration: v2,
    architecture: x64, securityType: ConfidentialVMSupported, osState: generalized,
    purchasePlan: { name: n, product: p, publisher: q } }`;
  expect(definition(ubuntu, short)).toEqual({
    osType: 'Linux',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    identifier: { publisher: 'P', offer: 'O', sku: 'S' },
    features: [{ name: 'SecurityType', value: 'ConfidentialVMSupported' }],
    purchasePlan: { name: 'n', product: 'p', publisher: 'q' },
  });
  expect(definition(ubuntu, azure)).toEqual(definition(ubuntu, short));
});

test('an image definition is the same below a target in the shape of Azure', () => {
  const target = (body: string) => build(`${head}${ubuntu}distribute: [{ ${body} }]\n`);
  const short = target('gallery: g/d, definition: true');
  const azure = target('type: SharedImage, galleryImageId: g/d, definition: true');
  expect(azure.errors).toEqual([]);
  expect(azure.made).toEqual(short.made);
});

test('a definition is made in the scope of its gallery, and a gallery before the rights on it', () => {
  const other = '99999999-8888-7777-6666-555555555555';
  const { errors, kind, arm, file } = build(`${head}${ubuntu}distribute:
  - { gallery: own/a, definition: { sku: a } }
  - { gallery: far-rg/new/b, regions: [westus], definition: { sku: b, createGallery: true, location: westus } }
  - gallery: /subscriptions/${other}/resourceGroups/rg/providers/Microsoft.Compute/galleries/third/images/c
    definition: { sku: c }
`);
  expect(errors).toEqual([]);
  const galleries = kind('Gallery');
  expect(galleries.map((one) => [one.subscriptionId, one.resourceGroup, one.condition])).toEqual([
    [undefined, undefined, undefined],
    [undefined, 'far-rg', undefined],
    [other, 'rg', undefined],
  ]);
  expect(
    galleries.map((one) => one.properties.template?.resources.map(({ type }) => type)),
  ).toEqual([
    ['Microsoft.Compute/galleries/images'],
    ['Microsoft.Compute/galleries', 'Microsoft.Compute/galleries/images'],
    ['Microsoft.Compute/galleries/images'],
  ]);
  const [gallery, inIt] = galleries[1]?.properties.template?.resources ?? [];
  expect([gallery?.location, inIt?.location]).toEqual(['westus', 'westus']);
  expect(inIt?.dependsOn).toEqual(["[resourceId('Microsoft.Compute/galleries', 'new')]"]);
  // Of the rights, only those on the gallery that is made have to wait.
  const waits = kind('Rights').map((one) => [one.resourceGroup, one.dependsOn?.length ?? 0]);
  expect(waits).toEqual([
    ['far-rg', 1],
    ['rg', 0],
  ]);
  expect(kind('Rights')[0]?.dependsOn?.[0]).toContain('imageGalleryFarRg');
  const template = arm.resources.find((one) => one.type.endsWith('/imageTemplates'));
  expect(template?.dependsOn).toHaveLength(7);
  const bicep = file('main.bicep');
  expect(bicep).toMatch(/module imageGalleryFarRg 'modules\/gallery-far-rg\.bicep' = \{/);
  expect(bicep).toMatch(/imageRightsFarRg [^]*?dependsOn: \[imageGalleryFarRg\]/);
  expect(
    bicep
      .match(/dependsOn: \[[^\]]*\]/g)
      ?.at(-1)
      ?.split('\n'),
  ).toHaveLength(9);
});

describe('a network', () => {
  const network = (said: string, more = '') =>
    build(`${head}${ubuntu}network: ${said}\n${more}distribute: [{ image: a }]\n`);
  const vnet = ({ made }: ReturnType<typeof build>) =>
    made.find((one) => one.type.endsWith('/virtualNetworks'));
  const inGroup = '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers';
  const subnetId = (name: string, at = inGroup) =>
    `${at}/Microsoft.Network/virtualNetworks/aib-network/subnets/${name}`;

  test('has both subnets, and raises the API version to what has both', () => {
    const built = network('true');
    expect(built.errors).toEqual([]);
    expect(built.template).toMatchObject({
      apiVersion: '2024-02-01',
      properties: {
        vmProfile: {
          vnetConfig: {
            subnetId: subnetId('build'),
            containerInstanceSubnetId: subnetId('containers'),
          },
        },
      },
    });
    const subnets = vnet(built)?.properties['subnets'];
    expect(subnets).toMatchObject([
      {
        name: 'build',
        properties: {
          addressPrefix: '10.0.0.0/25',
          defaultOutboundAccess: false,
          privateLinkServiceNetworkPolicies: 'Disabled',
        },
      },
      {
        name: 'containers',
        properties: {
          addressPrefix: '10.0.0.128/25',
          defaultOutboundAccess: false,
          delegations: [
            { properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } },
          ],
        },
      },
    ]);
    expect(JSON.stringify(subnets).match(/natGateways/g)).toHaveLength(2);
  });

  test('of a build subnet alone asks for no newer version, and lets the load balancer to the proxy', () => {
    const built = network('{ containerSubnet: false }', 'vm: { proxySize: Standard_A2_v2 }\n');
    expect(built.errors).toEqual([]);
    expect(built.template?.apiVersion).toBe('2021-10-01');
    expect(built.template?.properties['vmProfile']).toMatchObject({
      vnetConfig: { subnetId: subnetId('build'), proxyVmSize: 'Standard_A2_v2' },
    });
    const text = JSON.stringify(built.made);
    expect(text).toContain('"destinationPortRanges":["60000-60001"]');
    expect(text).not.toContain('delegations');
    expect(vnet(built)?.properties).toMatchObject({
      subnets: [{ properties: { addressPrefix: '10.0.0.0/24' } }],
    });
  });

  test('is built under the oldest version with a build subnet alone', () => {
    const built = network('{ containerSubnet: false }', 'apiVersion: 2020-02-14\n');
    expect(built.errors).toEqual([]);
    expect(built.template?.properties['vmProfile']).toMatchObject({
      vnetConfig: { subnetId: subnetId('build') },
    });
  });

  test('in another group is made there, before the rights on it', () => {
    const { errors, kind, template } = network('{ name: net-rg/aib-network }');
    expect(errors).toEqual([]);
    expect(kind('Network').map((one) => one.resourceGroup)).toEqual(['net-rg']);
    const rights = kind('Rights').find((one) => one.resourceGroup === 'net-rg');
    expect(rights?.dependsOn?.[0]).toContain('imageNetworkNetRg');
    expect(JSON.stringify(template?.properties)).toContain(
      subnetId('build', inGroup.replace('<resourceGroup>', 'net-rg')),
    );
  });

  test('can be taken out by what inherits it', () => {
    const base = `${head}${ubuntu}network: { tags: { a: b } }\ndistribute: [{ image: a }]\n`;
    const built = compileText(
      'extends: _b.yaml\nnetwork:\nvm: { subnet: hub/x }\n',
      {},
      { '_b.yaml': base },
    );
    expect(built.errors).toEqual([]);
    expect(JSON.stringify(built.template)).toContain('/virtualNetworks/hub/subnets/x');
  });
});
