/** Text that leaves for terminals and logs: what nobody may smuggle in. */
import { githubData, githubProperty, safeColumns, safeText } from '../../src/lib/safe-text';

test.each([
  ['a terminal escape', 'a\u001b[31mb', 'a\\u{1b}[31mb'],
  ['a C1 control', 'a\u009b31mb', 'a\\u{9b}31mb'],
  ['line breaks', 'a\r\nb', 'a\\u{d}\\u{a}b'],
  ['marks of direction', 'a\u202eb\u2066c\u061cd', 'a\\u{202e}b\\u{2066}c\\u{61c}d'],
  [
    'characters of no width',
    'a\u200bb\u00adc\ufeffd\u2060e',
    'a\\u{200b}b\\u{ad}c\\u{feff}d\\u{2060}e',
  ],
  [
    'an Azure command',
    'x ##vso[task.setvariable variable=x]y',
    'x # vso[task.setvariable variable=x]y',
  ],
  ['an Azure format command in any case', '##[error]x ##VSO[a]', '# [error]x # VSO[a]'],
  ['a GitHub command', '::error::x', ': :error::x'],
  ['a GitHub command after spaces', '  ::add-mask::x', '  : :add-mask::x'],
  ['colons inside', 'a::b ## c', 'a::b ## c'],
])('%s', (_name, text, want) => {
  expect(safeText(text)).toBe(want);
});

test('a line above carets keeps its columns', () => {
  const line = 'a\u001bb\u202ec ##vso[x]';
  expect(safeColumns(line)).toBe('a b c # vso[x]');
  expect(safeColumns(line)).toHaveLength(line.length);
});

test('GitHub annotations: nothing ends the text or a property', () => {
  expect(githubData('a%b\r\nc\u001b::d')).toBe('a%25b%0D%0Ac\\u{1b}::d');
  expect(githubProperty('a:b,c')).toBe('a%3Ab%2Cc');
});
