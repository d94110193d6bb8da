/** `docs/api.md` is what the docstrings make, and each export has one. `RECORD=1` writes it anew. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiPage } from '../../manual/api';
import { root } from '../support/images';

const page = path.join(root, 'docs/api.md');

function read(name: string): string {
  const file = path.join(root, name);
  return readFileSync(
    existsSync(`${file}.ts`) ? `${file}.ts` : path.join(file, 'index.ts'),
    'utf8',
  );
}

test('docs/api.md is up to date', () => {
  const made = apiPage('src/index', read);
  if (process.env.RECORD) writeFileSync(page, made);
  expect(readFileSync(page, 'utf8')).toBe(made);
});

test('everything on it has a docstring', () => {
  const sections = apiPage('src/index', read)
    .split(/^###? /m)
    .slice(1);
  const without = sections.filter((text) => /^\w+\n\n\n\n```/.test(text));
  expect(without.map((text) => text.split('\n')[0])).toEqual([]);
});
