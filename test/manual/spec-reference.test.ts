/** `docs/spec.md` is what the declaration of the language makes. `RECORD=1` writes it anew. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { specReference } from '../../manual/spec-reference';
import { propertySince } from '../../src/language/since';
import { root, specsFolder } from '../support/images';

const page = path.join(root, 'docs/spec.md');
const files = readdirSync(specsFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const specs = Object.fromEntries(
  files.map((name) => [name, readFileSync(path.join(specsFolder, name), 'utf8')]),
);

test('docs/spec.md is up to date', () => {
  const made = specReference(specs);
  if (process.env.RECORD) writeFileSync(page, made);
  expect(readFileSync(page, 'utf8')).toBe(made);
});

test.each(Object.entries(propertySince))('%s is there since %s', (property, since) => {
  const name = /(\w+)\]?$/.exec(property)?.[1] ?? '';
  const lines = readFileSync(page, 'utf8').split('\n');
  const rows = lines.filter((line) => line.toLowerCase().includes(name.toLowerCase()));
  expect(rows.some((line) => line.includes(since))).toBe(true);
});
