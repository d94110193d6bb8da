// The pages of docs/ by their topic: `aibgen docs` prints them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Topics in the order of a reader: the tutorial first, then pages, then recipes. */
export function manualPages(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && name !== 'README.md');
  const rank = (name: string): number => (name === 'tutorial.md' ? 0 : name.includes('/') ? 2 : 1);
  return Object.fromEntries(
    names
      .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map((name) => [name.replace(/\.md$/, ''), readFileSync(path.join(folder, name), 'utf8')]),
  );
}
