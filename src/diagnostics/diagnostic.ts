import { codeEntry, type CodeName, type CodeParameters } from './codes';
import { hideSecrets, secretsNear } from './nearby-secrets';
import type { Severity } from './severity';
import { findSecrets } from '../service/secrets/find-secrets';
import { positionAt, type Span } from './source';

/** A problem of a spec and its place. Lines and columns count from 1; `endColumn` is one past the last character. */
export interface Diagnostic {
  /** As `AIB301`; permanent, and explained by `aibgen explain`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong. */
  readonly message: string;
  /** The file, as the user named it; empty if the problem is not in a file. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** As in `distribute[0].regions`; empty for the whole file. */
  readonly path: string;
  /** One sentence: what to write instead. */
  readonly hint: string;
  /** URL of the page that documents it. */
  readonly doc: string;
  /** The edits that fix it, where they are certain: they can be applied without asking. */
  readonly fix?: readonly TextEdit[];
}

/** Replaces a stretch of a file by a text; lines and columns count as in `Diagnostic`. */
export interface TextEdit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A diagnostic inside aibgen: with the stretch of source that it points at, and the values that its texts name. Plain data. */
export interface Finding extends Diagnostic {
  readonly span?: Span;
  readonly parameters: object;
}

/** Takes what is found. */
export type Report = (finding: Finding) => void;

/** Where a diagnostic belongs: a stretch of a source, or a file as a whole. */
export interface Place {
  readonly span?: Span;
  readonly file?: string;
  readonly path?: string;
}

/** The first place of a text inside of another; the whole place where the source writes it in another way. */
export function placeWithin(place: Place, text: string): Place {
  const { span } = place;
  if (!span) return place;
  const at = span.source.text.slice(span.start, span.end).indexOf(text);
  if (at < 0) return place;
  const start = span.start + at;
  return { ...place, span: { ...span, start, end: start + text.length } };
}

/** Makes a diagnostic of a registered code. */
export function diagnose<C extends CodeName>(
  code: C,
  parameters: CodeParameters<C>,
  { span, file, path = '' }: Place,
): Finding {
  const entry = codeEntry(code);
  // The type of the code vouches for its parameters.
  const values = parameters as never;
  const replacement =
    span && isWritten(span, entry.replaces?.(values)) ? entry.replacement?.(values) : undefined;
  const region = span ? regionOf(span) : { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const secrets = span ? secretsNear(span, region.line) : new Set<string>();
  return {
    code,
    severity: entry.severity,
    message: hideSecrets(entry.message(values), secrets),
    file: span?.source.path ?? file ?? '',
    ...region,
    path,
    hint: hideSecrets(entry.hint(values), secrets),
    doc: entry.doc,
    ...(span && replacement !== undefined ? { fix: [replaceText(span, replacement)] } : {}),
    ...(span ? { span } : {}),
    parameters,
  };
}

/** True where a text is in the source as it is, or in quotes. */
function isWritten({ source, start, end }: Span, text: string | undefined): boolean {
  const written = source.text.slice(start, end);
  return text === undefined || [text, `'${text}'`, `"${text}"`].includes(written);
}

function regionOf({ source, start, end }: Span) {
  const first = positionAt(source, start);
  const last = positionAt(source, end);
  return {
    line: first.line,
    column: first.column,
    endLine: last.line,
    endColumn: last.column,
  };
}

/** The edit that replaces a stretch of a source. */
export function replaceText(span: Span, text: string): TextEdit {
  return { file: span.source.path, ...regionOf(span), text };
}

/** The same diagnostic with another hint. */
export function withHint(finding: Finding, hint: string): Finding {
  return { ...finding, hint };
}

/** What leaves aibgen of a diagnostic: without the edits that would show a secret. */
export function published({
  span: _span,
  parameters: _parameters,
  fix,
  ...rest
}: Finding): Diagnostic {
  const isShown = fix?.every((edit) => findSecrets(edit.text).size === 0);
  return fix && isShown ? { ...rest, fix } : rest;
}

/** The key of the spec that fixes a diagnostic, where that is not its own place. */
export function fixKeyOf({ code, parameters }: Finding): string | undefined {
  return codeEntry(code)?.fixKey?.(parameters as never);
}

/** Sorts by file and place, and keeps each diagnostic once. */
export function sortDiagnostics<D extends Diagnostic>(diagnostics: readonly D[]): readonly D[] {
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

/** True if there is an error, so nothing may be written. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error');
}
