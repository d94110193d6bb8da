/**
 * The value tree that the printers (`printers/`) turn into JSON, ARM and Bicep, in three sizes:
 * - `Value`: what JSON can hold, with deployment parameters and resource ids in it;
 * - `ModelValue`: a `Value` of the image model, which always knows its origin;
 * - `DeploymentValue`: a `Value` that may hold expressions, which only ARM templates and Bicep files have.
 *
 * Text that mixes characters with parameters or resource ids is a small tree, never a string with braces in it.
 */
import { getOwn } from '../lib/get-own';
import type { Origin } from './origin';

/** The types that a parameter of a spec can have. */
export type ParameterType = 'string' | 'int' | 'bool';

/** A reference to a deployment parameter, inside text or in place of a value. */
export interface ParameterUse {
  readonly parameter: string;
  readonly type: ParameterType;
}

/** A piece of text: literal characters or a parameter. */
export type Part = string | ParameterUse;

/** What may know where it came from. */
interface MaybeOrigin {
  readonly origin?: Origin;
}

/** Text: its parts, joined. `X` is what else may be a part: nothing in the model, expressions in a deployment. */
export interface Text<X = never> extends MaybeOrigin {
  readonly kind: 'text';
  readonly parts: readonly (Part | X)[];
}

/** Where a resource lives; an absent field means the deployment's own. */
export interface Scope {
  readonly subscription?: Text;
  readonly resourceGroup?: Text;
}

/** The id of a resource: `type` is the full type, `names` one name for each of its segments. */
export interface ResourceId extends MaybeOrigin {
  readonly kind: 'id';
  readonly scope: Scope;
  readonly type: string;
  readonly names: readonly Text[];
}

/** JSON's `null`. */
export interface NullValue extends MaybeOrigin {
  readonly kind: 'null';
}

/** A number. */
export interface NumberValue extends MaybeOrigin {
  readonly kind: 'number';
  readonly value: number;
}

/** A boolean. */
export interface BooleanValue extends MaybeOrigin {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** A parameter in place of a whole number or boolean. */
export interface ParameterValue extends ParameterUse, MaybeOrigin {
  readonly kind: 'parameter';
}

/** A list of values. */
export interface ListValue<V = Value> extends MaybeOrigin {
  readonly kind: 'list';
  readonly items: readonly V[];
}

/** The fields of an object by their names, in the order in which they are printed. */
export type Fields<V = Value> = Readonly<Record<string, V | undefined>>;

/** An object whose keys are known. */
export interface ObjectValue<F = Fields> extends MaybeOrigin {
  readonly kind: 'object';
  readonly fields: F;
  /** The literal value of its field `type`, where that says which of several shapes it has. */
  readonly type?: string;
}

/** One entry of a mapping: keys are text, or ids (`identity.userAssignedIdentities`). */
export interface Entry<V = Value> {
  readonly key: Text | ResourceId;
  readonly value: V;
}

/** A mapping whose keys are the user's own: tags, say. */
export interface MapValue<V = Value> extends MaybeOrigin {
  readonly kind: 'map';
  readonly entries: readonly Entry<V>[];
}

/** A value that has no parts. */
type Scalar = ResourceId | NullValue | NumberValue | BooleanValue | ParameterValue;

/** A value without expressions. */
export type Value = Text | Scalar | ListValue | ObjectValue | MapValue;

/** What knows its origin. */
export type Sourced<V> = V & { readonly origin: Origin };

/** A value of the image model: it and all values in it know where they came from. */
export type ModelValue =
  | Sourced<Text>
  | Sourced<ResourceId>
  | Sourced<NullValue>
  | Sourced<NumberValue>
  | Sourced<BooleanValue>
  | Sourced<ParameterValue>
  | ModelList
  | ModelObject
  | ModelMap;

/** A list of the model. */
export interface ModelList<V = ModelValue> extends ListValue<V> {
  readonly origin: Origin;
}

/** An object of the model. */
export interface ModelObject<F = Fields<ModelValue>> extends ObjectValue<F> {
  readonly origin: Origin;
}

/** A mapping of the model. */
export interface ModelMap<V = ModelValue> extends MapValue<V> {
  readonly origin: Origin;
}

/** A function call, which only deployments have. `S` is what else its arguments may be: symbols in Bicep. */
export interface Call<S = never> extends MaybeOrigin {
  readonly kind: 'call';
  /** Namespace of the function in Bicep, where a parameter may shadow its name. */
  readonly namespace: 'sys' | 'az';
  readonly name: string;
  readonly args: readonly DeploymentValue<S>[];
  /** Properties read from the result. */
  readonly members: readonly string[];
}

/** A name that a Bicep file declares: of a resource or a module. */
export interface BicepSymbol extends MaybeOrigin {
  readonly kind: 'symbol';
  readonly name: string;
}

/** A value in a deployment: an ARM template as it is, a Bicep file with `S = BicepSymbol`. */
export type DeploymentValue<S = never> =
  | DeploymentText<S>
  | Scalar
  | Call<S>
  | S
  | ListValue<DeploymentValue<S>>
  | ObjectValue<Fields<DeploymentValue<S>>>
  | MapValue<DeploymentValue<S>>;

/** Text in a deployment: expressions may be parts of it. */
export type DeploymentText<S = never> = Text<Call<S> | ResourceId | S>;

/** A value in a Bicep file. */
export type BicepValue = DeploymentValue<BicepSymbol>;

/** Makes text of one or several parts. */
export function text(...parts: readonly Part[]): Text;
export function text<X>(...parts: readonly (Part | X)[]): Text<X>;
export function text<X>(...parts: readonly (Part | X)[]): Text<X> {
  return { kind: 'text', parts };
}

/** Makes a number. */
export function number(value: number): NumberValue {
  return { kind: 'number', value };
}

/** Makes a boolean. */
export function boolean(value: boolean): BooleanValue {
  return { kind: 'boolean', value };
}

/** Makes a list. */
export function list<V>(items: readonly V[]): ListValue<V> {
  return { kind: 'list', items };
}

/** Makes a list of some items; `undefined` of none. */
export function someItems<V>(items: readonly V[]): ListValue<V> | undefined {
  return items.length > 0 ? list(items) : undefined;
}

/** Makes an object; fields whose value is `undefined` are left out. */
export function object<F extends Readonly<Record<string, unknown>>>(
  fields: F,
): ObjectValue<Present<F>> {
  return { kind: 'object', fields: withoutAbsent(fields) };
}

/** Fields of which those that may be `undefined` may be absent instead. */
type Present<F> = {
  readonly [K in keyof F as undefined extends F[K] ? never : K]: F[K];
} & { readonly [K in keyof F as undefined extends F[K] ? K : never]?: Exclude<F[K], undefined> };

/** A copy without the fields that are `undefined`. */
export function withoutAbsent<F extends Readonly<Record<string, unknown>>>(fields: F): Present<F>;
export function withoutAbsent(fields: Readonly<Record<string, unknown>>): object {
  if (!Object.values(fields).includes(undefined)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** Makes a mapping of literal keys. */
export function mapping<V>(entries: readonly (readonly [key: string, value: V])[]): MapValue<V> {
  return { kind: 'map', entries: entries.map(([key, value]) => ({ key: text(key), value })) };
}

/** Makes a call of one of the functions that ARM templates and Bicep share. */
export function call<S = never>(
  name: string,
  args: readonly DeploymentValue<S>[],
  ...members: readonly string[]
): Call<S> {
  const namespace = azFunctions.has(name) ? 'az' : 'sys';
  return { kind: 'call', namespace, name, args, members };
}

const azFunctions: ReadonlySet<string> = new Set([
  'reference',
  'resourceGroup',
  'resourceId',
  'subscription',
  'subscriptionResourceId',
]);

/** Makes the name of something that a Bicep file declares. */
export function symbol(name: string): BicepSymbol {
  return { kind: 'symbol', name };
}

/** Turns a string, number or boolean into a value. */
export function scalar(data: string | number | boolean): Text | NumberValue | BooleanValue {
  if (typeof data === 'string') return text(data);
  return typeof data === 'number' ? number(data) : boolean(data);
}

/** Turns plain JSON-like data into a value. */
export function literal(data: unknown): Value {
  if (typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return scalar(data);
  }
  if (data === null) return { kind: 'null' };
  if (Array.isArray(data)) return list(data.map(literal));
  if (typeof data === 'object') {
    return mapping(Object.entries(data).map(([key, value]) => [key, literal(value)]));
  }
  throw new Error(`no value can be made of ${String(data)}`);
}

/** A value that knows its origin. */
export function sourced<V extends MaybeOrigin>(value: V, origin: Origin): Sourced<V> {
  return { ...value, origin };
}

/** The literal text of text without parameters, else `undefined`. */
export function literalText(value: DeploymentValue<BicepSymbol> | undefined): string | undefined {
  if (value?.kind !== 'text') return undefined;
  let joined = '';
  for (const part of value.parts) {
    if (typeof part !== 'string') return undefined;
    joined += part;
  }
  return joined;
}

/** The keys and values of an object or mapping, as entries. */
export function entriesOf<V>(value: ObjectValue<Fields<V>> | MapValue<V>): readonly Entry<V>[] {
  if (value.kind === 'map') return value.entries;
  return presentFields(value).map(([key, inner]) => ({ key: text(key), value: inner }));
}

/** The fields of an object that have a value, in order. */
export function presentFields<V>({
  fields,
}: ObjectValue<Fields<V>>): readonly (readonly [key: string, value: V])[] {
  const present: (readonly [string, V])[] = [];
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value !== undefined) present.push([key, value]);
  }
  return present;
}

/** The field of an object, else `undefined`: for code that works along a declaration. */
export function field<V>(value: ObjectValue<Fields<V>> | undefined, key: string): V | undefined {
  return value && getOwn(value.fields, key);
}

/** Joins texts into one. */
export function joinText<X = never>(...texts: readonly Text<X>[]): Text<X> {
  const parts: (Part | X)[] = [];
  for (const part of texts.flatMap((one) => one.parts)) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return { kind: 'text', parts };
}

/** Text as one string in which parameters read `{{params.name}}`: a key for comparing, and what messages show. */
export function textKey(value: Text | undefined): string {
  if (value === undefined) return '';
  return value.parts
    .map((part) => (typeof part === 'string' ? part : `{{params.${part.parameter}}}`))
    .join('');
}

/** Calls `visit` for a value and all values in it, keys of mappings too. */
export function eachValue(value: Value, visit: (value: Value) => void): void {
  visit(value);
  if (value.kind === 'list') for (const item of value.items) eachValue(item, visit);
  else if (value.kind === 'object') {
    for (const inner of Object.values(value.fields)) if (inner) eachValue(inner, visit);
  } else if (value.kind === 'map') {
    for (const { key, value: inner } of value.entries) {
      eachValue(key, visit);
      eachValue(inner, visit);
    }
  }
}

/** Calls `visit` for every parameter used anywhere inside a value. */
export function eachParameter(value: Value, visit: (use: ParameterUse) => void): void {
  const visitText = (text: Text | undefined): void => {
    for (const part of text?.parts ?? []) if (typeof part !== 'string') visit(part);
  };
  eachValue(value, (one) => {
    if (one.kind === 'parameter') visit(one);
    else if (one.kind === 'text') visitText(one);
    else if (one.kind === 'id') {
      visitText(one.scope.subscription);
      visitText(one.scope.resourceGroup);
      one.names.forEach(visitText);
    }
  });
}
