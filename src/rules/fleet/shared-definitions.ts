/** Variants of one spec that count versions in the same image definition, so that its latest version may be any of them. */
import { diagnose, type Finding, type Place } from '../../diagnostics/diagnostic';
import type { Image } from '../../image/image';
import { galleryIdOf, isVersion } from '../../image/target-place';
import { literalText, type Value } from '../../value/value';
import { idParts, nameOf } from '../id-parts';
import { placeOfValue } from '../place';

/** A definition in which an image counts versions that may be the latest. */
export interface CountedDefinition {
  /** The definition, and the major version in which the service counts. */
  readonly key: string;
  readonly label: string;
  readonly place: Place;
}

/** The definitions in which an image counts versions; one whose version is given, or never the latest, does not count. */
export function countedDefinitions(image: Image): readonly CountedDefinition[] {
  return image.properties.distribute.items.flatMap((target) => {
    const id = galleryIdOf(target);
    if (!id || isVersion(id) || target.type !== 'SharedImage') return [];
    const { excludeFromLatest, versioning } = target.fields;
    const parts = idParts(id, image);
    if (!parts || isExcluded(excludeFromLatest)) return [];
    const { scheme, major } = versioning?.fields ?? {};
    if (literalText(scheme)?.toLowerCase() === 'source') return [];
    const counter = major?.kind === 'number' ? String(major.value) : (major?.kind ?? '');
    const key = [...parts, counter].join('\n').toLowerCase();
    return [{ key, label: nameOf(parts, id), place: placeOfValue(id) }];
  });
}

/** True where a version is not the latest one, or a parameter decides. */
function isExcluded(value: Value | undefined): boolean {
  return value !== undefined && !(value.kind === 'boolean' && !value.value);
}

/** Warns once of each definition that several variants of a spec share. */
export function variantsShareDefinition(
  fleet: readonly {
    readonly folder: string;
    readonly spec: string;
    readonly counted: readonly CountedDefinition[];
  }[],
): readonly Finding[] {
  const shared = new Map<
    string,
    { readonly first: CountedDefinition; readonly images: string[] }
  >();
  for (const { folder, spec, counted } of fleet) {
    for (const definition of counted) {
      const key = `${spec}\n${definition.key}`;
      const known = shared.get(key);
      if (!known) shared.set(key, { first: definition, images: [folder] });
      else if (!known.images.some((one) => one.toLowerCase() === folder.toLowerCase()))
        known.images.push(folder);
    }
  }
  return [...shared.values()].flatMap(({ first, images }) =>
    images.length > 1 ? [diagnose('AIB246', { name: first.label, images }, first.place)] : [],
  );
}
