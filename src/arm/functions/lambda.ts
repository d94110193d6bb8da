/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda */
import { NotStatic, type ArmCall, type ArmForm } from '../evaluation-context';
import { armKey, isArmText, type ArmValue } from '../arm-value';
import { boolArgument, evaluated, listArgument, textArgument } from './arguments';

/** A lambda as a function of the values for its variables; it takes as many as it has names for. */
function lambdaArgument(call: ArmCall, at: number): (...values: ArmValue[]) => ArmValue {
  const node = call.expression.args[at];
  const body = node?.kind === 'call' && node.name.toLowerCase() === 'lambda' && node.args.at(-1);
  if (!body) throw new NotStatic(`argument ${at + 1} is not a lambda`);
  const names = node.args.slice(0, -1).map((name) => (name.kind === 'string' ? name.value : ''));
  return (...values) => {
    const lambda = new Map(call.environment.lambda);
    names.forEach((name, index) => lambda.set(name.toLowerCase(), values[index] ?? null));
    return call.evaluate(body, { ...call.environment, lambda });
  };
}

function listOf(call: ArmCall): readonly ArmValue[] {
  return listArgument([evaluated(call, 0)], 0);
}

const map: ArmForm = (call) => {
  const change = lambdaArgument(call, 1);
  return listOf(call).map((item, index) => change(item, index));
};

const filter: ArmForm = (call) => {
  const keeps = lambdaArgument(call, 1);
  return listOf(call).filter((item, index) => boolArgument([keeps(item, index)], 0));
};

const reduce: ArmForm = (call) => {
  const add = lambdaArgument(call, 2);
  return listOf(call).reduce((sum, item, index) => add(sum, item, index), evaluated(call, 1));
};

const sort: ArmForm = (call) => {
  const before = lambdaArgument(call, 1);
  const isBefore = (one: ArmValue, other: ArmValue): boolean =>
    boolArgument([before(one, other)], 0);
  return listOf(call).toSorted(
    (one, other) => Number(isBefore(other, one)) - Number(isBefore(one, other)),
  );
};

const toObject: ArmForm = (call) => {
  const keyOf = lambdaArgument(call, 1);
  const valueOf =
    call.expression.args.length > 2 ? lambdaArgument(call, 2) : (item: ArmValue) => item;
  const entries = listOf(call).map((item): [string, ArmValue] => {
    const key = keyOf(item);
    return [isArmText(key) ? armKey(key) : textArgument([key], 0), valueOf(item)];
  });
  return Object.fromEntries(entries);
};

const lambdaVariables: ArmForm = (call) => {
  const name = textArgument([evaluated(call, 0)], 0);
  const value = call.environment.lambda.get(name.toLowerCase());
  if (value !== undefined) return value;
  throw new NotStatic(`no lambda around it has a variable ${name}`);
};

/** The functions that take lambdas, by their name in lower case. */
export const lambdaForms: readonly (readonly [string, ArmForm])[] = [
  ['map', map],
  ['filter', filter],
  ['reduce', reduce],
  ['sort', sort],
  ['toobject', toObject],
  ['lambdavariables', lambdaVariables],
];
