import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith } from '../support/cli';
import { root } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

const spec = (version: string): string => `location: eastus2
identity: aib-identity
apiVersion: ${version}
source: Canonical:ubuntu-24_04-lts:server:latest
tags: { team: a }
vm: { size: Standard_D2s_v5 }
customize: [{ shell: one }]
distribute: [{ gallery: g/web }]
`;

async function changes(version: string, from: string, to: string) {
  const folder = folderWith({ 'web.yaml': spec(version) });
  expect((await cli(folder, 'build', 'web.yaml')).code).toBe(0);
  const file = path.join(folder, 'web.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  const { stdout, code } = await cli(folder, 'diff', 'web.yaml', '--format', 'json');
  expect(code).toBe(0);
  return JSON.parse(stdout).images[0];
}

test.each([
  ['2021-10-01', 'team: a', 'team: b', 'tags.team', 'in-place'],
  ['2021-10-01', 'aib-identity', 'other', undefined, 'in-place'],
  ['2021-10-01', 'D2s_v5', 'D4s_v5', 'properties.vmProfile.vmSize', 'replace'],
  ['2023-07-01', 'D2s_v5', 'D4s_v5', 'properties.vmProfile.vmSize', 'replace'],
  ['2024-02-01', 'D2s_v5', 'D4s_v5', 'properties.vmProfile.vmSize', 'in-place'],
  ['2024-02-01', 'shell: one', 'shell: two', 'properties.customize[0].inline[0]', 'replace'],
  [
    '2023-07-01',
    'g/web }',
    'g/web, exclude: true }',
    'properties.distribute[0].excludeFromLatest',
    'in-place',
  ],
  ['2024-02-01', 'eastus2', 'westus2', 'location', 'replace'],
])('%s: %s -> %s', async (version, from, to, at, effect) => {
  const found: { path: string; effect: string }[] = (await changes(version, from, to)).changes;
  expect(found.length).toBeGreaterThan(0);
  const one = at === undefined ? found[0] : found.find((change) => change.path === at);
  expect(one?.effect).toBe(effect);
});

// The region of a definition has to be among those of the target.
const made = 'g/web, regions: [eastus2, westus], definition: { description: one }';
test.each([
  ['g/web, regions: [eastus2, westus]', made, 'resources', 'in-place'],
  [made, made.replace('one', 'two'), 'properties.description', 'in-place'],
  [
    made,
    made.replace('description', 'sku: x, description'),
    'properties.identifier.sku',
    'replace',
  ],
  [made, made.replace('description', 'location: westus, description'), 'location', 'replace'],
])('what is made before: %s -> %s', async (from, to, at, effect) => {
  const folder = folderWith({ 'web.yaml': spec('2024-02-01').replace('g/web', from) });
  await cli(folder, 'build', 'web.yaml');
  writeFileSync(path.join(folder, 'web.yaml'), spec('2024-02-01').replace('g/web', to));
  const { stdout } = await cli(folder, 'diff', 'web.yaml', '--format', 'json');
  const found: { path: string; effect: string }[] = JSON.parse(stdout).images[0].changes;
  expect(found).toHaveLength(1);
  expect(found[0]?.path).toMatch(/^resources/);
  expect(found[0]?.path.endsWith(at)).toBe(true);
  expect(found[0]?.effect).toBe(effect);
});

test('notes are for validate: diff, matrix and roles print their data alone', async () => {
  const folder = folderWith({
    'specs/win.yaml':
      'location: eastus2\nidentity: aib\nsource: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest\ndistribute: [{ gallery: g/win }]\n',
  });
  expect((await cli(folder, 'validate', 'specs')).stderr).toContain('info AIB418');
  for (const command of ['diff', 'matrix', 'roles'])
    expect((await cli(folder, command, 'specs')).stderr).toBe('');
});

test('a target that is gone cannot be patched; rights are gained and lost', async () => {
  const one = await changes('2024-02-01', 'gallery: g/web', 'gallery: h/other');
  expect(one.changes.every((change: { effect: string }) => change.effect === 'replace')).toBe(true);
  expect(one.rights.gained[0].scope).toContain('/galleries/h');
  expect(one.rights.lost[0].scope).toContain('/galleries/g');
});

test('an unchanged image has no changes', async () => {
  expect(await changes('2021-10-01', 'x', 'x')).toMatchObject({ state: 'unchanged', changes: [] });
});

test.each(['sha1', 'sha256'])('against a commit, with ids by %s', async (algorithm) => {
  const top = folderWith({
    'team/same.yaml': spec('2024-02-01'),
    'team/run.yaml': spec('2024-02-01').replace('g/web', 'g/run'),
    'team/other.yaml': spec('2024-02-01').replace('g/web', 'g/other'),
  });
  const folder = path.join(top, 'team');
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: top,
    });
  };
  git('init', '-q', `--object-format=${algorithm}`);
  expect((await cli(folder, 'build', '.')).code).toBe(0);
  git('add', '-A');
  git('update-index', '--chmod=+x', 'team/out/run/imageTemplate.json');
  git('commit', '-qm', 'all');
  const other = path.join(folder, 'other.yaml');
  writeFileSync(other, readFileSync(other, 'utf8').replace('team: a', 'team: b'));
  writeFileSync(path.join(folder, 'new.yaml'), spec('2024-02-01').replace('g/web', 'g/new'));
  const onDisk = await cli(folder, 'diff', '.', '--format', 'json');
  const trace = path.join(top, 'trace.txt');
  const inCommit = execFileSync(
    process.execPath,
    [bin, 'diff', '.', '--format', 'json', '--against', 'HEAD'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, GIT_TRACE: trace } },
  );
  expect(inCommit).toEqual(onDisk.stdout);
  const states = (text: string): readonly string[] =>
    JSON.parse(text).images.map((image: { state: string }) => image.state);
  const out = path.join(folder, 'out');
  const absolute = await cli(folder, 'diff', '.', '-o', out, '--format', 'json', '--against', 'HEAD'); // prettier-ignore
  expect(states(absolute.stdout)).toEqual(states(inCommit));
  expect(states(inCommit)).toEqual(['new', 'changed', 'unchanged', 'unchanged']);
  // Read are the images that are not the same, to the byte and the mode, and the pipelines, which might be an image that is gone.
  expect(readFileSync(trace, 'utf8').match(/git cat-file/g)).toHaveLength(4);
});
