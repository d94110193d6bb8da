/** `docs/steps.md` is what the files in `steps/` make. `RECORD=1` writes it anew. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier/standalone';
import * as markdown from 'prettier/plugins/markdown';
import * as yaml from 'prettier/plugins/yaml';
import { stepsPage } from '../../manual/steps';
import { root } from '../support/images';

const file = path.join(root, 'docs/steps.md');
const folder = path.join(root, 'steps');
const texts = Object.fromEntries(
  readdirSync(folder).map((name) => [
    name.replace('.yaml', ''),
    readFileSync(path.join(folder, name), 'utf8'),
  ]),
);

test('docs/steps.md is up to date', async () => {
  const options = { parser: 'markdown', plugins: [markdown, yaml], singleQuote: true };
  const made = await prettier.format(stepsPage(texts), options);
  if (process.env.RECORD) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
