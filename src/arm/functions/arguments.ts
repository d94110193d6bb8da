/** How template functions read their arguments: what is not such a value, or not static, is thrown as `NotStatic`. */
import { NotStatic, type ArmCall } from '../evaluation-context';
import { armSymbols, armText, isArmList, isArmObject, isArmText, wholeSymbol } from '../arm-value';
import type { ArmObject, ArmPart, ArmText, ArmValue } from '../arm-value';
import type { Json } from '../../lib/json';

const reasons = {
  subscriptionId: 'the subscription is known only when it is deployed',
  resourceGroup: 'the resource group is known only when it is deployed',
  location: 'the location of the resource group is known only when it is deployed',
};

/** Why a symbolic text has no static value. */
export function whyNotStatic(text: ArmText): string {
  const symbols = armSymbols(text);
  const symbol = symbols.find((one) => one.symbol === 'unknown') ?? symbols[0];
  if (symbol?.symbol === 'unknown') return symbol.why;
  if (symbol?.symbol === 'parameter') return `the parameter ${symbol.name} has no value here`;
  return symbol ? reasons[symbol.symbol] : 'it is not static';
}

/** The argument at a position, whatever it is. */
export function argument(args: readonly ArmValue[], at: number): ArmValue {
  const value = args[at];
  if (value === undefined) throw new NotStatic(`argument ${at + 1} is missing`);
  return value;
}

/** The argument at a position of a function that evaluates its arguments itself. */
export function evaluated(call: ArmCall, at: number): ArmValue {
  const node = call.expression.args[at];
  if (node === undefined) throw new NotStatic(`argument ${at + 1} is missing`);
  return call.evaluate(node);
}

/** An argument that must not be symbolic. */
export function known(args: readonly ArmValue[], at: number): Exclude<ArmValue, ArmText> {
  const value = argument(args, at);
  if (isArmText(value)) throw new NotStatic(whyNotStatic(value));
  return value;
}

/** An argument that is a static text. */
export function textArgument(args: readonly ArmValue[], at: number): string {
  const value = known(args, at);
  if (typeof value === 'string') return value;
  throw wrongType(at, 'a text');
}

/** An argument that is an integer. */
export function intArgument(args: readonly ArmValue[], at: number): number {
  const value = known(args, at);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw wrongType(at, 'an integer');
}

/** An argument that is true or false. */
export function boolArgument(args: readonly ArmValue[], at: number): boolean {
  const value = known(args, at);
  if (typeof value === 'boolean') return value;
  throw wrongType(at, 'true or false');
}

/** An argument that is an array; its items may be symbolic. */
export function listArgument(args: readonly ArmValue[], at: number): readonly ArmValue[] {
  const value = known(args, at);
  if (isArmList(value)) return value;
  throw wrongType(at, 'an array');
}

/** An argument that is an object; what it holds may be symbolic. */
export function objectArgument(args: readonly ArmValue[], at: number): ArmObject {
  const value = known(args, at);
  if (isArmObject(value)) return value;
  throw wrongType(at, 'an object');
}

/** The pieces of a scalar inside a text: a boolean reads `True` or `False`, as .NET prints it. */
export function textParts(value: ArmValue): readonly ArmPart[] {
  if (isArmText(value)) return value.parts;
  if (typeof value === 'boolean') return [value ? 'True' : 'False'];
  if (value === null) throw new NotStatic('null has no place in a text');
  if (typeof value === 'object')
    throw new NotStatic('an array or an object has no place in a text');
  return [String(value)];
}

/** A text longer than this is not made. */
const maxText = 4_000_000;

/** Joins parts into a text of a sensible length. */
export function joinParts(parts: readonly ArmPart[]): string | ArmText {
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  if (length > maxText) throw new NotStatic('the text is too long to evaluate');
  return armText(parts);
}

/** Replaces one text by another wherever it is. */
export function replaceText(text: string, search: string, by: string): string {
  const pieces = text.split(search);
  if (text.length + pieces.length * by.length > maxText) {
    throw new NotStatic('the text is too long to evaluate');
  }
  return pieces.join(by);
}

/** A value as plain JSON, which it is when nothing inside is symbolic. */
export function plain(value: ArmValue): Json {
  if (isPlain(value)) return value;
  throw new NotStatic('something inside is known only when it is deployed');
}

function isPlain(value: ArmValue): value is Json {
  return armSymbols(value).length === 0;
}

/** Whether a part can never hold a character: ids hold no spaces, names of groups no slash. */
export function cannotHold(part: ArmPart, character: string): boolean {
  if (typeof part === 'string') return !part.includes(character);
  if (part.symbol === 'subscriptionId') return !/[0-9a-f-]/.test(character);
  if (part.symbol === 'location') return !/[a-z0-9]/.test(character);
  return part.symbol === 'resourceGroup' && !/[\p{L}\p{N}_().-]/u.test(character);
}

/** The name of the parameter that a value is, where it is one and nothing else. */
export function parameterName(value: ArmValue): string | undefined {
  const symbol = wholeSymbol(value);
  return symbol?.symbol === 'parameter' ? symbol.name : undefined;
}

function wrongType(at: number, expected: string): NotStatic {
  return new NotStatic(`argument ${at + 1} is not ${expected}`);
}
