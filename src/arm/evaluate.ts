/**
 * Evaluates the expressions of a template as far as that is possible without Azure; never throws.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
import { NotStatic, type ArmCall, type ArmEnvironment } from './evaluation-context';
import {
  expressionSource,
  literalText,
  parseArmExpression,
  printArmExpression,
} from './expression';
import type { ArmCallExpression, ArmExpression } from './expression';
import {
  armKey,
  armProperty,
  armSize,
  armSymbols,
  armUnknown,
  isArmList,
  isArmObject,
  isArmText,
} from './arm-value';
import type { ArmText, ArmValue } from './arm-value';
import type { ArmPath } from './document';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../lib/json';
import { whyNotStatic } from './functions/arguments';
import { armForms, armFunctions } from './functions/function-table';

/** Called for each string of a document whose value is not (wholly) known. */
export type UnknownListener = (path: ArmPath, expression: string, why: string) => void;

/** A loop over the properties of an object. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties */
export interface ArmPropertyLoop {
  readonly name: string;
  readonly count: Json;
  readonly input: Json;
}

/** Values and characters that a value may hold; a document that asks for more is not an image template. */
const maxSize = 4_000_000;
const maxDepth = 400;
/** Resource Manager's own limit. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources */
const maxCopies = 800;

/** The value of a string of a template: the text itself, or what its expression gives. */
export function evaluateArmString(text: string, environment: ArmEnvironment): ArmValue {
  if (environment.expressions === 'none') return text;
  const source = expressionSource(text);
  const isTemplate = environment.expressions === 'all';
  if (source === undefined) return isTemplate ? literalText(text) : text;
  const expression = parseArmExpression(source);
  if (expression.kind !== 'invalid' && (isTemplate || isKnownCall(expression))) {
    return evaluateExpression(expression, environment);
  }
  if (!isTemplate || expression.kind !== 'invalid') return text;
  const place = `${expression.message} at character ${expression.offset + 2}`;
  const why = `it is not a valid expression (${place}); a text that begins with [ needs [[`;
  return armUnknown(source, why);
}

/** Whether a text in brackets can only be meant as an expression: it calls a function that ARM has. */
export function isKnownCall(expression: ArmExpression): boolean {
  if (expression.kind === 'member' || expression.kind === 'index') {
    return isKnownCall(expression.target);
  }
  if (expression.kind !== 'call') return false;
  const name = expression.name.toLowerCase();
  return armFunctions.has(name) || armForms.has(name);
}

/** The value of a parsed expression. */
function evaluateExpression(expression: ArmExpression, environment: ArmEnvironment): ArmValue {
  try {
    return guarded(environment, () => evaluateNode(expression, environment));
  } catch (error) {
    if (!(error instanceof NotStatic)) throw error;
    const source = printArmExpression(expression);
    return armUnknown(source, error.message, keyOf(expression, environment));
  }
}

/** The value of a part of a template, with the `copy` loops of properties expanded. */
export function evaluateJson(
  json: Json,
  environment: ArmEnvironment,
  path: ArmPath = [],
  onUnknown?: UnknownListener,
): ArmValue {
  if (typeof json === 'string') {
    environment.budget.steps -= 1;
    const value = evaluateArmString(json, environment);
    if (onUnknown && environment.budget.steps > 0) reportUnknown(value, path, onUnknown);
    return value;
  }
  if (typeof json !== 'object' || json === null) return json;
  try {
    return guarded(environment, () =>
      isJsonObject(json)
        ? evaluateObject(json, environment, path, onUnknown)
        : json.map((item, index) => evaluateJson(item, environment, [...path, index], onUnknown)),
    );
  } catch (error) {
    if (!(error instanceof NotStatic)) throw error;
    return armUnknown(String(path.at(-1) ?? 'the value'), error.message);
  }
}

function reportUnknown(value: ArmValue, path: ArmPath, onUnknown: UnknownListener): void {
  const unknown = armSymbols(value).flatMap((one) => (one.symbol === 'unknown' ? [one] : []));
  for (const [expression, { why }] of new Map(unknown.map((one) => [one.expression, one]))) {
    onUnknown(path, expression, why);
  }
}

/** Runs one step, unless the document has used up its depth, its steps or its size. */
function guarded({ budget }: ArmEnvironment, step: () => ArmValue): ArmValue {
  if (budget.depth >= maxDepth) throw new NotStatic('it refers to itself, or is nested too deeply');
  if (budget.steps <= 0) throw new NotStatic('the document takes too long to evaluate');
  budget.depth += 1;
  try {
    const value = step();
    // The work of making a value, without what is inside its items.
    const items = typeof value === 'string' ? value.length / 256 : sizeOf(value);
    budget.steps -= 1 + items / 4;
    if (armSize(value) > maxSize) throw new NotStatic('the value is too large to evaluate');
    return value;
  } finally {
    budget.depth -= 1;
  }
}

function sizeOf(value: ArmValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  return isArmText(value) ? value.parts.length : Object.keys(value).length;
}

/** Calls whose value depends on where they are. */
const bound = /^(?:parameters|variables|copyindex|lambdavariables|subscription|resourcegroup)$/;
const maxKey = 2000;

/** The expression with the values of what it refers to, so that equal texts in other surroundings are not merged. */
function keyOf(expression: ArmExpression, environment: ArmEnvironment): string {
  return printArmExpression(expression, (call) => {
    if (!bound.test(call.name.toLowerCase())) return undefined;
    try {
      const value = guarded(environment, () => evaluateCall(call, environment));
      return armSize(value) > maxKey ? undefined : JSON.stringify(value);
    } catch (error) {
      if (!(error instanceof NotStatic)) throw error;
      return undefined;
    }
  });
}

function evaluateNode(expression: ArmExpression, environment: ArmEnvironment): ArmValue {
  switch (expression.kind) {
    case 'string':
    case 'number':
      return expression.value;
    case 'call':
      return evaluateCall(expression, environment);
    case 'member':
      return pick(evaluateExpression(expression.target, environment), expression.name);
    case 'index': {
      const target = evaluateExpression(expression.target, environment);
      return pick(target, evaluateExpression(expression.index, environment));
    }
  }
}

function pick(target: ArmValue, key: ArmValue): ArmValue {
  const open = [target, key].find(isArmText);
  if (open) throw new NotStatic(whyNotStatic(open));
  if (isArmList(target) && typeof key === 'number') {
    const item = target[key];
    if (item !== undefined) return item;
    throw new NotStatic(`the array has ${target.length} items, and none at ${key}`);
  }
  if (isArmObject(target) && typeof key === 'string') {
    const value = armProperty(target, key);
    if (value !== undefined) return value;
    throw new NotStatic(`the object has no property ${key}`);
  }
  throw new NotStatic('only objects have properties, and only arrays have items');
}

function evaluateCall(expression: ArmCallExpression, environment: ArmEnvironment): ArmValue {
  const name = expression.name.toLowerCase();
  const names = name.endsWith('resourceid');
  const around = environment.names === names ? environment : { ...environment, names };
  const evaluate: ArmCall['evaluate'] = (node, inner = around) => evaluateExpression(node, inner);
  const call: ArmCall = { expression, environment, evaluate };
  const form = armForms.get(name);
  if (form) return form(call);
  const args = expression.args.map((arg) => evaluate(arg));
  if (args.reduce<number>((sum, arg) => sum + armSize(arg), 0) > maxSize) {
    throw new NotStatic('its arguments are too large to evaluate');
  }
  const known = armFunctions.get(name);
  if (known) return known(args, call);
  const declared = environment.userFunction(name);
  if (declared) {
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions
    const values = new Map(declared.parameters.map((one, at) => [one.toLowerCase(), args[at]]));
    const parameter = (one: string): ArmValue | undefined => values.get(one.toLowerCase());
    const parameterType = (): undefined => undefined;
    return evaluateJson(declared.output, { ...environment, parameter, parameterType, loops: [] });
  }
  if (/^list\w*$/.test(name)) {
    throw new NotStatic(`${expression.name}() asks the deployed resource, for secrets as a rule`);
  }
  throw new NotStatic(`the function ${expression.name}() is not evaluated here`);
}

function evaluateObject(
  json: JsonObject,
  environment: ArmEnvironment,
  path: ArmPath,
  onUnknown: UnknownListener | undefined,
): ArmValue {
  const entries = Object.entries(json).flatMap(([key, value]): [string, ArmValue][] => {
    const inner = [...path, key];
    const loops = propertyLoops(key, value);
    if (!loops) {
      return [[evaluateKey(key, environment), evaluateJson(value, environment, inner, onUnknown)]];
    }
    return loops.map((loop, index) => [
      loop.name,
      expandLoop(loop, environment, [...inner, index], onUnknown),
    ]);
  });
  return Object.fromEntries(entries);
}

function evaluateKey(key: string, environment: ArmEnvironment): string {
  if (!key.startsWith('[')) return key;
  const value = evaluateArmString(key, environment);
  if (typeof value === 'string' || isArmText(value)) return armKey(value);
  return armKey(armUnknown(key.slice(1, -1), 'the name of a property has to be a text'));
}

/** The loops that a `copy` key of an object declares, or undefined where it is a key like any other. */
export function propertyLoops(key: string, copy: Json): readonly ArmPropertyLoop[] | undefined {
  if (key.toLowerCase() !== 'copy' || !isJsonList(copy) || copy.length === 0) return undefined;
  const loops = copy.flatMap((entry) => {
    const { name, count, input } = isJsonObject(entry) ? entry : {};
    const isLoop = typeof name === 'string' && count !== undefined && input !== undefined;
    return isLoop ? [{ name, count, input }] : [];
  });
  return loops.length === copy.length ? loops : undefined;
}

/** The array that a loop over properties, variables or outputs gives. */
export function expandLoop(
  loop: ArmPropertyLoop,
  environment: ArmEnvironment,
  path: ArmPath = [],
  onUnknown?: UnknownListener,
): ArmValue {
  const count = loopCount(loop.count, environment);
  if (typeof count !== 'number') {
    if (onUnknown) reportUnknown(count, [...path, 'count'], onUnknown);
    return count;
  }
  if (environment.budget.steps < count) {
    return armUnknown(loop.name, 'the document takes too long to evaluate');
  }
  return Array.from({ length: count }, (_, index) => {
    const loops = [...environment.loops, { of: 'property', name: loop.name, index } as const];
    return evaluateJson(loop.input, { ...environment, loops }, [...path, 'input'], onUnknown);
  });
}

/** How often a loop runs: a number up to 800, or an unknown that says why it cannot be told. */
export function loopCount(count: Json, environment: ArmEnvironment): number | ArmText {
  const value = evaluateJson(count, environment);
  const unknown = (why: string): ArmText =>
    armUnknown(typeof count === 'string' ? count : JSON.stringify(count), why);
  if (isArmText(value)) return unknown(whyNotStatic(value));
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    return unknown('the count of a copy loop has to be a number, 0 or more');
  }
  return value > maxCopies ? unknown(`a copy loop runs at most ${maxCopies} times`) : value;
}
