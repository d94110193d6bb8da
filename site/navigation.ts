/** The navigation: the sections and links of the index of the manual, docs/README.md, in its order, with the titles of the pages. */
import { marked, type Token } from 'marked';
import { addresses, index, linkTarget } from './pages';

/** A link to a page. */
export interface NavigationItem {
  readonly title: string;
  /** Relative to the root of the site. */
  readonly address: string;
}

/** Pages under a heading. */
export interface Section {
  readonly title: string;
  readonly items: readonly NavigationItem[];
}

/** The sections; pages that the index does not list stand in one of their own. */
export function navigation(text: string, titles: ReadonlyMap<string, string>): readonly Section[] {
  const sections = new Map<string, Map<string, string>>([
    ['aibgen', new Map([['index.html', 'Introduction']])],
  ]);
  const listed = new Set(['index.html', 'manual.html']);
  let section = 'Manual';
  const visit = (token: Token): void => {
    if (token.type === 'heading') section = token.depth === 1 ? 'Manual' : token.text;
    const address =
      token.type === 'link' ? linkTarget(index, token.href)?.split('#')[0] : undefined;
    if (address === undefined || listed.has(address) || !pageAddresses.has(address)) return;
    listed.add(address);
    const items = sections.get(section) ?? new Map<string, string>();
    sections.set(section, items.set(address, titles.get(address) ?? address));
  };
  marked.walkTokens(marked.lexer(text), visit);
  const rest = [...titles].filter(([address]) => !listed.has(address));
  if (rest.length > 0) sections.set('More', new Map(rest));
  return [...sections].map(([title, items]) => ({
    title,
    items: [...items].map(([address, title]) => ({ address, title })),
  }));
}

const pageAddresses = new Set(addresses.values());
