/** Paths mean the same as Node.js's own rules for POSIX and for Windows say, whatever system the tests run on. */
import path from 'node:path';
import { type Arbitrary, array, assert, constantFrom, oneof, property, tuple } from 'fast-check';
import {
  absolutePath,
  baseName,
  besideFile,
  folderOf,
  folderPath,
  isAbsolute,
  normalizePath,
  relativeTo,
  staysInside,
  toSlashes,
} from '../../src/lib/paths';
import { seed } from '../laws/runs';

const segments = array(constantFrom('a', 'b', 'C d', '.', '..', 'x.yaml', 'ä'), {
  minLength: 1,
  maxLength: 6,
});
const posixRoots: Arbitrary<string> = constantFrom('', '/');
const windowsRoots: Arbitrary<string> = constantFrom('', 'C:/', 'd:/', '//server/share/');
const pathsWith = (roots: Arbitrary<string>) =>
  tuple(roots, segments).map(([root, names]) => root + names.join('/'));

/** As Node.js writes a path, in the way that aibgen does: with `/`, none at the end, and nothing for the folder itself. */
function ours(given: string): string {
  const plain = toSlashes(given);
  const short = /^(?:\/|[A-Za-z]:\/|\/\/[^/]+\/[^/]+\/)$/.test(plain)
    ? plain
    : plain.replace(/\/$/, '');
  return short === '.' ? '' : short;
}

describe.each([
  { system: 'POSIX', node: path.posix, roots: posixRoots },
  { system: 'Windows', node: path.win32, roots: windowsRoots },
])('as Node.js does on $system', ({ node, roots }) => {
  test('normalizes', () => {
    assert(
      property(pathsWith(roots), (one) => {
        expect(normalizePath(one)).toBe(ours(node.normalize(one)));
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('knows what is absolute', () => {
    assert(
      property(pathsWith(roots), (one) => {
        expect(isAbsolute(one)).toBe(node.isAbsolute(one));
      }),
      { seed },
    );
  });

  test('resolves against a working folder', () => {
    const cwd = node === path.win32 ? 'C:\\Users\\me' : '/home/me';
    assert(
      property(pathsWith(roots), (one) => {
        expect(absolutePath(cwd, one)).toBe(ours(node.resolve(cwd, one)));
      }),
      { seed, numRuns: 1000 },
    );
  });

  test('finds the way from one folder to another', () => {
    const both = tuple(pathsWith(roots), pathsWith(roots)).filter(
      ([from, to]) => node.isAbsolute(from) && node.isAbsolute(to),
    );
    assert(
      property(both, ([from, to]) => {
        // Node.js compares whole Windows paths in any case; here, only drives are.
        expect(relativeTo(from, to)).toBe(ours(node.relative(from, to)));
      }),
      { seed, numRuns: 1000 },
    );
  });
});

test.each([
  ['out', 'out'],
  ['out/', 'out'],
  ['out\\', 'out'],
  ['a\\b//', 'a/b'],
  ['/', '/'],
  ['C:\\images\\', 'C:/images'],
  ['', ''],
])('the folder %j is %j', (given, want) => {
  expect(folderPath(given)).toBe(want);
});

test.each([
  ['web.yaml', '', 'web.yaml'],
  ['specs/web.yaml', 'specs', 'web.yaml'],
  ['/web.yaml', '/', 'web.yaml'],
  ['C:/web.yaml', 'C:/', 'web.yaml'],
  ['//server/share/web.yaml', '//server/share/', 'web.yaml'],
])('%s: folder %j, name %j', (given, folder, name) => {
  expect([folderOf(given), baseName(given)]).toEqual([folder, name]);
});

test.each([
  ['specs/web.yaml', '_base.yaml', 'specs/_base.yaml'],
  ['specs/web.yaml', '../parts/x.yaml', 'parts/x.yaml'],
  ['web.yaml', '../x.yaml', '../x.yaml'],
  ['specs/web.yaml', '/etc/x.yaml', '/etc/x.yaml'],
  ['specs/web.yaml', 'D:/x/../y.yaml', 'D:/y.yaml'],
  ['C:/specs/web.yaml', '../../../x.yaml', 'C:/x.yaml'],
])('beside %s, %s is %s', (file, given, want) => {
  expect(besideFile(file, given)).toBe(want);
});

test('from one drive no way leads to another', () => {
  expect(relativeTo('C:/a', 'D:/a/b')).toBe('D:/a/b');
  expect(relativeTo('c:/a', 'C:/a/b')).toBe('b');
  expect(relativeTo('a', '/a/b')).toBe('/a/b');
});

const paths = oneof(pathsWith(posixRoots), pathsWith(windowsRoots));

test('what stays inside a folder cannot leave it, on either system', () => {
  assert(
    property(paths, (one) => {
      if (!staysInside(one)) return;
      for (const { resolve, sep } of [path.posix, path.win32]) {
        expect(resolve('/folder', one).startsWith(resolve('/folder') + sep)).toBe(true);
      }
    }),
    { seed, numRuns: 1000 },
  );
  for (const one of ['..\\x', 'C:x', 'a/../b', '/x', 'a//b', '', 'a\u0000']) {
    expect(staysInside(one)).toBe(false);
  }
});
