/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 */
import { NotStatic } from '../evaluation-context';
import type { ArmCall, ArmForm, ArmFunction } from '../evaluation-context';
import { isArmText, sameArmValue } from '../arm-value';
import type { ArmValue } from '../arm-value';
import {
  argument,
  boolArgument,
  intArgument,
  known,
  parameterName,
  spread,
  whyNotStatic,
} from './arguments';
import { isCertainlyFilled } from './strings';

function argumentValue(call: ArmCall, at: number): ArmValue {
  const node = call.expression.args[at];
  if (node === undefined) throw new NotStatic(`argument ${at + 1} is missing`);
  return call.evaluate(node);
}

const choose: ArmForm = (call) => {
  const condition = argumentValue(call, 0);
  if (!isArmText(condition)) return argumentValue(call, boolArgument([condition], 0) ? 1 : 2);
  const [yes, no] = [argumentValue(call, 1), argumentValue(call, 2)];
  if (sameArmValue(yes, no) === true) return yes;
  // A boolean parameter spelt out is that parameter.
  if (parameterName(condition) !== undefined && yes === 'true' && no === 'false') return condition;
  throw new NotStatic(whyNotStatic(condition));
};

/** `and` ends with the first false, `or` with the first true, even beside what is not known. */
function shortCircuit(end: boolean): ArmForm {
  return (call) => {
    const values = call.expression.args.map((node) => call.evaluate(node));
    if (values.includes(end)) return end;
    for (const at of values.keys()) boolArgument(values, at);
    return !end;
  };
}

const coalesce: ArmForm = (call) => {
  for (const node of call.expression.args) {
    const value = call.evaluate(node);
    if (isArmText(value) && !isCertainlyFilled(value)) throw new NotStatic(whyNotStatic(value));
    if (value !== null) return value;
  }
  return null;
};

const equals: ArmFunction = (args) => {
  const [left, right] = [argument(args, 0), argument(args, 1)];
  const same = sameArmValue(left, right);
  if (same !== undefined) return same;
  const open = [left, right].find(isArmText);
  throw new NotStatic(
    open ? whyNotStatic(open) : 'something inside is known only when it is deployed',
  );
};

function compare(holds: (order: number) => boolean): ArmFunction {
  return (args) => {
    const [left, right] = [known(args, 0), known(args, 1)];
    if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
    if (typeof left === 'string' && typeof right === 'string') {
      return holds(orderOf(left, right));
    }
    throw new NotStatic('only two numbers, or two texts, can be compared');
  };
}

/** The order of two texts in any case; that of signs depends on rules of language, and is left to Azure. */
function orderOf(left: string, right: string): number {
  if (left === right) return 0;
  const isPlain = /^[A-Za-z0-9]*$/;
  if (!isPlain.test(left) || !isPlain.test(right)) {
    throw new NotStatic('the order of texts with signs is not decided here');
  }
  const [one, other] = [left.toLowerCase(), right.toLowerCase()];
  return Number(one > other) - Number(one < other);
}

function arithmetic(compute: (left: number, right: number) => number): ArmFunction {
  return (args) => {
    const result = compute(intArgument(args, 0), intArgument(args, 1));
    if (!Number.isSafeInteger(result)) throw new NotStatic('the result is no whole number');
    return result + 0;
  };
}

function extreme(pick: (...numbers: number[]) => number): ArmFunction {
  return (args) => {
    const items = spread(args);
    if (items.length === 0) throw new NotStatic('there are no numbers');
    return items.map((_, at) => intArgument(items, at)).reduce((one, other) => pick(one, other));
  };
}

const int: ArmFunction = (args, call) => {
  const value = argument(args, 0);
  const name = parameterName(value);
  if (name !== undefined && call.environment.parameterType(name) === 'int') return value;
  const text = known(args, 0);
  const number = typeof text === 'string' && /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : text;
  if (typeof number === 'number' && Number.isFinite(number)) return Math.trunc(number);
  throw new NotStatic('that is no number');
};

const bool: ArmFunction = (args, call) => {
  const value = argument(args, 0);
  const name = parameterName(value);
  if (name !== undefined && call.environment.parameterType(name) === 'bool') return value;
  const given = known(args, 0);
  const plain = typeof given === 'string' ? given.toLowerCase() : given;
  if (plain === true || plain === 'true') return true;
  if (plain === false || plain === 'false') return false;
  if (typeof plain === 'number') return plain !== 0;
  throw new NotStatic('that is neither true nor false');
};

/** The functions of logic and arithmetic, by their name in lower case. */
export const logicFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['true', () => true],
  ['false', () => false],
  ['null', () => null],
  ['not', (args) => !boolArgument(args, 0)],
  ['equals', equals],
  ['less', compare((order) => order < 0)],
  ['lessorequals', compare((order) => order <= 0)],
  ['greater', compare((order) => order > 0)],
  ['greaterorequals', compare((order) => order >= 0)],
  ['add', arithmetic((left, right) => left + right)],
  ['sub', arithmetic((left, right) => left - right)],
  ['mul', arithmetic((left, right) => left * right)],
  ['div', arithmetic((left, right) => Math.trunc(left / right))],
  ['mod', arithmetic((left, right) => left % right)],
  ['min', extreme(Math.min)],
  ['max', extreme(Math.max)],
  ['int', int],
  ['float', (args) => known(args, 0)],
  ['bool', bool],
];

/** The functions of logic that do not need all of their arguments, by their name in lower case. */
export const logicForms: readonly (readonly [string, ArmForm])[] = [
  ['if', choose],
  ['and', shortCircuit(false)],
  ['or', shortCircuit(true)],
  ['coalesce', coalesce],
];
