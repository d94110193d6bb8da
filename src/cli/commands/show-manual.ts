/** `aibgen docs`: the manual on the terminal. */
import { safeLines } from '../../lib/safe-text';
import { diagnose } from '../../diagnostics/diagnostic';
import { nearest } from '../../lib/nearest';
import { exit, type Io, type Manual } from '../io';
import { report } from '../report';

/** Prints a page of the manual, or the list of pages; returns the exit code. */
export async function showManual(io: Io, topic: string | undefined): Promise<number> {
  const { pages } = await io.manual();
  if (topic === undefined) {
    io.stdout(safeLines(topicList(pages)));
    return exit.done;
  }
  if (/^AIB\d+$/i.test(topic)) {
    const { explainSpec } = await import('./explain');
    return explainSpec(io, topic, undefined, { format: 'text' });
  }
  const name = pageNamed(topic, Object.keys(pages));
  const page = name === undefined ? undefined : pages[name];
  if (name === undefined || page === undefined) {
    const known = Object.keys(pages).flatMap((one) => [one, baseOf(one)]);
    return report(
      io,
      [diagnose('AIB929', { topic, near: nearest(topic, known) }, {})],
      'text',
      false,
    );
  }
  io.rawStdout(plainText(page, name, pages));
  return exit.done;
}

/** The page of a topic: `recipes/avd`, `avd`, `docs/recipes/avd.md`, in any case. */
function pageNamed(topic: string, names: readonly string[]): string | undefined {
  const word = topic
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)?docs\/|\.md$/g, '');
  return names.find((name) => name === word) ?? names.find((name) => baseOf(name) === word);
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function topicList(pages: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(pages).map((name) => name.length));
  const lines = Object.entries(pages).map(([name, page]) => {
    const title = /^# (.*)$/m.exec(page)?.[1] ?? '';
    return `  ${name.padEnd(width)}  ${withoutMarks(title)}`;
  });
  return `Pages of the manual; "aibgen docs <page>" prints one:\n\n${lines.join('\n')}\n`;
}

/** Markdown as it reads well on a terminal: links name the page that they lead to, code and tables stay as they are. */
function plainText(page: string, name: string, pages: Manual['pages']): string {
  const parts = page.split(/^(`{3,}[^]*?^`{3,})$/m);
  return parts.map((part, index) => (index % 2 === 1 ? part : prose(part, name, pages))).join('');
}

function prose(text: string, name: string, pages: Manual['pages']): string {
  const linked = text
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '($1)')
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_link, shown: string, target: string) => {
      const place = placeOf(target, name, pages);
      return place === undefined ? shown : `${shown} (${place})`;
    });
  return withoutMarks(linked);
}

/** Where a link leads, for a reader of the terminal; `undefined` for a place of the same page, or a file of the repository. */
function placeOf(target: string, name: string, pages: Manual['pages']): string | undefined {
  if (/^https?:/.test(target)) return target;
  const [path = ''] = target.split('#');
  if (!path.endsWith('.md')) return undefined;
  const segments = name.split('/').slice(0, -1);
  for (const segment of path.replace(/\.md$/, '').split('/')) {
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  const topic = segments.join('/');
  if (topic === 'README') return 'aibgen docs';
  return Object.hasOwn(pages, topic) ? `aibgen docs ${topic}` : undefined;
}

function withoutMarks(text: string): string {
  return text.replace(/\*\*([^*\n]+)\*\*/g, '$1');
}
