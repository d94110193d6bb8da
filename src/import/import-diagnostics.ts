/** What an import found, as diagnostics that point into the template. */
import { type Finding, diagnose } from '../diagnostics/diagnostic';
import type { Source } from '../diagnostics/source';
import type { ImportResult } from './import-document';

const codes = { error: 'AIB601', warning: 'AIB602', info: 'AIB603' } as const;

/** The problems of the document, what stands in the way of its images, and what their specs have to say. */
export function importDiagnostics(
  { specs, problems }: ImportResult,
  file: string,
  text: string,
): readonly Finding[] {
  const source: Source = { path: file, text };
  const at = (line: number, column: number, path: string) => {
    const start = Math.min(offsetOf(text, line) + Math.max(column - 1, 0), text.length);
    return line < 1 ? { file, path } : { span: { source, start, end: start }, path };
  };
  return [
    ...problems
      .filter((one) => !one.inOtherResource)
      .map(({ severity, message, line, column, path }) =>
        diagnose(codes[severity], { reason: message }, at(line, column, path)),
      ),
    ...specs.flatMap(({ obstacles, diagnostics, image }) => [
      ...obstacles.map(({ path, line, reason }) =>
        diagnose(
          'AIB604',
          { what: path === '' ? 'the image template' : path, reason },
          at(line, 1, path),
        ),
      ),
      // What stands in the way of an image is told at its place in the template.
      ...(image === undefined ? [] : diagnostics),
    ]),
  ];
}

function offsetOf(text: string, line: number): number {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const next = text.indexOf('\n', start);
    if (next < 0) return start;
    start = next + 1;
  }
  return start;
}
