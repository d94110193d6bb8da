/** Text that leaves for terminals and logs: what nobody may smuggle in. */
import type { Io } from '../../src/cli/io';
import {
  azureError,
  githubCommand,
  joined,
  safe,
  safeColumns,
  safeLines,
  safeText,
} from '../../src/lib/safe-text';

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

test('several lines: each is safe, and nothing is lost', () => {
  expect(safeLines('a\n::b\n\n  ##[c]\u001b\n')).toBe('a\n: :b\n\n  # [c]\\u{1b}\n');
});

test('parts that are safe alone are no command together', () => {
  expect(safe`#${safeText('#vso[x]')}`).toBe('# vso[x]');
  expect(safe`a\n${safeText(':')}: x`).toBe('a\n: : x');
});

test('annotations: nothing ends the text or a property', () => {
  const hostile = 'a%b\r\nc\u001b::d,e ##vso[x];y]';
  expect(githubCommand('error', { file: hostile, line: 1, col: undefined }, hostile)).toBe(
    '::error file=a%25b%0D%0Ac\\u{1b}%3A%3Ad%2Ce # vso[x];y],line=1::a%25b%0D%0Ac\\u{1b}::d,e # vso[x];y]\n',
  );
  expect(azureError({ sourcepath: hostile }, hostile)).toBe(
    '##vso[task.logissue type=error;sourcepath=a%AZP25b%0D%0Ac\\u{1b}::d,e # vso[x%5D%3By%5D;]a%AZP25b%0D%0Ac\\u{1b}::d,e # vso[x%5D%3By%5D\n',
  );
});

test('a plain string is neither printed nor put into safe text', () => {
  const printed: string[] = [];
  const io: Pick<Io, 'stdout' | 'stderr'> = {
    stdout: (text) => void printed.push(text),
    stderr: (text) => void printed.push(text),
  };
  const name: string = 'web';
  // The compiler must refuse each of these; where one compiles, the comment above it does not.
  // @ts-expect-error
  io.stdout(name);
  // @ts-expect-error
  io.stderr(`${safeText(name)}: done`);
  // @ts-expect-error
  io.stderr(safe`${name}: done`);
  // @ts-expect-error
  io.stdout(joined([safeText(name), name]));
  // @ts-expect-error
  io.stdout(safeText(name).trim());
  expect(printed).toHaveLength(5);
});
