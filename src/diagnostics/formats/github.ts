/** Diagnostics as workflow commands of GitHub Actions, which shows them in the pull request. */
import { githubCommand, joined, type SafeText } from '../../lib/safe-text';
import type { Diagnostic } from '../diagnostic';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

function place({ file, line, endLine, column, endColumn }: Diagnostic) {
  if (file === '') return {};
  // GitHub uses columns only for a place within one line.
  return { file, line, endLine, ...(line === endLine ? { col: column, endColumn } : {}) };
}

/** Prints diagnostics as annotations, one per line. */
export function formatGithub(diagnostics: readonly Diagnostic[]): SafeText {
  return joined(
    diagnostics.map((one) => {
      const text = one.hint === '' ? one.message : `${one.message}\n${one.hint}`;
      return githubCommand(commands[one.severity], { ...place(one), title: one.code }, text);
    }),
  );
}
