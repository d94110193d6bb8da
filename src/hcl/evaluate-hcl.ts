/** Evaluates expressions of HCL as far as that goes without a disk, a network, a clock or a cloud. */
import { NotStatic } from '../arm/evaluation-context';
import { whyNotStatic } from '../arm/functions/arguments';
import {
  armKey,
  armSymbols,
  armText,
  armUnknown,
  isArmList,
  isArmObject,
  isArmText,
  sameArmValue,
  wholeSymbol,
} from '../arm/arm-value';
import type { ArmPart, ArmText, ArmValue } from '../arm/arm-value';
import { getOwn } from '../lib/get-own';
import { hclFunctions, type HclFunction } from './hcl-functions';
import { sourceText } from './hcl-tree';
import type { HclExpression, HclFor, HclItem, SplatStep } from './hcl-tree';

/** What the names in an expression mean. */
export interface HclScope {
  /** The value of `var.x`, `local.y`, `azurerm_image.z.id`: with how many of the names it used; undefined where nothing is declared. */
  readonly reference: (path: readonly string[], at: HclExpression) => HclReference | undefined;
  /** The names that loops give values. */
  readonly names: ReadonlyMap<string, ArmValue>;
  /** Functions that the language has beside the common ones. */
  readonly functions: Readonly<Record<string, HclFunction>>;
  /** The work left, shared by all expressions of a document. */
  readonly budget: { steps: number };
  /** Receives what has no static value, and why. */
  readonly report?: (why: string, expression: HclExpression) => void;
}

/** What a reference means. */
export interface HclReference {
  readonly value: ArmValue;
  readonly used: number;
}

/** The value of an expression; what has no static value is a symbol that says why. */
export function evaluateHcl(expression: HclExpression, scope: HclScope): ArmValue {
  scope.budget.steps -= 1;
  try {
    if (scope.budget.steps <= 0) throw new NotStatic('the document takes too long to evaluate');
    return valueOf(expression, scope);
  } catch (error) {
    if (!(error instanceof NotStatic)) throw error;
    scope.report?.(error.message, expression);
    const text = sourceText(expression);
    const key = `${text} ${scope.names.size === 0 ? '' : JSON.stringify([...scope.names])}`;
    return nameSymbol(armUnknown(text, error.message, key), nameOf(expression));
  }
}

/** Gives an unknown value the name that its author gave it. */
export function nameSymbol(value: ArmValue, name: string | undefined): ArmValue {
  const symbol = wholeSymbol(value);
  if (name === undefined || symbol?.symbol !== 'unknown' || symbol.name !== undefined) return value;
  return armText([{ ...symbol, name }]);
}

function nameOf(expression: HclExpression): string | undefined {
  switch (expression.kind) {
    case 'call':
      return expression.name;
    case 'name':
    case 'attribute':
      return expression.name;
    case 'index':
      return nameOf(expression.of);
    default:
      return undefined;
  }
}

function valueOf(expression: HclExpression, scope: HclScope): ArmValue {
  const value = (one: HclExpression): ArmValue => evaluateHcl(one, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'template':
      return templateValue(expression.parts, scope);
    case 'list':
      return expression.items.map(value);
    case 'object':
      return objectValue(expression.items, scope);
    case 'name':
    case 'attribute':
      return traversal(expression, scope);
    case 'index':
      return indexed(expression, scope);
    case 'splat':
      return splatValue(value(expression.of), expression.path, scope);
    case 'call':
      return callValue(expression, scope);
    case 'unary': {
      const operand = known(value(expression.operand));
      if (expression.operator === '!') return !toBoolean(operand);
      return -toNumber(operand);
    }
    case 'binary':
      return binaryValue(expression, scope);
    case 'conditional':
      return toBoolean(known(value(expression.condition)))
        ? value(expression.yes)
        : value(expression.no);
    case 'for':
      return loopValue(expression, scope);
  }
}

/** A value that is static. */
function known(value: ArmValue): Exclude<ArmValue, ArmText> {
  if (isArmText(value)) throw new NotStatic(whyNotStatic(value));
  return value;
}

function toBoolean(value: ArmValue): boolean {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new NotStatic('a condition is true or false');
}

function toNumber(value: ArmValue): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new NotStatic('a number belongs here');
}

/** The parts of a text; a number or boolean is its text, and what is no scalar has none. */
export function partsOf(value: ArmValue | undefined): readonly ArmPart[] {
  if (value === undefined || value === null) return [];
  return isArmText(value) ? value.parts : [typeof value === 'object' ? '' : String(value)];
}

/** The parts of a text that a value becomes inside another text. */
export function textPartsOf(value: ArmValue): readonly ArmPart[] {
  if (isArmText(value)) return value.parts;
  if (value === null || isArmList(value) || isArmObject(value)) {
    throw new NotStatic('only texts, numbers and booleans can stand inside a text');
  }
  return [String(value)];
}

function templateValue(
  parts: Extract<HclExpression, { kind: 'template' }>['parts'],
  scope: HclScope,
): ArmValue {
  const [only, ...more] = parts;
  if (only !== undefined && typeof only !== 'string' && more.length === 0) {
    return evaluateHcl(only, scope);
  }
  return armText(
    parts.flatMap((part) =>
      typeof part === 'string' ? [part] : textPartsOf(evaluateHcl(part, scope)),
    ),
  );
}

function objectValue(items: readonly HclItem[], scope: HclScope): ArmValue {
  const entries = items.map(({ key, value }): readonly [string, ArmValue] => {
    const name = evaluateHcl(key, scope);
    const text = isArmText(name) ? name : String(known(name));
    return [armKey(text), evaluateHcl(value, scope)];
  });
  return Object.fromEntries(entries);
}

/** The names of `a.b.c`, as far as they are known where they are written. */
function pathOf(expression: HclExpression): readonly string[] | undefined {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'attribute': {
      const before = pathOf(expression.of);
      return before && [...before, expression.name];
    }
    case 'index': {
      const before = pathOf(expression.of);
      const { index } = expression;
      return before && index.kind === 'literal' ? [...before, String(index.value)] : undefined;
    }
    default:
      return undefined;
  }
}

function traversal(expression: HclExpression, scope: HclScope): ArmValue {
  const path = pathOf(expression);
  if (!path) {
    if (expression.kind !== 'attribute') throw new NotStatic('it has no value');
    return propertyOf(evaluateHcl(expression.of, scope), expression.name);
  }
  const [root = '', ...rest] = path;
  const local = scope.names.get(root);
  if (local !== undefined) return rest.reduce(propertyOf, local);
  const found = scope.reference(path, expression);
  if (!found) throw new NotStatic(`${path.slice(0, 2).join('.')} is not declared`);
  return path.slice(found.used).reduce(propertyOf, found.value);
}

function propertyOf(value: ArmValue, name: string): ArmValue {
  const holder = known(value);
  if (isArmList(holder)) {
    const item = /^\d+$/.test(name) ? holder[Number(name)] : undefined;
    if (item === undefined) throw new NotStatic(`the list has no item ${name}`);
    return item;
  }
  const inner = isArmObject(holder) ? getOwn(holder, name) : undefined;
  if (inner === undefined) throw new NotStatic(`there is no "${name}"`);
  return inner;
}

function indexed(
  expression: HclExpression & { readonly kind: 'index' },
  scope: HclScope,
): ArmValue {
  if (pathOf(expression)) return traversal(expression, scope);
  const index = known(evaluateHcl(expression.index, scope));
  return propertyOf(evaluateHcl(expression.of, scope), String(index));
}

function splatValue(value: ArmValue, path: readonly SplatStep[], scope: HclScope): ArmValue {
  const holder = known(value);
  const items = isArmList(holder) ? holder : holder === null ? [] : [holder];
  return items.map((item) =>
    path.reduce<ArmValue>((inner, step) => {
      const name = typeof step === 'string' ? step : String(known(evaluateHcl(step, scope)));
      return propertyOf(inner, name);
    }, item),
  );
}

function callValue(call: HclExpression & { readonly kind: 'call' }, scope: HclScope): ArmValue {
  const { name, args, expandsLast } = call;
  if (name === 'try' || name === 'can') return tried(name, args, scope);
  const run = getOwn(scope.functions, name) ?? getOwn(hclFunctions, name);
  if (!run) throw new NotStatic(`import does not know the function ${name}()`);
  const values = args.map((one) => evaluateHcl(one, scope));
  const last = values.at(-1);
  const all = expandsLast && isArmList(last) ? [...values.slice(0, -1), ...last] : values;
  const result = run(all);
  scope.budget.steps -= sizeOf(result);
  return result;
}

function sizeOf(value: ArmValue): number {
  if (isArmList(value)) return value.length;
  return typeof value === 'string' ? Math.ceil(value.length / 100) : 1;
}

/** The first argument that has a value; whether there is one. */
function tried(name: string, args: readonly HclExpression[], scope: HclScope): ArmValue {
  let failure = 'no argument has a value';
  for (const argument of args) {
    let failed = false;
    const value = evaluateHcl(argument, {
      ...scope,
      report: (why) => {
        failed = true;
        failure = why;
      },
    });
    if (name === 'can') return !failed;
    if (!failed) return value;
  }
  throw new NotStatic(failure);
}

function binaryValue(
  { operator, left, right }: HclExpression & { readonly kind: 'binary' },
  scope: HclScope,
): ArmValue {
  const first = evaluateHcl(left, scope);
  if (operator === '&&' || operator === '||') {
    const decides = operator === '||';
    return toBoolean(known(first)) === decides
      ? decides
      : toBoolean(known(evaluateHcl(right, scope)));
  }
  const second = evaluateHcl(right, scope);
  if (operator === '==' || operator === '!=') {
    const same = sameArmValue(first, second);
    const open = [first, second].find(isArmText);
    if (same === undefined) throw new NotStatic(open ? whyNotStatic(open) : 'it is not static');
    return same === (operator === '==');
  }
  const [a, b] = [toNumber(known(first)), toNumber(known(second))];
  switch (operator) {
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw new NotStatic('nothing can be divided by 0');
      return a / b;
    case '%':
      if (b === 0) throw new NotStatic('nothing can be divided by 0');
      return a % b;
  }
}

function loopValue(loop: HclFor, scope: HclScope): ArmValue {
  const collection = known(evaluateHcl(loop.collection, scope));
  const entries: readonly (readonly [ArmValue, ArmValue])[] = isArmList(collection)
    ? collection.map((value, index) => [index, value])
    : isArmObject(collection)
      ? Object.entries(collection)
      : [];
  const rounds = entries.flatMap(([key, value]) => {
    const names = new Map([...scope.names, [loop.valueName, value] as const]);
    if (loop.keyName !== undefined) names.set(loop.keyName, key);
    const inner = { ...scope, names };
    const isIn = !loop.condition || toBoolean(known(evaluateHcl(loop.condition, inner)));
    return isIn ? [inner] : [];
  });
  const { key: keyExpression } = loop;
  if (!keyExpression) return rounds.map((inner) => evaluateHcl(loop.value, inner));
  const result = new Map<string, ArmValue>();
  for (const inner of rounds) {
    const key = String(known(evaluateHcl(keyExpression, inner)));
    const value = evaluateHcl(loop.value, inner);
    const before = result.get(key);
    if (!loop.groups) result.set(key, value);
    else result.set(key, [...(isArmList(before) ? before : []), value]);
  }
  return Object.fromEntries(result);
}

/** True for a value in which something has no static value. */
export function isOpenValue(value: ArmValue): boolean {
  return armSymbols(value).length > 0;
}

/** An item of a list. */
export interface ItemWithPlace {
  readonly value: ArmValue;
  readonly expression: HclExpression;
  /** The comments above it. */
  readonly comments: readonly string[];
}

/** An item of a list that an expression writes out, with its own place; the whole value where it does not. */
export function itemsWithPlaces(
  expression: HclExpression,
  scope: HclScope,
): readonly ItemWithPlace[] | undefined {
  if (expression.kind === 'list') {
    return expression.items.map((one, index) => ({
      value: evaluateHcl(one, scope),
      expression: one,
      comments: expression.comments.get(index) ?? [],
    }));
  }
  const value = evaluateHcl(expression, scope);
  if (!isArmList(value)) return undefined;
  return value.map((one) => ({ value: one, expression, comments: [] }));
}
