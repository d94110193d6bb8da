/** The report of an import: what happened to each part of the template that the spec does not contain unchanged. */
import { type Finding, published } from '../../diagnostics/diagnostic';
import { joined, jsonText, safe, safeLine, type SafeText } from '../../lib/safe-text';
import type { ImportResult } from '../../import/import-document';
import { importReport } from '../../import/import-report';
import type { Json } from '../../lib/json';
import type { ImportNote } from '../../import/import-notes';

const words: Readonly<Record<ImportNote['what'], string>> = {
  default: 'left out as the default',
  repaired: 'repaired',
  dropped: 'dropped',
  parameter: 'made a parameter',
  note: 'to check',
  rights: 'rights',
};

/** The report for people. */
export function importText(result: ImportResult, file: string): SafeText {
  const lines = importReport(result).images.flatMap(({ name, notes }) => [
    // A value that was absent in the template is left out for people.
    ...notes
      .filter(({ from }) => from !== null)
      .map((note) => `${note.file ?? file}:${note.line}: ${words[note.what]}: ${describe(note)}`),
    `${name}: ${summary(notes)}`,
  ]);
  return joined(lines.map(safeLine));
}

function describe({ path, reason, from, to }: ImportNote): string {
  const change = [from, to].flatMap((one) => (one === undefined ? [] : [short(one)])).join(' -> ');
  const what = [path, change].filter((one) => one !== '').join(' ');
  return `${what === '' ? '' : `${what}: `}${reason}`;
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function summary(notes: readonly ImportNote[]): string {
  const counts = (Object.keys(words) as ImportNote['what'][]).flatMap((what) => {
    const count = notes.filter((note) => note.what === what).length;
    return count === 0 ? [] : [`${count} ${words[what]}`];
  });
  return counts.length === 0 ? 'everything is in the spec' : counts.join(', ');
}

/** The report for programs. */
export function importJson(result: ImportResult, diagnostics: readonly Finding[]): SafeText {
  return safe`${jsonText({ ...importReport(result), diagnostics: diagnostics.map(published) }, 2)}\n`;
}
