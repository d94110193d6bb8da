/** Codes behind `# aibgen-disable-next-line`. */
import { codeEntry, codeNames } from '../diagnostics/codes';
import type { Offers } from './offer';

/** The codes that a comment may suppress; `undefined` where the line is no such comment. */
export function codeOffers(line: string, offset: number): Offers | undefined {
  const [, word] = /#\s*aibgen-disable-next-line\s+(?:AIB\d+[\s,]+)*(\w*)$/i.exec(line) ?? [];
  if (word === undefined) return undefined;
  const names = codeNames();
  const offers = names
    .filter((name) => codeEntry(name).severity !== 'error')
    .map((name) => ({
      label: name,
      insert: `${name} `,
      kind: 'code' as const,
      detail: codeEntry(name).title,
      doc: codeEntry(name).title,
    }));
  return { from: offset - word.length, to: offset, offers };
}
