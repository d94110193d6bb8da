/** The pages of the site: which file of the project each one shows, and where the links of these files lead. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The page that lists all others. */
export const index = 'docs/README.md';

/** Pages outside docs/. */
const projectPages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];

const manualPages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name.replaceAll('\\', '/')}`)
  .toSorted();

/** Each Markdown file with the address of its page, relative to the root of the site. */
export const addresses: ReadonlyMap<string, string> = new Map(
  [...projectPages, ...manualPages].map((file) => [file, addressOf(file)]),
);

/** `docs/` is the root of the site; the README of the project is its first page. */
function addressOf(file: string): string {
  if (file === 'README.md') return 'index.html';
  if (file === index) return 'manual.html';
  const inSite = file.startsWith('docs/') ? file.slice('docs/'.length) : file.toLowerCase();
  return inSite.replace(/(?:README)?\.md$/, (ending) =>
    ending === '.md' ? '.html' : 'index.html',
  );
}

/** From one address of the site to another. */
export function relativeAddress(from: string, to: string): string {
  return path.posix.relative(path.posix.dirname(from), to) || path.posix.basename(to);
}

/** A specification that the playground can open, or what aibgen writes for it. */
const example = /^(?:specs|out)\/([\w-]+)(?:\.yaml|\/|$)/;

/**
 * Where a link of a Markdown file leads on the site. Specs and their outputs open in the playground; other files of the
 * project are shown by its repository. `undefined` where there is no address for it.
 */
export function linkTarget(file: string, link: string, repository = ''): string | undefined {
  if (/^[a-z]+:/i.test(link) || link.startsWith('#')) return link;
  const from = addresses.get(file) ?? '';
  const [target = '', anchor] = link.split('#');
  const named = path.posix.join(path.posix.dirname(file), target).replace(/\/$/, '');
  const page = addresses.get(named) ?? addresses.get(`${named}/README.md`);
  if (page !== undefined) {
    return relativeAddress(from, page) + (anchor === undefined ? '' : `#${anchor}`);
  }
  if (named === 'docs/playground') return relativeAddress(from, 'playground/index.html');
  if (named.startsWith('docs/')) return relativeAddress(from, named.slice('docs/'.length));
  const [, name = ''] = example.exec(named) ?? [];
  if (existsSync(`specs/${name}.yaml`)) {
    return `${relativeAddress(from, 'playground/index.html')}#${name}`;
  }
  return repository === '' ? undefined : `${repository}/blob/main/${named}`;
}
