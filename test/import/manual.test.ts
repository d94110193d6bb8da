/** The templates and specs in docs/migrating.md are what an import makes today; `npm run docs` rewrites them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as babelPlugin from 'prettier/plugins/babel';
import * as estreePlugin from 'prettier/plugins/estree';
import * as markdownPlugin from 'prettier/plugins/markdown';
import * as yamlPlugin from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import type { Options } from 'prettier';
import { importFile } from './foreign-support';
import { corpus, importOne } from './support';

const root = join(__dirname, '..', '..');
const path = join(root, 'docs', 'migrating.md');
const example = /Before \(`([\w-]+\.json)`\):\n\n```json\n[^`]*```\n\nAfter:\n\n```yaml\n[^`]*```/g;
const foreign =
  /Before \(`([\w.-]+)`\):\n\n```(hcl|yaml)\n[^`]*```\n\nAfter:\n\n```yaml\n[^`]*```/g;

/** The files of other tools that the page shows. */
const foreignFiles: Readonly<Record<string, string>> = {
  'ubuntu.pkr.hcl': 'packer/web/ubuntu.pkr.hcl',
  'main.tf': 'terraform/linux/main.tf',
  'imagedefinition.yaml': 'devbox/frontend/imagedefinition.yaml',
};

/** Such a file with the spec that an import makes of it. */
function foreignExample(name: string, language: string): string {
  const file = foreignFiles[name] ?? '';
  const text = readFileSync(join(__dirname, file), 'utf8');
  const [spec] = importFile(file).specs;
  return `Before (\`${name}\`):\n\n\`\`\`${language}\n${text}\`\`\`\n\nAfter:\n\n\`\`\`yaml\n${spec?.text ?? ''}\`\`\``;
}

test('each template, before and after', async () => {
  const manual = readFileSync(path, 'utf8');
  const specs: string[] = [];
  const written = manual.replaceAll(example, (_, name: string) => {
    const template = `${corpus(name).trimEnd()}\n`;
    const spec = importOne(template, { stem: name.replace('.json', '') }).text;
    specs.push(spec);
    return `Before (\`${name}\`):\n\n\`\`\`json\n${template}\`\`\`\n\nAfter:\n\n\`\`\`yaml\n${spec}\`\`\``;
  });
  const all = written.replaceAll(foreign, (_, name: string, language: string) =>
    foreignExample(name, language),
  );
  expect([...all.matchAll(foreign)]).toHaveLength(Object.keys(foreignFiles).length);
  const style = JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) as Options;
  const plugins = [markdownPlugin, yamlPlugin, babelPlugin, estreePlugin];
  const wanted = await format(all, { ...style, parser: 'markdown', plugins });
  if (process.env['RECORD']) writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
  expect(specs).toHaveLength(3);
  expect(specs.filter((spec) => spec.split('\n').length - 1 > 30)).toEqual([]);
});
