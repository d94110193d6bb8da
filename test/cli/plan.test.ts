/** What is said once: shared changes, images without outputs; --quiet, --summary, colours, paths that lead nowhere. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, cliWith, folderWith, minimal } from '../support/cli';

const warned = minimal.replace('location: eastus2', 'location: mars');

function fleet(count: number): string {
  const specs = Array.from({ length: count }, (_, index) => [
    `specs/web-${index}.yaml`,
    minimal.replace('corpGallery/web-base', `corpGallery/web-${index}`),
  ]);
  return folderWith({ '.git/HEAD': '', ...Object.fromEntries(specs) });
}

function edit(folder: string, name: string, from: string, to: string): void {
  const file = path.join(folder, 'specs', name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}

test('images without outputs are one error, not one for each file', async () => {
  const folder = fleet(3);
  const { code, stderr } = await cli(folder, 'build', '--check');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^out:1:1: error AIB954: 3 images \(web-0, web-1, web-2\) have no outputs yet: \d+ files are missing\.$/m,
  );
  expect(stderr).not.toContain('main.bicep');
  const { stdout } = await cli(folder, 'build', '--check', '--format', 'json');
  expect(stdout).toContain('out/web-1/main.bicep');
});

test('a diff says once what images share, and counts them', async () => {
  const folder = fleet(3);
  expect((await cli(folder, 'build')).code).toBe(0);
  for (const index of [0, 1, 2]) {
    edit(folder, `web-${index}.yaml`, 'nginx', 'nginx-light');
  }
  edit(folder, 'web-1.yaml', 'location', 'timeout: 90\nlocation');
  const { stdout } = await cli(folder, 'diff');
  expect(stdout).toMatch(
    /^3 images \(web-0, web-1, web-2\):\n {2}~ properties\.customize\[0\]\.inline\[1\] \(step shell-1\): sudo apt-get install -y nginx -> sudo apt-get install -y nginx-light \(replaces the template\)\n/m,
  );
  expect(stdout).toMatch(/^web-1:\n {2}~ properties\.buildTimeoutInMinutes: 240 -> 90/m);
  expect(stdout.endsWith('\n3 images: 3 with a new template\n')).toBe(true);
  expect(stdout.match(/nginx-light/g)).toHaveLength(1);
});

test('on a terminal what is added, changed and removed has colours', async () => {
  const folder = fleet(1);
  const coloured = await cliWith({ colourData: true }, folder, 'diff');
  expect(coloured.stdout).toMatch(/^\u001b\[32m {2}\+ new image\u001b\[0m$/m);
  expect((await cli(folder, 'diff')).stdout).toMatch(/^ {2}\+ new image$/m);
});

test('--quiet prints errors only', async () => {
  const folder = folderWith({ 'specs/web-base.yaml': warned });
  expect(await cli(folder, 'validate', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await cli(folder, 'build', '-q')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await cli(folder, 'build', '-q', '--strict')).code).toBe(1);
  writeFileSync(path.join(folder, 'specs/web-base.yaml'), 'oops: 1\n');
  expect((await cli(folder, 'validate', '--quiet')).stderr).toContain('error AIB101');
});

test('--summary writes what was built', async () => {
  const folder = fleet(2);
  const first = await cli(folder, 'build', '--summary', '-', '-q');
  expect(JSON.parse(first.stdout)).toMatchObject({
    images: [
      { name: 'web-0', spec: 'specs/web-0.yaml', out: 'out/web-0', state: 'written' },
      { name: 'web-1', state: 'written', files: expect.arrayContaining(['out/web-1/main.bicep']) },
    ],
    removed: [],
    errors: 0,
  });
  edit(folder, 'web-1.yaml', 'nginx', 'nginx-light');
  await cli(folder, 'build', '--summary', 'summary.json');
  const { images } = JSON.parse(readFileSync(path.join(folder, 'summary.json'), 'utf8'));
  expect(images.map((one: { state: string }) => one.state)).toEqual(['unchanged', 'written']);
});

test.each([
  ['', 'specs/web-0.yml', 'specs/web-0.yaml'],
  ['', 'spec/web-0.yaml', 'specs/web-0.yaml'],
  ['', 'specs/wbe-0.yaml', 'specs/web-0.yaml'],
  ['specs', 'specs/web-0.yaml', 'web-0.yaml'],
  ['other', 'specs/web-0.yaml', '../specs/web-0.yaml'],
])('in "%s", %s is probably %s', async (cwd, arg, near) => {
  const folder = fleet(1);
  mkdirSync(path.join(folder, 'other'));
  const { code, stderr } = await cli(path.join(folder, cwd), 'validate', arg);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean "${near}"?`)]);
});

test('in the folder of the specs a build says where to run it', async () => {
  const { stderr } = await cli(path.join(fleet(1), 'specs'), 'build');
  expect(stderr).toContain('aibgen.config.yaml');
});
