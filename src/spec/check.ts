/** Checks the shape of the user's YAML against the declaration of the language. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic';
import { nearest } from './nearest';
import {
  describeKind,
  entryOf,
  isNull,
  type ListNode,
  type MapNode,
  type Node,
  placeOf,
  type ScalarNode,
} from './node';
import { loneUse, type Parameters_, placeOfUse, splitUses } from './parameters';
import {
  idForm,
  type OwnScope,
  parseReference,
  referenceKind,
  shortForm,
  sourceKindOfId,
} from './references';
import type {
  BooleanType,
  Branch,
  ListType,
  MapType,
  NumberType,
  ObjectType,
  TextType,
  Type,
  UnionType,
} from './type';

/** What the check needs to know beside the declaration. */
export interface CheckContext {
  readonly parameters: Parameters_;
  readonly own: OwnScope;
  readonly report: (diagnostic: Diagnostic) => void;
  /** Uses of parameters that were seen. */
  readonly used: Set<string>;
  /** Given where other files may add to this one: told of each missing key, which is then no error yet. */
  readonly missing?: (path: string, key: string, said: Diagnostic) => void;
}

/** Reports everything in which a node does not have the declared shape. */
export function checkShape(node: Node, type: Type, context: CheckContext): void {
  switch (type.kind) {
    case 'any':
      return;
    case 'union':
      checkUnion(node, type, context);
      return;
    case 'object':
      if (node.kind === 'map') checkObject(node, type, context);
      else wrongKind(node, 'a map', context);
      return;
    case 'map':
      if (node.kind === 'map') checkMap(node, type, context);
      else wrongKind(node, 'a map', context);
      return;
    case 'list':
      if (node.kind === 'list') checkList(node, type, context);
      else wrongKind(node, 'a list', context, 'Begin each entry with "- ".');
      return;
    case 'text':
      if (node.kind === 'scalar') checkText(node, type, context);
      else wrongKind(node, wantedText(type), context);
      return;
    case 'number':
      if (node.kind === 'scalar') checkNumber(node, type, context);
      else wrongKind(node, 'a number', context);
      return;
    default:
      if (node.kind === 'scalar') checkBoolean(node, type, context);
      else wrongKind(node, 'true or false', context);
  }
}

function wrongKind(node: Node, want: string, context: CheckContext, hint?: string): void {
  const found = describeKind(node);
  context.report(diagnose('AIB102', { want, found, ...(hint ? { hint } : {}) }, placeOf(node)));
}

function wantedText(type: TextType<unknown>): string {
  return type.values ? `one of ${type.values.map((value) => `"${value}"`).join(', ')}` : 'a text';
}

function checkObject(node: MapNode, type: ObjectType<unknown>, context: CheckContext): void {
  const known = Object.keys(type.fields);
  for (const entry of node.entries) {
    const field = Object.hasOwn(type.fields, entry.key) ? type.fields[entry.key] : undefined;
    if (!field) {
      if (type.extension && entry.key.startsWith('x-')) continue;
      const near = Object.hasOwn(type.misnomers, entry.key)
        ? type.misnomers[entry.key]
        : nearest(entry.key, known);
      context.report(
        diagnose(
          'AIB101',
          { key: entry.key, known, near },
          { span: entry.keySpan, path: entry.value.path },
        ),
      );
    } else if (!isNull(entry.value)) checkShape(entry.value, field, context);
  }
  for (const group of type.exclusive) {
    const given = group.filter((key) => {
      const entry = entryOf(node, key);
      return entry && !isNull(entry.value);
    });
    const [first, second] = given;
    if (first === undefined || second === undefined) continue;
    const entry = entryOf(node, second);
    if (entry) {
      const place = { span: entry.keySpan, path: entry.value.path };
      context.report(diagnose('AIB105', { first, second }, place));
    }
  }
  for (const key of type.required) {
    const entry = entryOf(node, key);
    if (!entry || isNull(entry.value)) {
      const what = node.path === '' ? 'the spec' : `"${node.path}"`;
      const said = diagnose('AIB103', { key, what }, { span: node.at, path: node.path });
      // Lists are replaced, never merged: nothing is added to what stands in one.
      if (context.missing && !node.path.includes('[')) context.missing(node.path, key, said);
      else context.report(said);
    }
  }
}

function checkMap(node: MapNode, type: MapType<unknown>, context: CheckContext): void {
  for (const entry of node.entries) {
    checkUses(entry.key, { span: entry.keySpan, path: entry.value.path }, context);
    if (entry.key === '') {
      context.report(
        diagnose(
          'AIB110',
          { what: `The name of ${type.keyName}` },
          { span: entry.keySpan, path: entry.value.path },
        ),
      );
    }
    // What is empty clears what another file says.
    if (!context.missing || !isNull(entry.value)) checkShape(entry.value, type.of, context);
  }
}

function checkList(node: ListNode, type: ListType<unknown>, context: CheckContext): void {
  if (node.items.length < type.minItems) {
    context.report(diagnose('AIB110', { what: 'The list' }, placeOf(node)));
  }
  for (const item of node.items) checkShape(item, type.of, context);
}

/** Reports undeclared parameters in a text. */
function checkUses(text: string, place: ReturnType<typeof placeOf>, context: CheckContext): void {
  for (const piece of splitUses(text)) {
    if (typeof piece === 'string') continue;
    const name = piece.parameter;
    if (context.parameters.has(name)) context.used.add(name);
    else {
      const near = nearest(name, [...context.parameters.keys()]);
      context.report(diagnose('AIB203', { name, near }, placeOfUse(place, 'params', name)));
    }
  }
}

function usesParameters(text: string): string | undefined {
  for (const piece of splitUses(text)) if (typeof piece !== 'string') return piece.parameter;
  return undefined;
}

function checkText(node: ScalarNode, type: TextType<unknown>, context: CheckContext): void {
  const { value } = node;
  if (typeof value === 'number' || typeof value === 'boolean') {
    context.report(diagnose('AIB107', { raw: node.raw }, placeOf(node)));
    return;
  }
  if (value === null) {
    context.report(diagnose('AIB102', { want: wantedText(type), found: 'empty' }, placeOf(node)));
    return;
  }
  if (value.trim() === '' && type.nonEmpty) {
    context.report(diagnose('AIB110', { what: 'The text' }, placeOf(node)));
    return;
  }
  const parameter = usesParameters(value);
  if (parameter !== undefined && !type.parameters) {
    const place = placeOfUse(placeOf(node), 'params', parameter);
    context.report(diagnose('AIB205', { name: parameter }, place));
    return;
  }
  checkUses(value, placeOf(node), context);
  if (type.values) checkWord(node, value, parameter, type, context);
  const kind = referenceKind(type.format);
  if (kind) checkReference(node, value, kind, context);
  if (type.format === 'source' || type.format === 'urn') {
    const isId = type.format === 'source' && value.trim().startsWith('/');
    const idKind = isId ? sourceKindOfId(value) : undefined;
    if (idKind) checkReference(node, value, idKind, context);
    else if (isId || !isUrn(value)) {
      context.report(diagnose('AIB213', { value }, placeOf(node)));
    }
  }
  if (type.format === 'checksum' && parameter === undefined && !/^[0-9a-f]{64}$/.test(value)) {
    context.report(diagnose('AIB306', { value }, placeOf(node)));
  }
  if (type.pattern && parameter === undefined && !type.pattern.regex.test(value)) {
    context.report(diagnose('AIB109', { value, what: type.pattern.what }, placeOf(node)));
  }
}

/** True for four segments with colons between; a parameter holds none. */
function isUrn(value: string): boolean {
  const segments = value.split(':');
  return segments.length === 4 && segments.every((segment) => segment.trim() !== '');
}

function checkWord(
  node: ScalarNode,
  value: string,
  parameter: string | undefined,
  type: TextType<unknown>,
  context: CheckContext,
): void {
  const allowed = type.values ?? [];
  if (parameter === undefined) {
    if (!allowed.some((word) => word.toLowerCase() === value.toLowerCase())) {
      context.report(
        diagnose('AIB104', { value, allowed, near: nearest(value, allowed) }, placeOf(node)),
      );
    }
    return;
  }
  const declared = context.parameters.get(parameter);
  if (!declared) return;
  if (loneUse(value) === undefined || declared.type !== 'string') {
    const want = `a whole value, one of ${allowed.join(', ')}`;
    context.report(
      diagnose('AIB204', { name: parameter, type: declared.type, want }, placeOf(node)),
    );
    return;
  }
  const possible = [
    ...(declared.allowed ?? []),
    ...(declared.default === undefined ? [] : [declared.default]),
  ];
  const wrong = possible.find((one) => !allowed.includes(String(one)));
  if (wrong !== undefined) {
    context.report(
      diagnose('AIB211', { name: parameter, value: String(wrong), allowed }, placeOf(node)),
    );
  }
}

function checkReference(
  node: ScalarNode,
  value: string,
  kind: Parameters<typeof parseReference>[1],
  context: CheckContext,
): void {
  const found = parseReference(value, kind, context.own, context.parameters);
  if (found.kind === 'lone-parameter') {
    context.report(diagnose('AIB202', { value }, placeOf(node)));
  } else if (found.kind === 'bad-shape') {
    context.report(
      diagnose('AIB201', { value, short: shortForm(kind), id: idForm(kind) }, placeOf(node)),
    );
  } else if (found.kind === 'bad-name') {
    context.report(diagnose('AIB212', { name: found.name, what: found.what }, placeOf(node)));
  }
}

function checkNumber(node: ScalarNode, type: NumberType, context: CheckContext): void {
  const { value } = node;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < type.min || value > type.max) {
      context.report(diagnose('AIB108', { value, min: type.min, max: type.max }, placeOf(node)));
    }
    return;
  }
  checkOnlyParameter(node, 'int', 'a whole number', type.parameters, context);
}

function checkBoolean(node: ScalarNode, type: BooleanType, context: CheckContext): void {
  if (typeof node.value === 'boolean') {
    if (type.only !== undefined && node.value !== type.only) {
      context.report(
        diagnose(
          'AIB102',
          { want: `${type.only}`, found: `${node.value}`, hint: 'Take the key out.' },
          placeOf(node),
        ),
      );
    }
    return;
  }
  checkOnlyParameter(node, 'bool', 'true or false', type.parameters, context);
}

/** In place of a number or boolean only one whole parameter of that type may stand. */
function checkOnlyParameter(
  node: ScalarNode,
  type: 'int' | 'bool',
  want: string,
  allowed: boolean,
  context: CheckContext,
): void {
  const text = typeof node.value === 'string' ? node.value : undefined;
  const name = text === undefined ? undefined : usesParameters(text);
  if (text === undefined || name === undefined) {
    const quoted = text !== undefined && /^(?:-?\d+|true|false)$/i.test(text);
    const hint = quoted ? 'Write it without quotes.' : undefined;
    const found = text === undefined ? describeKind(node) : `the text "${text.slice(0, 60)}"`;
    context.report(diagnose('AIB102', { want, found, ...(hint ? { hint } : {}) }, placeOf(node)));
    return;
  }
  if (!allowed) {
    context.report(diagnose('AIB205', { name }, placeOf(node)));
    return;
  }
  checkUses(text, placeOf(node), context);
  const declared = context.parameters.get(name);
  if (!declared) return;
  if (loneUse(text) === undefined) {
    context.report(
      diagnose('AIB102', { want, found: 'a text with a parameter in it' }, placeOf(node)),
    );
  } else if (declared.type !== type) {
    context.report(diagnose('AIB204', { name, type: declared.type, want }, placeOf(node)));
  }
}

/** The branch of a union that the user meant. */
export function branchOf(node: Node, type: UnionType): Branch | undefined {
  const candidates = type.branches.filter((branch) => matches(node, branch));
  if (candidates.length <= 1) return candidates[0];
  return candidates.find((branch) => !('kind' in branch.when)) ?? candidates[0];
}

function matches(node: Node, { when }: Branch): boolean {
  if ('type' in when) {
    const given = entryOf(node, 'type')?.value;
    return (
      given?.kind === 'scalar' &&
      typeof given.value === 'string' &&
      given.value.toLowerCase() === when.type.toLowerCase()
    );
  }
  if ('key' in when) {
    if (entryOf(node, when.key) === undefined) return false;
    return when.key === 'userAssignedIdentities' || entryOf(node, 'type') === undefined;
  }
  if (node.kind !== 'scalar') return node.kind === when.kind;
  if (when.kind === 'text') return typeof node.value === 'string';
  // A parameter may stand for a number or a boolean.
  if (typeof node.value === 'string') {
    return (when.kind === 'number' || when.kind === 'boolean') && loneUse(node.value) !== undefined;
  }
  return typeof node.value === when.kind;
}

function checkUnion(node: Node, type: UnionType, context: CheckContext): void {
  const byKey = type.branches.flatMap(({ when }) => ('key' in when ? [when.key] : []));
  const given = byKey.filter((key) => entryOf(node, key) && !entryOf(node, 'type'));
  const second = given[1];
  if (node.kind === 'map' && second !== undefined) {
    const entry = entryOf(node, second);
    const place = entry ? { span: entry.keySpan, path: node.path } : placeOf(node);
    context.report(diagnose('AIB111', { keys: given.slice(0, 2), what: type.what }, place));
    return;
  }
  const branch = branchOf(node, type);
  if (branch) {
    checkShape(node, branch.type, context);
    return;
  }
  const kinds = type.branches.flatMap(({ when }) => ('type' in when ? [when.type] : []));
  const typeEntry = entryOf(node, 'type');
  if (typeEntry && kinds.length > 0) {
    const { value } = typeEntry;
    const word = value.kind === 'scalar' ? value.raw : describeKind(value);
    context.report(
      diagnose(
        'AIB104',
        { value: word, allowed: kinds, near: nearest(word, kinds) },
        placeOf(value),
      ),
    );
  } else if (node.kind === 'map' && byKey.length > 0) {
    const near = node.entries
      .map((entry) => nearest(entry.key, byKey))
      .find((word) => word !== undefined);
    const wrong = node.entries.find((entry) => nearest(entry.key, byKey) !== undefined);
    const place = wrong ? { span: wrong.keySpan, path: node.path } : placeOf(node);
    context.report(diagnose('AIB106', { what: type.what, keys: byKey, near }, place));
  } else {
    const wants = type.branches.map(({ when }) => describeWhen(when));
    context.report(
      diagnose(
        'AIB102',
        { want: [...new Set(wants)].join(' or '), found: describeKind(node) },
        placeOf(node),
      ),
    );
  }
}

function describeWhen(when: Branch['when']): string {
  if (!('kind' in when)) return 'a map';
  return { text: 'a text', number: 'a number', boolean: 'true', list: 'a list', map: 'a map' }[
    when.kind
  ];
}
