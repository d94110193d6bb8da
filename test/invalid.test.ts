/**
 * Each `test/invalid/AIBnnn-short-name.yaml` makes the text beside it, and its own code is in it.
 * `RECORD=1 npx jest test/invalid` writes the texts anew. `fixed/` has the same specs without the mistake, for the manual.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli } from './support/cli';
import { root } from './support/images';

const folder = path.join(root, 'test/invalid');
const names = readdirSync(folder);
const specs = names.filter((name) => /^AIB\d{3}-[a-z\d-]+\.yaml$/.test(name));
const parts = names.filter((name) => name.startsWith('_'));

test.each(specs)('%s', async (name) => {
  const { stderr, stdout } = await cli(folder, 'validate', name);
  expect(stdout).toBe('');
  expect(stderr).toContain(` ${name.slice(0, 6)}: `);
  const want = path.join(folder, name.replace('.yaml', '.txt'));
  if (process.env.RECORD) writeFileSync(want, stderr);
  expect(stderr).toBe(readFileSync(want, 'utf8'));
});

const fixed = readdirSync(path.join(folder, 'fixed'));

test.each(fixed)('fixed/%s', async (name) => {
  expect(specs).toContain(name);
  const { code, stderr } = await cli(path.join(folder, 'fixed'), 'validate', name);
  expect(stderr).not.toContain(` ${name.slice(0, 6)}: `);
  expect(code).toBe(0);
});

test('nothing else lies among them', () => {
  const texts = specs.map((name) => name.replace('.yaml', '.txt'));
  expect(readdirSync(folder).toSorted()).toEqual(
    [...specs, ...texts, ...parts, 'fixed'].toSorted(),
  );
});
