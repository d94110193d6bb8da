/** Every link of the manual leads somewhere, every page is linked, every example is listed. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root, specsFolder } from '../support/images';
import { anchorsOf, type ManualPage, manualPages, proseOf } from '../support/manual';

const byFile = new Map(manualPages.map((page) => [page.file, page]));

function linksOf(page: ManualPage): readonly string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

function problemOf(page: ManualPage, link: string): string | undefined {
  if (/^[a-z]+:/i.test(link)) {
    return link.startsWith('https://') && URL.canParse(link) ? undefined : 'no https address';
  }
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? page.file : path.posix.join(path.posix.dirname(page.file), target);
  if (!existsSync(path.join(root, file))) return 'no such file';
  if (anchor === undefined) return undefined;
  const other = byFile.get(file);
  return other && anchorsOf(other).includes(anchor) ? undefined : 'no such heading';
}

test.each(manualPages.map((page) => [page.file, page] as const))('%s', (_file, page) => {
  const wrong = linksOf(page).map((link) => [link, problemOf(page, link)]);
  expect(wrong.filter(([, problem]) => problem !== undefined)).toEqual([]);
});

test('the index links every page', () => {
  const index = byFile.get('docs/README.md');
  const wanted = manualPages.map((page) => page.file).filter((file) => file.startsWith('docs/'));
  const linked = index ? linksOf(index).map((link) => `docs/${link}`) : [];
  expect(wanted.filter((file) => file !== index?.file && !linked.includes(file))).toEqual([]);
});

test('the README lists every example, and nothing else', () => {
  const readme = byFile.get('README.md');
  const listed = (readme ? linksOf(readme) : []).filter((link) => link.startsWith('specs/'));
  const there = readdirSync(specsFolder).filter((name) => name.endsWith('.yaml'));
  expect(listed.toSorted()).toEqual(there.map((name) => `specs/${name}`).toSorted());
});
