/** Declares a kind of source, step or target: Azure's own shape, known by its `type`, and the short form, known by a key. */
import { branch, fixed, objectOf, oneOf } from './declare';
import { deriveShortForm, type SpecFields } from './short-forms';
import type { Fields, InferFields, ObjectType, ShortForm, StringType, Type } from './type';

type Renames = Readonly<Record<string, string>>;
type None = Readonly<Record<never, never>>;

/** What is declared of a kind; see `declareKind`. */
interface KindDeclaration<F, K, R, C, B, X> {
  readonly doc: string;
  readonly docs: string;
  /** Azure's properties, in the order in which they are written. */
  readonly fields: F;
  readonly required?: readonly (keyof F & string)[];
  /** What older templates and other tools call the kind: letters only, in lower case. */
  readonly otherNames?: readonly string[];
  /** Keys that people write in Azure's shape by mistake -> the property that they mean. */
  readonly aliases?: Renames;
  readonly unsupportedKeys?: Renames;
  /** Keys of aibgen that both shapes have. */
  readonly both?: B;
  readonly short: {
    readonly doc?: string;
    /** The key by which the short form is recognised; it stands for the properties that it replaces. */
    readonly key: K;
    readonly content: C;
    readonly replaces: readonly R[];
    /** Keys that only the short form has. */
    readonly further?: X;
    readonly exclusive?: readonly (readonly string[])[];
    readonly aliases?: Renames;
  };
}

/** A kind: its `type`, Azure's shape, and the two shapes that a spec may have. */
export interface EntryKind<
  T extends string = string,
  A extends Type = ObjectType<unknown>,
  W extends Type = ObjectType<unknown>,
  K extends string = string,
  S extends Type = ObjectType<unknown>,
> {
  readonly type: T;
  readonly azure: {
    readonly discriminator: { readonly type: T };
    readonly type: A;
    readonly otherNames: readonly string[];
    readonly short: ShortForm;
  };
  /** Azure's shape in a spec. */
  readonly written: { readonly discriminator: { readonly type: T }; readonly type: W };
  /** The short form. */
  readonly short: { readonly discriminator: { readonly key: K }; readonly type: S };
  /** Keys that only the short form has. */
  readonly further: Fields;
}

type Azure<T, F> = { readonly type: StringType<T> } & F;
type Short<F, K extends string, R, C, B, X> = Readonly<Record<K, C>> &
  SpecFields<{ [N in keyof F as N extends R ? never : N]: F[N] }> &
  B &
  X;

/** Declares a kind of source, step or target. */
export function declareKind<
  const T extends string,
  F extends Fields,
  const K extends string,
  const R extends keyof F & string,
  C extends Type,
  B extends Fields = None,
  X extends Fields = None,
>(
  type: T,
  declaration: KindDeclaration<F, K, R, C, B, X>,
): EntryKind<
  T,
  ObjectType<InferFields<Azure<T, F>>>,
  ObjectType<InferFields<Azure<T, F> & B>>,
  K,
  ObjectType<InferFields<Short<F, K, R, C, B, X>>>
> {
  const { key, replaces, further = {} } = declaration.short;
  const azure = branch({ type }, () => azureForm<InferFields<Azure<T, F>>>(type, declaration));
  const short = branch({ key }, () =>
    shortForm<InferFields<Short<F, K, R, C, B, X>>>(type, declaration),
  );
  return {
    type,
    azure: {
      discriminator: azure.discriminator,
      get type() {
        return azure.type;
      },
      otherNames: declaration.otherNames ?? [],
      get short() {
        return { key, type: short.type, replaces };
      },
    },
    written: branch({ type }, () =>
      azureForm<InferFields<Azure<T, F> & B>>(type, declaration, declaration.both),
    ),
    short,
    further,
  };
}

/** Mapped, so that declarations are compared by what they have. */
type AnyDeclaration = Omit<KindDeclaration<Fields, string, string, Type, Fields, Fields>, never>;

/** The properties that the key of the short form stands for -> that key. */
function ownPath({ key, content, replaces }: AnyDeclaration['short']): Renames {
  const [property] = replaces;
  return property === undefined || content.expansion?.kind === 'options' ? {} : { [key]: property };
}

/** Azure's shape, with fields `both` that only a spec has. */
function azureForm<V>(type: string, declaration: AnyDeclaration, both: Fields = {}): ObjectType<V> {
  const { doc, docs, fields, required = [], unsupportedKeys = {}, short } = declaration;
  const ownType = oneOf('Kind of the entry.', [type], fixed);
  return objectOf(
    doc,
    { type: ownType, ...fields, ...both },
    {
      docs,
      required: ['type', ...required],
      aliases: { ...ownPath(short), ...deriveShortForm(fields).paths, ...declaration.aliases },
      unsupportedKeys,
    },
  );
}

function shortForm<V>(type: string, declaration: AnyDeclaration): ObjectType<V> {
  const { docs, fields, required = [], unsupportedKeys = {} } = declaration;
  const { key, content, replaces, further, exclusive = [], aliases } = declaration.short;
  const replaced = (name: string): boolean => replaces.includes(name);
  const kept = Object.entries(fields).filter(([name]) => !replaced(name));
  const derived = deriveShortForm(Object.fromEntries(kept));
  const isOptions = content.expansion?.kind === 'options';
  const shortFields = { [key]: content, ...further, ...derived.fields, ...declaration.both };
  return objectOf(declaration.short.doc ?? declaration.doc, shortFields, {
    docs,
    required: required
      .filter((name) => !replaced(name))
      .map((name) => derived.exclusive.find((names) => names.includes(name)) ?? name),
    exclusive: [...derived.exclusive, ...exclusive],
    aliases: {
      ...(isOptions ? {} : Object.fromEntries(replaces.map((name) => [name, key]))),
      ...aliases,
    },
    unsupportedKeys: Object.fromEntries(
      Object.entries(unsupportedKeys).filter(([name]) => !Object.hasOwn(shortFields, name)),
    ),
    expansion: {
      kind: 'mapping',
      paths: { ...(content.expansion ? {} : ownPath(declaration.short)), ...derived.paths },
      adds: further ? { type, short: true } : { type },
    },
  });
}
