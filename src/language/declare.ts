/** Functions that declare types. */
import type {
  AnyType,
  BooleanType,
  Branch,
  Described,
  Fields,
  Infer,
  InferFields,
  ListType,
  MappingType,
  NumberType,
  ObjectType,
  Options,
  Reference,
  ReferenceFormat,
  StringType,
  Type,
  UnionType,
} from './type';

/** Options of what takes no parameters. */
export const fixed = { parameters: false } as const;

/** The largest whole number that the service takes where it has no limit of its own. */
export const int32 = 2_147_483_647;

/** Declares a string. */
export function string(
  doc: string,
  options: Options<StringType> & { readonly format: ReferenceFormat },
): StringType<Reference>;
export function string(doc: string, options?: Options<StringType>): StringType;
export function string(doc: string, options: Options<StringType> = {}): StringType {
  return { kind: 'string', doc, parameters: true, nonEmpty: true, ...options };
}

/** Declares a string that is one of a few words, in any case. */
export function oneOf<const V extends readonly string[]>(
  doc: string,
  values: V,
  options: Options<StringType> = {},
): StringType<V[number]> {
  return { kind: 'string', doc, parameters: true, nonEmpty: true, ...options, values };
}

/** Declares a whole number from `min` to `max`. */
export function integer(
  doc: string,
  min: number,
  max: number,
  options: Options<NumberType> = {},
): NumberType {
  return { kind: 'number', doc, min, max, parameters: true, ...options };
}

/** Declares a boolean. */
export function boolean(doc: string, options: Options<BooleanType> = {}): BooleanType {
  return { kind: 'boolean', doc, parameters: true, ...options };
}

/** Declares a list. */
export function list<T extends Type>(
  doc: string,
  of: T,
  options: Options<ListType> = {},
): ListType<readonly Infer<T>[]> {
  return { kind: 'list', doc, of, minItems: 0, ...options };
}

/** Declares a mapping whose keys are the user's own. */
export function mapping<T extends Type>(
  doc: string,
  keyName: string,
  of: T,
  options: Options<MappingType> = {},
): MappingType<Readonly<Record<string, Infer<T>>>> {
  return { kind: 'mapping', doc, keyName, of, ...options };
}

/** Declares a mapping with known keys. */
export function object<const F extends Fields>(
  doc: string,
  fields: F,
  options: Options<ObjectType> = {},
): ObjectType<InferFields<F>> & { readonly fields: F } {
  return { ...objectOf<InferFields<F>>(doc, fields, options), fields };
}

/** Declares a mapping whose fields are derived; `T` is the TypeScript type of its values. */
export function objectOf<T>(
  doc: string,
  fields: Fields,
  options: Options<ObjectType> = {},
): ObjectType<T> {
  return {
    kind: 'object',
    doc,
    fields,
    required: [],
    exclusive: [],
    aliases: {},
    unsupportedKeys: {},
    extension: false,
    ...options,
  };
}

/** Declares one of several shapes. */
export function union<const B extends readonly Branch[]>(
  doc: string,
  what: string,
  branches: B,
  options: Options<UnionType> = {},
): UnionType<Infer<B[number]['type']>> {
  return { kind: 'union', doc, what, branches, aliases: {}, unsupportedKeys: {}, ...options };
}

/** Declares a place for anything. */
export function any(doc: string): AnyType {
  return { kind: 'any', doc };
}

/** Options of a property whose default is written out: the default, what `explain` calls its rule, and the reason. */
export function byDefault<const V>(value: V, rule: string, reason: string) {
  return { default: value, writtenDefault: { rule, reason } };
}

/** The same declaration with other options. */
export function revised<T extends Type>(
  type: T,
  options: Partial<Described> & { readonly fields?: Fields },
): T {
  return { ...type, ...options };
}

/** A branch whose type is made when it is first asked for: most specs have few of them. */
export function branch<D extends Branch['discriminator'], T extends Type>(
  discriminator: D,
  make: () => T,
): { readonly discriminator: D; readonly type: T } {
  let made: T | undefined;
  return {
    discriminator,
    get type() {
      return (made ??= make());
    },
  };
}

/** Declares the word `true`. */
export function yes(options: Options<BooleanType> = {}): BooleanType {
  return boolean('Yes, as by default.', { only: true, parameters: false, ...options });
}

/** A branch of a union that is recognised by the kind of its value: a string, a list and so on. */
export function plain<
  const T extends
    | StringType<unknown>
    | NumberType
    | BooleanType
    | ListType<unknown>
    | MappingType<unknown>
    | ObjectType<unknown>,
>(type: T) {
  const { kind } = type;
  return { discriminator: { kind: kind === 'object' ? 'mapping' : kind }, type } as const;
}
