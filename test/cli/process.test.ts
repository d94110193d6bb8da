/** The built command as a real process. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

function run(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('builds, and says so on stderr alone', () => {
  const folder = folderWith({ 'web-base.yaml': minimal });
  expect(run(folder, 'build', 'web-base.yaml')).toEqual({
    status: 0,
    stdout: '',
    stderr: expect.stringMatching(/^1 image in out: \d+ files written\n$/),
  });
});

test('a pattern in quotes names specs, by a library that is loaded for it', () => {
  const folder = folderWith({ 'a.yaml': minimal, 'b.yml': minimal });
  expect(run(folder, 'validate', '*.yaml')).toMatchObject({ status: 0 });
  expect(run(folder, 'validate', '*.json')).toMatchObject({ status: 2 });
});

test.each([
  { args: ['build', 'nope.yaml'], status: 2 },
  { args: ['build', 'bad.yaml'], status: 1 },
  { args: ['nope'], status: 2 },
  { args: [], status: 2 },
])('$args ends with $status and no stack trace', ({ args, status }) => {
  const folder = folderWith({ 'bad.yaml': 'locaton: eastus2\n' });
  const result = run(folder, ...args);
  expect(result.status).toBe(status);
  expect(result.stderr).not.toMatch(/^\s+at .*:\d+/m);
});

test('a reader that stops reading is no error', () => {
  const command = `"${process.execPath}" "${bin}" schema 2>err.txt | head -c 1; cat err.txt`;
  const folder = folderWith({});
  const text = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
  expect(text).toContain('{');
  expect(text).not.toMatch(/EPIPE/);
});

test('no colour but on a terminal', () => {
  const folder = folderWith({ 'bad.yaml': 'locaton: eastus2\n' });
  expect(run(folder, 'build', 'bad.yaml').stderr).not.toContain('\u001b');
});

test('a fleet is built on real threads, more than once', () => {
  const spec = (n: number): string => `extends: _base.yaml\ntags: { n: "${n}" }\n`;
  const folder = folderWith({
    // Waits for the first boot, so that there is no note about that.
    'specs/_base.yaml': minimal.replace(
      'sudo apt-get',
      'cloud-init status --wait\n      sudo apt-get',
    ),
    ...Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`specs/n${n}.yaml`, spec(n)])),
  });
  const first = run(folder, 'build', 'specs');
  expect(first).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^50 images in out: \d+/),
  });
  const same = { status: 0, stdout: '', stderr: '50 images in out: nothing changed\n' };
  expect(run(folder, 'build', 'specs')).toEqual(same);
  expect(run(folder, 'build', 'specs', '--check')).toEqual({ ...same, stderr: '' });
  for (const command of ['diff', 'matrix', 'roles']) {
    const { status, stderr, stdout } = run(folder, command, 'specs');
    expect({ command, status, stderr }).toEqual({ command, status: 0, stderr: '' });
    expect(stdout).toMatch({ diff: /^$/, matrix: /"n49"/, roles: /^50 images/ }[command] ?? /^$/);
  }
});
