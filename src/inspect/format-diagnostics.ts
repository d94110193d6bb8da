/** Diagnostics of the library as the command prints them. */
import type { Diagnostic } from '../diagnostics/diagnostic';
import { formatText } from '../diagnostics/formats/text';
import { offsetAt, type Source } from '../diagnostics/source';
import { toSource } from '../spec/yaml/read-yaml';

/**
 * Diagnostics as text for people, as `aibgen validate` prints them: place, message, hint and page; with the source line and a mark
 * where `files` has the text of the file under the name that the diagnostic gives.
 */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  files: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const sources = new Map<string, Source>();
  const sourceOf = (file: string): Source | undefined => {
    const text = Object.hasOwn(files, file) ? files[file] : undefined;
    if (typeof text !== 'string') return undefined;
    const source = sources.get(file) ?? toSource(file, text);
    sources.set(file, source);
    return source;
  };
  return formatText(
    diagnostics.map((one) => {
      const source = sourceOf(one.file);
      if (!source) return { ...one, parameters: {} };
      const start = offsetAt(source, one.line, one.column - 1);
      const end = offsetAt(source, one.endLine, one.endColumn - 1);
      return { ...one, parameters: {}, span: { source, start, end } };
    }),
  );
}
