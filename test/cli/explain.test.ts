/** `aibgen explain`: every value, where it came from, and what a code means. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

const files = {
  '_base.yaml': 'location: East US 2\nidentity: aib-identity\ntags:\n  team: platform\n',
  'web.yaml':
    'extends: _base.yaml\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute:\n  - gallery: corpGallery/web\n    replicationRegions: [eastus2, westus2]\n',
  'web-base.yaml': minimal,
};

async function explained(...args: readonly string[]) {
  const { code, stdout, stderr } = await cli(
    folderWith(files),
    'explain',
    ...args,
    '--format',
    'json',
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { values }: { values: readonly Record<string, unknown>[] } = JSON.parse(stdout);
  return values;
}

const cases: readonly (readonly [path: string, want: Readonly<Record<string, unknown>>])[] = [
  ['buildTimeoutInMinutes', { value: 240, origin: 'default', rule: 'build-timeout' }],
  ['properties.buildTimeoutInMinutes', { path: 'buildTimeoutInMinutes', value: 240 }],
  ['vmProfile.vmSize', { value: 'Standard_D2ds_v4', origin: 'default', rule: 'vm-size' }],
  ['source.sku', { value: 'server', origin: 'spec', file: 'web.yaml', line: 2 }],
  [
    'location',
    {
      value: 'eastus2',
      origin: 'spec',
      file: '_base.yaml',
      line: 1,
      chain: ['web.yaml', '_base.yaml'],
    },
  ],
  ['tags.team', { value: 'platform', origin: 'spec', file: '_base.yaml', line: 4 }],
  ['name', { value: 'web', origin: 'derived' }],
  ['apiVersion', { value: '2021-10-01', origin: 'default', rule: 'api-version' }],
  [
    'identity',
    {
      value:
        '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib-identity',
      origin: 'spec',
      file: '_base.yaml',
      line: 2,
    },
  ],
  [
    'distribute[0].replicationRegions',
    { value: ['eastus2', 'westus2'], origin: 'spec', file: 'web.yaml', line: 5 },
  ],
  ['distribute[0].runOutputName', { value: 'web', origin: 'derived', rule: 'run-output-name' }],
];

test.each(cases)('%s', async (path, want) => {
  const [value, ...more] = await explained('web.yaml', path);
  expect(value).toMatchObject({ path, ...want });
  expect(more).toEqual([]);
  const reasons = [value?.rule, value?.reason, value?.doc].filter((one) => one !== undefined);
  expect(reasons).toHaveLength(value?.origin === 'spec' ? 0 : 3);
});

test.each(['regions', 'distribute[0].regions'])(
  '%s, which the spec leaves out, is what is in its place',
  async (path) => {
    const folder = folderWith({ 'web.yaml': minimal });
    const { code, stdout } = await cli(folder, 'explain', 'web.yaml', path);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^distribute\[0\]\.replicationRegions = \["eastus2"\]\n {4}derived/);
  },
);

test('without a path every value of the template is there, none without an origin', async () => {
  const values = await explained('web-base.yaml');
  expect(values.filter((one) => one.rule === 'shape')).toEqual([]);
  const paths = values.map((one) => String(one.path));
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths).toEqual(
    expect.arrayContaining([
      'source.publisher',
      'customize[1].inline',
      'distribute[0].excludeFromLatest',
    ]),
  );
});

test('as text: the value, and its place or reason', async () => {
  const { stdout } = await cli(folderWith(files), 'explain', 'web-base.yaml', 'source.offer');
  expect(stdout).toBe('source.offer = "ubuntu-24_04-lts"\n    web-base.yaml:3\n');
});

test('what another file says comes with the way that leads there', async () => {
  const chained = folderWith({
    '_defaults.yaml': 'identity: aib-identity\n',
    'parts/_base.yaml': 'location: eastus2\n',
    'parts/_middle.yaml': 'extends: _base.yaml\ncustomize: [{ steps: _steps.yaml }]\n',
    'parts/_steps.yaml': '- shell: echo\n',
    'web.yaml':
      'extends: parts/_middle.yaml\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ gallery: g/web }]\n',
  });
  const said = async (value: string) =>
    (await cli(chained, 'explain', 'web.yaml', value)).stdout.split('\n')[1]?.trim();
  expect(await said('location')).toBe(
    'parts/_base.yaml:1 (web.yaml -> parts/_middle.yaml -> parts/_base.yaml)',
  );
  expect(await said('customize[0].inline')).toBe(
    'parts/_steps.yaml:1 (web.yaml -> parts/_middle.yaml -> parts/_steps.yaml)',
  );
  expect(await said('identity')).toBe('_defaults.yaml:1 (web.yaml -> _defaults.yaml)');
  expect(await said('source.sku')).toBe('web.yaml:2');
});

const wrong: readonly (readonly [args: readonly string[], code: string])[] = [
  [['web.yaml', 'vmProfile.vmsizes'], 'AIB349'],
  [['web.yaml', 'vmProfile.nope'], 'AIB349'],
  [['AIB999'], 'AIB348'],
  [['AIB3011'], 'AIB348'],
  [['nope.yaml'], 'AIB901'],
];

test.each(wrong)('%s is wrong usage', async (args, code) => {
  const result = await cli(folderWith(files), 'explain', ...args);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(`error ${code}: `);
});

test('a code: its entry in the manual', async () => {
  const { code, stdout } = await cli(folderWith({}), 'explain', 'aib301');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^### AIB301\n\nA build timeout of 1 to 5 minutes \(error\)\.\n/);
});

test('the entry of a code is that of the manual, word for word', async () => {
  const manual = readFileSync(path.join(root, 'docs/diagnostics.md'), 'utf8');
  for (const code of ['AIB101', 'AIB316', 'AIB914']) {
    const { stdout } = await cli(folderWith({}), 'explain', code);
    expect(manual).toContain(stdout);
    const json = await cli(folderWith({}), 'explain', code, '--format', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ code, entry: stdout });
  }
});

test.each([
  ['vmprofile.vmsizes', 'Did you mean "vmProfile.vmSize"?'],
  ['vmProfile.color', 'Use one of "vmProfile.vmSize" or "vmProfile.osDiskSizeGB".'],
  ['color', 'Omit the path to see all values with their paths.'],
])('a path that is not there: %s', async (wrongPath, hint) => {
  const { stdout } = await cli(
    folderWith(files),
    'explain',
    'web.yaml',
    wrongPath,
    '--format',
    'json',
  );
  expect(JSON.parse(stdout)).toMatchObject([{ code: 'AIB349', hint }]);
});
