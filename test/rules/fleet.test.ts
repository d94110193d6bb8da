import { cli, folderWith } from '../support/cli';

const base = (source = 'Canonical:ubuntu-24_04-lts:server:latest'): string =>
  `location: eastus2\nidentity: aib-identity\nsource: ${source}\n`;
const windows = 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-azure-edition:latest';
const gen1 = 'Canonical:ubuntu-24_04-lts:server-gen1:latest';

async function codes(a: string, b: string, more: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ 'specs/a.yaml': a, 'specs/b.yaml': b, ...more });
  const { stdout } = await cli(folder, 'validate', 'specs', '--format', 'json');
  const found: { code: string; file: string; message: string }[] = JSON.parse(stdout);
  return found.filter((one) => /^AIB(?:24\d|47[12])$/.test(one.code));
}

test.each([
  ['one staging group', 'distribute: [{ image: NAME }]\nstagingResourceGroup: staging\n', 'AIB240'],
  ['one version', 'distribute: [{ gallery: g/d, version: 1.0.0 }]\n', 'AIB241'],
  ['one managed image', 'distribute: [{ image: same }]\n', 'AIB242'],
  [
    'one VHD',
    'distribute: [{ vhd: x, uri: "https://a.blob.core.windows.net/v/x.vhd" }]\nstorageAccounts: { acct: rg }\n',
    'AIB242',
  ],
])('%s', async (_what, spec, code) => {
  const found = await codes(base() + spec.replace('NAME', 'a'), base() + spec.replace('NAME', 'b'));
  expect(found.filter((one) => !one.file.includes('/a.'))).toMatchObject([
    { code, file: 'specs/b.yaml' },
  ]);
});

test.each([
  ['one definition without a version', 'distribute: [{ gallery: g/d }]\n', ''],
  ['one name in two groups', 'distribute: [{ image: same }]\n', 'resourceGroup: other\n'],
  ['versions that differ', 'distribute: [{ gallery: g/d, version: 1.0.0 }]\n', '#'],
])('%s is right', async (_what, spec, more) => {
  const second = more === '#' ? spec.replace('1.0.0', '1.0.1') : more + spec;
  expect(await codes(base() + spec, base() + second)).toEqual([]);
});

test.each([
  ['another system', windows, 'is windows'],
  ['another generation', gen1, 'is of generation 1'],
])('a definition for %s', async (_what, source, words) => {
  const target = 'distribute: [{ gallery: g/d }]\n';
  const found = await codes(base() + target, base(source) + target);
  expect(found).toMatchObject([{ code: 'AIB243', file: 'specs/b.yaml' }]);
  expect(found[0]?.message).toContain(words);
});

const definition = (more = '') =>
  `distribute: [{ gallery: g/d, definition: { sku: d${more} } }]\nvm: { size: Standard_D2s_v3 }\n`;

test.each([
  [
    'a definition',
    definition(),
    definition(', description: other'),
    'The definition "g/d" is created by both "b" and "a", with a different properties.description.',
  ],
  [
    'a network',
    'network: true\ndistribute: [{ image: a }]\n',
    'network: { address: 10.1.0.0/24 }\ndistribute: [{ image: b }]\n',
    'The network "aib-network" is created by both "b" and "a", with a different properties.addressSpace.addressPrefixes[0].',
  ],
  [
    'a gallery',
    'distribute: [{ gallery: g/a, definition: { sku: a, createGallery: true } }]\n',
    'distribute: [{ gallery: g/b, definition: { sku: b, createGallery: true, location: westus } }]\n',
    'The gallery "g" is created by both "b" and "a", with a different location.',
  ],
])('%s made in two ways', async (_what, a, b, words) => {
  const found = await codes(base() + a, base() + b);
  expect(found).toMatchObject([{ code: 'AIB244', file: 'specs/b.yaml' }]);
  expect(found[0]?.message).toContain(words);
});

test.each([
  ['made alike', definition(), definition()],
  ['made by one, used by the other', definition(), 'distribute: [{ gallery: g/d }]\n'],
  [
    'what a parameter leaves open',
    definition(),
    `parameters: { sku: { type: string } }\n${definition().replace('sku: d', 'sku: "{{ params.sku }}"')}`,
  ],
  [
    'two names',
    'distribute: [{ gallery: g/a, definition: { sku: a } }]\n',
    'distribute: [{ gallery: g/b, definition: { sku: b } }]\n',
  ],
])('definitions %s are right', async (_what, a, b) => {
  expect(await codes(base() + a, base() + b)).toEqual([]);
});

test('two definitions of one publisher, offer and SKU', async () => {
  const spec = (name: string) => `distribute: [{ gallery: g/${name}, definition: true }]\n`;
  const found = await codes(base() + spec('a'), base() + spec('b'));
  expect(found).toMatchObject([{ code: 'AIB245', file: 'specs/b.yaml' }]);
  expect(found[0]?.message).toContain('(Canonical:ubuntu-24_04-lts:server)');
});

test('parts and scripts that nothing uses are warnings, where a folder is named', async () => {
  const scripts =
    'scripts: { baseUri: "https://acct.blob.core.windows.net/scripts", root: ../scripts }\nstorageAccounts: { acct: rg }\n';
  const found = await codes(
    `${base()}${scripts}customize: [{ shell: ../scripts/used.sh }]\ndistribute: [{ image: a }]\n`,
    `extends: _used.yaml\n`,
    {
      'specs/_used.yaml': `${base()}distribute: [{ image: b }]\n`,
      'specs/_unused.yaml': 'x',
      'scripts/used.sh': 'x',
      'scripts/unused.sh': 'x',
      'other/unused.sh': 'x',
    },
  );
  expect(found).toMatchObject([
    { code: 'AIB472', severity: 'warning', file: 'scripts/unused.sh' },
    { code: 'AIB471', severity: 'warning', file: 'specs/_unused.yaml' },
  ]);
});

test('of parts that a spec with errors may use nothing is said', async () => {
  const found = await codes('extends: [\n', `${base()}distribute: [{ image: b }]\n`, {
    'specs/_part.yaml': 'x',
  });
  expect(found).toEqual([]);
});

test.each([
  ['100 triggers of a region', 100, []],
  ['101', 101, ['AIB247']],
])('%s', async (_what, count, want) => {
  const list = Array.from({ length: count }, (_, index) => index).join(', ');
  const spec = `name: web-{{ matrix.n }}\n${base()}matrix: { n: [${list}] }\ntrigger: true\ndistribute: [{ gallery: "g/web-{{ matrix.n }}" }]\n`;
  const found = await codes(spec, `${base()}distribute: [{ gallery: g/other }]\n`);
  expect(found.map(({ code }) => code)).toEqual(want);
});
