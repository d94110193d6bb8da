/** Triggers, networks and staging groups: what the service refuses is an error, what it takes is none. */
import { compileText } from '../support/compile';
import { expectDiagnostics } from '../support/diagnostics';

const subscription = '11111111-2222-3333-4444-555555555555';
const other = '99999999-2222-3333-4444-555555555555';
const head = `subscription: ${subscription}\nresourceGroup: image-rg\nlocation: eastus2\nidentity: aib\nos: linux\ngeneration: 2\n`;
const ubuntu = 'source: Canonical:ubuntu-24_04-lts:server:latest\n';
const target = 'distribute: [{ gallery: g/d }]\n';

interface Case {
  readonly name: string;
  readonly spec: string;
  /** Codes with their lines. */
  readonly want: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: 'trigger, marketplace',
    spec: `${head}${ubuntu}trigger: sourceImage\n${target}`,
    want: [],
  },
  { name: 'trigger, any case', spec: `${head}${ubuntu}trigger: SOURCEIMAGE\n${target}`, want: [] },
  {
    name: 'trigger in the shape of Azure',
    spec: `${head}${ubuntu}trigger: { name: nightly, kind: sourceimage }\n${target}`,
    want: [],
  },
  {
    name: 'trigger, latest of a gallery',
    spec: `${head}source: { gallery: g/base }\ntrigger: sourceImage\n${target}`,
    want: [],
  },
  {
    name: 'trigger, parameter that may be latest',
    spec: `${head}parameters: { v: { type: string } }\nsource: "Canonical:ubuntu-24_04-lts:server:{{ params.v }}"\ntrigger: sourceImage\n${target}`,
    want: [],
  },
  {
    name: 'trigger, parameter that is a version',
    spec: `${head}parameters: { v: { type: string, default: 1.2.3 } }\nsource: "Canonical:ubuntu-24_04-lts:server:{{ params.v }}"\ntrigger: sourceImage\n${target}`,
    want: ['AIB351:8'],
  },
  {
    name: 'trigger, managed image',
    spec: `${head}source: { image: base }\ntrigger: sourceImage\n${target}`,
    want: ['AIB350:7'],
  },
  {
    name: 'trigger, fixed marketplace version',
    spec: `${head}source: Canonical:ubuntu-24_04-lts:server:24.04.202404230\ntrigger: sourceImage\n${target}`,
    want: ['AIB351:7'],
  },
  {
    name: 'trigger, fixed gallery version',
    spec: `${head}source: { gallery: g/base/1.0.0 }\ntrigger: sourceImage\n${target}`,
    want: ['AIB351:7'],
  },
  {
    name: 'trigger, fixed target version',
    spec: `${head}${ubuntu}trigger: sourceImage\ndistribute: [{ gallery: g/d, version: 1.2.3 }]\n`,
    want: ['AIB352:9'],
  },
  {
    name: 'trigger, source and target the same, in two spellings',
    spec: `${head}source: { gallery: g/d }\ntrigger: sourceImage\ndistribute: [{ gallery: Image-RG/G/D }]\n`,
    want: ['AIB353:9'],
  },
  {
    name: 'trigger under an older version',
    spec: `${head}${ubuntu}apiVersion: '2022-02-14'\ntrigger: sourceImage\n${target}`,
    want: ['AIB303:9'],
  },
  {
    name: 'no trigger, fixed version',
    spec: `${head}source: { gallery: g/d/1.0.0 }\n${target}`,
    want: [],
  },
  {
    name: 'container subnet alone',
    spec: `${head}${ubuntu}vm: { containerSubnet: net/containers }\n${target}`,
    want: ['AIB320:8'],
  },
  {
    name: 'one subnet for both',
    spec: `${head}${ubuntu}vm: { subnet: net/build, containerSubnet: NET/Build }\n${target}`,
    want: ['AIB320:8'],
  },
  {
    name: 'subnets of two networks',
    spec: `${head}${ubuntu}vm: { subnet: net/build, containerSubnet: rg/net/containers }\n${target}`,
    want: ['AIB320:8'],
  },
  {
    name: 'proxy size with a container subnet',
    spec: `${head}${ubuntu}vm: { subnet: net/build, containerSubnet: net/containers, proxySize: Standard_A2_v2 }\n${target}`,
    want: ['AIB320:8'],
  },
  {
    name: 'two subnets of one network',
    spec: `${head}${ubuntu}vm: { subnet: net/build, containerSubnet: net/containers }\n${target}`,
    want: [],
  },
  {
    name: 'staging group of another subscription',
    spec: `${head}${ubuntu}stagingResourceGroup: /subscriptions/${other}/resourceGroups/staging\n${target}`,
    want: ['AIB354:8'],
  },
  {
    name: 'staging group of this subscription',
    spec: `${head}${ubuntu}stagingResourceGroup: /subscriptions/${subscription.toUpperCase()}/resourceGroups/staging\n${target}`,
    want: [],
  },
];

test.each(cases)('$name', ({ spec, want }) => {
  const { diagnostics } = compileText(spec);
  expectDiagnostics(
    diagnostics.filter((one) => one.severity === 'error'),
    want,
  );
});

test('a trigger is a child of its own, without location and tags, and raises the version', () => {
  const { errors, outputs, template } = compileText(
    `${head}${ubuntu}tags: { a: b }\ntrigger: { kind: sourceimage, name: nightly }\n${target}`,
  );
  expect(errors).toEqual([]);
  expect(template?.apiVersion).toBe('2022-07-01');
  expect(JSON.parse(outputs['image/trigger.json'] ?? '')).toEqual({
    properties: { kind: 'SourceImage' },
  });
  const { resources } = JSON.parse(outputs['image/azuredeploy.json'] ?? '');
  expect(resources.at(-1)).toEqual({
    type: 'Microsoft.VirtualMachineImages/imageTemplates/triggers',
    apiVersion: '2022-07-01',
    name: 'image/nightly',
    dependsOn: ["[resourceId('Microsoft.VirtualMachineImages/imageTemplates', 'image')]"],
    properties: { kind: 'SourceImage' },
  });
});

test('without a trigger there is no trigger.json', () => {
  const { errors, outputs } = compileText(`${head}${ubuntu}${target}`);
  expect(errors).toEqual([]);
  expect(Object.keys(outputs)).not.toContain('image/trigger.json');
});
