/** The small parts of the page. */
import type { Diagnostic } from '../src';
import { escaped, markdown } from './markdown';

/** The address of the manual, with `/` at its end; '' for a page that stands alone. */
declare const AIBGEN_MANUAL: string;

/** An element of the page, by its id. */
export function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id}`);
  return found;
}

/** A choice of a select. */
export function option(value: string, chosen: boolean, label: string = value): HTMLOptionElement {
  return new Option(label, value, chosen, chosen);
}

/** Fills a list of files: one of them is open, one may be the spec that is built; arrow keys move between them, as in any list of tabs. */
export function fileButtons(
  list: HTMLElement,
  files: readonly string[],
  open: string,
  choose: (file: string) => void,
  built?: string,
): void {
  const hadFocus = list.contains(document.activeElement);
  const buttons = files.map((file) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.role = 'tab';
    button.textContent = file;
    if (file === built) button.className = 'built';
    button.ariaSelected = String(file === open);
    button.tabIndex = file === open ? 0 : -1;
    button.setAttribute('aria-controls', list.getAttribute('aria-controls') ?? '');
    button.addEventListener('click', () => {
      choose(file);
    });
    button.addEventListener('keydown', (event) => {
      const next = files[files.indexOf(file) + (steps[event.key] ?? 0)];
      if (next === undefined || next === file) return;
      event.preventDefault();
      choose(next);
    });
    return button;
  });
  list.replaceChildren(...buttons);
  if (hadFocus) buttons[files.indexOf(open)]?.focus();
}

const steps: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
};

/** A diagnostic in the list of problems; `jump` goes to its line. */
export function problemItem(one: Diagnostic, jump: () => void): HTMLLIElement {
  const item = document.createElement('li');
  item.className = one.severity;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(
    ...(one.file === '' ? [] : [span('place', `${one.file}:${one.line}:${one.column}`)]),
    span('severity', one.severity),
    span('message', one.message),
  );
  button.addEventListener('click', jump);
  const more = document.createElement('p');
  const link = document.createElement('a');
  const href =
    AIBGEN_MANUAL === '' ? one.doc : `${AIBGEN_MANUAL}diagnostics.html#${one.code.toLowerCase()}`;
  Object.assign(link, { href, target: '_blank', rel: 'noopener', textContent: one.code });
  more.append(...(one.hint === '' ? [] : [`${one.hint} `]), link);
  item.append(button, more);
  return item;
}

/** Markdown as it is meant to be read. */
export function rendered(text: string): readonly Node[] {
  const html = readme.parse(text, { async: false });
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
}

// A link of a spec that somebody shared leads out of the page, to what may be read, and nowhere else.
const readme = markdown().use({
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      if (!/^(?:https:\/\/|#)/.test(href)) return text;
      return `<a href="${escaped(href)}" target="_blank" rel="noopener">${text}</a>`;
    },
  },
});

function span(name: string, text: string): HTMLSpanElement {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  return made;
}
