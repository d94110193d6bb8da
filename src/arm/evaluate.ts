/**
 * Evaluates the expressions of a template as far as that is possible without Azure; never throws.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
import { emptyEnvironment, NotStatic } from './evaluation-context';
import type { ArmCall, ArmEnvironment, ArmUserFunction } from './evaluation-context';
import { parseArmExpression, printArmExpression, readArmString } from './expression';
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
  isJsonObject,
} from './arm-value';
import type { ArmText, ArmValue, Json, JsonObject } from './arm-value';
import { formatArmPath } from './document';
import type { ArmPath } from './document';
import { propertyLoops } from './copy-loops';
import type { ArmPropertyLoop } from './copy-loops';
import { whyNotStatic } from './functions/arguments';
import { armForms, armFunctions } from './functions/function-table';

/** Called for each string of a document whose value is not (wholly) known. */
export type UnknownListener = (path: ArmPath, expression: string, why: string) => void;

/** Values and characters that a value may hold; a document that asks for more is no image template. */
const maxSize = 4_000_000;
const maxDepth = 400;
/** Resource Manager's own limit. https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-resources */
const maxCopies = 800;

/** The value of a string of a template: the text itself, or what its expression gives. */
export function evaluateArmString(text: string, environment: ArmEnvironment): ArmValue {
  if (environment.bare === 'literal') return text;
  const meaning = readArmString(text);
  if (meaning.kind === 'literal') return environment.bare ? text : meaning.value;
  const parsed = parseArmExpression(meaning.source);
  if (environment.bare && !(parsed.ok && isKnownCall(parsed.expression))) return text;
  if (parsed.ok) return evaluateExpression(parsed.expression, environment);
  const place = `${parsed.message} at character ${parsed.offset + 2}`;
  return armUnknown(
    meaning.source,
    `it is no valid expression (${place}); a text that begins with [ needs [[`,
  );
}

/** Whether a text in brackets can only have been meant as an expression: it calls a function that ARM has. */
export function isKnownCall(expression: ArmExpression): boolean {
  if (expression.kind === 'member' || expression.kind === 'index')
    return isKnownCall(expression.target);
  if (expression.kind !== 'call') return false;
  const name = expression.name.toLowerCase();
  return armFunctions.has(name) || armForms.has(name);
}

/** The value of a parsed expression. */
export function evaluateExpression(
  expression: ArmExpression,
  environment: ArmEnvironment,
): ArmValue {
  return guarded(
    environment,
    () => printArmExpression(expression),
    () => {
      try {
        return evaluateNode(expression, environment);
      } catch (error) {
        if (!(error instanceof NotStatic)) throw error;
        return armUnknown(printArmExpression(expression), error.message);
      }
    },
  );
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
  return guarded(
    environment,
    () => formatArmPath(path) || 'the value',
    () =>
      isJsonObject(json)
        ? evaluateObject(json, environment, path, onUnknown)
        : json.map((item, index) => evaluateJson(item, environment, [...path, index], onUnknown)),
  );
}

function reportUnknown(value: ArmValue, path: ArmPath, onUnknown: UnknownListener): void {
  const seen = new Set<string>();
  if (typeof value !== 'object') return;
  for (const symbol of armSymbols(value)) {
    if (symbol.symbol !== 'unknown' || seen.has(symbol.expression)) continue;
    seen.add(symbol.expression);
    onUnknown(path, symbol.expression, symbol.why);
  }
}

/** Runs one step, unless the document has used up its depth, its steps or its size. */
function guarded({ budget }: ArmEnvironment, source: () => string, step: () => ArmValue): ArmValue {
  if (budget.depth >= maxDepth) {
    return armUnknown(source(), 'it refers to itself, or is nested too deeply');
  }
  if (budget.steps <= 0) return armUnknown(source(), 'the document takes too long to evaluate');
  budget.steps -= 1;
  budget.depth += 1;
  try {
    const value = step();
    budget.steps -= costOf(value);
    return armSize(value) > maxSize
      ? armUnknown(source(), 'the value is too large to evaluate')
      : value;
  } finally {
    budget.depth -= 1;
  }
}

/** The work that making a value took, without what is inside of its items. */
function costOf(value: ArmValue): number {
  if (typeof value === 'string') return value.length / 1024;
  if (typeof value !== 'object' || value === null) return 0;
  if (isArmText(value)) return value.parts.length / 4;
  return (isArmList(value) ? value.length : Object.keys(value).length) / 4;
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
  if (isArmText(target)) throw new NotStatic(whyNotStatic(target));
  if (isArmText(key)) throw new NotStatic(whyNotStatic(key));
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
  const evaluate: ArmCall['evaluate'] = (node, inner = environment) =>
    evaluateExpression(node, inner);
  const call: ArmCall = { expression, environment, evaluate };
  const name = expression.name.toLowerCase();
  const form = armForms.get(name);
  if (form) return form(call);
  const args = expression.args.map((arg) => evaluate(arg));
  const size = args.reduce<number>((sum, arg) => sum + armSize(arg), 0);
  if (size > maxSize) throw new NotStatic('its arguments are too large to evaluate');
  const own = armFunctions.get(name);
  if (own) return own(args, call);
  const declared = environment.userFunction(name);
  if (declared) return callUserFunction(declared, args, environment);
  if (/^list\w*$/.test(name))
    throw new NotStatic(`${expression.name}() asks the deployed resource, for secrets as a rule`);
  throw new NotStatic(`the function ${expression.name}() is not evaluated here`);
}

const nothingDeclared = emptyEnvironment();

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/user-defined-functions */
function callUserFunction(
  declared: ArmUserFunction,
  args: readonly ArmValue[],
  environment: ArmEnvironment,
): ArmValue {
  const names = declared.parameters.map((name) => name.toLowerCase());
  const parameter = (name: string) => args[names.indexOf(name.toLowerCase())];
  const { variable } = nothingDeclared;
  return evaluateJson(declared.output, { ...environment, parameter, variable, loops: [] });
}

function evaluateObject(
  json: JsonObject,
  environment: ArmEnvironment,
  path: ArmPath,
  onUnknown: UnknownListener | undefined,
): ArmValue {
  const entries = Object.entries(json).flatMap(([key, value]): [string, ArmValue][] => {
    const loops = key.toLowerCase() === 'copy' ? propertyLoops(value) : undefined;
    const inner = [...path, key];
    if (!loops)
      return [[evaluateKey(key, environment), evaluateJson(value, environment, inner, onUnknown)]];
    return loops.map((loop, index) => {
      const place = [...inner, index];
      return [loop.name, expandLoop(loop, environment, place, onUnknown)];
    });
  });
  return Object.fromEntries(entries);
}

function evaluateKey(key: string, environment: ArmEnvironment): string {
  if (!key.startsWith('[')) return key;
  const value = evaluateArmString(key, environment);
  if (typeof value === 'string' || isArmText(value)) return armKey(value);
  return armKey(armUnknown(key.slice(1, -1), 'the name of a property has to be a text'));
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
  const expression = typeof count === 'string' ? count : JSON.stringify(count);
  if (isArmText(value)) return armUnknown(expression, whyNotStatic(value));
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    return armUnknown(expression, 'the count of a copy loop has to be a number, 0 or more');
  }
  return value > maxCopies
    ? armUnknown(expression, `a copy loop runs at most ${maxCopies} times`)
    : value;
}
