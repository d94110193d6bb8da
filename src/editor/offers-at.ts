/** What the editor offers at the cursor: keys, values, files and parameters, with what they mean. */
import type { ObjectType, Type } from '../language/type';
import { type Place, placesAt } from './cursor-places';
import type { FileRole } from './declared-types';
import { describeKey, summary } from './describe-key';
import type { Offer, Offers } from './offer';
import { codeOffers } from './offer-codes';
import { pathOffers } from './offer-paths';
import { placeholderOffers } from './offer-placeholders';
import { valueOffers } from './offer-values';
import { nothingKnown, type Surroundings } from './surroundings';

/** What may be written at an offset of a file. */
export function offersAt(
  text: string,
  offset: number,
  file = '',
  known: Surroundings = nothingKnown,
  role?: FileRole,
): Offers {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const special = codeOffers(line, offset) ?? placeholderOffers(text, line, offset, file, known);
  if (special) return special;
  const { from, to } = wordAt(text, line, offset);
  const lead = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  // A key that is there already keeps what follows it.
  const keyed = /^[ \t]*:/.test(text.slice(to));
  const word = text.slice(from, offset);
  const offers = placesAt(text, from, to, role).flatMap((place) =>
    place.expects === 'value'
      ? place.types.flatMap((type) => [
          ...valueOffers(type, file, known),
          ...pathOffers(type, place.key, word, file, known),
        ])
      : keyOffers(place, keyed ? undefined : lead.replace(/[^ ]/g, ' ')),
  );
  const seen = new Set<string>();
  return { from, to, offers: offers.filter(({ label }) => !seen.has(label) && seen.add(label)) };
}

/** The word that the cursor is in: a key, or as much of a value as stands on the line. */
function wordAt(
  text: string,
  line: string,
  offset: number,
): { readonly from: number; readonly to: number } {
  const after = text.slice(offset);
  const isFlow = /[[{][^\]}]*$/.test(line);
  const before = isFlow
    ? /(?:[[{,]|[\w'"}-]:)[ \t]*['"]?((?:(?!: )[^'"[\]{},])*)$/.exec(line)
    : /(?:[\w'"}-]:|^[ \t]*(?:-[ \t]+)*-)[ \t]+['"]?((?:(?!: )[^'"])*)$/.exec(line);
  const value = before?.[1] ?? '';
  const word = /[\w-]*$/.exec(line)?.[0] ?? '';
  const isLonger = value.trimStart().length > word.length && !/^[|>]/.test(value);
  const start = isLonger ? value.trimStart() : word;
  const rest = isLonger ? /^[^\s'"#,[\]{}]*/.exec(after) : /^[\w-]*/.exec(after);
  return { from: offset - start.length, to: offset + (rest?.[0].length ?? 0) };
}

function keyOffers(place: Place, indent: string | undefined): readonly Offer[] {
  const objects = place.types.filter((type) => type.kind === 'object');
  // Where several kinds of entry are possible, the key that decides between them comes first.
  const fields =
    objects.length > 1
      ? objects.flatMap(decidingFields)
      : objects.flatMap((one) => openFields(one, place));
  return fields
    .filter(([name]) => !place.present.includes(name))
    .map(([name, type, owner]) => ({
      label: name,
      insert:
        indent === undefined ? name : `${name}:${afterKey(type, place.flow ? undefined : indent)}`,
      kind: 'key',
      ...summary(type),
      markdown: describeKey(name, type, owner),
    }));
}

type Field = readonly [name: string, type: Type, owner: ObjectType<unknown>];

/** Fields but those that say the same as one that is there. */
function openFields(type: ObjectType<unknown>, { present }: Place): readonly Field[] {
  const closed = type.exclusive.filter((keys) => keys.some((key) => present.includes(key))).flat();
  return Object.entries(type.fields).flatMap(([name, field]): readonly Field[] =>
    closed.includes(name) ? [] : [[name, field, type]],
  );
}

/** The first field of a short form is the one by which it is known; an object of Azure's own is known by its `type`. */
function decidingFields(type: ObjectType<unknown>): readonly Field[] {
  const [first] = Object.entries(type.fields);
  if (!first) return [];
  const [name, field] = first;
  return [[name, name === 'type' ? field : { ...field, doc: type.doc }, type]];
}

/** What belongs behind a key: the rest of the line, or a line of its own. */
function afterKey(type: Type, indent: string | undefined): string {
  const kind =
    type.kind === 'union'
      ? (shortest(type.branches.map((one) => one.type)) ?? type).kind
      : type.kind;
  if (indent === undefined || (kind !== 'list' && kind !== 'object' && kind !== 'mapping'))
    return ' ';
  return `\n${indent}  ${kind === 'list' ? '- ' : ''}`;
}

/** The shape that takes the fewest lines. */
function shortest(types: readonly Type[]): Type | undefined {
  return types.find((type) => ['string', 'number', 'boolean'].includes(type.kind)) ?? types[0];
}
