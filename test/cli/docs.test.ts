/** `aibgen docs`: the manual on the terminal. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith } from '../support/cli';
import { root } from '../support/images';

const folder = folderWith({});
const pages = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && name !== 'README.md')
  .map((name) => name.replaceAll('\\', '/').replace(/\.md$/, ''));

test('without a topic it lists all pages with their titles, the tutorial first', async () => {
  const { code, stdout, stderr } = await cli(folder, 'docs');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = [...stdout.matchAll(/^ {2}(\S+) {2,}(\S.*)$/gm)];
  expect(lines.map(([, name]) => name).toSorted()).toEqual(pages.toSorted());
  expect(lines[0]?.[1]).toBe('tutorial');
});

test.each(pages)('%s reads as text: no links of Markdown', async (page) => {
  const { code, stdout } = await cli(folder, 'docs', page);
  expect(code).toBe(0);
  const prose = stdout.replace(/^(`{3,})[^]*?^\1$/gm, '').replace(/(`+)[^`][^]*?\1/g, '');
  expect(prose).not.toMatch(/\]\((?!\s)[^)]+\.md/);
  const named = [...prose.matchAll(/\(aibgen docs ([\w/-]+)\)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => !pages.includes(name))).toEqual([]);
});

test.each(['avd', 'recipes/avd', 'docs/recipes/avd.md', 'AVD'])('%s is a page', async (topic) => {
  const { stdout } = await cli(folder, 'docs', topic);
  expect(stdout).toMatch(/^# Azure Virtual Desktop/);
});

test('a code is explained', async () => {
  expect((await cli(folder, 'docs', 'AIB301')).stdout).toBe((await cli(folder, 'explain', 'AIB301')).stdout); // prettier-ignore
});

test('an unknown page', async () => {
  expect(await cli(folder, 'docs', 'right')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Did you mean "rights"?'),
  });
  expect((await cli(folder, 'docs', 'zzz')).stderr).toContain('aibgen docs');
});
