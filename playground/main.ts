/** The page: what is written on the left is compiled as one types, and shown on the right. */
import { EditorView } from '@codemirror/view';
import type { CompileResult, Diagnostic } from '../src';
import { askName } from './ask-name';
import { compiled } from './compiled';
import { downloadZip } from './download';
import { markProblems, outputState, showProblem, specState } from './editor';
import { element, fileButtons, option, problemItem, rendered } from './elements';
import { exampleNames, exampleProject } from './examples';
import { shownLog } from './explain';
import { canBeBuilt, nameProblem, renamed, withFile, without } from './files';
import { isShared, type Project, readShared, shareFragment } from './share';

const page = {
  examples: element('example', HTMLSelectElement),
  share: element('share', HTMLButtonElement),
  shareStatus: element('share-status', HTMLElement),
  buildThis: element('build-this', HTMLButtonElement),
  add: element('add', HTMLButtonElement),
  rename: element('rename', HTMLButtonElement),
  remove: element('remove', HTMLButtonElement),
  specFiles: element('spec-files', HTMLElement),
  spec: element('spec', HTMLElement),
  status: element('status', HTMLElement),
  problems: element('problems', HTMLElement),
  log: element('log', HTMLTextAreaElement),
  logStatus: element('log-status', HTMLElement),
  causes: element('causes', HTMLElement),
  images: element('image', HTMLSelectElement),
  imageField: element('image-field', HTMLElement),
  formats: element('formats', HTMLSelectElement),
  outputFiles: element('output-files', HTMLElement),
  text: element('output-text', HTMLElement),
  page: element('output-page', HTMLElement),
  stale: element('stale', HTMLElement),
  download: element('download', HTMLButtonElement),
  copy: element('copy', HTMLButtonElement),
};

let project: Project = { entry: '', files: {} };
let openSpec = '';
let outputs: Readonly<Record<string, string>> = {};
let problems: readonly Diagnostic[] = [];
let images: CompileResult['model']['images'] = [];
let openOutput = 'imageTemplate.json';
let shown = '';
let timer = 0;

const specView = new EditorView({ parent: page.spec });
const outputView = new EditorView({ parent: page.text });

/** Shows a project, with one of its files open. */
function openProject(next: Project, file = next.entry): void {
  project = next;
  openFile(file);
  build();
}

function openFile(file: string): void {
  openSpec = file;
  specView.setState(
    specState(file, project.files[file] ?? '', (text) => {
      project = { ...project, files: { ...project.files, [file]: text } };
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
  clearTimeout(timer);
  const result = built();
  if (!result) return;
  problems = result.diagnostics;
  images = result.model.images;
  const failed = problems.some((one) => one.severity === 'error');
  if (!failed) outputs = result.outputs;
  page.stale.hidden = !failed || Object.keys(outputs).length === 0;
  page.download.disabled = Object.keys(outputs).length === 0;
  showProblems();
  showLog();
  showImages();
}

/** What the spec makes. An exception is a bug: the page says so, and goes on with the next key. */
function built(): CompileResult | undefined {
  try {
    return compiled(project, page.formats.value);
  } catch (error) {
    page.status.textContent = `A bug in aibgen, please report it with the spec: ${String(error)}`;
    return undefined;
  }
}

function showSpecFiles(): void {
  fileButtons(page.specFiles, Object.keys(project.files), openSpec, openFile, project.entry);
  page.buildThis.hidden = openSpec === project.entry || !canBeBuilt(openSpec);
  page.remove.disabled = without(project, openSpec) === undefined;
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
    if (!Object.hasOwn(project.files, one.file)) return;
    if (one.file !== openSpec) openFile(one.file);
    showProblem(specView, one);
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
  window.location.hash = page.examples.value;
});
page.add.addEventListener('click', () => {
  askName({
    title: 'Add a file',
    name: '_base.yaml',
    problemOf: (name) => nameProblem(project, name),
    done: (name) => {
      openProject(withFile(project, name), name);
      specView.focus();
    },
  });
});
page.rename.addEventListener('click', () => {
  const file = openSpec;
  askName({
    title: `Rename ${file}`,
    name: file,
    problemOf: (name) => (name === file ? undefined : nameProblem(project, name)),
    done: (name) => {
      openProject(renamed(project, file, name), name);
    },
  });
});
page.remove.addEventListener('click', () => {
  const rest = without(project, openSpec);
  if (rest) openProject(rest);
});
page.buildThis.addEventListener('click', () => {
  openProject({ ...project, entry: openSpec });
  specView.focus();
});
page.images.addEventListener('change', showOutputs);
page.formats.addEventListener('change', build);
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
page.download.addEventListener('click', () => {
  downloadZip(outputs);
});
page.share.addEventListener('click', () => {
  const fragment = shareFragment(project);
  if (fragment === undefined) {
    page.shareStatus.textContent =
      'The files are too large for an address (32,000 characters when compressed). Remove some of them, or send them as files.';
    return;
  }
  window.history.replaceState(null, '', `#${fragment}`);
  page.examples.selectedIndex = -1;
  page.shareStatus.textContent = 'The address of this page now holds your files.';
  if ('clipboard' in navigator) {
    void navigator.clipboard.writeText(window.location.href).then(() => {
      page.shareStatus.textContent = 'Copied: the address of this page now holds your files.';
    });
  }
});

/** Opens what the address names: an example, `#web-base`, or a project that somebody shared. */
function openAddress(): void {
  const fragment = window.location.hash.slice(1);
  page.shareStatus.textContent = '';
  outputs = {};
  if (isShared(fragment)) {
    const shared = readShared(fragment);
    page.examples.selectedIndex = -1;
    if (shared) {
      openProject(shared);
      return;
    }
    page.shareStatus.textContent =
      'This address was cut off or changed: it holds no files. Ask for it again, as a whole.';
  }
  const name = exampleNames.includes(fragment) ? fragment : 'web-base';
  page.examples.value = name;
  openProject(exampleProject(name));
}

page.examples.append(...exampleNames.map((name) => option(name, false)));
window.addEventListener('hashchange', openAddress);
openAddress();
