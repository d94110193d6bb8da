/** Diagnostics as workflow commands of GitHub Actions, which shows them in the pull request. */
import type { Diagnostic } from '../diagnostic';
import type { Severity } from '../severity';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

/** @see https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function place(one: Diagnostic): readonly string[] {
  if (one.file === '') return [];
  const line = [`line=${one.line}`, `endLine=${one.endLine}`];
  // Columns count only where a place is within one line.
  const columns = [`col=${one.column}`, `endColumn=${one.endColumn}`];
  return [
    `file=${escapeProperty(one.file)}`,
    ...line,
    ...(one.line === one.endLine ? columns : []),
  ];
}

/** Prints diagnostics as annotations, one a line. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((one) => {
      const properties = [...place(one), `title=${escapeProperty(one.code)}`].join(',');
      const text = one.hint === '' ? one.message : `${one.message}\n${one.hint}`;
      return `::${commands[one.severity]} ${properties}::${escapeData(text)}\n`;
    })
    .join('');
}
