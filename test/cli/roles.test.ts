/** `aibgen roles`: the rights and why, and what a change does to them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';

const gallery = 'distribute:\n  - gallery: corpGallery/web-base\n';
const withNetwork = minimal.replace(gallery, `vm:\n  subnet: net-rg/net/build\n${gallery}`);
const reading = minimal
  .replace(
    'source: Canonical:ubuntu-24_04-lts:server:latest',
    'source: { gallery: corpGallery/base }\nos: linux\ngeneration: 2',
  )
  .replace(gallery, 'distribute: [{ vhd: disk }]\n');

function commit(folder: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '--no-gpg-sign', '-m', 'x');
}

interface Entry {
  readonly scope: string;
  readonly actions: readonly string[];
}

interface Difference {
  readonly images: readonly {
    readonly name: string;
    readonly gained: readonly Entry[];
    readonly lost: readonly Entry[];
  }[];
}

test('prints a table with places, reasons and actions', async () => {
  const folder = folderWith({ 'web.yaml': withNetwork });
  const { code, stdout, stderr } = await cli(folder, 'roles', 'web.yaml');
  // A single subnet is warned of, and beside a warning notes are told too.
  expect({ code, told: stderr.match(/AIB\d+/g) }).toEqual({ code: 0, told: ['AIB419', 'AIB456'] });
  expect(stdout).toMatch(/^web: the identity aib-identity needs 3 rights$/m);
  expect(stdout).toMatch(
    /^gallery corpGallery +<resourceGroup> +aibgen gallery target +web.yaml:11$/m,
  );
  expect(stdout).toMatch(/^network net +net-rg +aibgen network +web.yaml:9$/m);
  expect(stdout).toContain('    The build VM uses a subnet of this network.\n');
  expect(stdout).toContain('    Microsoft.Network/virtualNetworks/subnets/join/action\n');
});

test('what images need alike is one table', async () => {
  const folder = folderWith({
    'specs/a.yaml': minimal,
    'specs/b.yaml': `# the same, a line lower\n${minimal}`,
    'specs/c.yaml': withNetwork,
  });
  const { stdout } = await cli(folder, 'roles', 'specs');
  expect(stdout.match(/^.* needs .*$/gm)).toEqual([
    '2 images (a, b): the identity aib-identity needs 2 rights',
    'c: the identity aib-identity needs 3 rights',
  ]);
  expect(stdout).toMatch(
    /^gallery corpGallery +<resourceGroup> +aibgen gallery target +a.yaml:9, b.yaml:10$/m,
  );
});

test('says so where there is nothing to give', async () => {
  const folder = folderWith({
    'web.yaml': minimal.replace(gallery, 'distribute: [{ vhd: disk }]\n'),
  });
  const { stdout } = await cli(folder, 'roles', 'web.yaml');
  expect(stdout).toBe('web: the identity aib-identity needs no rights.\n');
});

test('--format json is roles.json', async () => {
  const folder = folderWith({ 'specs/web.yaml': minimal });
  await cli(folder, 'build', 'specs');
  const { code, stdout } = await cli(folder, 'roles', 'specs/web.yaml', '--format', 'json');
  const { stdout: file } = await cli(folder, 'build', 'specs/web.yaml', '--stdout', 'roles.json');
  expect(code).toBe(0);
  expect(stdout).toBe(file);
  const roles = JSON.parse(stdout);
  expect(Object.keys(roles.rights[0])).toEqual([
    'scope',
    'role',
    'roleDefinitionId',
    'actions',
    'dataActions',
    'because',
  ]);
  expect(roles.rights[0].because[0]).toEqual({
    path: 'distribute[0]',
    file: 'web.yaml',
    line: 9,
    reason: expect.any(String),
    doc: expect.stringMatching(/^https:/),
  });
});

test('a spec with an error has no rights', async () => {
  const folder = folderWith({ 'web.yaml': minimal.replace('eastus2', '') });
  const text = await cli(folder, 'roles', 'web.yaml');
  expect({ code: text.code, stdout: text.stdout }).toEqual({ code: 1, stdout: '' });
  const json = await cli(folder, 'roles', 'web.yaml', '--format', 'json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)[0].severity).toBe('error');
});

test.each([
  {
    name: 'another subnet',
    before: minimal,
    after: withNetwork,
    gained: ['virtualNetworks/net 2'],
    lost: [],
  },
  { name: 'nothing', before: minimal, after: `# hello\n${minimal}`, gained: [], lost: [] },
  {
    name: 'an identity of another case',
    before: minimal,
    after: minimal.replace('aib-identity', 'AIB-identity'),
    gained: [],
    lost: [],
  },
  {
    name: 'writing where one only read',
    before: reading,
    after: reading.replace('distribute: [{ vhd: disk }]\n', gallery),
    gained: ['galleries/corpGallery 1', 'resourceGroups/<resourceGroup> 3'],
    lost: [],
  },
  {
    name: 'another identity',
    before: reading,
    after: reading.replace('aib-identity', 'other'),
    gained: ['galleries/corpGallery 3'],
    lost: ['galleries/corpGallery 3'],
  },
])('--against a commit: $name', async ({ before, after, gained, lost }) => {
  const folder = folderWith({ 'a/web.yaml': before });
  commit(folder);
  writeFileSync(path.join(folder, 'a/web.yaml'), after);
  // From a folder below the top of the repository too.
  for (const [cwd, spec] of [
    [folder, 'a/web.yaml'],
    [path.join(folder, 'a'), 'web.yaml'],
    [folder, path.join(folder, 'a', 'web.yaml')],
  ] as const) {
    const { code, stdout } = await cli(cwd, 'roles', spec, '--against', 'HEAD', '--format', 'json');
    expect(code).toBe(0);
    const { images }: Difference = JSON.parse(stdout);
    const brief = (list: readonly Entry[] = []) =>
      list.map((one) => `${one.scope.split('/').slice(-2).join('/')} ${one.actions.length}`);
    expect({ gained: brief(images[0]?.gained), lost: brief(images[0]?.lost) }).toEqual({
      gained,
      lost,
    });
  }
});

test('--against an output folder, as text and for GitHub', async () => {
  const folder = folderWith({ 'specs/web.yaml': minimal });
  await cli(folder, 'build', 'specs');
  writeFileSync(
    path.join(folder, 'specs/web.yaml'),
    withNetwork.replace(gallery, 'distribute: [{ vhd: d }]\n'),
  );
  const text = await cli(folder, 'roles', 'specs', '--against', 'out');
  expect(text.stdout).toMatch(/^web: 1 gained, 2 lost$/m);
  expect(text.stdout).toMatch(/^\+ aibgen network on network net in net-rg/m);
  expect(text.stdout).toMatch(/^- aibgen gallery target on gallery corpGallery/m);
  const github = await cli(folder, 'roles', 'specs', '--against', 'out/', '--format', 'github');
  expect(github.stdout.split('\n').filter(Boolean)).toEqual([
    expect.stringMatching(
      /^::warning file=specs\/web.yaml,line=9,title=Right gained::web: .*%0AMicrosoft/,
    ),
    expect.stringMatching(/^::notice file=specs\/web.yaml,title=Right lost::web: /),
    expect.stringMatching(/^::notice file=specs\/web.yaml,title=Right lost::web: /),
  ]);
});

test('--against a commit reads bases in that commit too', async () => {
  const folder = folderWith({
    'bases/_base.yaml': 'identity: one\n',
    'specs/web.yaml': minimal.replace('identity: aib-identity', 'extends: ../bases/_base.yaml'),
  });
  commit(folder);
  writeFileSync(path.join(folder, 'bases/_base.yaml'), 'identity: two\n');
  const { stdout } = await cli(folder, 'roles', 'specs/web.yaml', '--against', 'HEAD');
  expect(stdout).toMatch(/^web: 2 gained, 2 lost$/m);
  expect(stdout).toMatch(/^ {2}the identity changes from .*\/one to .*\/two$/m);
});

test('another identity: diff and roles agree that it gains all, and the old one loses all', async () => {
  const folder = folderWith({ 'specs/web.yaml': minimal });
  await cli(folder, 'build', 'specs');
  writeFileSync(
    path.join(folder, 'specs/web.yaml'),
    minimal.replace('aib-identity', 'other-identity'),
  );
  const difference = await cli(folder, 'diff', 'specs', '--format', 'json');
  const { rights } = JSON.parse(difference.stdout).images[0];
  expect([rights.gained.length, rights.lost.length]).toEqual([2, 2]);
  const { stdout } = await cli(folder, 'roles', 'specs', '--against', 'out');
  expect(stdout).toMatch(/^web: 2 gained, 2 lost$/m);
});

test('a spec that is new gains all, one that is gone loses all', async () => {
  const folder = folderWith({ 'specs/old.yaml': minimal, 'specs/note.yml': 'no: spec\n' });
  commit(folder);
  rmSync(path.join(folder, 'specs/old.yaml'));
  rmSync(path.join(folder, 'specs/note.yml'));
  mkdirSync(path.join(folder, 'specs/new'));
  writeFileSync(path.join(folder, 'specs/new/web.yaml'), minimal);
  const { code, stdout } = await cli(folder, 'roles', 'specs', '--against', 'HEAD');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^web: 2 gained, 0 lost$/m);
  expect(stdout).toMatch(/^old: 0 gained, 2 lost$/m);
});

test.each([
  { name: 'a commit that is not there', against: 'no-such-ref', says: 'AIB920' },
  { name: 'what looks like a flag', against: '--output=x', says: 'AIB920' },
  { name: 'a folder without roles', against: 'specs', says: 'AIB903' },
  { name: 'a spec that was broken then', against: 'HEAD', says: 'AIB903' },
])('--against $name is wrong usage', async ({ against, says }) => {
  const folder = folderWith({ 'specs/web.yaml': 'a: [' });
  commit(folder);
  writeFileSync(path.join(folder, 'specs/web.yaml'), minimal);
  const { code, stdout, stderr } = await cli(folder, 'roles', 'specs', `--against=${against}`);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
});
