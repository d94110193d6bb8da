/** What the editor offers at the cursor: keys and values of the language declaration, with what they mean. */
import { azureRegions, imageBuilderRegions } from '../src/service/regions';
import type { ObjectType, Type } from '../src/language/type';
import { type Place, placesAt } from './place';

/** One thing to choose. */
export interface Offer {
  readonly label: string;
  /** What is written; differs from the label by what follows a key. */
  readonly insert: string;
  readonly kind: 'key' | 'value';
  readonly doc: string;
  readonly see?: string;
}

/** What is offered, and from where on it replaces the text. */
export interface Offers {
  readonly from: number;
  readonly offers: readonly Offer[];
}

/** What may be written at an offset of a spec. */
export function offersAt(text: string, offset: number): Offers {
  const word = /[\w-]*$/.exec(text.slice(0, offset))?.[0] ?? '';
  const rest = /^[\w-]*/.exec(text.slice(offset))?.[0] ?? '';
  const from = offset - word.length;
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  // A key that is there already keeps what follows it.
  const keyed = /^[ \t]*:/.test(text.slice(offset + rest.length));
  const offers = placesAt(text, from, offset + rest.length).flatMap((place) =>
    place.expects === 'value'
      ? place.types.flatMap(valueOffers)
      : keyOffers(place, keyed ? undefined : line.replace(/[^ ]/g, ' ')),
  );
  const seen = new Set<string>();
  return { from, offers: offers.filter(({ label }) => !seen.has(label) && seen.add(label)) };
}

/** What the key at an offset is for, and where it stands; `undefined` where there is no key that is known. */
export function keyAt(text: string, offset: number): Meaning | undefined {
  const from = offset - (/[\w-]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
  const to = offset + (/^[\w-]*/.exec(text.slice(offset))?.[0].length ?? 0);
  if (from === to || text[to] !== ':') return undefined;
  const name = text.slice(from, to);
  const types = placesAt(text, from, to).flatMap((place) => place.types);
  const owners = types.filter((type) => type.kind === 'object');
  const field = owners.map(({ fields }) => fields[name]).find((type) => type !== undefined);
  return field && { from, to, ...described(field) };
}

/** What is meant by a stretch of a spec. */
export interface Meaning {
  readonly from: number;
  readonly to: number;
  readonly doc: string;
  readonly see?: string;
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
    .map(([name, type]) => ({
      label: name,
      insert:
        indent === undefined ? name : `${name}:${afterKey(type, place.flow ? undefined : indent)}`,
      kind: 'key',
      ...described(type),
    }));
}

/** Fields but those that say the same as one that is there. */
function openFields(
  type: ObjectType<unknown>,
  { present }: Place,
): readonly (readonly [string, Type])[] {
  const closed = type.exclusive.filter((keys) => keys.some((key) => present.includes(key))).flat();
  return Object.entries(type.fields).filter(([name]) => !closed.includes(name));
}

/** The first field of a short form is the one by which it is known; an object of Azure's own is known by its `type`. */
function decidingFields(type: ObjectType<unknown>): readonly (readonly [string, Type])[] {
  const [first] = Object.entries(type.fields);
  if (!first) return [];
  return first[0] === 'type' ? [first] : [[first[0], { ...first[1], doc: type.doc }]];
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

function valueOffers(type: Type): readonly Offer[] {
  if (type.kind === 'union') return type.branches.flatMap((branch) => valueOffers(branch.type));
  return valuesOf(type).map((value) => ({
    label: value,
    insert: value,
    kind: 'value',
    ...described(type),
  }));
}

function valuesOf(type: Type): readonly string[] {
  if (type.kind === 'boolean')
    return type.only === undefined ? ['true', 'false'] : [String(type.only)];
  if (type.kind === 'number') {
    const few = type.max - type.min < 5 ? type.max - type.min + 1 : 0;
    return Array.from({ length: few }, (_, index) => String(type.min + index));
  }
  if (type.kind !== 'string') return [];
  if (type.values) return type.values;
  const examples = (type.examples ?? []).map(String);
  if (type.format !== 'region') return examples;
  return [...new Set([...imageBuilderRegions.map(({ name }) => name), ...azureRegions])];
}

function described(type: Type): Pick<Offer, 'doc' | 'see'> {
  const given = type.default === undefined ? '' : ` Default: ${JSON.stringify(type.default)}.`;
  return { doc: `${type.doc}${given}`, ...(type.docs === undefined ? {} : { see: type.docs }) };
}
