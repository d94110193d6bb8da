/** The page: what is written on the left is compiled as one types, and shown on the right. */
import { EditorView } from '@codemirror/view';
import { compile, type CompileResult, type Diagnostic, lintScripts } from '../src';
import { markProblems, outputState, showProblem, specState } from './editor';
import { fileButtons, option, problemItem, rendered } from './elements';
import { shownLog } from './explain';

declare const AIBGEN_EXAMPLES: {
  /** All files of the examples, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Each example with the files that it is made of, itself first. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
};

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id}`);
  return found;
}

const page = {
  examples: element('example', HTMLSelectElement),
  specFiles: element('spec-files', HTMLElement),
  spec: element('spec', HTMLElement),
  status: element('status', HTMLElement),
  problems: element('problems', HTMLElement),
  log: element('log', HTMLTextAreaElement),
  logStatus: element('log-status', HTMLElement),
  causes: element('causes', HTMLElement),
  images: element('image', HTMLSelectElement),
  imageField: element('image-field', HTMLElement),
  outputFiles: element('output-files', HTMLElement),
  output: element('output', HTMLElement),
  text: element('output-text', HTMLElement),
  page: element('output-page', HTMLElement),
  stale: element('stale', HTMLElement),
  copy: element('copy', HTMLButtonElement),
};

let entry = '';
let files: Record<string, string> = {};
let parts: readonly string[] = [];
let openSpec = '';
let outputs: Readonly<Record<string, string>> = {};
let problems: readonly Diagnostic[] = [];
let images: CompileResult['model']['images'] = [];
let openOutput = 'imageTemplate.json';
let shown = '';
let timer = 0;

const specView = new EditorView({ parent: page.spec });
const outputView = new EditorView({ parent: page.text });

function chooseExample(name: string): void {
  entry = name;
  files = { ...AIBGEN_EXAMPLES.files };
  parts = AIBGEN_EXAMPLES.examples[name] ?? [name];
  openFile(entry);
  build();
}

function openFile(file: string): void {
  openSpec = file;
  specView.setState(
    specState(file, files[file] ?? '', (text) => {
      files[file] = text;
      clearTimeout(timer);
      timer = window.setTimeout(build, 120);
    }),
  );
  showSpecFiles();
  markProblems(
    specView,
    problems.filter((one) => one.file === file),
  );
}

function build(): void {
  const result = compiled();
  if (!result) return;
  problems = result.diagnostics;
  images = result.model.images;
  const failed = problems.some((one) => one.severity === 'error');
  if (!failed) outputs = result.outputs;
  page.stale.hidden = !failed;
  showSpecFiles();
  showProblems();
  showLog();
  showImages();
}

/** What the spec makes. An exception is a bug: the page says so, and goes on with the next key. */
function compiled(): CompileResult | undefined {
  try {
    return compile({ files, entry, lintScripts });
  } catch (error) {
    page.status.textContent = `A bug in aibgen, please report it with the spec: ${String(error)}`;
    return undefined;
  }
}

/** The spec and its parts, as far as there is more than one file. */
function showSpecFiles(): void {
  const named = problems.map((one) => one.file).filter((file) => file in files);
  const all = [...new Set([...parts, ...named])];
  page.specFiles.hidden = all.length < 2;
  fileButtons(page.specFiles, all, openSpec, openFile);
}

function showProblems(): void {
  markProblems(
    specView,
    problems.filter((one) => one.file === openSpec),
  );
  const counts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const count = problems.filter((one) => one.severity === severity).length;
    const word = severity === 'info' || count === 1 ? severity : `${severity}s`;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  page.status.textContent = counts.length === 0 ? 'No problems' : counts.join(', ');
  page.problems.replaceChildren(...problems.map(jumpingItem));
}

/** An item of a list of problems that leads to its place. */
function jumpingItem(one: Diagnostic): HTMLLIElement {
  return problemItem(one, () => {
    if (one.file !== openSpec && one.file in files) openFile(one.file);
    if (one.file in files) showProblem(specView, one);
  });
}

/** Why the build failed whose log was pasted: read anew with each change of the spec. */
function showLog(): void {
  const shown = shownLog(page.log.value, images);
  page.logStatus.textContent = shown?.summary ?? 'Paste its log';
  page.causes.replaceChildren(...(shown?.problems ?? []).map(jumpingItem));
}

function showImages(): void {
  const names = [...new Set(Object.keys(outputs).map((file) => file.split('/')[0] ?? ''))];
  const chosen = names.includes(page.images.value) ? page.images.value : (names[0] ?? '');
  page.imageField.hidden = names.length < 2;
  page.images.replaceChildren(...names.map((name) => option(name, name === chosen)));
  showOutputs();
}

function showOutputs(): void {
  const folder = `${page.images.value}/`;
  const names = Object.keys(outputs)
    .filter((file) => file.startsWith(folder))
    .map((file) => file.slice(folder.length));
  if (!names.includes(openOutput)) openOutput = names[0] ?? '';
  fileButtons(page.outputFiles, names, openOutput, (name) => {
    openOutput = name;
    showOutputs();
  });
  const text = outputs[`${folder}${openOutput}`] ?? '';
  if (shown === text) return;
  shown = text;
  const asPage = openOutput.endsWith('.md');
  page.text.hidden = asPage;
  page.page.hidden = !asPage;
  page.page.replaceChildren(...(asPage ? rendered(text) : []));
  const { scrollTop } = outputView.scrollDOM;
  outputView.setState(outputState(openOutput, text));
  outputView.scrollDOM.scrollTop = scrollTop;
}

page.examples.addEventListener('change', () => {
  window.location.hash = page.examples.value.replace(/\.yaml$/, '');
});
page.images.addEventListener('change', showOutputs);
page.log.addEventListener('input', showLog);
page.copy.addEventListener('click', () => {
  void navigator.clipboard.writeText(shown).then(() => {
    page.copy.textContent = 'Copied';
    setTimeout(() => {
      page.copy.textContent = 'Copy';
    }, 1500);
  });
});
page.copy.hidden = !('clipboard' in navigator);

/** The example that the address names: `#web-base`. */
function fromAddress(): void {
  const wanted = `${window.location.hash.slice(1)}.yaml`;
  const name = wanted in AIBGEN_EXAMPLES.examples ? wanted : 'web-base.yaml';
  page.examples.value = name;
  chooseExample(name);
}

const names = Object.keys(AIBGEN_EXAMPLES.examples);
page.examples.append(...names.map((name) => option(name, false, name.replace(/\.yaml$/, ''))));
window.addEventListener('hashchange', fromAddress);
fromAddress();
