/**
 * The vocabulary in which the spec language is declared. One declaration gives the shape check, the JSON Schema, the
 * manual, the TypeScript type of a spec, the expansion of short forms, the defaults that are written out, the API
 * version that a property needs, and the way back from a template to a spec.
 */
import type { ApiVersion } from '../service/api-versions';

/** What every declared type can say about itself. */
export interface Described {
  readonly doc: string;
  /** Address of Microsoft's page about it. */
  readonly docs?: string;
  readonly examples?: readonly unknown[];
  /** The value that an absent one means. */
  readonly default?: unknown;
  /** Given if aibgen writes the default into the template, with its documentation under `docs`. */
  readonly writtenDefault?: WrittenDefault;
  /** True if aibgen derives an absent value from the rest of the spec. */
  readonly derived?: boolean;
  readonly deprecated?: string;
  /** The first API version that has it; absent: all have. */
  readonly since?: ApiVersion;
  /** The short name of the property, or short names with the type of their values. */
  readonly short?: string | Fields;
  /** True for a mapping whose short names belong to the mapping around it: `vm.subnet` is `vmProfile.vnetConfig.subnetId`. */
  readonly lifted?: boolean;
  /** What a spec may have in place of Azure's own shape. */
  readonly inSpec?: Type;
  /** How a short form becomes Azure's own shape. */
  readonly expansion?: Expansion;
}

/** Why a default is written out: `rule` is what `aibgen explain` calls it. */
interface WrittenDefault {
  readonly rule: string;
  readonly reason: string;
  /** True if only some images get it: the code that fills them decides. */
  readonly conditional?: boolean;
}

/** Plain data of a template. */
export type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

/** How a short form becomes Azure's own shape (`spec/expand.ts`), and how import gets back (`import/draft-value.ts`). */
export type Expansion =
  /** A mapping whose keys stand for paths of properties; other keys keep their names. `adds` is added: its `type`. */
  | {
      readonly kind: 'mapping';
      readonly paths: Readonly<Record<string, string>>;
      readonly adds: Readonly<Record<string, string | boolean>>;
    }
  /** One word that stands for a whole value: `optimize: true`. */
  | { readonly kind: 'constant'; readonly value: Data }
  /** A value that stands for a mapping in which it is the value of each of these keys: `errorHandling: abort`. */
  | {
      readonly kind: 'fields';
      readonly keys: readonly string[];
      readonly adds?: Readonly<Record<string, string | boolean>>;
    }
  /** A value that stands for fields of the mapping around it: `inline` or `scriptUri`; `sourceUri`; each key of the value. */
  | { readonly kind: 'script' | 'file' | 'options' }
  /** Commands as a list of lines. */
  | { readonly kind: 'lines' }
  /** A number behind a prefix: 2 is `V2`. */
  | { readonly kind: 'prefix'; readonly prefix: string }
  /** Hours and minutes as a number of minutes. */
  | { readonly kind: 'minutes'; readonly min: number; readonly max: number }
  /** A source named by its URN or resource id. */
  | { readonly kind: 'source' }
  /** A marketplace image by its URN: its publisher, offer, SKU and version. */
  | { readonly kind: 'urn' }
  /** The plan of a marketplace image, taken from the URN next to it. */
  | { readonly kind: 'plan' }
  /** The one identity of Azure's own shape. */
  | { readonly kind: 'identity' };

/** What a string is, besides its letters. */
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

/** What a path in a spec leads to. */
export type FileKind = 'spec' | 'steps' | 'script' | 'file' | 'folder';

/** Formats of strings that name a resource. */
export type ReferenceFormat = Exclude<Format, 'region' | 'checksum' | 'source' | 'urn'>;

declare const reference: unique symbol;

/** A string that names a resource; any string can be assigned to it. */
export type Reference = string & { readonly [reference]?: true };

/** True for the type `Reference`. */
export type IsReference<T> = typeof reference extends keyof T ? true : false;

declare const shape: unique symbol;

/** Ties a declaration to the TypeScript type of the values that it describes. */
interface Shaped<T> {
  readonly [shape]?: T;
}

/** A string. */
export interface StringType<T = string> extends Described, Shaped<T> {
  readonly kind: 'string';
  /** The only allowed values, in any case. */
  readonly values?: readonly string[];
  /** Values that came later than the property. */
  readonly valuesSince?: Readonly<Record<string, ApiVersion>>;
  /** True if the service takes further values than those listed. */
  readonly open?: boolean;
  /** Words with a meaning of their own, taken in any case and written in this one. */
  readonly keywords?: readonly string[];
  readonly format?: Format;
  /** What it names where it is a path, relative to the file that holds it. */
  readonly names?: FileKind;
  /** Values that an editor proposes where no other declaration says them. */
  readonly proposes?: 'vmSizes';
  readonly pattern?: { readonly regex: RegExp; readonly what: string };
  /** False if no parameter may be used here. */
  readonly parameters: boolean;
  /** True if an empty string is an error. */
  readonly nonEmpty: boolean;
  /** What else is allowed in its place, for messages. */
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
  /** The only allowed value, if there is just one. */
  readonly only?: boolean;
}

/** A list. */
export interface ListType<T = readonly unknown[]> extends Described, Shaped<T> {
  readonly kind: 'list';
  readonly of: Type;
  readonly minItems: number;
}

/** A mapping whose keys are the user's own. */
export interface MappingType<T = Readonly<Record<string, unknown>>> extends Described, Shaped<T> {
  readonly kind: 'mapping';
  readonly of: Type;
  /** What a key is called in messages. */
  readonly keyName: string;
}

/** A mapping with known keys. */
export interface ObjectType<T = Readonly<Record<string, unknown>>> extends Described, Shaped<T> {
  readonly kind: 'object';
  readonly fields: Fields;
  /** Keys that must be given; one of several if they mean the same. */
  readonly required: readonly (string | readonly string[])[];
  /** Keys of which only one may be given. */
  readonly exclusive: readonly (readonly string[])[];
  /** Keys that people write by mistake -> the key that they mean. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Keys that people write and that have no counterpart -> what to do instead. */
  readonly unsupportedKeys: Readonly<Record<string, string>>;
  /** True for the top level, where keys that begin with `x-` are the user's own. */
  readonly extension: boolean;
}

/** Fields of a mapping, in the order in which they are written. */
export type Fields = Readonly<Record<string, Type>>;

/** How to recognise which of several shapes a value has. */
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
  /** What older templates and other tools call the `type`: letters only, in lower case. */
  readonly otherNames?: readonly string[];
  /** The short form of one of Azure's shapes. */
  readonly short?: ShortForm;
}

/** The short form of a kind of entry: its key stands for the properties that it replaces. */
export interface ShortForm {
  readonly key: string;
  readonly type: ObjectType<unknown>;
  readonly replaces: readonly string[];
}

/** One of several shapes. */
export interface UnionType<T = unknown> extends Described, Shaped<T> {
  readonly kind: 'union';
  /** What it is called in messages: `a step`. */
  readonly what: string;
  readonly branches: readonly Branch[];
  /** Keys that people write by mistake -> the key of the branch that they mean. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Keys that people write and that no branch has -> what to do instead. */
  readonly unsupportedKeys: Readonly<Record<string, string>>;
}

/** Any value: for people, not for the tool. */
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

/** The TypeScript type of a mapping with these fields. */
export type InferFields<F> = { readonly [K in keyof F]?: Infer<F[K]> };

/** What a declaration may add to its type. */
export type Options<T extends Type> = Partial<Omit<T, 'kind' | 'doc' | typeof shape>>;
