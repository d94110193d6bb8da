/** Markdown of this project as HTML. Markup in it is text: no page means to have any. */
import { Marked } from 'marked';

/** A parser of its own, to which a page may add. */
export function markdown(): Marked {
  return new Marked({ renderer: { html: ({ text }) => escaped(text) } });
}

/** Text as HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);
}
