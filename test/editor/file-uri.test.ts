/** URIs of files by the rules of each system, whatever system the test runs on. */
import { pathOfUri, systemPath, uriOfPath } from '../../src/editor/file-uri';
import { fileKey } from '../../src/editor/open-texts';
import { absolutePath, relativeTo } from '../../src/lib/paths';

test.each([
  ['file:///home/me/images/web.yaml', '/home/me/images/web.yaml'],
  ['file:///c%3A/images/web.yaml', 'C:/images/web.yaml'],
  ['file:///C:/images/web.yaml', 'C:/images/web.yaml'],
  ['file:///d%3a/my%20images/%C3%BCber%23.yaml', 'D:/my images/über#.yaml'],
  ['file://server/share/web.yaml', '//server/share/web.yaml'],
  ['untitled:Untitled-1', undefined],
  ['vscode-vfs://github/a/b.yaml', undefined],
  ['git:/c%3A/images/web.yaml?%7B%7D', undefined],
  ['', undefined],
  ['%', undefined],
])('%s is %s', (uri, path) => {
  expect(pathOfUri(uri)).toBe(path);
});

test.each(['/home/me/a b#?.yaml', 'C:/images/web.yaml', '//server/share/x.yaml', '/é/%41.yaml'])(
  '%s there and back',
  (path) => {
    expect(pathOfUri(uriOfPath(path))).toBe(path);
  },
);

test('a drive is written as VS Code writes it', () => {
  expect(uriOfPath('C:/images/web.yaml')).toBe('file:///c%3A/images/web.yaml');
});

test('paths of Windows, however a client spells them, are one file of the project', () => {
  const root = systemPath('c:\\Images');
  const spellings = ['file:///c%3A/Images/specs/web.yaml', 'file:///C:/images/specs/Web.yaml'];
  const keys = spellings.map((uri) => fileKey(pathOfUri(uri) ?? ''));
  expect(new Set(keys).size).toBe(1);
  const file = relativeTo(root, pathOfUri(spellings[0] ?? '') ?? '');
  expect(file).toBe('specs/web.yaml');
  expect(absolutePath(root, file)).toBe('C:/Images/specs/web.yaml');
});
