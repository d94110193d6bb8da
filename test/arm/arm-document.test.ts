import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/lib/json';
import { bodies, image, messages, template, read as readDocument } from './arm-helpers';

describe('what is not a whole document', () => {
  const text = readFileSync(
    join(__dirname, '..', 'data', 'corpus', 'windows-managed-image.json'),
    'utf8',
  );
  const cuts = Array.from({ length: Math.ceil(text.length / 50) }, (_, index) => index * 50);

  test.each(cuts)('cut off at %i', (length) => {
    const result = readDocument(text.slice(0, length));
    expect(result.images).toEqual([]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.severity).toBe('error');
    expect(result.problems[0]?.message).toMatch(/ends too early|is empty/);
  });
});

function loop(input: Json): Json {
  return { copy: [{ name: 'a', count: 800, input }] };
}

test('single quotes, as Azure PowerShell takes them', () => {
  const text = `{ 'type': 'Microsoft.VirtualMachineImages/imageTemplates', 'name': 'a',
    'properties': { 'source': { 'type': "it's \\'x\\'" }, // don't
      'distribute': ['say "hi"', '\\"\\'', 'two
lines'] } }`;
  expect(bodies(readDocument(text))).toMatchObject([
    {
      name: 'a',
      properties: {
        source: { type: "it's 'x'" },
        distribute: ['say "hi"', `"'`, 'two\nlines'],
      },
    },
  ]);
});

describe('hostile input ends soon, with one problem', () => {
  const random = Array.from({ length: 20_000 }, (_, at) => String.fromCharCode((at * 7919) % 251));
  test.each([
    ['deep lists', '['.repeat(100_000), 'nested deeper than 200'],
    ['deep objects', '{"a":'.repeat(100_000), 'nested deeper than 200'],
    ['closed deep lists', '['.repeat(100_000) + ']'.repeat(100_000), 'nested deeper than 200'],
    ['deep behind a comment', `// x\r${'['.repeat(100_000)}`, 'nested deeper than 200'],
    ['10 MB of text', `{"a":"${'x'.repeat(10_000_000)}"}`, '11 MB'],
    ['10 MB of blanks', ' '.repeat(10_000_000), '10 MB'],
    ['8 MB of numbers', `[${'1,'.repeat(3_900_000)}1]`, 'words and signs'],
    ['8 MB of texts', `[${'"",'.repeat(2_600_000)}1]`, 'words and signs'],
    ['8 MB of line breaks in a text', `{"a":"${'x\n'.repeat(3_900_000)}"}`, 'words and signs'],
    ['random bytes', random.join(''), 'not text'],
    ['random bytes in braces', `{${random.join('')}`, ''],
  ])('%s', (_, text, message) => {
    const result = readDocument(text);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toMatchObject({ severity: 'error' });
    expect(result.problems[0]?.message).toContain(message);
  });

  const doubling = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `v${at + 1}`,
      `[concat(variables('v${at}'), variables('v${at}'))]`,
    ]),
  );
  const laughs = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [
      `v${at + 1}`,
      [`[variables('v${at}')]`, `[variables('v${at}')]`],
    ]),
  );
  const chain = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, at) => [`v${at + 1}`, `[variables('v${at}')]`]),
  );
  test.each([
    [
      'doubled texts',
      template({
        variables: { v0: 'abcdefgh', ...doubling },
        resources: [image({ x: "[variables('v60')]" })],
      }),
    ],
    [
      'doubled lists',
      template({
        variables: { v0: ['a'], ...laughs },
        resources: [image({ x: "[variables('v60')]" })],
      }),
    ],
    [
      'a long chain',
      template({
        variables: { v0: 'a', ...chain },
        resources: [image({ x: "[variables('v20000')]" })],
      }),
    ],
    [
      'a circle',
      template({
        variables: { a: "[variables('b')]", b: "[variables('a')]" },
        resources: [image({ x: "[variables('a')]" })],
      }),
    ],
    ['loops in loops', template({ resources: [image({ x: loop(loop(loop('x'))) })] })],
    [
      'copies without end',
      template({
        resources: Array.from({ length: 100 }, () => image({ copy: { name: 'c', count: 800 } })),
      }),
    ],
    ['an endless expression', template({ resources: [image({ x: `[${'f('.repeat(50_000)}]` })] })],
  ])('%s', (_, text) => {
    const result = readDocument(text);
    expect(result.problems.length).toBeGreaterThan(0);
    expect(result.problems.length).toBeLessThan(110);
  });
});

describe('the JSON of Azure tools', () => {
  test('comments, trailing commas, a byte order mark and texts over several lines', () => {
    const text = `\uFEFF// a comment
{
  "source": { "type": "PlatformImage", /* here */ "publisher": "a,}" , },
  "customize": [{ "type": "Shell", "inline": ["one
two", "tab\there"], }],\r
  "distribute": [],
}`;
    const result = readDocument(text);
    expect(result.problems).toEqual([]);
    expect(bodies(result)).toEqual([
      {
        properties: {
          source: { type: 'PlatformImage', publisher: 'a,}' },
          customize: [{ type: 'Shell', inline: ['one\ntwo', 'tab\there'] }],
          distribute: [],
        },
      },
    ]);
  });

  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', '3 error: A comma is missing here.'],
    [
      '{\n  a: 1\n}',
      '2 error: This word is not valid here; names and strings go in double quotes.',
    ],
    [
      '{"a": "c:\\path"}',
      '1 error: An escape in this text is not valid; JSON spells a backslash as \\\\.',
    ],
    ['{} {}', '1 error: The document has ended already; there is more than one value.'],
    ['{"a": [1, 2}\n}\n', '1 error: A comma is missing here.'],
  ])('%s', (text, want) => {
    expect(messages(readDocument(text))).toEqual([want]);
  });

  test('a key that is given twice is told', () => {
    const text = '{\n"properties": {\n"source": {},\n"source": {"type": "x"},\n"distribute": []}}';
    expect(messages(readDocument(text))).toEqual([
      '4 warning: properties.source is given twice; the later one counts.',
    ]);
  });
});
