/** Placeholders in strings: what is replaced, what is text, and what was probably meant. */
import {
  escapePlaceholders,
  findStrayBraces,
  splitAtPlaceholders,
} from '../../src/spec/placeholders';
import { compileText } from '../support/compile';

/** A string with each placeholder written as `<name>`. */
function split(text: string): string {
  return splitAtPlaceholders(text, 'params')
    .map((piece) => (typeof piece === 'string' ? piece : `<${piece.name}>`))
    .join('');
}

test.each([
  ['{{ params.x }}', '<x>'],
  ['{{params.x}}', '<x>'],
  ['a {{ params.x }} b {{ params.y }}', 'a <x> b <y>'],
  ['C:\\apps\\{{ params.app }}\\setup.msi', 'C:\\apps\\<app>\\setup.msi'],
  ['\\\\srv\\{{ params.x }}', '\\\\srv\\<x>'],
  ['{{{ params.x }}}', '{<x>}'],
  ['{{{{ params.x }}}}', '{{ params.x }}'],
  ['{{{{{ params.x }}}}}', '{{{ params.x }}}'],
  ['{{{{{{ params.x }}}}}}', '{{{{ params.x }}}}'],
  ['{{{{ params.x }}}} {{ params.x }}', '{{ params.x }} <x>'],
  ['{{ matrix.x }} {{{{ matrix.x }}}}', '{{ matrix.x }} {{{{ matrix.x }}}}'],
  ['{{ size }} ${x} %%x%% [x] {x}', '{{ size }} ${x} %%x%% [x] {x}'],
  ['{{{{ size }}}}', '{{{{ size }}}}'],
  ['{{ params.x', '{{ params.x'],
  ['', ''],
])('%s reads %s', (text, want) => {
  expect(split(text)).toBe(want);
});

test.each([
  '{{ params.x }}',
  '{{{ params.x }}}',
  'a{{{{ params.x }}}}b',
  '{{{{{ matrix.y}}',
  '\\{{ params.x }}',
])('any text can be written: %s', (text) => {
  const read = (kind: 'params' | 'matrix', written: string): string =>
    splitAtPlaceholders(written, kind).map(String).join('');
  expect(read('params', read('matrix', escapePlaceholders(text)))).toBe(text);
});

test.each([
  ['{{ size }}', 'size', false],
  ['{{ parameters.size }}', 'parameters.size', true],
  ['{{ param.size }}', 'param.size', true],
  ['{{ Params.size }}', 'Params.size', true],
  ['{{ params.size | upper }}', 'params.size | upper', true],
  ["{{ params['size'] }}", "params['size']", true],
  ['{{ .Matrix.sku }}', '.Matrix.sku', true],
  ['{{ env.USER }}', 'env.USER', false],
  ['{{ .Values.env }}', '.Values.env', false],
])('%s holds no reference', (text, inner, nearMiss) => {
  expect(findStrayBraces(text)).toEqual([{ inner, start: 0, end: text.length, nearMiss }]);
});

test.each(['{{ params.x }}', '{{{{ params.x }}}}', '{{{{ x }}}}', '{ a: {} }', '${{ x', 'a }} b'])(
  '%s holds nothing to warn of',
  (text) => {
    expect(findStrayBraces(text)).toEqual([]);
  },
);

test('the search is linear', () => {
  for (const text of [
    '{'.repeat(400_000),
    '{{ params.'.repeat(50_000),
    `{{${' '.repeat(400_000)}`,
  ]) {
    expect(split(text)).toBe(text);
    findStrayBraces(text);
  }
});

test('a Windows path is filled in', () => {
  const { template } = compileText(`location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
parameters: { app: { type: string, default: 7zip } }
customize: [{ shell: 'cd C:\\apps\\{{ params.app }}\\x' }, { shell: 'echo {{{{ params.app }}}}' }]
distribute: [{ gallery: corpGallery/web-base }]
`);
  expect(template?.properties.customize).toMatchObject([
    { inline: ['cd C:\\apps\\7zip\\x'] },
    { inline: ['echo {{ params.app }}'] },
    {},
  ]);
});
