/**
 * Short forms, derived from the declarations of Azure's own shapes: a property with a short name gets both names in the
 * short form, only one of which may be given; a property without one keeps its name.
 */
import { objectOf } from './declare';
import type { Fields, InferFields, ObjectType, Options, Type } from './type';

/** Gives a property its short name, or several with types of their own. */
export function short<const S extends string | Fields, T extends Type>(
  names: S,
  type: T,
): T & { readonly short: S } {
  return { ...type, short: names };
}

/** Lets a spec have other shapes of a property besides, or instead of, Azure's own. */
export function inSpec<S extends Type, T extends Type>(
  spec: S,
  type: T,
): T & { readonly inSpec: S } {
  return { ...type, inSpec: spec };
}

/** Moves the short names of a mapping's properties to the mapping around it. */
export function lifted<T extends ObjectType<unknown>>(type: T): T & { readonly lifted: true } {
  return { ...type, lifted: true };
}

type InSpec<T> = T extends { readonly inSpec: infer S } ? S : T;
type ShortName<T> = T extends { readonly short: infer S extends string } ? S : never;
type ShortTypes<T> = T extends { readonly short: infer S extends Fields } ? S : unknown;
type LiftedTypes<T> = T extends { readonly lifted: true; readonly fields: infer F }
  ? { [K in keyof F as ShortName<F[K]>]: InSpec<F[K]> }
  : unknown;
type All<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer I) => void
  ? I
  : never;

/** The fields that a spec may have for these fields of Azure: under their short names and their own. */
export type SpecFields<F> = { [K in keyof F]: InSpec<F[K]> } & {
  [K in keyof F as ShortName<F[K]>]: InSpec<F[K]>;
} & All<{ [K in keyof F]: ShortTypes<F[K]> & LiftedTypes<F[K]> }[keyof F]>;

interface Derived {
  readonly fields: Fields;
  readonly exclusive: readonly (readonly string[])[];
  /** Short name -> path of the property. */
  readonly paths: Readonly<Record<string, string>>;
}

/** What a spec may have for a property, under its own name; it exists since the property does. */
function specType(type: Type): Type {
  const { inSpec: of, since } = type;
  return of ? { ...of, ...(since === undefined ? {} : { since }) } : type;
}

/** The short names of a property with their types, and the paths that they stand for. */
function shortNames(name: string, type: Type): readonly (readonly [string, Type, string])[] {
  const { short: names } = type;
  if (typeof names === 'string') return [[names, specType(type), name]];
  const own = Object.entries(names ?? {}).map(([key, one]) => [key, one, name] as const);
  const inner =
    type.lifted && type.kind === 'object'
      ? Object.entries(type.fields).flatMap(([key, field]) =>
          shortNames(key, field).map(([one, of, path]) => [one, of, `${name}.${path}`] as const),
        )
      : [];
  return [...own, ...inner];
}

/** Derives the fields of a short form; the long names come last. */
export function deriveShortForm(azure: Fields): Derived {
  const first: [string, Type][] = [];
  const last: [string, Type][] = [];
  const exclusive: (readonly string[])[] = [];
  const paths: Record<string, string> = {};
  for (const [name, type] of Object.entries(azure)) {
    const names = shortNames(name, type);
    for (const [key, of, path] of names) {
      first.push([key, of]);
      paths[key] = path;
    }
    if (type.lifted) exclusive.push(...names.map(([key]) => [key, name]));
    else if (names.length > 0) exclusive.push([...names.map(([key]) => key), name]);
    (names.length > 0 ? last : first).push([name, specType(type)]);
  }
  return { fields: Object.fromEntries([...first, ...last]), exclusive, paths };
}

/** The short form of one of Azure's mappings, with further fields of its own. */
export function shortObject<F extends Fields, X extends Fields>(
  doc: string,
  azure: F,
  further: X,
  options: Options<ObjectType> = {},
): ObjectType<InferFields<SpecFields<F> & X>> {
  const { fields, exclusive, paths } = deriveShortForm(azure);
  return objectOf(
    doc,
    { ...fields, ...further },
    {
      ...options,
      exclusive: [...exclusive, ...(options.exclusive ?? [])],
      expansion: { kind: 'mapping', paths, adds: {} },
    },
  );
}

/** The fields of a short form that takes the short names only. */
type ShortFields<F> = {
  [K in keyof F as [ShortName<F[K]>] extends [never] ? K : ShortName<F[K]>]: InSpec<F[K]>;
};

/** The same with the short names alone; a long name is reported with the short one. */
export function shortNamesOnly<F extends Fields>(
  doc: string,
  azure: F,
  options: Options<ObjectType> = {},
): ObjectType<InferFields<ShortFields<F>>> {
  const { fields, paths } = deriveShortForm(azure);
  const longNames = Object.values(paths);
  const entries = Object.entries(fields).filter(([key]) => !longNames.includes(key));
  const aliases = Object.fromEntries(Object.entries(paths).map(([key, path]) => [path, key]));
  return objectOf(doc, Object.fromEntries(entries), {
    ...options,
    aliases: { ...aliases, ...options.aliases },
    expansion: { kind: 'mapping', paths, adds: {} },
  });
}
