/** The two editors of the page: one to write specs in, one to read outputs in. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  type Completion,
  type CompletionContext,
  completionKeymap,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic as Mark, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Diagnostic } from '../src';
import { offersAt } from '../src/editor/offers-at';
import { keyAt } from './key-at';
import { languageOf } from './languages';

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--key)' },
  { tag: [tags.string, tags.content, tags.special(tags.string)], color: 'var(--string)' },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: 'var(--keyword)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--number)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: [tags.heading, tags.strong], fontWeight: '600' },
  { tag: tags.meta, color: 'var(--faint)' },
]);

const shared = [
  lineNumbers(),
  foldGutter(),
  drawSelection(),
  bracketMatching(),
  syntaxHighlighting(colours),
  EditorState.tabSize.of(2),
  indentUnit.of('  '),
];

function complete(context: CompletionContext): CompletionResult | null {
  const { from, offers } = offersAt(context.state.doc.toString(), context.pos);
  if (offers.length === 0 || (!context.explicit && from === context.pos)) return null;
  const options = offers.map((offer, index): Completion => ({
    label: offer.label,
    type: offer.kind === 'key' ? 'property' : 'constant',
    apply: offer.insert,
    // The order of the declaration is the order of a spec.
    boost: -index / 10,
    info: () => explanation(offer.doc, offer.see),
  }));
  return { from, options, validFor: /^[\w-]*$/ };
}

/** What the key below the mouse is for. */
const explain = hoverTooltip((view, offset) => {
  const key = keyAt(view.state.doc.toString(), offset);
  if (!key) return null;
  const create = () => ({ dom: explanation(key.doc, key.see) });
  return { pos: key.from, end: key.to, above: true, create };
});

function explanation(doc: string, see: string | undefined): HTMLElement {
  const box = document.createElement('div');
  box.className = 'explanation';
  box.append(doc);
  if (see !== undefined) {
    const link = document.createElement('a');
    Object.assign(link, {
      href: see,
      target: '_blank',
      rel: 'noopener',
      textContent: 'Azure’s page',
    });
    box.append(' ', link);
  }
  return box;
}

/** A text to write in. Tab leaves the editor: what it would indent, Enter and completion do. */
export function specState(
  file: string,
  text: string,
  changed: (text: string) => void,
): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      ...shared,
      history(),
      indentOnInput(),
      closeBrackets(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      languageOf(file) ?? [],
      lintGutter(),
      explain,
      autocompletion({ override: [complete], icons: false }),
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...defaultKeymap,
        ...historyKeymap,
        ...foldKeymap,
        ...lintKeymap,
      ]),
      EditorView.contentAttributes.of({ 'aria-label': `Spec ${file}`, tabindex: '0' }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) changed(update.state.doc.toString());
      }),
    ],
  });
}

/** A text to read. */
export function outputState(file: string, text: string): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      ...shared,
      languageOf(file) ?? [],
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      keymap.of([...defaultKeymap, ...foldKeymap]),
      EditorView.contentAttributes.of({
        'aria-label': `Output ${file}`,
        'aria-readonly': 'true',
        tabindex: '0',
      }),
    ],
  });
}

/** Marks diagnostics on their lines. */
export function markProblems(view: EditorView, problems: readonly Diagnostic[]): void {
  const { doc } = view.state;
  const marks = problems.map((one): Mark => ({
    ...firstLine(doc, rangeOf(doc, one)),
    severity: one.severity,
    source: one.code,
    message: one.hint === '' ? one.message : `${one.message}\n${one.hint}`,
  }));
  view.dispatch(setDiagnostics(view.state, marks));
}

/** Selects what a diagnostic is about, in the middle of the editor. */
export function showProblem(view: EditorView, problem: Diagnostic): void {
  const { from, to } = rangeOf(view.state.doc, problem);
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
  });
  view.focus();
}

/** A whole step underlined would be more line than text. */
function firstLine(doc: Text, { from, to }: Range): Range {
  return { from, to: Math.min(to, doc.lineAt(from).to) };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function rangeOf(doc: Text, one: Diagnostic): Range {
  const offset = (line: number, column: number): number => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(from + column - 1, to);
  };
  const from = offset(one.line, one.column);
  return { from, to: Math.max(from, offset(one.endLine, one.endColumn)) };
}
