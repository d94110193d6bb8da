/**
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
 */
import { NotStatic, type ArmFunction } from '../evaluation-context';
import {
  armKey,
  armKeyText,
  armProperty,
  isArmList,
  isArmObject,
  isArmText,
  sameArmValue,
} from '../arm-value';
import type { ArmObject, ArmValue } from '../arm-value';
import {
  argument,
  intArgument,
  known,
  listArgument,
  objectArgument,
  textArgument,
  whyNotStatic,
} from './arguments';
import { isCertainlyFilled } from './strings';

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array#range */
const maxRange = 10_000;
/** Arrays longer than this are not compared item by item. */
const maxCompared = 3000;

/** A static text or an array: both can be cut and searched. */
function sequence(args: readonly ArmValue[]): string | readonly ArmValue[] {
  return typeof args[0] === 'string' ? args[0] : listArgument(args, 0);
}

const length: ArmFunction = (args) => {
  const value = known(args, 0);
  return isArmObject(value) ? Object.keys(value).length : sequence(args).length;
};

function end(at: 0 | -1): ArmFunction {
  return (args) => {
    const value = sequence(args);
    return value.at(at) ?? (typeof value === 'string' ? '' : null);
  };
}

const take: ArmFunction = (args) => sequence(args).slice(0, Math.max(0, intArgument(args, 1)));
const skip: ArmFunction = (args) => sequence(args).slice(Math.max(0, intArgument(args, 1)));

/** Whether an array holds a value, for sure or surely not. */
function includes(list: readonly ArmValue[], needle: ArmValue): boolean {
  let sure = true;
  for (const item of list) {
    const same = sameArmValue(item, needle);
    if (same === true) return true;
    sure &&= same === false;
  }
  if (sure) return false;
  throw new NotStatic('an item is known only when it is deployed');
}

const contains: ArmFunction = (args) => {
  const container = argument(args, 0);
  if (isArmList(container)) return includes(container, argument(args, 1));
  if (isArmObject(container)) return armProperty(container, textArgument(args, 1)) !== undefined;
  const needle = textArgument(args, 1);
  if (!isArmText(container)) return textArgument(args, 0).includes(needle);
  const found = container.parts.some((part) => typeof part === 'string' && part.includes(needle));
  if (found) return true;
  throw new NotStatic(whyNotStatic(container));
};

const empty: ArmFunction = (args) => {
  const value = argument(args, 0);
  if (isCertainlyFilled(value)) return false;
  if (value === null) return true;
  return isArmObject(value)
    ? Object.keys(value).length === 0
    : sequence([known(args, 0)]).length === 0;
};

/** The position of a text (in any case) or of an item; -1 for nowhere. */
const indexOf: ArmFunction = (args) => {
  const value = sequence(args);
  if (typeof value === 'string') {
    return value.toLowerCase().indexOf(textArgument(args, 1).toLowerCase());
  }
  const needle = argument(args, 1);
  includes(value, needle);
  return value.findIndex((item) => sameArmValue(item, needle) === true);
};

const range: ArmFunction = (args) => {
  const [start, count] = [intArgument(args, 0), intArgument(args, 1)];
  if (count < 0 || count > maxRange) throw new NotStatic(`a range has 0 to ${maxRange} numbers`);
  return Array.from({ length: count }, (_, index) => start + index);
};

const createObject: ArmFunction = (args) => {
  if (args.length % 2 !== 0) throw new NotStatic('a name has no value');
  const entries: [string, ArmValue][] = [];
  for (let at = 0; at < args.length; at += 2) {
    const key = argument(args, at);
    entries.push([isArmText(key) ? armKey(key) : textArgument(args, at), argument(args, at + 1)]);
  }
  return Object.fromEntries(entries);
};

const array: ArmFunction = (args) => {
  const value = argument(args, 0);
  if (isArmText(value)) throw new NotStatic(whyNotStatic(value));
  return isArmList(value) ? value : [value];
};

const union: ArmFunction = (args) => {
  const first = known(args, 0);
  if (isArmObject(first)) {
    return args.map((_, at) => objectArgument(args, at)).reduce((one, other) => merge(one, other));
  }
  const all = args.flatMap((_, at) => listArgument(args, at));
  if (all.length > maxCompared) throw new NotStatic(`it compares more than ${maxCompared} items`);
  const kept: ArmValue[] = [];
  for (const item of all) if (!includes(kept, item)) kept.push(item);
  return kept;
};

function merge(one: ArmObject, other: ArmObject): ArmObject {
  const names = new Map(Object.keys(one).map((name) => [name.toLowerCase(), name]));
  const merged = new Map(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    const same = names.get(name.toLowerCase()) ?? name;
    const before = merged.get(same);
    if (same !== name) merged.delete(same);
    merged.set(name, isArmObject(before) && isArmObject(value) ? merge(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/** The entries of an object in the order of their keys in upper case. */
function sortedEntries(args: readonly ArmValue[]): readonly (readonly [string, ArmValue])[] {
  return Object.entries(objectArgument(args, 0)).toSorted(([one], [other]) => {
    const [left, right] = [one.toUpperCase(), other.toUpperCase()];
    return Number(left > right) - Number(left < right);
  });
}

const itemsOf: ArmFunction = (args) =>
  sortedEntries(args).map(([key, value]) => ({ key: armKeyText(key), value }));

const objectKeys: ArmFunction = (args) => sortedEntries(args).map(([key]) => armKeyText(key));

const shallowMerge: ArmFunction = (args) => {
  const objects = listArgument(args, 0);
  return Object.fromEntries(
    objects.flatMap((_, at) => Object.entries(objectArgument(objects, at))),
  );
};

const tryGet: ArmFunction = (args) => {
  let value: ArmValue = argument(args, 0);
  for (const key of args.slice(1)) {
    const open = [value, key].find(isArmText);
    if (open) throw new NotStatic(whyNotStatic(open));
    if (isArmList(value) && typeof key === 'number') value = value[key] ?? null;
    else if (isArmObject(value) && typeof key === 'string') value = armProperty(value, key) ?? null;
    else return null;
  }
  return value;
};

/** `list[^1]` in Bicep: the last is number 1. */
const indexFromEnd: ArmFunction = (args) => {
  const item = listArgument(args, 0).at(-intArgument(args, 1));
  if (item !== undefined) return item;
  throw new NotStatic('the array has no such item');
};

/** The functions of arrays and objects, by their name in lower case. */
export const collectionFunctions: readonly (readonly [string, ArmFunction])[] = [
  ['length', length],
  ['first', end(0)],
  ['last', end(-1)],
  ['take', take],
  ['skip', skip],
  ['contains', contains],
  ['empty', empty],
  ['indexof', indexOf],
  ['range', range],
  ['createarray', (args) => [...args]],
  ['createobject', createObject],
  ['array', array],
  ['union', union],
  ['items', itemsOf],
  ['objectkeys', objectKeys],
  ['shallowmerge', shallowMerge],
  ['tryget', tryGet],
  ['indexfromend', indexFromEnd],
  ['flatten', (args) => listArgument(args, 0).flatMap((_, at, all) => listArgument(all, at))],
];
