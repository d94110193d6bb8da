/** Checks the shape of the user's YAML against the declaration of the language. */
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { checkBoolean, checkBraces, checkNumber, checkText, checkUses } from './check-scalar';
import { type CheckContext, reportWrongType } from './check-context';
import { checkUnion } from './check-union';
import { referenceInMapping } from '../reference-slips';
import { getOwn } from '../../lib/get-own';
import { limits } from '../size-limits';
import { nearest } from '../../lib/nearest';
import {
  child,
  entryOf,
  isNull,
  type ListNode,
  type MapEntry,
  type MapNode,
  type Node,
  placeOfKey,
} from '../node';
import type { ListType, MappingType, ObjectType, Type } from '../../language/type';
import { exampleOf } from '../../language/describe-type';

/** Reports everything in which a node does not have the declared shape. */
export function checkShape(node: Node, type: Type, context: CheckContext): void {
  const instead = type.kind === 'any' ? undefined : referenceInMapping(node);
  if (instead !== undefined) {
    const { span } = node;
    const written = span.source.text.slice(span.start, span.end);
    context.report(diagnose('AIB112', { written, instead }, node));
    return;
  }
  switch (type.kind) {
    case 'any':
      return;
    case 'union':
      checkUnion(node, type, context, checkShape);
      return;
    case 'object':
      if (node.kind === 'map') checkObject(node, type, context);
      else reportWrongType(node, type, context);
      return;
    case 'mapping':
      if (node.kind === 'map') checkMap(node, type, context);
      else reportWrongType(node, type, context);
      return;
    case 'list':
      if (node.kind === 'list') checkList(node, type, context);
      else reportWrongType(node, type, context, listHint(node, type));
      return;
    case 'string':
      if (node.kind === 'scalar') checkText(node, type, context);
      else reportWrongType(node, type, context);
      return;
    case 'number':
      if (node.kind === 'scalar') checkNumber(node, type, context);
      else reportWrongType(node, type, context);
      return;
    default:
      if (node.kind === 'scalar') checkBoolean(node, type, context);
      else reportWrongType(node, type, context);
  }
}

function listHint(node: Node, { of }: ListType<unknown>): string {
  const isScalar = of.kind === 'string' || of.kind === 'number';
  const short = node.kind === 'scalar' && !isNull(node) && /^[^\n,[\]{}#:]{1,40}$/.test(node.raw);
  return isScalar && short ? `Write it as a list: [${node.raw}].` : 'Begin each entry with "- ".';
}

function checkObject(node: MapNode, type: ObjectType<unknown>, context: CheckContext): void {
  const meant = new Set<string>();
  for (const entry of node.entries) {
    const field = Object.hasOwn(type.fields, entry.key) ? type.fields[entry.key] : undefined;
    if (field) {
      if (!isNull(entry.value)) checkShape(entry.value, field, context);
    } else if (!(type.extension && entry.key.startsWith('x-'))) {
      const near = unknownKey(entry, node, type, context);
      if (near !== undefined) meant.add(near);
    }
  }
  for (const group of type.exclusive) checkExclusive(node, group, context);
  for (const keys of type.required) {
    const alternatives = typeof keys === 'string' ? [keys] : keys;
    // A misspelt key is not missing too.
    if (!alternatives.some((key) => meant.has(key))) {
      checkRequired(node, alternatives, type, context);
    }
  }
}

/** Reports an unknown key; returns the one that was probably meant. */
function unknownKey(
  entry: MapEntry,
  { entries }: MapNode,
  type: ObjectType<unknown>,
  context: CheckContext,
): string | undefined {
  const { key } = entry;
  const known = Object.keys(type.fields);
  const advice = getOwn(type.unsupportedKeys, key);
  const near = getOwn(type.aliases, key) ?? nearest(key, known);
  const same = type.exclusive.find((group) => near !== undefined && group.includes(near)) ?? [near];
  const taken = same.some((one) => entries.some((other) => other.key === one));
  context.report(diagnose('AIB101', { key, known, near, taken, advice }, placeOfKey(entry)));
  return near;
}

function checkExclusive(node: MapNode, group: readonly string[], context: CheckContext): void {
  const [first, second] = group.flatMap((key) => {
    const entry = entryOf(node, key);
    return entry && !isNull(entry.value) ? [entry] : [];
  });
  if (!first || !second) return;
  const details = { first: first.key, second: second.key };
  context.report(diagnose('AIB105', details, placeOfKey(second)));
}

function checkRequired(
  node: MapNode,
  keys: readonly string[],
  type: ObjectType<unknown>,
  context: CheckContext,
): void {
  if (keys.some((key) => child(node, key))) return;
  const [key = ''] = keys;
  // Lists are replaced, never merged: no other file adds to their items.
  if (context.missing && !node.path.includes('[')) {
    context.missing({ path: node.path, key, finding: () => missingKey(node, key, type) });
    return;
  }
  const [empty] = keys.flatMap((one) => entryOf(node, one) ?? []);
  context.report(empty ? missingValue(empty, key, type) : missingKey(node, key, type));
}

function exampleFor(key: string, { fields }: ObjectType<unknown>): string | undefined {
  const field = fields[key];
  return field && exampleOf(field);
}

function missingValue(empty: MapEntry, key: string, type: ObjectType<unknown>): Finding {
  const what = `The value of "${empty.key}"`;
  const example = exampleFor(key, type);
  const line = example === undefined ? undefined : `${empty.key}: ${example}`;
  return diagnose('AIB110', { what, example: line }, placeOfKey(empty));
}

function missingKey(node: MapNode, key: string, type: ObjectType<unknown>): Finding {
  const what = node.path === '' ? 'the spec' : `"${node.path}"`;
  const example = exampleFor(key, type);
  const examples = example === undefined ? [] : [example];
  return diagnose('AIB103', { key, what, examples }, { span: node.at, path: node.path });
}

function checkMap(node: MapNode, type: MappingType<unknown>, context: CheckContext): void {
  for (const entry of node.entries) {
    checkUses(entry.key, placeOfKey(entry), context);
    checkBraces(entry.key, placeOfKey(entry), false, context);
    if (entry.key === '') {
      context.report(
        diagnose('AIB110', { what: `The name of ${type.keyName}` }, placeOfKey(entry)),
      );
    }
    // An empty value removes the inherited one.
    if (!context.missing || !isNull(entry.value)) checkShape(entry.value, type.of, context);
  }
}

function checkList(node: ListNode, type: ListType<unknown>, context: CheckContext): void {
  if (node.items.length < type.minItems) {
    context.report(diagnose('AIB110', { what: 'The list' }, node));
  }
  const isLines = type.of.kind === 'string' && type.of.script === true;
  if (node.items.length > limits.entries && !isLines) {
    const count = node.items.length;
    context.report(diagnose('AIB113', { count, limit: limits.entries }, node));
    return;
  }
  for (const item of node.items) checkShape(item, type.of, context);
}
