/** The templates and specs in docs/migrating.md are what an import makes today; `npm run docs` rewrites them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as babelPlugin from 'prettier/plugins/babel';
import * as estreePlugin from 'prettier/plugins/estree';
import * as markdownPlugin from 'prettier/plugins/markdown';
import * as yamlPlugin from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';
import { corpus, importOne } from './support';

const root = join(__dirname, '..', '..');
const path = join(root, 'docs', 'migrating.md');
const example = /Before \(`([\w-]+\.json)`\):\n\n```json\n[^`]*```\n\nAfter:\n\n```yaml\n[^`]*```/g;

test('three templates, before and after', async () => {
  const manual = readFileSync(path, 'utf8');
  const specs: string[] = [];
  const written = manual.replaceAll(example, (_, name: string) => {
    const template = `${corpus(name).trimEnd()}\n`;
    const spec = importOne(template, { stem: name.replace('.json', '') }).text;
    specs.push(spec);
    return `Before (\`${name}\`):\n\n\`\`\`json\n${template}\`\`\`\n\nAfter:\n\n\`\`\`yaml\n${spec}\`\`\``;
  });
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as Options;
  const plugins = [markdownPlugin, yamlPlugin, babelPlugin, estreePlugin];
  const wanted = await format(written, { ...style, parser: 'markdown', plugins });
  if (process.env['RECORD']) writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
  expect(specs).toHaveLength(3);
  expect(specs.filter((spec) => spec.split('\n').length - 1 > 30)).toEqual([]);
});
