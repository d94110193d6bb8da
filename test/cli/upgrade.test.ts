/** `aibgen upgrade`: what is rewritten, what is kept, what is told. */
import { cpSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { compileText } from '../support/compile';
import { cli, folderWith, filesIn } from '../support/cli';

const head = `location: eastus2
identity: aib
source: Canonical:ubuntu-24_04-lts:server:latest
`;
const definition =
  '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/d';
const azure = `  - type: SharedImage
    runOutputName: o
    galleryImageId: ${definition}
`;

interface Case {
  readonly name: string;
  readonly given: string;
  readonly to?: string;
  readonly want: string;
}

const cases: readonly Case[] = [
  {
    name: 'a spec without a pin gets one, in front',
    given: `# about\n\n${head}distribute:\n  - gallery: g/d # here\n`,
    want: `# about\n\napiVersion: 2025-10-01\n${head}distribute:\n  - gallery: g/d # here\n`,
  },
  {
    name: 'the comment of the first key stays beside it',
    given: `# about\n\n# where\n# and why\n${head}distribute:\n  - gallery: g/d\n`,
    want: `# about\n\napiVersion: 2025-10-01\n# where\n# and why\n${head}distribute:\n  - gallery: g/d\n`,
  },
  {
    name: 'a pin keeps its quotes and its comment',
    given: `${head}apiVersion: "2021-10-01"   # why\ndistribute: [{ vhd: d }]\n`,
    to: '2024-02-01',
    want: `${head}apiVersion: "2024-02-01"   # why\ndistribute: [{ vhd: d }]\n`,
  },
  {
    name: 'latest stays latest',
    given: `${head}apiVersion: latest\ndistribute: [{ vhd: d }]\n`,
    want: `${head}apiVersion: latest\ndistribute: [{ vhd: d }]\n`,
  },
  {
    name: 'a newer pin is not lowered',
    given: `${head}apiVersion: 2024-02-01\ndistribute: [{ vhd: d }]\n`,
    to: '2022-07-01',
    want: `${head}apiVersion: 2024-02-01\ndistribute: [{ vhd: d }]\n`,
  },
  {
    name: 'replicationRegions of a short target',
    given: `${head}apiVersion: 2021-10-01\ndistribute:\n  - gallery: g/d\n    # both\n    replicationRegions:   [eastus2,  westus2]  # two\n`,
    want: `${head}apiVersion: 2025-10-01\ndistribute:\n  - gallery: g/d\n    # both\n    regions:   [eastus2,  westus2]  # two\n`,
  },
  {
    name: 'replicationRegions in the shape of Azure, a list of lines with comments',
    given: `${head}apiVersion: 2021-10-01\ndistribute:\n${azure}    replicationRegions:\n      # first\n      - East US 2 # home\n      - '{{ params.second }}'\n    storageAccountType: Standard_ZRS\n    excludeFromLatest: true\nparameters: { second: { type: string, default: westus2 } }\n`,
    want: `${head}apiVersion: 2025-10-01\ndistribute:\n${azure}    targetRegions:\n      # first\n      - { name: East US 2, storageAccountType: Standard_ZRS } # home\n      - { name: '{{ params.second }}', storageAccountType: Standard_ZRS }\n    excludeFromLatest: true\nparameters: { second: { type: string, default: westus2 } }\n`,
  },
  {
    name: 'replicationRegions under a version without targetRegions stay',
    given: `${head}apiVersion: 2020-02-14\ndistribute:\n${azure}    replicationRegions: [eastus2]\n`,
    to: '2022-02-14',
    want: `${head}apiVersion: 2022-02-14\ndistribute:\n${azure}    replicationRegions: [eastus2]\n`,
  },
  {
    name: 'a whole target on one line',
    given: `${head}apiVersion: 2021-10-01\ndistribute: [{ type: SharedImage, runOutputName: o, replicationRegions: [eastus2], galleryImageId: ${definition}, storageAccountType: Standard_LRS }]\n`,
    want: `${head}apiVersion: 2025-10-01\ndistribute: [{ type: SharedImage, runOutputName: o, targetRegions: [{ name: eastus2, storageAccountType: Standard_LRS }], galleryImageId: ${definition} }]\n`,
  },
  {
    name: 'aliases are left to people',
    given: `x-regions: &regions [eastus2]\n${head}apiVersion: 2021-10-01\ndistribute:\n${azure}    replicationRegions: *regions\n`,
    want: `x-regions: &regions [eastus2]\n${head}apiVersion: 2025-10-01\ndistribute:\n${azure}    replicationRegions: *regions\n`,
  },
  {
    name: 'Windows line breaks and a byte order mark stay',
    given: `\uFEFF${head}apiVersion: 2021-10-01\ndistribute: [{ vhd: d }]\n`.replaceAll(
      '\n',
      '\r\n',
    ),
    want: `\uFEFF${head}apiVersion: 2025-10-01\ndistribute: [{ vhd: d }]\n`.replaceAll(
      '\n',
      '\r\n',
    ),
  },
];

test.each(cases)('$name', async ({ given, to, want }) => {
  const folder = folderWith({ 'image.yaml': given });
  const flags = to === undefined ? [] : ['--to', to];
  const first = await cli(folder, 'upgrade', 'image.yaml', ...flags);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(filesIn(folder)['image.yaml']).toBe(want);
  // Once more: nothing is left to do, and what was written is a spec.
  await cli(folder, 'upgrade', 'image.yaml', ...flags);
  expect(filesIn(folder)).toEqual({ 'image.yaml': want });
  expect(compileText(want).errors).toEqual([]);
});

test('--dry-run prints a diff and writes nothing; the report names lines and pages', async () => {
  const spec = `${head}apiVersion: 2021-10-01\nvm: { subnet: net/build }\ndistribute:\n  - gallery: g/d\n    replicationRegions: [eastus2]\n`;
  const folder = folderWith({ 'image.yaml': spec });
  const { code, stdout, stderr } = await cli(folder, 'upgrade', 'image.yaml', '--dry-run');
  expect(code).toBe(0);
  expect(filesIn(folder)).toEqual({ 'image.yaml': spec });
  expect(stdout).toBe(`--- image.yaml
+++ image.yaml
@@ -1,8 +1,8 @@
 location: eastus2
 identity: aib
 source: Canonical:ubuntu-24_04-lts:server:latest
-apiVersion: 2021-10-01
+apiVersion: 2025-10-01
 vm: { subnet: net/build }
 distribute:
   - gallery: g/d
-    replicationRegions: [eastus2]
+    regions: [eastus2]
`);
  expect(stderr).toContain(
    'image.yaml: 2021-10-01 -> 2025-10-01\n  line 4: apiVersion: 2025-10-01',
  );
  expect(stderr).toContain('line 8: regions (was replicationRegions)');
  expect(stderr).toContain('line 7: Regions are written as targetRegions');
  expect(stderr).toMatch(/line 7: Automatic version numbers/);
  expect(stderr).toMatch(/line 4: The service is case-sensitive/);
  expect(stderr).toMatch(/line 5: Networks created after 2026-03-31 are private/);
  expect(stderr).toContain('https://learn.microsoft.com/');
});

test('what does not change is not told', async () => {
  const spec = `${head}apiVersion: 2024-02-01\ndistribute: [{ vhd: d }]\n`;
  const folder = folderWith({ 'image.yaml': spec });
  const { stdout } = await cli(folder, 'upgrade', 'image.yaml', '--format', 'json');
  expect(JSON.parse(stdout)).toEqual({
    specs: [
      {
        spec: 'image.yaml',
        from: '2024-02-01',
        to: '2025-10-01',
        changed: true,
        changes: [{ line: 4, text: 'apiVersion: 2025-10-01 (was 2024-02-01)' }],
        meaning: [],
      },
    ],
  });
});

test('a pin of a base is changed in the base', async () => {
  const folder = folderWith({
    '_base.yaml': `apiVersion: 2021-10-01\n${head}`,
    'image.yaml': 'extends: _base.yaml\ndistribute: [{ vhd: d }]\n',
  });
  const before = filesIn(folder);
  const own = await cli(folder, 'upgrade', 'image.yaml');
  expect(own.stderr).toContain('the pin is in _base.yaml: upgrade that file');
  expect(filesIn(folder)).toEqual(before);
  expect((await cli(folder, 'upgrade', '_base.yaml')).code).toBe(0);
  expect(filesIn(folder)['_base.yaml']).toBe(`apiVersion: 2025-10-01\n${head}`);
});

test('a spec with errors is not touched', async () => {
  const spec = `${head}apiVersion: 2021-10-01\nautoRun: true\ndistribute: [{ vhd: d }]\n`;
  const folder = folderWith({ 'image.yaml': spec });
  const { code, stderr } = await cli(folder, 'upgrade', 'image.yaml');
  expect({ code, spec: filesIn(folder)['image.yaml'] }).toEqual({ code: 1, spec });
  expect(stderr).toContain('AIB303');
});

test('a spec that is newer is not taken back, and that is said', async () => {
  const folder = folderWith({
    'image.yaml': `${head}apiVersion: 2024-02-01\ndistribute: [{ vhd: d }]\n`,
  });
  const { code, stderr } = await cli(folder, 'upgrade', 'image.yaml', '--to', '2022-07-01');
  expect(code).toBe(0);
  expect(stderr).toContain('image.yaml: is at 2024-02-01, and nothing is taken back to 2022-07-01');
});

test('a network of a build subnet alone is told of the other way', async () => {
  const folder = folderWith({
    'image.yaml': `${head}apiVersion: 2023-07-01\nnetwork: { containerSubnet: false }\ndistribute: [{ vhd: d }]\n`,
  });
  const { stderr } = await cli(folder, 'upgrade', 'image.yaml');
  expect(stderr).toMatch(/line 5: With only a build subnet, the build still needs a private link/);
});

test('wrong usage', async () => {
  const folder = folderWith({ 'image.yaml': `${head}distribute: [{ vhd: d }]\n` });
  expect((await cli(folder, 'upgrade', 'image.yaml', '--to', '2023-01-01')).code).toBe(2);
  expect((await cli(folder, 'upgrade', 'nothing.yaml')).code).toBe(2);
  expect((await cli(folder, 'upgrade')).code).toBe(2);
});

const specs = path.join(__dirname, '..', '..', 'specs');
test('every example can be upgraded, and builds', async () => {
  const folder = folderWith({});
  cpSync(specs, folder, { recursive: true });
  const { code } = await cli(folder, 'upgrade', '.', '--to', 'latest');
  expect(code).toBe(0);
  const built = await cli(folder, 'build', '.');
  expect({ code: built.code, errors: built.stderr.match(/^.*error AIB.*$/gm) }).toEqual({
    code: 0,
    errors: null,
  });
});

test('a spec that is a link stays one, and the file behind it is upgraded', async () => {
  const folder = folderWith({ 'behind/a.yaml': `${head}distribute: [{ vhd: d }]\n`, 'specs/x': '' });
  const link = path.join(folder, 'specs/a.yaml');
  symlinkSync('../behind/a.yaml', link);
  expect(await cli(folder, 'upgrade', 'specs/a.yaml')).toMatchObject({ code: 0 });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(path.join(folder, 'behind/a.yaml'), 'utf8')).toMatch(/^apiVersion: /);
}); // prettier-ignore
