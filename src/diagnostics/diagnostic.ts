import { type CodeName, codes } from './codes';
import type { Severity } from './severity';
import { positionAt, type Source, type Span } from './source';

/** One thing to say about a spec, on its line. Lines and columns count from 1; `endColumn` is behind the last character. */
export interface Diagnostic {
  /** As `AIB301`; permanent, and explained by `aibgen explain`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** The file that it is about, as it was named; empty where it is about none. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** As in `distribute[0].regions`; empty for the whole file. */
  readonly path: string;
  /** One sentence: what to write instead. */
  readonly hint: string;
  /** Address of the page that says so. */
  readonly doc: string;
}

/** Where a diagnostic belongs: a stretch of a source, or a file as a whole. */
export interface Place {
  readonly span?: Span;
  readonly file?: string;
  readonly path?: string;
}

type MessageParameters<C extends CodeName> = Parameters<(typeof codes)[C]['message']>[0];

const spans = new WeakMap<Diagnostic, Span>();

/** Makes a diagnostic of a registered code. */
export function diagnose<C extends CodeName>(
  code: C,
  parameters: MessageParameters<C>,
  place: Place,
): Diagnostic {
  const entry: {
    severity: Severity;
    message: (p: never) => string;
    hint: (p: never) => string;
    doc: string;
  } = codes[code];
  const start = place.span ? positionAt(place.span.source, place.span.start) : undefined;
  const end = place.span ? positionAt(place.span.source, place.span.end) : undefined;
  const diagnostic: Diagnostic = {
    code,
    severity: entry.severity,
    message: entry.message(parameters as never),
    file: place.span?.source.path ?? place.file ?? '',
    line: start?.line ?? 1,
    column: start?.column ?? 1,
    endLine: end?.line ?? 1,
    endColumn: end?.column ?? 1,
    path: place.path ?? '',
    hint: entry.hint(parameters as never),
    doc: entry.doc,
  };
  if (place.span) spans.set(diagnostic, place.span);
  return diagnostic;
}

/** The same diagnostic with another hint. */
export function withHint(diagnostic: Diagnostic, hint: string): Diagnostic {
  const made = { ...diagnostic, hint };
  const span = spans.get(diagnostic);
  if (span) spans.set(made, span);
  return made;
}

/** A diagnostic together with the stretch that it points at: as it goes from thread to thread. */
export interface PackedDiagnostic {
  readonly diagnostic: Diagnostic;
  readonly span: Span | undefined;
}

/** Packs a diagnostic. */
export function pack(diagnostic: Diagnostic): PackedDiagnostic {
  return { diagnostic, span: spans.get(diagnostic) };
}

/** Unpacks a diagnostic. */
export function unpack({ diagnostic, span }: PackedDiagnostic): Diagnostic {
  if (span) spans.set(diagnostic, span);
  return diagnostic;
}

/** The text that a diagnostic points into, where it points into one. */
export function sourceOf(diagnostic: Diagnostic): Source | undefined {
  return spans.get(diagnostic)?.source;
}

/** The stretch that a diagnostic points at, where it points at one. */
export function spanOf(diagnostic: Diagnostic): Span | undefined {
  return spans.get(diagnostic);
}

/** Sorts by file and place, and keeps each diagnostic once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics
    .filter((one) => {
      const key = JSON.stringify([one.code, one.file, one.line, one.column, one.message]);
      return !seen.has(key) && seen.add(key);
    })
    .toSorted(
      (a, b) =>
        compare(a.file, b.file) ||
        a.line - b.line ||
        a.column - b.column ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** True when nothing may be written. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}
