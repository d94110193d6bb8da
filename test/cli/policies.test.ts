/** Levels of rules, policies and formats of the configuration file. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal as whole } from '../support/cli';

const config = 'aibgen.config.yaml';

/** A spec without steps. */
const minimal = whole.replace(/customize:\n(?: .*\n)+/, '');

function project(settings: string, spec: string): string {
  return folderWith({ '.git/HEAD': '', [config]: settings, 'specs/web-base.yaml': spec });
}

/** The codes of a validation with the severity and the place of each. */
async function findings(settings: string, spec: string): Promise<readonly string[]> {
  const { stdout } = await cli(project(settings, spec), 'validate', '--format', 'json');
  const all: readonly { code: string; severity: string; line: number; message: string }[] =
    JSON.parse(stdout);
  return all
    .filter(({ code }) => code !== 'AIB571')
    .map(({ code, severity, line, message }) => `${line} ${severity} ${code} ${message}`);
}

const bad = `${minimal}customize:
  - shell: https://example.com/x.sh
`;

test.each([
  ['', 'info'],
  ['rules: { AIB415: error }', 'error'],
  ['rules: { aib415: Warning }', 'warning'],
])('with "%s" a missing checksum is %s', async (settings, severity) => {
  expect(await findings(settings, bad)).toEqual([
    expect.stringMatching(new RegExp(`^\\d+ ${severity} AIB415 `)),
  ]);
});

test('a rule that is off says nothing, and one that is raised stops a build and cannot be silenced', async () => {
  expect(await findings('rules: { AIB415: off }', bad)).toEqual([]);
  const silenced = bad.replace(
    '  - shell',
    '  # aibgen-disable-next-line AIB415 it is fine\n  - shell',
  );
  expect(await findings('', silenced)).toEqual([]);
  const folder = project('rules: { AIB415: error }', silenced);
  const { code, stderr } = await cli(folder, 'build');
  expect([code, stderr]).toEqual([1, expect.stringContaining('error AIB415')]);
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('a finding inside a script that is raised to an error stops a build without --strict', async () => {
  const spec = `${minimal}customize:\n  - shell: sudo apt-get install nginx\n`;
  expect((await cli(project('', spec), 'build')).code).toBe(0);
  expect((await cli(project('rules: { AIB520: error }', spec), 'build')).code).toBe(1);
});

test.each([
  ['rules: { AIB301: warning }', 'AIB962', 'it is an error'],
  ['rules: { AIB41: off }', 'AIB961', 'Unknown rule "AIB41"'],
  ['rules: { AIB701: off }', 'AIB961', 'not about specs'],
  ['rules: { AIB415: loud }', 'AIB104', '"loud"'],
  ['require: { region: [eastus2] }', 'AIB101', '"region"'],
  ['require: { replicas: { mim: 2 } }', 'AIB101', '"mim"'],
  ['require: { deprovisionLimit: soon }', 'AIB109', '"soon"'],
  ['formats: [arm, biceps]', 'AIB104', '"biceps"'],
])('%s is %s', async (settings, code, part) => {
  const { code: exit, stdout } = await cli(project(settings, minimal), 'build', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject([
    { code, file: config, line: 1, message: expect.stringContaining(part) },
  ]);
  expect(exit).toBe(1);
});

const gallery = (rest: string): string => `${minimal}${rest}`;

test.each([
  ['tags: [owner]', '', 'the tag "owner" is missing'],
  ['tags: { env: [dev, prod-*] }', 'tags: { env: test }\n', 'the tag "env" has the value "test"'],
  ['locations: [West Europe]', '', 'the region "eastus2" is not allowed'],
  ['sources: Microsoft*', '', 'the source "Canonical:ubuntu-24_04-lts:server:latest"'],
  ['vmSizes: [Standard_D4s_v5]', '', 'the VM size "Standard_D2ds_v4", a default, is not allowed'],
  ['identities: other-rg/*', '', 'the identity "aib-identity" is not allowed'],
  ['replicas: 2', '', '1 replica in the region of the template'],
  [
    'checksums: true',
    'customize:\n  - shell: https://example.com/x.sh\n',
    '"https://example.com/x.sh" has no checksum',
  ],
  ['deprovisionLimit: 1h', '', 'the deprovision commands have no limit'],
  [
    'deprovisionLimit: 30',
    'deprovision: { limit: 1h }\n',
    'the deprovision commands may wait 60 minutes',
  ],
])('require: { %s } refuses an image with "%s"', async (policy, rest, what) => {
  const [name] = policy.split(':');
  const found = await findings(`require: { ${policy} }`, gallery(rest));
  expect(found.filter((one) => one.includes('AIB963'))).toEqual([
    expect.stringContaining(`The policy "require.${name}" is not met: ${what}`),
  ]);
});

test.each([
  ['tags: [Owner]', 'tags: { owner: x }\n'],
  ['tags: { env: [dev, prod-*] }', 'tags: { env: prod-1 }\n'],
  ['tags: { env: true }', 'tags: { env: x }\n'],
  ['locations: [East US 2, westeurope]', ''],
  ['sources: [Canonical]', ''],
  ['sources: ["Canonical:ubuntu-*:server"]', ''],
  ['vmSizes: [Standard_D*_v4]', ''],
  ['identities: aib-*', ''],
  ['replicas: { min: 1, max: 3 }', ''],
  ['checksums: true', ''],
  ['deprovisionLimit: 1h', 'deprovision: { limit: 30m }\n'],
])('require: { %s } accepts an image with "%s"', async (policy, rest) => {
  const found = await findings(`require: { ${policy} }`, gallery(rest));
  expect(found.filter((one) => one.includes('AIB963'))).toEqual([]);
});

test('the names of a gallery source, with and without its group, and a full id fit', async () => {
  const spec = minimal.replace(/source: .*/, 'os: linux\nsource: { gallery: img-rg/corp/base }');
  for (const pattern of ['corp/base', 'img-rg/corp', 'img-rg/*']) {
    expect(await findings(`require: { sources: ["${pattern}"] }`, spec)).toEqual(
      expect.not.arrayContaining([expect.stringContaining('AIB963')]),
    );
  }
  expect(await findings('require: { sources: [other-rg/corp] }', spec)).toEqual(
    expect.arrayContaining([expect.stringContaining('AIB963')]),
  );
});

test('a region that only the deployment knows does not pass a policy', async () => {
  const spec = minimal.replace(
    'location: eastus2',
    'parameters: { location: { type: string } }\nlocation: "{{ params.location }}"',
  );
  expect(await findings('require: { locations: [eastus2] }', spec)).toEqual(
    expect.arrayContaining([expect.stringContaining('is not known before the deployment')]),
  );
});

const wrappers = [
  'azuredeploy.json',
  'azuredeploy.parameters.json',
  'main.bicep',
  'main.bicepparam',
];

test.each([
  ['formats: [arm]', '', ['azuredeploy.json', 'azuredeploy.parameters.json']],
  ['formats: [bicep]', '', ['main.bicep', 'main.bicepparam']],
  ['formats: [bicep]', 'formats: [ARM]\n', ['azuredeploy.json', 'azuredeploy.parameters.json']],
  ['', 'formats: [bicep, arm]\n', wrappers],
])('"%s" and a spec with "%s" write %p', async (settings, rest, files) => {
  const folder = project(settings, gallery(rest));
  expect((await cli(folder, 'build')).code).toBe(0);
  const written = wrappers.filter((one) => existsSync(path.join(folder, 'out/web-base', one)));
  expect(written).toEqual(files);
  expect((await cli(folder, 'build', '--check')).code).toBe(0);
  const readme = readFileSync(path.join(folder, 'out/web-base/README.md'), 'utf8');
  expect(readme.includes('azuredeploy.json')).toBe(written.includes('azuredeploy.json'));
});

test('config names the file and the line of each setting, and the defaults', async () => {
  const folder = project('# ours\nout: made\nrequire:\n  tags: [owner]\n', minimal);
  const { code, stdout } = await cli(path.join(folder, 'specs'), 'config', '--format', 'json');
  const { file, values } = JSON.parse(stdout);
  expect([code, file]).toEqual([0, `../${config}`]);
  expect(values).toEqual(
    expect.arrayContaining([
      { path: 'specs', value: 'specs', origin: 'default' },
      { path: 'out', value: 'made', origin: 'config', file: `../${config}`, line: 2 },
      { path: 'require.tags', value: ['owner'], origin: 'config', file: `../${config}`, line: 4 },
    ]),
  );
  const without = await cli(folderWith({ '.git/HEAD': '' }), 'config');
  expect(without.stdout).toMatch(/^No aibgen\.config\.yaml .*\n\nspecs = "specs"\n {4}default\n/);
});
