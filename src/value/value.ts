/**
 * The value tree: what the model holds and the three printers (`emit/printers/`) turn into JSON, ARM and Bicep.
 * A value that mixes text with parameters or resource ids is a small tree, never a string with braces in it.
 */
import type { Origin } from './origin';

/** The types that a parameter of a spec can have. */
export type ParameterType = 'string' | 'int' | 'bool';

/** A use of a deployment parameter inside text or in place of a value. */
export interface ParameterUse {
  readonly parameter: string;
  readonly type: ParameterType;
}

/** A piece of a text: literal characters or a parameter; in the wrappers also an expression. */
export type Part = string | ParameterUse | Call | ResourceId | BicepSymbol;

/** A text: its parts, joined. */
export interface Text {
  readonly kind: 'text';
  readonly parts: readonly Part[];
  readonly origin?: Origin;
}

/** Where a resource lives; an absent field means the deployment's own. */
export interface Scope {
  readonly subscription?: Text;
  readonly resourceGroup?: Text;
}

/** The id of a resource: `type` is the full type, `names` one name for each of its segments. */
export interface ResourceId {
  readonly kind: 'id';
  readonly scope: Scope;
  readonly type: string;
  readonly names: readonly Text[];
  readonly origin?: Origin;
}

/** An expression that only the wrappers have: a function call, or a property of something. */
export interface Call {
  readonly kind: 'call';
  /** Namespace of the function in Bicep, where a parameter may shadow its name. */
  readonly namespace: 'sys' | 'az';
  readonly name: string;
  readonly args: readonly Value[];
  readonly members?: readonly string[];
  readonly origin?: Origin;
}

/** A name that a Bicep file declares: of a resource or a module. */
export interface BicepSymbol {
  readonly kind: 'symbol';
  readonly name: string;
  readonly origin?: Origin;
}

/** A value: scalar, text, resource id, list or object. */
export type Value =
  | Text
  | ResourceId
  | Call
  | BicepSymbol
  | { readonly kind: 'null'; readonly origin?: Origin }
  | { readonly kind: 'number'; readonly value: number; readonly origin?: Origin }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly origin?: Origin }
  | ({ readonly kind: 'parameter'; readonly origin?: Origin } & ParameterUse)
  | ListValue
  | ObjectValue;

/** A list of values. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly origin?: Origin;
}

/** One entry of an object: keys are texts, or ids (`identity.userAssignedIdentities`). */
export interface Entry {
  readonly key: Text | ResourceId;
  readonly value: Value;
}

/** An object: its entries in the order in which they are printed. */
export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  readonly origin?: Origin;
}

/** Makes a literal text, or one of several parts. */
export function text(...parts: readonly Part[]): Text {
  return { kind: 'text', parts };
}

/** Makes a number. */
export function number(value: number): Value {
  return { kind: 'number', value };
}

/** Makes a boolean. */
export function boolean(value: boolean): Value {
  return { kind: 'boolean', value };
}

/** Makes a list. */
export function list(items: readonly Value[]): ListValue {
  return { kind: 'list', items };
}

/** Makes an object; entries whose value is `undefined` are left out. */
export function object(fields: Readonly<Record<string, Value | undefined>>): ObjectValue {
  const entries: Entry[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) entries.push({ key: text(key), value });
  }
  return { kind: 'object', entries };
}

/** Makes a call of one of the functions that ARM templates and Bicep share. */
export function call(name: string, args: readonly Value[], ...members: readonly string[]): Call {
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

/** Turns plain JSON-like data into a value. */
export function literal(data: unknown): Value {
  if (typeof data === 'string') return text(data);
  if (typeof data === 'number') return number(data);
  if (typeof data === 'boolean') return boolean(data);
  if (data === null) return { kind: 'null' };
  if (Array.isArray(data)) return list(data.map(literal));
  if (typeof data === 'object') {
    return {
      kind: 'object',
      entries: Object.entries(data).map(([key, value]) => ({
        key: text(key),
        value: literal(value),
      })),
    };
  }
  throw new Error(`no value can be made of ${String(data)}`);
}

/** The literal text of a text without parameters, else `undefined`. */
export function literalText(value: Value | undefined): string | undefined {
  if (value?.kind !== 'text') return undefined;
  let joined = '';
  for (const part of value.parts) {
    if (typeof part !== 'string') return undefined;
    joined += part;
  }
  return joined;
}

/** The entry of an object under a literal key, else `undefined`. */
export function field(value: Value | undefined, key: string): Value | undefined {
  if (value?.kind !== 'object') return undefined;
  return value.entries.find((entry) => literalText(keyText(entry)) === key)?.value;
}

function keyText(entry: Entry): Text | undefined {
  return entry.key.kind === 'text' ? entry.key : undefined;
}

/** The value at a path of literal keys, else `undefined`. */
export function valueAt(value: Value | undefined, ...keys: readonly string[]): Value | undefined {
  return keys.reduce<Value | undefined>((inner, key) => field(inner, key), value);
}

/** The items of a list; none when the value is absent or no list. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** A copy of an object with one entry set: replaced where the key exists, else put last. */
export function withField(target: ObjectValue, key: string, value: Value): ObjectValue {
  const at = target.entries.findIndex((entry) => literalText(keyText(entry)) === key);
  const entry: Entry = { key: text(key), value };
  const entries = at < 0 ? [...target.entries, entry] : target.entries.with(at, entry);
  return { ...target, entries };
}

/** Joins texts into one. */
export function joinText(...texts: readonly Text[]): Text {
  const parts: Part[] = [];
  for (const part of texts.flatMap((one) => one.parts)) {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  }
  return text(...parts);
}

/** A text as one string in which parameters read `{{params.name}}`: a key for comparing, and what messages show. */
export function textKey(value: Text | undefined): string {
  if (value === undefined) return '';
  return value.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      return 'parameter' in part ? `{{params.${part.parameter}}}` : `{{${part.kind}}}`;
    })
    .join('');
}

/** Calls `visit` for every parameter used anywhere inside a value. */
export function eachParameter(value: Value, visit: (use: ParameterUse) => void): void {
  switch (value.kind) {
    case 'text':
      for (const part of value.parts) {
        if (typeof part === 'string') continue;
        if ('parameter' in part) visit(part);
        else eachParameter(part, visit);
      }
      return;
    case 'parameter':
      visit(value);
      return;
    case 'id':
      if (value.scope.subscription) eachParameter(value.scope.subscription, visit);
      if (value.scope.resourceGroup) eachParameter(value.scope.resourceGroup, visit);
      for (const name of value.names) eachParameter(name, visit);
      return;
    case 'call':
      for (const arg of value.args) eachParameter(arg, visit);
      return;
    case 'list':
      for (const item of value.items) eachParameter(item, visit);
      return;
    case 'object':
      for (const entry of value.entries) {
        eachParameter(entry.key, visit);
        eachParameter(entry.value, visit);
      }
      return;
    default:
  }
}
