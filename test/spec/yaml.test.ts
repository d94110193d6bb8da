/** Corners of YAML: what is read as what, and what is said where a spec cannot hold it. */
import { compileText, said } from '../support/compile';

const head =
  'location: eastus2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ gallery: g/d }]\n';
const windows = head.replace(
  /Canonical.*/,
  'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
);

function tags(spec: string): unknown {
  const { template, errors } = compileText(spec);
  expect(errors).toEqual([]);
  return template && 'tags' in template ? template.tags : undefined;
}

test.each([
  [
    'words that were booleans once',
    'tags: { a: yes, b: no, c: on, d: off }',
    { a: 'yes', b: 'no', c: 'on', d: 'off' },
  ],
  [
    'dates',
    'tags: { a: 2024-01-01, b: 2024-01-01T00:00:00Z }',
    { a: '2024-01-01', b: '2024-01-01T00:00:00Z' },
  ],
  [
    'keys that are no texts',
    'tags: { 1: a, true: b, 1.10: c, 0x10: d }',
    { '1': 'a', true: 'b', '1.10': 'c', '0x10': 'd' },
  ],
  ['a key with a question mark', 'tags:\n  ? a\n  : b', { a: 'b' }],
  ['a tag of the core schema', 'tags: { a: !!str 1.10 }', { a: '1.10' }],
  ['a merge key', 'x-a: &a { a: b, c: d }\ntags: { <<: *a, c: e }', { c: 'e', a: 'b' }],
  [
    'several merged maps',
    'x-a: &a { a: b }\nx-b: &b { a: c, d: e }\ntags: { <<: [*a, *b] }',
    { a: 'b', d: 'e' },
  ],
  ['an alias as a key', 'x-a: &a owner\ntags: { *a : b }', { owner: 'b' }],
  ['quotes of both kinds', `tags: { a: 'it''s', b: "\\u00e9" }`, { a: "it's", b: 'é' }],
])('%s', (_what, more, want) => {
  expect(tags(`${head}${more}\n`)).toEqual(want);
});

test('marks of the beginning and the end, Windows line breaks and a byte order mark are no matter', () => {
  expect(said(`\uFEFF---\n${head}...\n`.replaceAll('\n', '\r\n'))).toEqual([]);
});

const refused: readonly (readonly [name: string, more: string, want: readonly string[]])[] = [
  ['a number for a text', 'tags: { a: 1.10 }', [`AIB107 5:12 "1.10" (tags.a) Quote it: '1.10'.`]],
  [
    'a number with a leading zero',
    'tags: { a: 0644 }',
    [`AIB107 5:12 "0644" (tags.a) Quote it: '0644'.`],
  ],
  ['a text for a boolean', 'optimize: on', ['AIB102 5:11 "on" (optimize) Write true.']],
  [
    'a merge key with a text',
    'tags: { <<: a }',
    ['AIB004 5:13 "a" (tags) Write "<<: *anchor", with an anchor on a mapping.'],
  ],
  [
    'a merge key with nothing',
    'tags:\n  <<:',
    ['AIB004 6:6 "" (tags) Write "<<: *anchor", with an anchor on a mapping.'],
  ],
  [
    'a merge key with a list of texts',
    'x-a: &a { b: c }\ntags: { <<: [*a, d] }',
    ['AIB004 6:18 "d" (tags) Write "<<: *anchor", with an anchor on a mapping.'],
  ],
  [
    'an unknown key in a merged map',
    'x-a: &a { sise: x }\nvm: { <<: *a }',
    ['AIB101 5:11 "sise" (vm.sise) Did you mean "size"?'],
  ],
  [
    'a quoted merge key',
    'x-a: &a { b: c }\ntags: { "<<": *a }',
    ['AIB102 5:9 "{ b: c }" (tags["<<"]) Write a string.'],
  ],
  [
    'two documents',
    '---\nlocation: westus',
    [
      'AIB004 5:1 "---\nlocation: westus\n" () Write each to its own file, or remove the line "---".',
    ],
  ],
  [
    'an empty second document',
    '---',
    ['AIB004 5:1 "---" () Write each to its own file, or remove the line "---".'],
  ],
  [
    'a tab',
    'tags:\n\ta: b',
    ['AIB001 6:1 "\t" () Indent with spaces: YAML does not allow tabs there.'],
  ],
  ['a key twice', 'tags: { a: b, "a": c }', ['AIB003 5:15 ""a"" (tags.a) Remove one of them.']],
  [
    'a key twice, as number and text',
    'tags: { 1: b, "1": c }',
    ['AIB003 5:15 ""1"" (tags["1"]) Remove one of them.'],
  ],
  [
    'an unknown tag',
    'tags: { a: !vault b }',
    ['AIB004 5:12 "!vault" () Remove it, or quote the string if it starts with "!".'],
  ],
  [
    'a tag of bytes',
    'tags: { a: !!binary aGVsbG8= }',
    ['AIB004 5:21 "aGVsbG8=" (tags.a) Remove the tag.'],
  ],
  ['an empty value', 'tags: { a: }', ['AIB102 5:12 "" (tags.a) Write a string.']],
  [
    'a key that is a list',
    'tags:\n  ? [a]\n  : b',
    ['AIB004 6:5 "[a]" (tags) Write a string as the key.'],
  ],
  ['an empty key', 'tags: { : a }', ['AIB110 5:8 "" (tags[""]) Add a value, or remove it.']],
  [
    'an unknown alias',
    'tags: *nope',
    [
      'AIB004 5:7 "*nope" (tags) Write "&nope" before the value that it refers to, or quote the string if it is not an alias.',
    ],
  ],
  [
    'an alias inside of its anchor',
    'tags: &t { a: *t }',
    ['AIB004 5:15 "*t" (tags.a) Write the value out.'],
  ],
  [
    'a mistake behind an anchor',
    'x-a: &a { a: 1 }\ntags: *a',
    [`AIB107 5:14 "1" (tags.a) Quote it: '1'.`],
  ],
  [
    'an open brace',
    'tags: { a: b\nos: linux',
    ['AIB001 5:7 "{" () Close it, indented under its key.'],
  ],
  ['an open quotation mark', 'name: "web', ['AIB001 5:7 """ () Close it.']],
  [
    'a parameter without quotes',
    'name: {{ params.x }}',
    ['AIB004 5:7 "{{ params.x }}" (name) Quote the whole string: "{{ params.x }}".'],
  ],
  [
    'a parameter without quotes before more',
    'name: {{ params.x }}-web',
    ['AIB001 5:21 "-web" () Quote the whole string.'],
  ],
  [
    'a second colon',
    'tags: { a: b }\nname: a: b',
    ['AIB001 6:7 "a" () Quote the value if ": " is part of it, or start a new line.'],
  ],
  [
    'a colon without a blank',
    'timeout:90\nos: linux',
    [
      'AIB001 5:1 "timeout:90\nos" () Put a space after the colon of a key, and indent all keys of a mapping alike.',
    ],
  ],
  ['a reserved character', 'name: @web', ['AIB001 5:7 "@" () Quote the string.']],
  [
    'a backslash in double quotes',
    'name: "C:\\Users"',
    [
      'AIB001 5:10 "\\" () Use single quotes, in which a backslash is literal, or write two backslashes.',
    ],
  ],
  [
    'a list on the line of its key',
    'customize: - shell: x',
    ['AIB001 5:12 "-" () Start the list on a new line.'],
  ],
  [
    'two mistakes apart',
    'name: @a\nos: linux\ntags: { b: `c` }',
    ['AIB001 5:7 "@" () Quote the string.', 'AIB001 7:12 "`" () Quote the string.'],
  ],
];

test.each(refused)('%s', (_what, more, want) => {
  expect(said(`${head}${more}\n`)).toEqual(want);
});

test('a script of YAML 1.1 has its booleans', () => {
  const { template } = compileText(
    `%YAML 1.1\n---\n${windows}customize: [{ powershell: x, elevated: yes }]\n`,
  );
  expect(template?.properties['customize']).toMatchObject([{ runElevated: true }, {}]);
});

test.each([
  ['a text', 'hello\n', 'AIB102 1:1 "hello" () Write a mapping.'],
  [
    'only a comment',
    '# hello\n',
    'AIB002 1:1 "" () Write a spec, or run "aibgen init" to create one.',
  ],
])('%s is no spec', (_what, spec, want) => {
  expect(said(spec)).toEqual([want]);
});
