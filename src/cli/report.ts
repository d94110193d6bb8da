/** Prints diagnostics in the requested format: data to stdout, messages to stderr. */
import { jsonText, safe, safeLine, type SafeText } from '../lib/safe-text';
import { codeEntry } from '../diagnostics/codes';
import { type Finding, hasErrors, published, sortDiagnostics } from '../diagnostics/diagnostic';
import { formatGithub } from '../diagnostics/formats/github';
import { formatSarif } from '../diagnostics/formats/sarif';
import { coloured, formatText, plain } from '../diagnostics/formats/text';
import { exit, type Io } from './io';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/**
 * Prints the diagnostics; returns the exit code for them.
 * @param notes whether text shows infos even if there is nothing else, or only errors
 */
export function report(
  io: Io,
  diagnostics: readonly Finding[],
  format: Format,
  strict: boolean,
  notes: 'always' | 'with the rest' | 'errors alone' = 'always',
): number {
  const sorted = sortDiagnostics(diagnostics);
  const shown = shownIn(sorted, notes);
  switch (format) {
    case 'json':
      io.stdout(safe`${jsonText(sorted.map(published), 2)}\n`);
      break;
    case 'sarif':
      io.stdout(formatSarif(sorted.map(published)));
      break;
    case 'github':
      io.stdout(formatGithub(sorted));
      break;
    default:
      if (shown.length > 0) {
        io.stderr(safe`${formatText(shown, io.colour ? coloured : plain)}\n${summary(shown)}`);
      }
  }
  if (sorted.some((one) => codeEntry(one.code)?.exit === 'usage')) return exit.usage;
  const warned = strict && sorted.some((one) => one.severity === 'warning');
  return hasErrors(sorted) || warned ? exit.problems : exit.done;
}

function shownIn(
  sorted: readonly Finding[],
  notes: 'always' | 'with the rest' | 'errors alone',
): readonly Finding[] {
  if (notes === 'errors alone') return sorted.filter(({ severity }) => severity === 'error');
  return notes === 'always' || sorted.some(({ severity }) => severity !== 'info') ? sorted : [];
}

function summary(diagnostics: readonly Finding[]): SafeText {
  const count = (severity: string, word: string): readonly string[] => {
    const found = diagnostics.filter((one) => one.severity === severity).length;
    return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
  };
  return safeLine(
    [...count('error', 'error'), ...count('warning', 'warning'), ...count('info', 'note')].join(
      ', ',
    ),
  );
}
