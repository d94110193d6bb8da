/** `aibgen fmt` over specs in every style: the same build before and after, and a second time changes nothing. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gen } from 'fast-check';
import { parseDocument, type ToStringOptions, visit } from 'yaml';
import { compile } from '../../src/compile';
import { formatSpec } from '../../src/format/format-spec';
import { specType } from '../../src/language/language';
import { invalidFolder } from '../support/examples';
import { specsFolder } from '../support/images';
import { placeGroups } from './coverage';
import { specs } from './generator';
import { expectLaw, seed } from './runs';

type Files = Readonly<Record<string, string>>;

/** What is built, without checksums of the specs and without line numbers. */
function built(files: Files, entry: string, set: Files): Files {
  const { outputs } = compile({ files, entry, options: { set } });
  return Object.fromEntries(
    Object.entries(outputs)
      .filter(([name]) => !name.endsWith('.aibgen.json'))
      .map(([name, text]) => [
        name,
        text
          .replace(/"line": \d+/g, '')
          .replace(/`[\w.-]+:\d+`(?:, `[\w.-]+:\d+`)*/g, '')
          .replace(/[ -]{2,}/g, ' '),
      ]),
  );
}

let kept = 0;
let refused = 0;

/** The files in the one layout; what is wrong with that. */
async function formatted(files: Files): Promise<readonly [files: Files, problems: string[]]> {
  const all: Record<string, string> = { ...files };
  const problems: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    if (!/\.ya?ml$/.test(name)) continue;
    const first = await formatSpec(name, text);
    if (first.diagnostics.length > 0) {
      refused += 1;
      // What cannot be formatted without a change of its meaning stays.
      if (first.text !== text) problems.push(`${name} is refused, and yet changed`);
    } else kept += 1;
    const second = await formatSpec(name, first.text);
    if (second.text !== first.text) problems.push(`${name} is no fixed point:\n${first.text}`);
    all[name] = first.text;
  }
  return [all, problems];
}

const styles: readonly ToStringOptions[] = [
  { indent: 4, lineWidth: 30 },
  { collectionStyle: 'flow', lineWidth: 0 },
  { collectionStyle: 'flow', lineWidth: 40 },
  { defaultStringType: 'QUOTE_DOUBLE', indentSeq: false },
  { defaultStringType: 'QUOTE_SINGLE', defaultKeyType: 'PLAIN', flowCollectionPadding: false },
  { defaultStringType: 'BLOCK_LITERAL', defaultKeyType: 'PLAIN' },
  { defaultStringType: 'BLOCK_FOLDED', defaultKeyType: 'PLAIN', lineWidth: 20 },
];

/** The same spec in another style, with comments and blank lines; with CRLF every second time. */
function restyled(text: string, style: number): string {
  const document = parseDocument(text);
  let count = 0;
  visit(document, {
    Pair(_, { key }) {
      count += 1;
      if (typeof key !== 'object' || key === null || !('spaceBefore' in key)) return;
      if ((count + style) % 3 === 0) Object.assign(key, { commentBefore: ` about ${count}` });
      if ((count + style) % 4 === 0) Object.assign(key, { spaceBefore: true });
    },
  });
  const made = document.toString(styles[style % styles.length]);
  // Flow styles fold some escapes in a way that cannot be read again.
  if (parseDocument(made).errors.length > 0) return text;
  return style % 2 === 0 ? made : made.replaceAll('\n', '\r\n');
}

test('generated specs', async () => {
  const law = async ({ files, entry, set, style }: Case): Promise<readonly string[]> => {
    const before = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [
        name,
        /\.ya?ml$/.test(name) ? restyled(text, style) : text,
      ]),
    );
    const [after, problems] = await formatted(before);
    expect(built(after, entry, set)).toEqual(built(before, entry, set));
    return problems;
  };
  for (const [index, places] of [...placeGroups(specType, 4).entries()].filter(
    ([one]) => one % 16 === 0,
  )) {
    const cases = specs(places);
    await expectLaw(
      gen().map((g): Case => ({ ...g(() => cases), style: index / 16 })),
      law,
      { runs: 1, seed: seed + index },
    );
  }
  // Prettier cannot fold every escape of every style.
  expect(refused).toBeLessThan(kept * 0.1);
}, 120_000);

interface Case {
  readonly files: Files;
  readonly entry: string;
  readonly set: Files;
  readonly style: number;
}

const examples = readdirSync(specsFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => path.join(specsFolder, name));
const bad = readdirSync(invalidFolder)
  .filter((name) => name.endsWith('.yaml'))
  // Each costs a compile: some of all kinds do.
  .filter((_, index) => index % 4 === 0)
  .map((name) => path.join(invalidFolder, name));

test.each([...examples, ...bad])('%s keeps its meaning, or stays', async (file) => {
  const text = readFileSync(file, 'latin1');
  const first = await formatSpec(file, text);
  expect((await formatSpec(file, first.text)).text).toBe(first.text);
  const codes = (content: string) =>
    compile({ files: { 'a.yaml': content }, entry: 'a.yaml' }).diagnostics.map(({ code }) => code);
  expect(codes(first.text).toSorted()).toEqual(codes(text).toSorted());
});

test.each([
  ['anchors and aliases', 'x-a: &a   [ 1,2 ]\nb:   *a\n', 'x-a: &a [1, 2]\nb: *a\n'],
  ['merge keys', 'a:   &b\n    c: 1\nd:\n    <<:   *b\n', 'a: &b\n  c: 1\nd:\n  <<: *b\n'],
  ['comments', '#one\na:  1   # two\n\n\n\n# three\nb: 2\n', '#one\na: 1 # two\n\n# three\nb: 2\n'],
  ['literal text', 'a:   |\n      x\n        y  \n\n      z\n', 'a: |\n  x\n    y  \n\n  z\n'],
  ['text with kept ends', 'a: |+\n    x\n\n\nb: 1\n', 'a: |+\n  x\n\n\nb: 1\n'],
  ['folded text', 'a: >-\n    x\n    y\n', 'a: >-\n  x\n  y\n'],
  ['quotes', 'a: "x"\nb: "it\'s"\n', "a: 'x'\nb: \"it's\"\n"],
  ['CRLF', 'a:   1\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['a byte order mark', '\uFEFFa:   1\n', '\uFEFFa: 1\n'],
  ['a file of steps', '-   shell: x\n-   restart:   true\n', '- shell: x\n- restart: true\n'],
])('%s', async (_, before, after) => {
  expect(await formatSpec('a.yaml', before)).toEqual({
    text: after,
    isChanged: true,
    diagnostics: [],
  });
});

test('what a comment silences stays on its line', async () => {
  const before = '# aibgen-disable-next-line AIB415 checked\na: 1\nb:   2\n';
  expect((await formatSpec('a.yaml', before)).text).toBe(before.replace('   2', ' 2'));
});

test('broken YAML is reported and left alone', async () => {
  const { text, isChanged, diagnostics } = await formatSpec('a.yaml', 'a: [\n');
  expect([text, isChanged, diagnostics.map(({ code }) => code)]).toEqual([
    'a: [\n',
    false,
    ['AIB001'],
  ]);
});
