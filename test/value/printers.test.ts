/** Each printer as a table: what goes in, and exactly what comes out. */
import { printArm } from '../../src/value/printers/arm-printer';
import { printBicep } from '../../src/value/printers/bicep-printer';
import { printJson } from '../../src/value/printers/json-printer';
import { codeSpan, markdownTable } from '../../src/value/printers/markdown-printer';
import { mermaidLabel } from '../../src/value/printers/mermaid-printer';
import { shellWord } from '../../src/value/printers/shell-printer';
import { powershellString } from '../../src/value/printers/powershell-printer';
import { ciWord, yamlText } from '../../src/value/printers/yaml-printer';
import {
  boolean,
  call,
  list,
  literal,
  number,
  object,
  text,
  type Value,
} from '../../src/value/value';

const p = { parameter: 'p', type: 'string' } as const;
const n = { parameter: 'n', type: 'int' } as const;
const b = { parameter: 'b', type: 'bool' } as const;
const id = (name: string, group?: string): Value => ({
  kind: 'id',
  scope: group === undefined ? {} : { resourceGroup: text(group) },
  type: 'Microsoft.Compute/galleries/images',
  names: [text('g'), text(name)],
});

const environment = {
  subscription: 'SUB',
  resourceGroup: 'RG',
  valueOf: (name: string) => ({ p: "v'", n: 5, b: true })[name] ?? '?',
};
const scope = { parameters: new Set(['format', 'string']), symbolOf: () => undefined };

interface Row {
  readonly value: Value;
  readonly json: string;
  readonly arm: string;
  readonly bicep: string;
}

const values: readonly Row[] = [
  { value: text('plain'), json: '"plain"', arm: '"plain"', bicep: "'plain'" },
  { value: text(''), json: '""', arm: '""', bicep: "''" },
  { value: text("it's"), json: '"it\'s"', arm: '"it\'s"', bicep: "'it\\'s'" },
  { value: text('[x]'), json: '"[x]"', arm: '"[[x]"', bicep: "'[x]'" },
  { value: text('[[x]'), json: '"[[x]"', arm: '"[[[x]"', bicep: "'[[x]'" },
  { value: text('[ -f x ] ||'), json: '"[ -f x ] ||"', arm: '"[ -f x ] ||"', bicep: "'[ -f x ] ||'" },
  { value: text('${x} $y $'), json: '"${x} $y $"', arm: '"${x} $y $"', bicep: "'\\${x} $y $'" },
  { value: text('a\\n\n\t\r'), json: '"a\\\\n\\n\\t\\r"', arm: '"a\\\\n\\n\\t\\r"', bicep: "'a\\\\n\\n\\t\\r'" },
  { value: text('\u0001\u202e'), json: '"\\u0001\u202e"', arm: '"\\u0001\u202e"', bicep: "'\\u{1}\\u{202e}'" },
  { value: text(p), json: '"v\'"', arm: "\"[parameters('p')]\"", bicep: 'p' },
  { value: text(n), json: '"5"', arm: "\"[string(parameters('n'))]\"", bicep: 'sys.string(n)' },
  { value: text(b), json: '"true"', arm: "\"[toLower(string(parameters('b')))]\"", bicep: 'toLower(sys.string(b))' },
  { value: text("'a", p, ' {0}'), json: '"\'av\' {0}"', arm: "\"[format('''a{0} {{0}}', parameters('p'))]\"", bicep: "'\\'a${p} {0}'" },
  { value: text("''", p), json: '"\'\'v\'"', arm: "\"[format('''{1}{0}', parameters('p'), '''')]\"", bicep: "'\\'\\'${p}'" },
  { value: text(n, b), json: '"5true"', arm: "\"[format('{0}{1}', string(parameters('n')), toLower(string(parameters('b'))))]\"", bicep: "'${n}${toLower(sys.string(b))}'" },
  { value: { kind: 'parameter', ...n }, json: '5', arm: "\"[parameters('n')]\"", bicep: 'n' },
  { value: number(-1), json: '-1', arm: '-1', bicep: '-1' },
  { value: boolean(true), json: 'true', arm: 'true', bicep: 'true' },
  { value: list([]), json: '[]', arm: '[]', bicep: '[]' },
  { value: object({}), json: '{}', arm: '{}', bicep: '{}' },
  { value: literal({ 'a b': ['x'], "c'": 1 }), json: '{ "a b": ["x"], "c\'": 1 }', arm: '{ "a b": ["x"], "c\'": 1 }', bicep: "{\n  'a b': ['x']\n  'c\\'': 1\n}" },
  { value: literal({ true: 1, '[k]': 2 }), json: '{ "true": 1, "[k]": 2 }', arm: '{ "true": 1, "[[k]": 2 }', bicep: "{\n  'true': 1\n  '[k]': 2\n}" },
  { value: id('d'), json: '"/subscriptions/SUB/resourceGroups/RG/providers/Microsoft.Compute/galleries/g/images/d"', arm: "\"[resourceId('Microsoft.Compute/galleries/images', 'g', 'd')]\"", bicep: "resourceId('Microsoft.Compute/galleries/images', 'g', 'd')" },
  { value: id('d', "r'"), json: '"/subscriptions/SUB/resourceGroups/r\'/providers/Microsoft.Compute/galleries/g/images/d"', arm: "\"[resourceId(subscription().subscriptionId, 'r''', 'Microsoft.Compute/galleries/images', 'g', 'd')]\"", bicep: "resourceId(subscription().subscriptionId, 'r\\'', 'Microsoft.Compute/galleries/images', 'g', 'd')" },
]; // prettier-ignore

test.each(values)('$json', ({ value, json, arm, bicep }) => {
  expect({
    json: printJson(value, environment),
    arm: printArm(value),
    bicep: printBicep(value, scope),
  }).toEqual({ json, arm, bicep });
});

test('Bicep: lines that the linter complains about have a pragma', () => {
  const long = 'x'.repeat(80);
  const value = object({
    location: text('eastus'),
    uris: list([text('https://a.blob.core.windows.net/b')]),
    id: call('format', [text(long), text('https://x.azure.com'), text(long)]),
  });
  expect(printBicep(value, { ...scope, parameters: new Set() })).toBe(
    [
      '{',
      '  #disable-next-line no-hardcoded-location',
      "  location: 'eastus'",
      '  #disable-next-line no-hardcoded-env-urls',
      "  uris: ['https://a.blob.core.windows.net/b']",
      '  id: format(',
      `    '${long}',`,
      '    #disable-next-line no-hardcoded-env-urls',
      "    'https://x.azure.com',",
      `    '${long}'`,
      '  )',
      '}',
    ].join('\n'),
  );
});

test('values of every kind inside an expression', () => {
  const value = call('union', [object({ a: text(p) }), { kind: 'null' }, literal({ 'b c': 1 })]);
  expect(printArm(value)).toBe(
    "\"[union(createObject('a', parameters('p')), null(), createObject('b c', 1))]\"",
  );
  expect(printBicep(value, scope)).toBe("union({ a: p }, null, { 'b c': 1 })");
});

test('expressions, which only deployments have', () => {
  const value = call('format', [text("a'"), list([number(1), boolean(false)])], 'x');
  expect(printArm(value)).toBe("\"[format('a''', createArray(1, false())).x]\"");
  expect(printBicep(value, scope)).toBe("sys.format('a\\'', [1, false]).x");
});

interface Word {
  readonly name: string;
  readonly print: (text: string) => string;
  readonly rows: readonly (readonly [given: string, want: string])[];
}

const words: readonly Word[] = [
  {
    name: 'shell',
    print: shellWord,
    rows: [
      ['plain-1.0/x:y@z', 'plain-1.0/x:y@z'],
      ['', "''"],
      ['a b', "'a b'"],
      ["it's", "'it'\\''s'"],
      ['$(id) `id` "x"', '\'$(id) `id` "x"\''],
      ['~', "'~'"],
      ['a\nb', "\"$(printf '%b' 'a\\0012b')\""],
      ["\u0007'\\", "\"$(printf '%b' '\\0007\\0047\\\\')\""],
      ['\u202e', "\"$(printf '%b' '\\0342\\0200\\0256')\""],
    ],
  },
  {
    name: 'a word of a pipeline',
    print: ciWord,
    rows: [
      ['specs/a.yaml', 'specs/a.yaml'],
      ['${{ x }}', "'$''{{ x }}'"],
      ['$(x) $[y]', "'$''(x) $''[y]'"],
      ['##vso[x]', "'#''#vso[x]'"],
      ['a\u0001$(x)', "\"$(printf '%b' 'a\\0001\\0044(x)')\""],
    ],
  },
  {
    name: 'YAML',
    print: yamlText,
    rows: [
      ['plain', '"plain"'],
      ['!!x &a *b', '"!!x &a *b"'],
      ['"\\', '"\\x22\\\\"'],
      ['\n\t\u0085', '"\\x0a\\x09\\x85"'],
      ['ä\u2028👍', '"\\xe4\\u2028\\U0001f44d"'],
    ],
  },
  {
    name: 'a string of PowerShell',
    print: powershellString,
    rows: [
      ["it's \u2018quoted\u2019", "'it''s \u2018\u2018quoted\u2019\u2019'"],
      ['$x `y "z"', '\'$x `y "z"\''],
      ['a\u0007b', "('a' + [char]0x7 + 'b')"],
      ['\u0007', "('' + [char]0x7)"],
      ['', "''"],
    ],
  },
  {
    name: 'Mermaid',
    print: mermaidLabel,
    rows: [
      ['a-b/c:d', '"a-b/c:d"'],
      ['"] --> x', '"#34;#93; --#62; x"'],
      ['#quot; %%', '"#35;quot#59; #37;#37;"'],
      ['', '" "'],
      ['x'.repeat(100), `"${'x'.repeat(100)}"`],
      [`${'x'.repeat(90)}${'y'.repeat(39)}`, `"${'x'.repeat(60)}#8230;${'y'.repeat(39)}"`],
    ],
  },
  {
    name: 'a code span',
    print: codeSpan,
    rows: [
      ['plain', '`plain`'],
      ['', '(empty)'],
      ['  a \n b ', '`a b`'],
      ['`', '`` ` ``'],
      ['a``b`', '``` a``b` ```'],
      ['*x* | <b>', '`*x* | <b>`'],
      ['\u202e\u0007', '`\\u{202e}\\u{7}`'],
      ['x'.repeat(130), `\`${'x'.repeat(120)}…\``],
    ],
  },
];

describe.each(words)('$name', ({ print, rows }) => {
  test.each(rows)('%j', (given, want) => {
    expect(print(given)).toBe(want);
  });
});

test('a table: columns of one width, a bar ends no cell', () => {
  const rows = [
    ['A', 'Bee'],
    [{ code: 'x|y' }, { codes: ['日本', '`'] }],
    ['', 'z'],
  ] as const;
  expect(markdownTable(rows)).toBe(
    ['| A     | Bee             |', '| ----- | --------------- |', '| `x¦y` | `日本`, `` ` `` |', '|       | z               |'].join('\n'),
  ); // prettier-ignore
});
