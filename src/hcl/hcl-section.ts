/** A block of HCL whose arguments are evaluated, and which knows those that nobody has asked for. */
import { type ArmValue, isArmList, isArmObject, isArmText, wholeSymbol } from '../arm/arm-value';
import { whyNotStatic } from '../arm/functions/arguments';
import type { LocatedBody, Written } from '../arm/located-body';
import { attributeNamed, blocksNamed, bodyOfObject } from './hcl-tree';
import type { HclBlock, HclBody, HclEntry, HclExpression } from './hcl-tree';
import { evaluateHcl, itemsWithPlaces, type HclScope } from './evaluate-hcl';

/** An argument with its value. */
export interface Argument {
  readonly value: ArmValue;
  readonly from: Written;
  readonly expression: HclExpression;
  /** The comments above an item of a list. */
  readonly comments?: readonly string[];
}

/** A block. */
export interface Section {
  readonly from: Written;
  readonly scope: HclScope;
  /** What is done to each value. */
  readonly change: (value: ArmValue) => ArmValue;
  /** The argument of this name, which counts as read from then on. */
  readonly take: (name: string) => Argument | undefined;
  /** The items of a list, each at its own place; one value counts as a list of one. */
  readonly takeItems: (name: string) => readonly Argument[];
  /** The blocks of this name, `dynamic` ones too; objects in their place count. */
  readonly takeBlocks: (name: string) => readonly Section[];
  /** The arguments and blocks that nobody read, or that could not be read. */
  readonly rest: () => readonly Unread[];
}

/** An argument or block that is not read. */
export interface Unread extends Written {
  readonly name: string;
  readonly entry: HclEntry;
  /** Why it could not be read, where somebody asked for it. */
  readonly why: string | undefined;
}

/** Notes what nobody read; `reasonOf` says why a spec does not have it. */
export function noteRest(
  section: Section,
  body: LocatedBody,
  reasonOf: (name: string) => string,
): void {
  for (const one of section.rest()) {
    const what = one.why === undefined ? 'dropped' : 'obstacle';
    body.note(what, one, one.why ?? reasonOf(one.name));
    for (const inner of argumentsInside(one.entry, one)) {
      body.note('dropped', inner, `It belongs to "${one.name}".`);
    }
  }
}

/** The arguments inside a block, and inside the blocks in it. */
export function argumentsInside(entry: HclEntry, { path }: Written): readonly Written[] {
  const inner = entry.kind === 'block' ? entry.body.entries : [];
  return inner.flatMap((one) => {
    const at = { path: `${path}.${one.name}`, span: one.nameSpan };
    return [at, ...argumentsInside(one, at)];
  });
}

/** Opens a block; `change` is applied to each text. */
export function sectionOf(
  body: HclBody,
  from: Written,
  scope: HclScope,
  change: (value: ArmValue) => ArmValue = (value) => value,
): Section {
  const read = new Set<HclEntry>();
  const failed = new Map<HclEntry, string>();
  const place = (name: string, { start, end, source }: Written['span']): Written => ({
    path: from.path === '' ? name : `${from.path}.${name}`,
    span: { source, start, end },
  });
  const attribute = (name: string) => {
    const found = attributeNamed(body, name);
    if (found) read.add(found);
    return found;
  };
  return {
    from,
    scope,
    change,
    take: (name) => {
      const found = attribute(name);
      if (!found) return undefined;
      const value = change(evaluateHcl(found.value, scope));
      if (value === null) return undefined;
      return { value, from: place(name, found.nameSpan), expression: found.value };
    },
    takeItems: (name) => {
      const found = attribute(name);
      if (!found) return [];
      const items = itemsWithPlaces(found.value, scope);
      if (!items) {
        const value = change(evaluateHcl(found.value, scope));
        if (wholeSymbol(value)) failed.set(found, openList(value));
        return value === null || wholeSymbol(value)
          ? []
          : [{ value, from: place(name, found.nameSpan), expression: found.value }];
      }
      return items.map(({ value, expression, comments }, index) => ({
        comments,
        value: change(value),
        from: place(`${name}[${index}]`, expression.span),
        expression,
      }));
    },
    takeBlocks: (name) => {
      for (const entry of body.entries) {
        const isBlock = entry.kind === 'block' || /^(?:object|list)$/.test(entry.value.kind);
        if (entry.name === name && isBlock) read.add(entry);
      }
      const blocks = blocksNamed(body, name);
      const open = (block: HclBlock, index: number, inner: HclScope) =>
        sectionOf(
          block.body,
          place(blocks.length > 1 ? `${name}[${index}]` : name, block.nameSpan),
          inner,
          change,
        );
      const dynamic = body.entries.flatMap((entry) =>
        entry.kind === 'block' && entry.name === 'dynamic' && entry.labels[0] === name
          ? [entry]
          : [],
      );
      for (const entry of dynamic) {
        read.add(entry);
        const collection = collectionOf(entry, scope);
        if (isArmText(collection)) failed.set(entry, openList(collection));
      }
      return [
        ...blocks.map((block, index) => open(block, index, scope)),
        ...dynamic.flatMap((block) => expanded(block, name, scope, open)),
      ];
    },
    rest: () =>
      body.entries.flatMap((entry) =>
        read.has(entry) && !failed.has(entry)
          ? []
          : [
              {
                ...place(entry.name, entry.nameSpan),
                name: entry.name,
                entry,
                why: failed.get(entry),
              },
            ],
      ),
  };
}

function openList(value: ArmValue): string {
  const why = isArmText(value) ? whyNotStatic(value) : 'it is not static';
  return `The list has no static value: ${why}. Give it with --var, or write it into the spec.`;
}

function collectionOf({ body }: HclBlock, scope: HclScope): ArmValue {
  const each = attributeNamed(body, 'for_each');
  return each ? evaluateHcl(each.value, scope) : [];
}

/** The blocks of `dynamic "name" { for_each = …, content { … } }`. */
function expanded(
  block: HclBlock,
  name: string,
  scope: HclScope,
  open: (block: HclBlock, index: number, scope: HclScope) => Section,
): readonly Section[] {
  const { body } = block;
  const [content] = blocksNamed(body, 'content');
  const collection = collectionOf(block, scope);
  if (!content) return [];
  const iterator = attributeNamed(body, 'iterator')?.value;
  const word = iterator?.kind === 'name' ? iterator.name : name;
  const entries: readonly (readonly [ArmValue, ArmValue])[] = isArmList(collection)
    ? collection.map((value, index) => [index, value])
    : isArmObject(collection)
      ? Object.entries(collection)
      : [];
  return entries.map(([key, value], index) => {
    const names = new Map([...scope.names, [word, { key, value }] as const]);
    return open(content, index, { ...scope, names });
  });
}

/** The entries of an argument that is a map, each at its own place. */
export function mapEntries(
  { expression, value, from }: Argument,
  scope: HclScope,
): readonly (readonly [name: string, Argument])[] {
  if (expression.kind === 'object') {
    return bodyOfObject(expression).entries.flatMap((entry) => {
      if (entry.kind === 'block') return [];
      const place = { path: `${from.path}.${entry.name}`, span: entry.nameSpan };
      const inner = evaluateHcl(entry.value, scope);
      return [[entry.name, { value: inner, from: place, expression: entry.value }] as const];
    });
  }
  if (!isArmObject(value)) return [];
  return Object.entries(value).map(([name, inner]) => [name, { value: inner, from, expression }]);
}
