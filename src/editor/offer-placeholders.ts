/** What may stand between `{{` and `}}`: the parameters of the spec, and the lists of its matrix. */
import type { Offer, Offers } from './offer';
import { declaredIn, hasOwnParameters } from './placeholder-names';
import type { Surroundings } from './surroundings';

/** The parameters and lists; `undefined` where the cursor is not behind `{{`. */
export function placeholderOffers(
  text: string,
  line: string,
  offset: number,
  file: string,
  known: Surroundings,
): Offers | undefined {
  const [, word] = /(?<!\{)\{\{(?!\{)[ \t]*([\w.-]*)$/.exec(line) ?? [];
  if (word === undefined) return undefined;
  const after = text.slice(offset);
  const rest = /^[\w.-]*/.exec(after)?.[0].length ?? 0;
  const isClosed = /^[\w.-]*[ \t]*\}/.test(after);
  const isSpaced = /\{[ \t]+[\w.-]*$/.test(line);
  // The line that is being typed often breaks the YAML of the whole file.
  const lineStart = offset - line.length;
  // The parameters of a step file are known in it alone.
  const others = known
    .related(file)
    .slice(1)
    .filter((one) => !hasOwnParameters(one));
  const readable = `${text.slice(0, lineStart)}${text.slice(offset).replace(/^[^\n]*/, '')}`;
  const sources = [{ path: file, text: readable }, { path: file, text }, ...others];
  const offers = sources.flatMap(declaredIn).map(({ kind, name, doc }): Offer => ({
    label: `${kind}.${name}`,
    insert: `${isSpaced ? '' : ' '}${kind}.${name}${isClosed ? '' : ' }}'}`,
    kind: 'parameter',
    doc,
  }));
  const seen = new Set<string>();
  return {
    from: offset - word.length,
    to: offset + rest,
    offers: offers.filter(({ label }) => !seen.has(label) && seen.add(label)),
  };
}
