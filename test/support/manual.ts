/** The pages for people: README.md, CONTRIBUTING.md, CHANGELOG.md and all of docs/. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './images';

/** A page of the manual. */
export interface ManualPage {
  /** Path from the root of the repository, with `/`. */
  readonly file: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly file: string;
  /** Line of its fence, from 1. */
  readonly line: number;
  /** What stands behind the fence: `yaml`. */
  readonly language: string;
  readonly text: string;
}

const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name.replaceAll('\\', '/')}`);

export const manualPages: readonly ManualPage[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...docs.toSorted(),
].map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));

/** The fenced blocks of a page. */
export function blocksOf({ file, text }: ManualPage): readonly Block[] {
  const fences = text.matchAll(/^(?<fence>`{3,})(?<language>\S*)\n(?<body>[^]*?)^\k<fence>$/gm);
  return [...fences].map(({ index, groups }) => ({
    file,
    line: text.slice(0, index).split('\n').length,
    language: groups?.language ?? '',
    text: groups?.body ?? '',
  }));
}

/** A page without what is code in it. */
export function proseOf({ text }: ManualPage): string {
  return text.replace(/^(`{3,})[^]*?^\1$/gm, '').replace(/(`+)[^`][^]*?\1/g, '');
}

/** The anchors that headings of a page get. */
export function anchorsOf(page: ManualPage): readonly string[] {
  const headings = page.text.replace(/^(`{3,})[^]*?^\1$/gm, '').matchAll(/^#{1,6} (.*)$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = '']) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/ /g, '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

/** Pages whose blocks follow each other, from an empty folder on: they are done as a whole. */
export const walkthroughs = /^docs\/(?:tutorial|recipes\/.*)\.md$/;

/** What a `console` block shows, as a pattern in which a line `...` stands for any lines. */
export function outputPattern(text: string): RegExp {
  const parts = text.split(/^\.\.\.\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*?')}$`);
}
