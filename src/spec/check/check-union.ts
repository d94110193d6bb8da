/** Checks a value of several possible shapes: errors are about the shape that was probably meant. */
import { getOwn } from '../../lib/get-own';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { quoted } from '../../lib/words';
import { type CheckContext, reportWrongType } from './check-context';
import { bareHint } from './check-scalar';
import { remembered } from '../../lib/remembered';
import { nearest } from '../../lib/nearest';
import {
  describeKind,
  entryOf,
  isNull,
  type MapEntry,
  type MapNode,
  type Node,
  placeOfKey,
  textOf,
} from '../node';
import { wholeParameter } from '../parameter-references';
import type { Branch, ObjectType, Type, UnionType } from '../../language/type';
import { otherwise } from '../../language/describe-type';

type CheckShape = (node: Node, type: Type, context: CheckContext) => void;

/** The branch of a union that a node has. */
export function branchOf(node: Node, type: UnionType): Branch | undefined {
  const given = entryOf(node, 'type');
  const candidates = type.branches.filter((branch) => matches(node, given, branch));
  if (candidates.length <= 1) return candidates[0];
  return candidates.find((branch) => !('kind' in branch.discriminator)) ?? candidates[0];
}

/** @param given what the node has under `type` */
function matches(node: Node, given: MapEntry | undefined, { discriminator }: Branch): boolean {
  if ('type' in discriminator) {
    return textOf(given?.value)?.toLowerCase() === discriminator.type.toLowerCase();
  }
  if ('key' in discriminator) {
    if (given && discriminator.key !== 'userAssignedIdentities') return false;
    return entryOf(node, discriminator.key) !== undefined;
  }
  if (node.kind === 'map') return discriminator.kind === 'mapping';
  if (node.kind === 'list') return discriminator.kind === 'list';
  if (discriminator.kind === 'string') return typeof node.value === 'string';
  // A parameter may replace a number or a boolean.
  if (typeof node.value === 'string') {
    return (
      (discriminator.kind === 'number' || discriminator.kind === 'boolean') &&
      wholeParameter(node.value) !== undefined
    );
  }
  return typeof node.value === discriminator.kind;
}

/** The discriminators of a union: the keys of short forms and the types of Azure's objects. */
const namesOf = remembered(({ branches }: UnionType) => ({
  keys: branches.flatMap(({ discriminator }) =>
    'key' in discriminator ? [discriminator.key] : [],
  ),
  kinds: branches.flatMap(({ discriminator }) =>
    'type' in discriminator ? [discriminator.type] : [],
  ),
}));

/** True where a branch takes the key of another one too. */
function hasField(branch: Branch | undefined, key: string): boolean {
  return branch?.type.kind === 'object' && Object.hasOwn(branch.type.fields, key);
}

/** Checks a node against the branch that it has, or was meant to have. */
export function checkUnion(
  node: Node,
  type: UnionType,
  context: CheckContext,
  check: CheckShape,
): void {
  const { keys, kinds } = namesOf(type);
  const typeEntry = entryOf(node, 'type');
  const given = typeEntry ? [] : keys.flatMap((key) => entryOf(node, key) ?? []);
  const branch = branchOf(node, type);
  const [first] = given;
  const second = given.slice(1).find((entry) => !hasField(branch, entry.key));
  if (first && second) {
    const place = placeOfKey(second);
    const both = [first.key, second.key];
    const inList = node.path.endsWith(']');
    context.report(diagnose('AIB111', { keys: both, what: type.what, inList }, place));
    return;
  }
  if (branch) {
    check(node, typeOfBranch(branch, type), context);
  } else if (typeEntry && !isNull(typeEntry.value) && kinds.length > 0) {
    const { value } = typeEntry;
    const word = value.kind === 'scalar' ? value.raw : describeKind(value);
    const details = { value: word, allowed: kinds, near: nearest(word, kinds) };
    context.report(diagnose('AIB104', details, value));
  } else if (typeEntry && kinds.length > 0) {
    const example = `type: ${likeliestKinds(node, type)[0] ?? kinds[0]}`;
    const place = placeOfKey(typeEntry);
    context.report(diagnose('AIB110', { what: 'The value of "type"', example }, place));
  } else if (node.kind === 'map' && keys.length > 0) {
    checkUnknownMap(node, type, context, check);
  } else wrongShape(node, type, context);
}

/** The type of a branch: its key is required, and the hint for an invalid value lists the other branches. */
function typeOfBranch(branch: Branch, whole: UnionType): Type {
  const { discriminator, type } = branch;
  if (type.kind === 'object' && 'key' in discriminator) return withRequiredKey(branch);
  const other = type.kind === 'string' && type.values ? otherwise(whole, branch) : undefined;
  return type.kind === 'string' && other !== undefined ? { ...type, otherwise: other } : type;
}

const withRequiredKey = remembered(({ discriminator, type }: Branch): Type => {
  if (type.kind !== 'object' || !('key' in discriminator)) return type;
  return { ...type, required: [...new Set([discriminator.key, ...type.required])] };
});

/** Reports a mapping that has none of the shapes; its keys often show which one was meant. */
function checkUnknownMap(
  node: MapNode,
  type: UnionType,
  context: CheckContext,
  check: CheckShape,
): void {
  const { keys, kinds } = namesOf(type);
  const meant = (key: string): string | undefined =>
    getOwn(type.aliases, key) ?? nearest(key, keys);
  const slip = node.entries.find(
    ({ key }) => meant(key) !== undefined || Object.hasOwn(type.unsupportedKeys, key),
  );
  if (slip) {
    const advice = getOwn(type.unsupportedKeys, slip.key);
    const near = meant(slip.key);
    const taken = node.entries.some(({ key }) => key === near);
    const details = { what: type.what, keys, kinds, key: slip.key, near, taken, advice };
    context.report(diagnose('AIB106', details, placeOfKey(slip)));
    return;
  }
  const likely = likeliest(node, type);
  const [only] = likely;
  const typed = likely.flatMap(({ discriminator }) =>
    'type' in discriminator ? [discriminator.type] : [],
  );
  const keyed = likely.flatMap(({ discriminator }) =>
    'key' in discriminator ? [discriminator.key] : [],
  );
  const missing = keyed.length === 1 ? keyed[0] : typed.length > 0 ? 'type' : undefined;
  if (!only || missing === undefined || keyed.length > 1) {
    const details = { what: type.what, keys, kinds, near: undefined };
    context.report(diagnose('AIB106', details, node));
    return;
  }
  const example = missing === 'type' ? typed : [];
  const what = `"${node.path}"`;
  const or = missing === 'type' ? `write the short form with ${quoted(keys)}` : undefined;
  const parts = { key: missing, what, examples: example, ...(or ? { or } : {}) };
  const finding = (): Finding => diagnose('AIB103', parts, { span: node.at, path: node.path });
  // A base may give the key, but not the kind: short forms are expanded in each file.
  if (context.missing && missing !== 'type' && !node.path.includes('[')) {
    context.missing({ path: node.path, key: missing, finding });
  } else context.report(finding());
  const whole =
    likely.find(({ discriminator }) => 'key' in discriminator && discriminator.key === missing) ??
    only;
  if (likely.length > 1 && missing === 'type') return;
  if (whole.type.kind === 'object') check(node, without(whole.type, missing), context);
}

function likeliestKinds(node: Node, type: UnionType): readonly string[] {
  const likely = node.kind === 'map' ? likeliest(node, type) : [];
  return likely.flatMap(({ discriminator }) =>
    'type' in discriminator ? [discriminator.type] : [],
  );
}

/** The type without a required key that is already reported as missing. */
function without(type: ObjectType<unknown>, key: string): Type {
  return { ...type, required: type.required.filter((one) => one !== key) };
}

/** The branches that share the most distinctive keys with a mapping. */
function likeliest(node: MapNode, type: UnionType): readonly Branch[] {
  const fields = ({ type: inner }: Branch): readonly string[] =>
    inner.kind === 'object' ? Object.keys(inner.fields) : [];
  const maps = type.branches.filter((branch) => fields(branch).length > 0);
  const score = (branch: Branch): number =>
    node.entries.filter(
      ({ key }) =>
        fields(branch).includes(key) && !maps.every((other) => fields(other).includes(key)),
    ).length;
  const best = Math.max(...maps.map(score));
  return best === 0 ? [] : maps.filter((branch) => score(branch) === best);
}

function wrongShape(node: Node, type: UnionType, context: CheckContext): void {
  const flag = type.branches.some(
    ({ discriminator }) => 'kind' in discriminator && discriminator.kind === 'boolean',
  );
  const hint = flag && node.kind === 'scalar' ? bareHint(node.value, 'bool') : undefined;
  reportWrongType(node, type, context, hint);
}
