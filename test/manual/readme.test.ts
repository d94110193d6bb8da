/** What the README shows of its first example is what is there. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../support/images';
import { blocksOf, manualPages } from '../support/manual';

const readme = manualPages.filter((page) => page.file === 'README.md').flatMap(blocksOf);
const shown = (language: string): string =>
  readme.find((block) => block.language === language)?.text ?? '';
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test('the spec', () => {
  expect(`# yaml-language-server: $schema=../out/aibgen.schema.json\n${shown('yaml')}`).toBe(
    read('specs/web-base.yaml'),
  );
});

test('its Bicep', () => {
  const pieces = shown('bicep').split(/^ *\/\/ \.\.\.\n/m);
  expect(pieces.length).toBeGreaterThan(1);
  const bicep = read('out/web-base/main.bicep');
  expect(pieces.filter((piece) => !bicep.includes(piece))).toEqual([]);
});
