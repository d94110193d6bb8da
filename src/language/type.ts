/**
 * The vocabulary in which the spec language is declared (`language.ts`). One declaration gives the shape check
 * (`check.ts`), the JSON Schema (`json-schema.ts`), the manual and the TypeScript type of a spec.
 */

interface Described {
  readonly doc: string;
  /** Page of the documentation. */
  readonly docs?: string;
  readonly examples?: readonly unknown[];
  /** What an absent value means, in words or as the value itself. */
  readonly default?: unknown;
  readonly deprecated?: string;
}

/** What a text is, beyond its letters. */
export type Format =
  | 'region'
  | 'checksum'
  | 'galleryDefinition'
  | 'galleryVersion'
  | 'managedImage'
  | 'network'
  | 'subnet'
  | 'identity'
  | 'resourceGroup'
  | 'source'
  | 'urn';

/** Formats of text that names a resource. */
type ReferenceFormat = Exclude<Format, 'region' | 'checksum' | 'source' | 'urn'>;

declare const reference: unique symbol;

/** Text that names a resource; any string can be assigned to it. */
export type Reference = string & { readonly [reference]?: true };

/** True for the type `Reference`. */
export type IsReference<T> = typeof reference extends keyof T ? true : false;

declare const shape: unique symbol;

/** Ties a declaration to the TypeScript type of the values that it describes. */
interface Shaped<T> {
  readonly [shape]?: T;
}

/** A text. */
export interface StringType<T = string> extends Described, Shaped<T> {
  readonly kind: 'string';
  /** The only values there are, in any case. */
  readonly values?: readonly string[];
  /** True where the service takes further values than those listed. */
  readonly open?: boolean;
  readonly format?: Format;
  readonly pattern?: { readonly regex: RegExp; readonly what: string };
  /** False where no parameter may stand. */
  readonly parameters: boolean;
  /** True where an empty text says nothing. */
  readonly nonEmpty: boolean;
  /** What else could stand in its place, for messages. */
  readonly otherwise?: string;
  /** True for commands: braces are common in them, and mean nothing here. */
  readonly script?: true;
}

/** A whole number. */
export interface NumberType extends Described, Shaped<number> {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly parameters: boolean;
  readonly values?: readonly number[];
}

/** A boolean. */
export interface BooleanType extends Described, Shaped<boolean> {
  readonly kind: 'boolean';
  readonly parameters: boolean;
  /** The only value that says something, where there is only one. */
  readonly only?: boolean;
}

/** A list. */
export interface ListType<T = readonly unknown[]> extends Described, Shaped<T> {
  readonly kind: 'list';
  readonly of: Type;
  readonly minItems: number;
}

/** A map whose keys are the user's own. */
export interface MappingType<T = Readonly<Record<string, unknown>>> extends Described, Shaped<T> {
  readonly kind: 'mapping';
  readonly of: Type;
  /** What a key is called in messages. */
  readonly keyName: string;
}

/** A map with known keys. */
export interface ObjectType<T = Readonly<Record<string, unknown>>> extends Described, Shaped<T> {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Type>>;
  /** Keys that must be given; one of several where they stand for the same. */
  readonly required: readonly (string | readonly string[])[];
  /** Keys of which only one may be given. */
  readonly exclusive: readonly (readonly string[])[];
  /** Words that people write for a key: shown as the nearest known one. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What to do about keys that people write and that have no counterpart. */
  readonly unsupportedKeys: Readonly<Record<string, string>>;
  /** True for the top level, where keys that begin with `x-` are the user's own. */
  readonly extension: boolean;
}

/** How one recognises which of several shapes a value has. */
export type Discriminator =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'list' | 'mapping' }
  /** An object of Azure's own, by its `type`. */
  | { readonly type: string }
  /** A short form, by a key that only it has. */
  | { readonly key: string };

/** One shape of a union. */
export interface Branch {
  readonly discriminator: Discriminator;
  readonly type: Type;
}

/** One of several shapes. */
export interface UnionType<T = unknown> extends Described, Shaped<T> {
  readonly kind: 'union';
  /** What it is called in messages: `a step`. */
  readonly what: string;
  readonly branches: readonly Branch[];
  /** Words that people write for the key of a branch. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What to do about keys that people write and that make no branch. */
  readonly unsupportedKeys: Readonly<Record<string, string>>;
}

/** Any value: a place for people, not for the tool. */
export interface AnyType extends Described, Shaped<unknown> {
  readonly kind: 'any';
}

/** The type of a value of the language. */
export type Type =
  | StringType<unknown>
  | NumberType
  | BooleanType
  | ListType<unknown>
  | MappingType<unknown>
  | ObjectType<unknown>
  | UnionType
  | AnyType;

/** The TypeScript type of the values that a declaration describes. */
export type Infer<T> = T extends Shaped<infer U> ? U : never;

type Fields = Readonly<Record<string, Type>>;
type InferFields<F extends Fields> = { readonly [K in keyof F]?: Infer<F[K]> };
type Options<T extends Type> = Partial<Omit<T, 'kind' | 'doc' | typeof shape>>;

/** Declares a text. */
export function string(
  doc: string,
  options: Options<StringType> & { readonly format: ReferenceFormat },
): StringType<Reference>;
export function string(doc: string, options?: Options<StringType>): StringType;
export function string(doc: string, options: Options<StringType> = {}): StringType {
  return { kind: 'string', doc, parameters: true, nonEmpty: true, ...options };
}

/** Declares a text that is one of a few oneOf, in any case. */
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

/** Declares a map whose keys are the user's own. */
export function mapping<T extends Type>(
  doc: string,
  keyName: string,
  of: T,
  options: Options<MappingType> = {},
): MappingType<Readonly<Record<string, Infer<T>>>> {
  return { kind: 'mapping', doc, keyName, of, ...options };
}

/** Declares a map with known keys. */
export function object<F extends Fields>(
  doc: string,
  fields: F,
  options: Options<ObjectType> = {},
): ObjectType<InferFields<F>> {
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
