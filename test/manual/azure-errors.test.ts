/** `docs/azure-errors.md` is what the rules and the example logs make. `RECORD=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier/standalone';
import * as markdown from 'prettier/plugins/markdown';
import { azureErrors } from '../../manual/azure-errors';
import { failureRules } from '../../src/build-logs/rules/failure-rules';
import { root } from '../support/images';
import { errorExamples } from '../support/logs';

const file = path.join(root, 'docs/azure-errors.md');

test('docs/azure-errors.md is up to date', async () => {
  const page = azureErrors(errorExamples());
  const made = await prettier.format(page, { parser: 'markdown', plugins: [markdown] });
  if (process.env.RECORD) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

test('it can be searched for every text that a rule looks for', () => {
  const page = readFileSync(file, 'utf8');
  const texts = failureRules.flatMap(({ sees }) => sees);
  expect(texts.filter((text) => !page.includes(text.trim()))).toEqual([]);
});
