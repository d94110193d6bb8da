/** The small parts of the page. */
import { marked } from 'marked';
import type { Diagnostic } from '../src';

/** A choice of a select. */
export function option(value: string, chosen: boolean, label: string = value): HTMLOptionElement {
  return new Option(label, value, chosen, chosen);
}

/** Fills a list of files: one of them is open; arrow keys move between them, as in any list of tabs. */
export function fileButtons(
  list: HTMLElement,
  files: readonly string[],
  open: string,
  choose: (file: string) => void,
): void {
  const hadFocus = list.contains(document.activeElement);
  const buttons = files.map((file) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.role = 'tab';
    button.textContent = file;
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
  Object.assign(link, { href: one.doc, target: '_blank', rel: 'noopener', textContent: one.code });
  more.append(...(one.hint === '' ? [] : [`${one.hint} `]), link);
  item.append(button, more);
  return item;
}

/** Markdown as it is meant to be read. In what aibgen writes, texts of a spec are code, and code is not markup. */
export function rendered(markdown: string): readonly Node[] {
  const html = marked.parse(markdown, { async: false });
  return [...new DOMParser().parseFromString(html, 'text/html').body.childNodes];
}

function span(name: string, text: string): HTMLSpanElement {
  const made = document.createElement('span');
  made.className = name;
  made.textContent = text;
  return made;
}
