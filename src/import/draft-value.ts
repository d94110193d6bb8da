/** Values of a template -> their forms in a spec, as the declarations of the properties say. */
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import type { Fields, ObjectType, Type, UnionType } from '../language/type';
import { type ReferenceKind, referenceKind } from '../spec/references';
import { choose, optional, type Draft, type DraftMap } from './draft';
import { specText } from './parameter-tokens';
import { referenceForms, type Place } from './short-references';

/** What drafts are made with. */
export interface DraftContext {
  /** Where the deployment goes. */
  readonly own: Place;
  /** The draft of a source, step or target; `undefined` for any other union. */
  readonly entry: (value: JsonObject, type: UnionType, at: string) => Draft;
  /** The image definition that is created for a gallery target. */
  readonly definition: (at: string) => Draft;
}

/** A value in its shortest forms: entries of lists in theirs. */
export function valueDraft(value: Json, type: Type, at: string, context: DraftContext): Draft {
  if (isJsonList(value) && type.kind === 'list') {
    return value.map((item, index) => valueDraft(item, type.of, `${at}[${index}]`, context));
  }
  const entry =
    type.kind === 'union' && isJsonObject(value) ? context.entry(value, type, at) : undefined;
  return entry ?? rawDraft(value, type, at, context);
}

/** A value in Azure's own shape; without a type, as it is. */
export function rawDraft(
  value: Json | undefined,
  type?: Type,
  at = '',
  context?: DraftContext,
): Draft {
  if (typeof value === 'string') {
    const kind = type?.kind === 'string' ? referenceKind(type.format) : undefined;
    return kind && context ? reference(value, kind, at, context.own) : specText(value);
  }
  if (isJsonList(value)) {
    const of = type?.kind === 'list' ? type.of : undefined;
    return value.map((item, index) => rawDraft(item, of, `${at}[${index}]`, context));
  }
  if (!isJsonObject(value)) return value;
  const typed = type?.kind === 'union' ? branchFor(value, type.branches) : type;
  const fields = typed?.kind === 'object' ? typed.fields : undefined;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      specText(key),
      rawDraft(inner, fields?.[key], `${at}.${key}`, context),
    ]),
  );
}

type Branches = readonly { readonly discriminator: object; readonly type: Type }[];

/** The shape of one of Azure's objects, by its `type`. */
function branchFor(value: JsonObject, branches: Branches): Type | undefined {
  return branches.find(
    ({ discriminator }) => 'type' in discriminator && discriminator.type === value.type,
  )?.type;
}

/** A reference: its forms, the shortest first. */
export function reference(
  id: Json | undefined,
  kind: ReferenceKind,
  target: string,
  own: Place,
): Draft {
  if (typeof id !== 'string') return rawDraft(id);
  const forms = referenceForms(id, kind, own);
  return forms.length === 1 ? forms[0] : choose(target, ...forms);
}

/** The properties of an object under their short names; those with the value that they have by default are left out. */
export function shortFields(
  value: JsonObject,
  fields: Fields,
  at: string,
  context: DraftContext,
): DraftMap {
  const entries = Object.entries(fields).flatMap(([name, type]): readonly [string, Draft][] => {
    const inner = value[name];
    const path = `${at}.${name}`;
    if (inner === undefined) return [];
    if (isDefault(inner, type)) return [[shortName(name, type), undefined]];
    if (type.lifted && type.kind === 'object' && isJsonObject(inner)) {
      const isEmpty = Object.keys(inner).length === 0;
      return isEmpty
        ? [[name, {}]]
        : Object.entries(shortFields(inner, type.fields, path, context));
    }
    const draft = propertyDraft(inner, type, path, context);
    const mayBeLeftOut = type.derived === true || type.writtenDefault?.conditional === true;
    return [[shortName(name, type), mayBeLeftOut ? optional(path, draft) : draft]];
  });
  return Object.fromEntries(entries);
}

function shortName(name: string, { short }: Type): string {
  return typeof short === 'string' ? short : (Object.keys(short ?? {})[0] ?? name);
}

/** True for the value that aibgen writes by itself. */
function isDefault(value: Json, { default: standard, writtenDefault }: Type): boolean {
  const isWritten = writtenDefault !== undefined && writtenDefault.conditional !== true;
  return isWritten && isSame(value, standard);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The value of a property: its short forms, then Azure's own shape. */
function propertyDraft(value: Json, type: Type, at: string, context: DraftContext): Draft {
  const { short, inSpec } = type;
  const shortType = typeof short === 'object' ? Object.values(short)[0] : undefined;
  const given = shortType ?? inSpec;
  if (!isJsonObject(value) || type.kind !== 'object' || !given) {
    return valueDraft(value, type, at, context);
  }
  if (given.kind === 'object') return shortFields(value, type.fields, at, context);
  const forms = given.kind === 'union' ? shortValues(value, type, given.branches, at, context) : [];
  // A short name with a type of its own does not take Azure's shape.
  const all = shortType ? forms : [...forms, rawDraft(value, type, at, context)];
  return all.length === 1 ? all[0] : choose(at, ...all);
}

/** The short forms of a value, as the branches of its type in a spec say. */
function shortValues(
  value: JsonObject,
  type: ObjectType<unknown>,
  branches: Branches,
  at: string,
  context: DraftContext,
): readonly Draft[] {
  return branches.flatMap(({ type: branch }): readonly Draft[] => {
    const { expansion } = branch;
    switch (expansion?.kind) {
      case 'constant':
        return isSame(value, expansion.value) ? [true] : [];
      case 'plan':
        return [true];
      case 'fields':
        return sharedValue(value, type, expansion.keys, at, context);
      default:
        return branch.kind === 'object' ? [shortFields(value, type.fields, at, context)] : [];
    }
  });
}

/** The value that all of these keys have, if the other keys are as by default. */
function sharedValue(
  value: JsonObject,
  type: ObjectType<unknown>,
  keys: readonly string[],
  at: string,
  context: DraftContext,
): readonly Draft[] {
  const [key = ''] = keys;
  const first = value[key];
  const isEmpty = first === undefined || (isJsonList(first) && first.length === 0);
  const others = Object.entries(value).filter(([one]) => !keys.includes(one));
  const areDefault = others.every(([one, inner]) => {
    const field = type.fields[one];
    return field !== undefined && isDefault(inner, field);
  });
  if (isEmpty || !areDefault || !keys.every((one) => isSame(value[one], first))) return [];
  const field = type.fields[key];
  return field ? [valueDraft(first, field, `${at}.${key}`, context)] : [];
}
