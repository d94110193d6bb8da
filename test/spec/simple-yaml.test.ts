/** The quick reader and the YAML library read the same; what the quick one is not sure of, it leaves to the library. */
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { readWithLibrary } from '../../src/spec/yaml/read-with-library';
import { toSource } from '../../src/spec/yaml/read-yaml';
import { readSimpleYaml } from '../../src/spec/yaml/simple-yaml';

function textsIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
}

const texts = ['specs', 'steps', 'test/invalid'].flatMap(textsIn);

/** What both readers make of a text; nothing where the quick one leaves it to the library. */
function readTwice(text: string): { readonly quick: unknown; readonly whole: unknown } | undefined {
  const source = toSource('spec.yaml', text);
  const root = readSimpleYaml(source);
  return root && { quick: { source, root, diagnostics: [] }, whole: readWithLibrary(source) };
}

test('examples are read alike, and nearly all of them by the quick reader', () => {
  const read = texts.flatMap((text) => readTwice(text) ?? []);
  expect(read.map(({ quick }) => quick)).toEqual(read.map(({ whole }) => whole));
  expect(read.length).toBeGreaterThan(texts.length * 0.9);
});

const block = `a: |
  one

    two
b: # why
  - c: "d" # e
    f-g: 'it''s'
  - [1, x y, true]

# End.
`;

test.each([
  ['a block of everything', block],
  ['no line break at the end', 'a: |-\n  b'],
  ['a list', '- a: b\n- c'],
  ['numbers', 'a: [0, 42, 007, 1.2.3, 10m, 2024-01-01]'],
  ['words', 'a: { b: yes, c: FALSE, d: True, e: no }'],
  ['colons and hashes inside of words', 'a: https://x.y:80/#z\nb: [c:d, e#f]'],
  ['a string that begins with a dash', 'a: -x\nb: --y'],
  ['empty collections', 'a: []\nb: {}'],
  ['line breaks of Windows', 'a: b\r\nc: |\r\n  d\r\n'],
  ['a byte order mark', '\uFEFFa: b'],
])('the quick reader reads %s', (_what, text) => {
  const read = readTwice(text);
  expect(read).toBeDefined();
  expect(read?.quick).toEqual(read?.whole);
});

test.each([
  ['an empty value', 'a:\nb: c'],
  ['a null', 'a: null'],
  ['a number with a point', 'a: 1.0'],
  ['a number in another form', 'a: 0x10'],
  ['a string of two lines', 'a: b\n  c'],
  ['a folded string', 'a: >\n  b'],
  ['an anchor', 'a: &b c'],
  ['an alias', 'a: *b'],
  ['a tag', 'a: !!str b'],
  ['a merge key', '<<: { a: b }'],
  ['a key twice', 'a: b\na: c'],
  ['an escape', 'a: "\\t"'],
  ['a tab', 'a:\tb'],
  ['a second colon', 'a: b: c'],
  ['a comment that is indented deeper', 'a: b\n  # c\nd: e'],
  ['a list that is not indented', 'a:\n- b'],
  ['lines that are indented differently', 'a: b\n c: d'],
  ['brackets over two lines', 'a: [b,\n  c]'],
  ['two documents', 'a: b\n---\nc: d'],
  ['half of a surrogate pair', 'a: "\uD800"'],
  ['a string alone', 'a'],
  ['nothing', ''],
])('the quick reader leaves %s to the library', (_what, text) => {
  expect(readTwice(text)).toBeUndefined();
});

/** What the text of a spec is cut into, and what may come in between. */
const pieces = [
  ' ',
  '  ',
  '\n',
  '\n\n',
  '\n  ',
  '\n    ',
  '#',
  ' # c',
  '\n# c\n',
  '\n  # c\n',
  ':',
  ': ',
  '- ',
  '\n- ',
  '? ',
  '|',
  '|-',
  '|+',
  '>',
  '"',
  "'",
  "''",
  '[',
  ']',
  '{',
  '}',
  ',',
  ', ',
  '&a ',
  '*a',
  '!t ',
  '%',
  '@',
  '`',
  '\t',
  '\\',
  '~',
  'null',
  'true',
  '1',
  '1.0',
  '0x1f',
  '0o7',
  '1e3',
  '.5',
  '-1',
  '.inf',
  '---',
  '\n---\n',
  '\n...\n',
  '<<: ',
  'a: b',
  '\n  z',
  '\u00A0',
  '\u2028',
  '\uFEFF',
  '\u0007',
];

const change = fc.record({
  /** Where in the text, as a part of it. */
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.integer({ min: 0, max: 3 }),
  added: fc.constantFrom('', ...pieces),
});

test('changed examples are read alike', () => {
  let read = 0;
  const property = fc.property(
    fc.constantFrom(...texts.filter((text) => text.length < 1500)),
    fc.array(change, { minLength: 1, maxLength: 3 }),
    (text, changes) => {
      const changed = changes.reduce((before, { at, removed, added }) => {
        const from = Math.floor(at * before.length);
        return before.slice(0, from) + added + before.slice(from + removed);
      }, text);
      const both = readTwice(changed);
      expect(both?.quick).toEqual(both?.whole);
      if (both) read += 1;
    },
  );
  fc.assert(property, { seed: 23, numRuns: 5000 });
  expect(read).toBeGreaterThan(400);
});
