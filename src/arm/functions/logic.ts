/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 */
import { NotStatic, type ArmForm, type ArmFunction } from '../evaluation-context';
import { isArmList, isArmText, sameArmValue, type ArmValue } from '../arm-value';
import {
  argument,
  boolArgument,
  evaluated,
  intArgument,
  known,
  parameterName,
  whyNotStatic,
} from './arguments';
import { isCertainlyFilled } from './strings';

const choose: ArmForm = (call) => {
  const condition = evaluated(call, 0);
  if (!isArmText(condition)) return evaluated(call, boolArgument([condition], 0) ? 1 : 2);
  const [yes, no] = [evaluated(call, 1), evaluated(call, 2)];
  if (sameArmValue(yes, no) === true) return yes;
  // A boolean parameter spelt out is that parameter.
  if (parameterName(condition) !== undefined && yes === 'true' && no === 'false') return condition;
  throw new NotStatic(whyNotStatic(condition));
};

/** `and` ends with the first false, `or` with the first true, even where another argument is not known. */
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
    if (!Number.isSafeInteger(result)) throw new NotStatic('the result is not a whole number');
    return result + 0;
  };
}

function extreme(pick: (...numbers: number[]) => number): ArmFunction {
  return (args) => {
    const items = isArmList(args[0]) ? args[0] : args;
    if (items.length === 0) throw new NotStatic('there are no numbers');
    return items.map((_, at) => intArgument(items, at)).reduce((one, other) => pick(one, other));
  };
}

/** A parameter that has the type already is its own conversion. */
function conversion(type: string, convert: (value: ArmValue) => ArmValue | undefined): ArmFunction {
  return (args, call) => {
    const name = parameterName(argument(args, 0));
    if (name !== undefined && call.environment.parameterType(name) === type) {
      return argument(args, 0);
    }
    const value = convert(known(args, 0));
    if (value !== undefined) return value;
    throw new NotStatic(`that is not of type ${type}`);
  };
}

const int = conversion('int', (value) => {
  const isText = typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value);
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : undefined;
});

const bool = conversion('bool', (value) => {
  if (typeof value === 'number') return value !== 0;
  const plain = typeof value === 'string' ? value.toLowerCase() === 'true' : value;
  const isText = typeof value !== 'string' || /^(?:true|false)$/i.test(value);
  return typeof plain === 'boolean' && isText ? plain : undefined;
});

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
  ['bool', bool],
];

/** The functions of logic that do not need all of their arguments, by their name in lower case. */
export const logicForms: readonly (readonly [string, ArmForm])[] = [
  ['if', choose],
  ['and', shortCircuit(false)],
  ['or', shortCircuit(true)],
  ['coalesce', coalesce],
];
