/** What editors understand, from what the pure functions say. */
import {
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Position,
  type Range,
  SymbolKind,
  type TextEdit as LspEdit,
} from 'vscode-languageserver';
import type { Finding, TextEdit } from '../diagnostics/diagnostic';
import { lineText, offsetAt, positionAt, type Source, type Span } from '../diagnostics/source';
import type { Offer, Offers } from './offer';
import type { FileSymbol } from './outline';

/** Lines and columns that count from 1, as a range that counts from 0. */
export function rangeOf(place: Omit<TextEdit, 'file' | 'text'>): Range {
  return {
    start: { line: place.line - 1, character: place.column - 1 },
    end: { line: place.endLine - 1, character: place.endColumn - 1 },
  };
}

export function rangeOfSpan({ source, start, end }: Span): Range {
  const first = positionAt(source, start);
  const last = positionAt(source, end);
  return {
    start: { line: first.line - 1, character: first.column - 1 },
    end: { line: last.line - 1, character: last.column - 1 },
  };
}

/** The offset of a position; one behind the end of a line is the end of the line. */
export function offsetOf(source: Source, { line, character }: Position): number {
  const length = lineText(source, line + 1).length;
  return offsetAt(source, line + 1, Math.min(character, length));
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

export function diagnosticOf(one: Finding): Diagnostic {
  return {
    range: rangeOf(one),
    severity: severities[one.severity],
    code: one.code,
    ...(one.doc === '' ? {} : { codeDescription: { href: one.doc } }),
    source: 'aibgen',
    message: one.hint === '' ? one.message : `${one.message}\n${one.hint}`,
  };
}

export function editOf(edit: TextEdit): LspEdit {
  return { range: rangeOf(edit), newText: edit.text };
}

const itemKinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  parameter: CompletionItemKind.Variable,
  code: CompletionItemKind.Constant,
};

/** The offers in their order, which the editor would lose: it sorts by `sortText`. */
export function completionItems(source: Source, { from, to, offers }: Offers): CompletionItem[] {
  const range = rangeOfSpan({ source, start: from, end: to });
  return offers.map((offer, index) => ({
    label: offer.label,
    kind: itemKinds[offer.kind],
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    documentation: { kind: 'markdown', value: markdownOf(offer) },
    sortText: String(index).padStart(5, '0'),
    filterText: offer.label,
    textEdit: { range, newText: offer.insert },
  }));
}

function markdownOf({ markdown, doc, see }: Offer): string {
  if (markdown !== undefined) return markdown;
  return see === undefined ? doc : `${doc}\n\n[Microsoft's documentation](${see})`;
}

const symbolKinds: Readonly<Record<FileSymbol['kind'], SymbolKind>> = {
  key: SymbolKind.Property,
  step: SymbolKind.Function,
  target: SymbolKind.Package,
  parameter: SymbolKind.Variable,
  list: SymbolKind.Array,
};

export function documentSymbol(one: FileSymbol): DocumentSymbol {
  return {
    name: one.name,
    ...(one.detail === '' ? {} : { detail: one.detail }),
    kind: symbolKinds[one.kind],
    range: rangeOfSpan(one.span),
    selectionRange: rangeOfSpan(one.nameSpan),
    children: one.children.map(documentSymbol),
  };
}
