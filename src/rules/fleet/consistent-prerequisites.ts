/** What several images have made: one thing, so all of them have to make it alike. */
import { placeOfOrigin } from '../../value/origin';
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import { resourceNoun, types } from '../../service/resource-types';
import { type Image, locationParameter } from '../../image/image';
import {
  type PrerequisiteResource,
  prerequisiteResources,
} from '../../image/prerequisite-resources';
import { entriesOf, literalText, textKey, type Value } from '../../value/value';
import { idParts, nameOf } from '../id-parts';

/** A value by its path; `undefined` where a parameter leaves it open. */
type Leaf = readonly [path: string, value: string | undefined];

/** A resource that an image has made: its leaves by path, and the names that are unique in its gallery. */
export interface Made {
  readonly key: string;
  readonly what: string;
  readonly label: string;
  readonly place: Place;
  readonly leaves: readonly Leaf[];
  readonly names: readonly [key: string, label: string] | undefined;
}

/** The images of a run, as far as it matters here. */
interface Maker {
  readonly folder: string;
  readonly made: readonly Made[];
}

/** What an image has made. */
export function madeBy(image: Image): readonly Made[] {
  return prerequisiteResources(image).flatMap((made) => madeOne(made, image));
}

/** What is compared; the rest of a network follows from it. */
const compared: ReadonlySet<string> = new Set([types.gallery, types.definition, types.network]);

function madeOne({ id, body, origin }: PrerequisiteResource, image: Image): readonly Made[] {
  const parts = compared.has(id.type) ? idParts(id, image) : undefined;
  if (!parts) return [];
  const leaves = leavesOf(body, '', image);
  const identifier = leaves.flatMap(([path, value]) =>
    path.startsWith('properties.identifier.') && value !== undefined ? [value] : [],
  );
  const names = identifier.join(':');
  const gallery = parts.slice(0, -1).join('\n');
  return [
    {
      key: parts.join('\n').toLowerCase(),
      what: resourceNoun(id.type),
      label: nameOf(parts, id),
      place: placeOfOrigin(origin),
      leaves,
      names: identifier.length === 3 ? [`${gallery}\n${names}`.toLowerCase(), names] : undefined,
    },
  ];
}

/** The values of a body by their path. */
function leavesOf(value: Value, path: string, image: Image): readonly Leaf[] {
  if (value.kind === 'object' || value.kind === 'map') {
    return entriesOf(value).flatMap(({ key, value: inner }) => {
      const name = key.kind === 'text' ? textKey(key) : '';
      return leavesOf(inner, path === '' ? name : `${path}.${name}`, image);
    });
  }
  if (value.kind === 'list') {
    return value.items.flatMap((item, index) => leavesOf(item, `${path}[${index}]`, image));
  }
  if (value.kind === 'number' || value.kind === 'boolean') return [[path, String(value.value)]];
  if (value.kind !== 'text') return [];
  const [part] = value.parts;
  const isRegion = typeof part === 'object' && part.parameter === locationParameter;
  const written = literalText(isRegion ? image.location : value);
  return [[path, written]];
}

/** What several images make is one thing: they have to make it alike. */
export function consistentPrerequisites(fleet: readonly Maker[]): readonly Finding[] {
  const known = new Map<string, Made & { readonly image: string }>();
  return fleet.flatMap(({ folder, made }) =>
    made.flatMap((one) => {
      const first = known.get(one.key);
      if (!first) known.set(one.key, { ...one, image: folder });
      if (!first || first.image === folder) return [];
      const path = unequal(first.leaves, one.leaves);
      if (path === undefined) return [];
      const { what, label: name } = one;
      const fields = { what, name, image: folder, other: first.image, path };
      return [diagnose('AIB244', fields, one.place)];
    }),
  );
}

/** The first path at which two bodies differ. */
function unequal(a: readonly Leaf[], b: readonly Leaf[]): string | undefined {
  const [first, second] = [new Map(a), new Map(b)];
  const paths = [...new Set([...first.keys(), ...second.keys()])];
  const isOpen = (path: string): boolean =>
    [first, second].some((one) => one.has(path) && one.get(path) === undefined);
  return paths.find((path) => !isOpen(path) && first.get(path) !== second.get(path));
}

/** Definitions of one gallery that differ in name differ in publisher, offer or SKU too. */
export function distinctIdentifiers(fleet: readonly Maker[]): readonly Finding[] {
  const known = new Map<string, Made>();
  return fleet.flatMap(({ folder, made }) =>
    made.flatMap((one) => {
      const [key, names = ''] = one.names ?? [];
      const first = key === undefined ? undefined : known.get(key);
      if (key !== undefined && !first) known.set(key, one);
      if (!first || first.key === one.key) return [];
      const fields = { name: one.label, image: folder, other: first.label, names };
      return [diagnose('AIB245', fields, one.place)];
    }),
  );
}
