/** Compares diagnostics with what a test expects. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic';

/** `web.yaml AIB301:7:3 customize[0]: The timeout …`, of which everything but the code may be left out. */
const form =
  /^(?:(?<file>\S+) )?(?<code>AIB\d{3})(?::(?<line>\d+)(?::(?<column>\d+))?)?(?: (?<path>[^: ]\S*?))?(?:: (?<message>.*))?$/s;

/** A diagnostic in the form of what is expected of it. */
function inForm(expected: string | undefined, one: Diagnostic): string {
  const parts = form.exec(expected ?? '')?.groups;
  if (!parts)
    return `${one.file} ${one.code}:${one.line}:${one.column} ${one.path}: ${one.message}`;
  return [
    parts['file'] === undefined ? '' : `${one.file} `,
    one.code,
    parts['line'] === undefined ? '' : `:${one.line}`,
    parts['column'] === undefined ? '' : `:${one.column}`,
    parts['path'] === undefined ? '' : ` ${one.path}`,
    parts['message'] === undefined ? '' : `: ${one.message}`,
  ].join('');
}

/**
 * Expects exactly these diagnostics, in this order. Each is given in as many words as the test is about: `AIB301`, `AIB301:7`,
 * `AIB301:7:3`, `AIB301 customize[0]`, `web.yaml AIB301:7`, `AIB301:7: The whole message.`
 */
export function expectDiagnostics(
  diagnostics: readonly Diagnostic[],
  expected: readonly string[],
): void {
  const malformed = expected.filter((one) => !form.test(one));
  if (malformed.length > 0) throw new Error(`not in the form of a diagnostic: ${malformed}`);
  const found = diagnostics.map((one, index) => inForm(expected[index], one));
  if (found.join('\n') === expected.join('\n') && found.length === expected.length) return;
  // Jest shows the difference; the whole diagnostics tell why.
  process.stderr.write(diagnostics.map((one) => `${inForm(undefined, one)}\n`).join(''));
  expect(found).toEqual(expected);
}
