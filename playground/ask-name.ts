/** The dialog that asks for the name of a file. */
import { element } from './elements';

const dialog = element('name-dialog', HTMLDialogElement);
const title = element('name-title', HTMLElement);
const input = element('name', HTMLInputElement);
const problem = element('name-problem', HTMLElement);

/** What the dialog asks for. */
export interface NameQuestion {
  readonly title: string;
  /** The name that is there already. */
  readonly name: string;
  /** Why a name cannot be taken; `undefined` if it can. */
  readonly problemOf: (name: string) => string | undefined;
  readonly done: (name: string) => void;
}

let question: NameQuestion | undefined;

/** Opens the dialog. */
export function askName(next: NameQuestion): void {
  question = next;
  title.textContent = next.title;
  input.value = next.name;
  problem.textContent = '';
  dialog.showModal();
  input.select();
}

element('name-form', HTMLFormElement).addEventListener('submit', (event) => {
  event.preventDefault();
  const name = input.value.trim();
  problem.textContent = question?.problemOf(name) ?? '';
  if (problem.textContent !== '') return;
  dialog.close();
  question?.done(name);
});
element('name-cancel', HTMLButtonElement).addEventListener('click', () => {
  dialog.close();
});
