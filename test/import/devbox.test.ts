/** Image definitions of Dev Box: each becomes a spec that builds, and each of its values is in it or in the report. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { importTemplate } from '../../src';
import { build, expectRecorded, importFile, lostValues } from './foreign-support';

const names = readdirSync(path.join(__dirname, 'devbox')).filter((name) => name !== 'expected');

/** What a line says, as a reader who knows no YAML would find it: what follows the colon, or the whole line. */
function textsOn(line: string): readonly string[] {
  const value = /^\s*(?:-\s+)?(?:[$\w]+:\s*)?(.*?)\s*$/.exec(line)?.[1] ?? '';
  const plain = value.replace(/^["']|["']$/g, '').replaceAll(/\{\{[^}]*\}\}/g, ' ');
  return plain.split(/[\s_/@]+/).filter((one) => /\w/.test(one));
}

/** The names of tasks and parameters, not what the image is. */
const structure = /^\s*-?\s*(?:name:\s*(?:~|contoso|env|folder)|\$schema|\w+:\s*\|?\s*$)/;

describe.each(names)('%s', (name) => {
  const main = `devbox/${name}`;
  const found = importFile(main);

  test('comes out as recorded', () => {
    expectRecorded(`devbox/expected/${name}.txt`, found, main);
  });

  test('builds without an error', () => {
    expect(found.specs).toHaveLength(1);
    for (const spec of found.specs) expect(build(spec, found.folder).errors).toEqual([]);
  });

  test('each value is in the template, or in the report on its line', () => {
    expect(lostValues(found, main, { structure, valuesOn: textsOn })).toEqual([]);
  });
});

test.each([
  ['a syntax error', 'image: "a\ntasks: []\n', 'AIB610'],
  ['neither image nor tasks', 'name: x\n', 'AIB611'],
  ['no image', 'name: x\ntasks: []\n', 'AIB604'],
  ['an image that is none', 'image: some image\ntasks: []\n', 'AIB604'],
  ['a task without a name', 'image: a_b_c\ntasks:\n  - parameters: {}\n', 'AIB604'],
])('%s', (_, text, code) => {
  const { diagnostics } = importTemplate({ path: 'imagedefinition.yaml', text });
  expect(diagnostics.map((one) => one.code)).toContain(code);
});
