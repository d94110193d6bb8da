/** Markdown -> HTML as on GitHub: the same anchors, links between pages, coloured code, and examples that open in the playground. */
import { classHighlighter, highlightCode } from '@lezer/highlight';
import type { RendererObject, Token, Tokens } from 'marked';
import { languageOf } from '../playground/languages';
import { escaped, markdown } from '../playground/markdown';
import { shareFragment } from '../playground/share';
import { addresses, linkTarget, relativeAddress } from './pages';
import { wrongExample } from './wrong-example';

/** A heading of a page. */
export interface Heading {
  readonly level: number;
  /** As HTML. */
  readonly text: string;
  readonly id: string;
}

/** A page as HTML. */
export interface RenderedPage {
  readonly html: string;
  /** The text of its first heading. */
  readonly title: string;
  readonly headings: readonly Heading[];
}

/** Renders a Markdown file of the project. */
export function renderPage(file: string, text: string, repository: string): RenderedPage {
  const headings: Heading[] = [];
  const marked = markdown();
  const tokens = marked.lexer(text);
  const examples = file === 'docs/diagnostics.md' ? wrongExamples(tokens) : new Map();
  marked.use({ renderer: renderer(file, repository, headings, examples) });
  return { html: marked.parser(tokens), title: plainText(headings[0]?.text ?? file), headings };
}

/** The wrong examples of the diagnostics, as projects, by the text of their blocks. */
function wrongExamples(tokens: readonly Token[]): ReadonlyMap<string, string | undefined> {
  const blocks = tokens.filter(({ type }) => type !== 'space');
  return new Map(
    blocks.flatMap((block, at) => {
      const isWrong = blocks[at - 1]?.raw.trim() === 'Wrong:';
      // The output below an example says what its file is called.
      const [entry] = /AIB\d{3}-[\w.-]+\.yaml/.exec(blocks[at + 1]?.raw ?? '') ?? [];
      const project = isWrong && entry !== undefined ? wrongExample(entry) : undefined;
      return project ? [[block.raw, shareFragment(project)]] : [];
    }),
  );
}

function renderer(
  file: string,
  repository: string,
  headings: Heading[],
  examples: ReadonlyMap<string, string | undefined>,
): RendererObject {
  const playground = relativeAddress(addresses.get(file) ?? '', 'playground/index.html');
  const anchors = new Map<string, number>();
  return {
    heading({ tokens, depth, text: source }) {
      const text = this.parser.parseInline(tokens);
      const slug = slugOf(source);
      const before = anchors.get(slug) ?? 0;
      anchors.set(slug, before + 1);
      const id = before === 0 ? slug : `${slug}-${before}`;
      headings.push({ level: depth, text, id });
      return `<h${depth} id="${id}"><a class="anchor" href="#${id}">${text}</a></h${depth}>\n`;
    },
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const target = linkTarget(file, href, repository);
      return target === undefined ? text : `<a href="${escaped(target)}">${text}</a>`;
    },
    image({ href, text }) {
      const target = linkTarget(file, href) ?? href;
      return `<img src="${escaped(target)}" alt="${escaped(text)}">`;
    },
    code({ raw, lang = '', text }) {
      const code = `<pre tabindex="0"><code>${coloured(text, lang)}</code></pre>\n`;
      const example = examples.get(raw);
      if (example === undefined) return code;
      const name = plainText(headings.at(-1)?.text ?? '');
      return `${code}<p class="try"><a href="${playground}#${example}">Open ${name} in the playground</a></p>\n`;
    },
    table({ header, rows }) {
      const row = (cells: readonly Tokens.TableCell[], tag: string) =>
        `<tr>${cells.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>\n`;
      const body = rows.map((cells) => row(cells, 'td')).join('');
      return `<div class="table" tabindex="0"><table><thead>${row(header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`;
    },
  };
}

/** The anchor of a heading, as GitHub makes it. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

/** Code as HTML, with the classes of its colours. */
function coloured(code: string, language: string): string {
  const parser = languageOf(language)?.parser;
  if (!parser) return escaped(code);
  const parts: string[] = [];
  highlightCode(
    code,
    parser.parse(code),
    classHighlighter,
    (text, classes) => {
      const html = escaped(text);
      parts.push(classes === '' ? html : `<span class="${classes}">${html}</span>`);
    },
    () => parts.push('\n'),
  );
  return parts.join('');
}

function plainText(html: string): string {
  return html.replace(/<[^>]*>/g, '');
}
