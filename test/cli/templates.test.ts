/** `--templates` on the command line: what is written, checked, named and refused. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, cliWith, filesIn, folderWith, minimal } from '../support/cli';

const files = {
  'specs/web-base.yaml': minimal,
  'ours/README.md.hbs': '# Contoso\n\n{{> README.md}}\n',
  'ours/docs/deep/extra.txt.hbs': '{{name}} in {{location}}\n',
};

test('builds, checks, prints and compares with them', async () => {
  const folder = folderWith(files);
  const environment = { XDG_CACHE_HOME: folderWith({}) };
  const at = (name: string): string => path.join(folder, 'out/web-base', name);
  const build = (...more: readonly string[]) =>
    cliWith({ environment }, folder, 'build', 'specs', '--templates', 'ours/', ...more);
  expect((await build()).code).toBe(0);
  expect(readFileSync(at('docs/deep/extra.txt'), 'utf8')).toBe('web-base in eastus2\n');
  expect(readFileSync(at('README.md'), 'utf8')).toMatch(/^# Contoso\n\n# `web-base`\n/);
  expect(await build('--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await build('--stdout', 'docs/deep/extra.txt')).stdout).toBe('web-base in eastus2\n');
  const diff = await cli(folder, 'diff', 'specs', '--templates', 'ours', '--format', 'json');
  expect(JSON.parse(diff.stdout).images[0].files).toEqual([]);

  writeFileSync(path.join(folder, 'ours/docs/deep/extra.txt.hbs'), '{{name}}\n');
  const stale = await build('--check');
  expect(stale.code).toBe(1);
  expect(stale.stderr).toContain('is stale: "docs/deep/extra.txt.hbs" changed');
  expect(stale.stderr).toContain('Run: aibgen build specs/web-base.yaml --templates ours/');

  rmSync(path.join(folder, 'ours/docs/deep/extra.txt.hbs'));
  expect((await build('--check')).stderr).toContain('AIB908');
  expect((await build()).code).toBe(0);
  expect(existsSync(at('docs'))).toBe(false);
});

test('an error in a template is on its line, and nothing is written', async () => {
  const folder = folderWith({ ...files, 'ours/docs/deep/extra.txt.hbs': 'one\n{{nmae}}\n' });
  const before = filesIn(folder);
  for (const more of [[], ['--check'], ['--stdout', 'README.md']]) {
    const { code, stdout, stderr } = await cli(
      folder,
      'build',
      'specs',
      '--templates',
      'ours',
      ...more,
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `ours/docs/deep/extra.txt.hbs:2:3: error AIB932: Unknown value "nmae".
  2 | {{nmae}}
    |   ^^^^
hint: Did you mean "name"?
see:  https://handlebarsjs.com/guide/

1 error
`,
    );
  }
  expect(filesIn(folder)).toEqual(before);
});

test('a folder that is not there is wrong usage', async () => {
  const { code, stderr } = await cli(folderWith(files), 'build', 'specs', '--templates', 'theirs');
  expect(code).toBe(2);
  expect(stderr).toContain('AIB936: The folder "theirs" does not exist.');
});

test('what aibgen wrote is no spec', async () => {
  const folder = folderWith(files);
  await cli(folder, 'build', '.');
  expect(await cli(folder, 'build', '.', '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
});
