/** What the README says of what a build needs and of what it costs, for specs that have it and for specs that do not. */
import { compileText } from '../support/compile';

const head = 'location: eastus2\nidentity: aib-identity\n';
const ubuntu = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';
const windows = 'source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\n';
const target = 'distribute:\n  - gallery: corpGallery/web-base\n';

function compiled(spec: string) {
  const { errors, outputs, template } = compileText(spec);
  expect(errors).toEqual([]);
  return {
    readme: outputs['image/README.md'] ?? '',
    roles: outputs['image/roles.json'] ?? '',
    template,
  };
}

const readme = (spec: string): string => compiled(spec).readme;

function section(text: string, title: string): string {
  return text.split(/^## /m).find((one) => one.startsWith(`${title}\n`)) ?? '';
}

describe('subnets that exist', () => {
  const list = (spec: string): string => section(readme(spec), 'What the subnets must have');
  const one = `${head}${ubuntu}vm: { subnet: build-network/build }\n${target}`;
  const two = `${head}${windows}vm: { subnet: net/build, containerSubnet: net/containers }\n${target}`;

  test('with a proxy VM: a way out, no policies, the port of the load balancer', () => {
    const text = list(one);
    expect(text).toContain('**A way out to the Internet** from the subnet');
    expect(text).toContain('`privateLinkServiceNetworkPolicies` is `Disabled`');
    expect(text).toContain('ports 60000 to 60001');
    expect(text).not.toContain('Microsoft.ContainerInstance/containerGroups');
    expect(text.match(/az network vnet subnet show/g)).toHaveLength(1);
  });

  test('with containers: the delegation and the ports between both', () => {
    const text = list(two);
    expect(text).toContain('**A way out to the Internet** from both subnets');
    expect(text).toContain('`Microsoft.ContainerInstance/containerGroups`');
    expect(text).toContain('443 and 445, and the build subnet on port 5986');
    expect(text).not.toContain('60000');
    expect(text).toMatch(/subnet show --ids '\S+\/net\/subnets\/build'/);
    expect(text).toMatch(/subnet show --ids '\S+\/net\/subnets\/containers'/);
  });

  test('not where the deployment makes the network, nor where there is none', () => {
    expect(list(`${head}${ubuntu}network: true\n${target}`)).toBe('');
    expect(list(`${head}${ubuntu}${target}`)).toBe('');
  });
});

describe('what is created', () => {
  const title = 'Created before the template';

  test('a network: it is written again, and its NAT gateway costs money', () => {
    const text = section(readme(`${head}${ubuntu}network: true\n${target}`), title);
    expect(text).toContain('what others added or changed on them is removed');
    expect(text).toContain('The NAT gateway and its public address cost money');
  });

  test('a definition: no word of a NAT gateway', () => {
    const spec = `${head}${ubuntu}distribute: [{ gallery: g/web, definition: true }]\n`;
    const text = section(readme(spec), title);
    expect(text).toContain('what others added or changed on them is removed');
    expect(text).not.toContain('NAT gateway');
  });

  test('nothing', () => {
    expect(section(readme(`${head}${ubuntu}${target}`), title)).toBe('');
  });
});

describe('features of a region', () => {
  test.each([
    ['usgovvirginia', 'FairfaxPublicPreview'],
    ['USGov Arizona', 'FairfaxPublicPreview'],
    ['chinanorth3', 'MooncakePublicPreview'],
  ])('%s needs %s', (region, feature) => {
    const text = readme(`location: ${region}\nidentity: aib-identity\n${ubuntu}${target}`);
    expect(text).toContain(
      `az feature register --namespace Microsoft.VirtualMachineImages --name ${feature}\n`,
    );
    expect(text).toContain(`-FeatureName ${feature}\n`);
  });

  test('none in the public cloud', () => {
    expect(readme(`${head}${ubuntu}${target}`)).not.toContain('az feature register');
  });
});

test.each([
  '/sharedGalleries/1a2b-CORP/images/base/versions/latest',
  '/sharedGalleries/1a2b-CORP/images/base',
])('a source that is shared directly (%s): the version that has it, and no right on it', (id) => {
  const { template, roles } = compiled(`${head}os: linux\ngeneration: 2\nsource: ${id}\n${target}`);
  expect(template?.apiVersion).toBe('2022-07-01');
  expect(template?.properties['source']).toEqual({
    type: 'SharedImageVersion',
    imageVersionId: '/sharedGalleries/1a2b-CORP/images/base/versions/latest',
  });
  expect(roles).not.toContain('sharedGalleries');
  expect(roles).toContain('galleries/corpGallery');
});

test('the picture shows the version of a source with a long name', () => {
  const source = 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest';
  expect(readme(`${head}source: ${source}\n${target}`)).toContain(`source(["${source}"]) --> vm`);
});
