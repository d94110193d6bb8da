/** `docs/outputs.md` names the files, parameters and outputs that there are. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn } from '../support/cli';
import { imageNames, outFolder, root } from '../support/images';

const page = readFileSync(path.join(root, 'docs/outputs.md'), 'utf8');

/** The names in the first column of the table with this head. */
function firstColumn(head: string): readonly string[] {
  const table = page.slice(page.indexOf(`| ${head} `)).split('\n\n')[0] ?? '';
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
}

test('files', () => {
  const there = new Set(
    imageNames.flatMap((image) =>
      Object.keys(filesIn(path.join(outFolder, image))).map((file) =>
        file.replace(/^modules\/(gallery|network|rights).*\.bicep$/, 'modules/$1*.bicep'),
      ),
    ),
  );
  expect(firstColumn('File').toSorted()).toEqual([...there].toSorted());
});

const deployment: { parameters: object; outputs: object } = JSON.parse(
  readFileSync(path.join(outFolder, 'web-base/azuredeploy.json'), 'utf8'),
);

test('parameters and outputs', () => {
  expect(firstColumn('Parameter')).toEqual(Object.keys(deployment.parameters));
  expect(firstColumn('Output')).toEqual(Object.keys(deployment.outputs));
});

test.each([
  ['json', 'azuredeploy.json'],
  ['bicep', 'main.bicep'],
  ['hcl', 'main.tf'],
])('the target in %s is that of the example', (language, file) => {
  const [, block = ''] = new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(page) ?? [];
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');
  expect(block).not.toBe('');
  expect(plain(readFileSync(path.join(outFolder, 'terraform-gallery', file), 'utf8'))).toContain(
    plain(block),
  );
});
