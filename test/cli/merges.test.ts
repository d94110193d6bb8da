/** Outputs after a merge of git: what git put together is nobody's edit, what someone wrote is. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';

function git(cwd: string, ...args: readonly string[]): void {
  const own = [
    '-c',
    'user.name=t',
    '-c',
    'user.email=t@example.org',
    '-c',
    'merge.conflictStyle=merge',
  ];
  execFileSync('git', [...own, ...args], { cwd, stdio: 'ignore' });
}

const spec = `${minimal}tags: { team: web }\ntimeout: 4h\n`;

/** A repository in which two branches have changed one image, and one is merged into the other. */
async function merged(ours: string, theirs: string): Promise<string> {
  const folder = folderWith({ 'specs/a.yaml': spec });
  const file = path.join(folder, 'specs/a.yaml');
  const commit = async (text: string): Promise<void> => {
    writeFileSync(file, text);
    expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'change');
  };
  git(folder, 'init', '-q', '-b', 'main');
  await commit(spec);
  git(folder, 'checkout', '-q', '-b', 'theirs');
  await commit(theirs);
  git(folder, 'checkout', '-q', 'main');
  await commit(ours);
  expect(() => git(folder, 'merge', '-q', 'theirs')).toThrow('merge');
  return folder;
}

const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8');

test('conflict markers in the manifest and in outputs are gone with the next build', async () => {
  const folder = await merged(spec.replace('nginx', 'apache2'), spec.replace('4h', '5h'));
  expect(read(folder, 'out/a/.aibgen.json')).toContain('<<<<<<< ');
  writeFileSync(
    path.join(folder, 'specs/a.yaml'),
    spec.replace('nginx', 'apache2').replace('4h', '5h'),
  );
  const check = await cli(folder, 'build', 'specs', '--check');
  expect(check.code).toBe(1);
  expect(check.stderr).not.toContain('edited by hand');
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'build', 'specs', '--check')).toMatchObject({ code: 0, stderr: '' });
});

test('a spec that was resolved otherwise than its outputs is no edit either', async () => {
  const folder = await merged(spec.replace('nginx', 'apache2'), spec.replace('nginx', 'caddy'));
  writeFileSync(
    path.join(folder, 'specs/a.yaml'),
    spec.replace('nginx', 'haproxy').replace('web', 'app'),
  );
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'build', 'specs', '--check')).toMatchObject({ code: 0, stderr: '' });
});

test('a merge that is committed is as good as one that goes on', async () => {
  const folder = await merged(spec.replace('nginx', 'apache2'), spec.replace('4h', '5h'));
  writeFileSync(path.join(folder, 'specs/a.yaml'), spec.replace('4h', '6h'));
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'merged');
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
});

test('an edit in a merged file is not overwritten', async () => {
  const folder = await merged(spec.replace('nginx', 'apache2'), spec.replace('4h', '5h'));
  writeFileSync(path.join(folder, 'specs/a.yaml'), spec.replace('4h', '6h'));
  const readme = path.join(folder, 'out/a/README.md');
  writeFileSync(readme, `${readFileSync(readme, 'utf8')}my own words\n`);
  const { code, stderr } = await cli(folder, 'build', 'specs');
  expect(code).toBe(1);
  expect(stderr.match(/\S+: error AIB\d+/g)).toEqual(['out/a/README.md:1:1: error AIB904']);
  expect(readFileSync(readme, 'utf8')).toContain('my own words');
});
