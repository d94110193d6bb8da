/** What agents read: links lead somewhere, commands exist, the spec of the skill builds. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile';
import { cli, folderWith } from '../support/cli';
import { root } from '../support/images';
import { manualPages } from '../support/manual';

const files = ['llms.txt', 'skills/aibgen/SKILL.md'];
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test('links of llms.txt', () => {
  const [file = ''] = files;
  const links = [...read(file).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(0);
  const missing = links.filter((link) => !existsSync(path.join(root, path.dirname(file), link)));
  expect(missing).toEqual([]);
});

test.each(files)('%s: commands and options', async (file) => {
  const uses = [...read(file).matchAll(/`npx aibgen ([a-z]+)([^`]*)`/g)];
  expect(uses.length).toBeGreaterThan(4);
  for (const [, command = '', rest = ''] of uses) {
    const { code, stdout } = await cli(root, command, '--help');
    const options = rest.match(/--[a-z-]+/g) ?? [];
    expect({ command, code, unknown: options.filter((one) => !stdout.includes(one)) }).toEqual({ command, code: 0, unknown: [] }); // prettier-ignore
  }
});

test('the spec of the skill builds without an error', async () => {
  const [, block = ''] = /```yaml\n([^]*?) *```/.exec(read('skills/aibgen/SKILL.md')) ?? [];
  const spec = block.replace(/^ {3}/gm, '');
  const { diagnostics, outputs } = compile({ files: { 'web.yaml': spec }, entry: 'web.yaml' });
  expect(diagnostics).toEqual([]);
  expect(Object.keys(outputs)).toContain('web/main.bicep');
  const folder = folderWith({ 'specs/web.yaml': spec });
  expect(await cli(folder, 'validate', 'specs', '--format', 'json')).toMatchObject({ code: 0 });
});

test('llms.txt names the pages of the manual that every task needs', () => {
  const text = read('llms.txt');
  const named = manualPages.filter(({ file }) => text.includes(`(${file})`));
  expect(named.length).toBeGreaterThan(10);
});
