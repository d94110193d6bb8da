import { pathProblem } from '../../src/emit/user-templates/output-paths';
import { fileNameKey } from '../../src/lib/file-name-key';

test.each([
  ['é', 'e\u0301'],
  ['ſ', 's'],
  ['ß', 'ss'],
  ['WEB', 'web'],
  ['ﬁ', 'fi'],
])('%s and %s are one file on some system', (a, b) => {
  expect(fileNameKey(a)).toBe(fileNameKey(b));
});

test.each(['CON', 'nul.txt', 'docs/aux', 'a.', 'b /c', 'com1.md'])(
  'no output is called %j',
  (path) => {
    expect(pathProblem(path, [])).toBeDefined();
  },
);

test.each(['console.txt', 'docs/a.b.md', '.config/x'])('an output may be called %j', (path) => {
  expect(pathProblem(path, [])).toBeUndefined();
});
