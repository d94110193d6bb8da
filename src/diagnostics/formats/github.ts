/** Diagnostics as workflow commands of GitHub Actions, which shows them in the pull request. */
import { githubData, githubProperty } from '../../lib/safe-text';
import type { Diagnostic } from '../diagnostic';
import type { Severity } from '../severity';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
};

function place(one: Diagnostic): readonly string[] {
  if (one.file === '') return [];
  const line = [`line=${one.line}`, `endLine=${one.endLine}`];
  // GitHub uses columns only for a place within one line.
  const columns = [`col=${one.column}`, `endColumn=${one.endColumn}`];
  return [
    `file=${githubProperty(one.file)}`,
    ...line,
    ...(one.line === one.endLine ? columns : []),
  ];
}

/** Prints diagnostics as annotations, one per line. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((one) => {
      const properties = [...place(one), `title=${githubProperty(one.code)}`].join(',');
      const text = one.hint === '' ? one.message : `${one.message}\n${one.hint}`;
      return `::${commands[one.severity]} ${properties}::${githubData(text)}\n`;
    })
    .join('');
}
