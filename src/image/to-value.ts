/** Canonical nodes -> values, along the declaration of Azure's shape. */
import { regionName } from '../service/regions';
import { branchOf } from '../spec/check/check-union';
import { child, isNull, type Node, type ScalarNode } from '../spec/node';
import {
  wholeParameterName,
  type ParameterMap,
  splitUses,
  toParts,
} from '../spec/parameter-references';
import { type DeploymentScope, parseReference, referenceKind } from '../spec/references';
import type { StringType, Type } from '../language/type';
import type { Origin } from '../value/origin';
import { type Entry, joinText, type Text, text, type Value } from '../value/value';

/** What the conversion needs to know. */
export interface ValueContext {
  readonly parameters: ParameterMap;
  readonly own: DeploymentScope;
}

/** The origin of what stands at a node. */
export function given(node: Node): Origin {
  return { kind: 'spec', span: node.span, path: node.path };
}

/** A text of the spec, with its parameters as parts. */
export function textValue(node: Node, context: ValueContext): Text {
  const content = node.kind === 'scalar' ? String(node.value ?? '') : '';
  return { ...joinText(text(...toParts(content, context.parameters))), origin: given(node) };
}

/** Turns a node into a value; `undefined` where it has no value of the type (which the shape check has reported). */
export function toValue(node: Node, type: Type, context: ValueContext): Value | undefined {
  if (isNull(node)) return undefined;
  const origin = given(node);
  switch (type.kind) {
    case 'string':
      return node.kind === 'scalar' ? scalarText(node, type, context) : undefined;
    case 'number':
    case 'boolean': {
      if (node.kind !== 'scalar') return undefined;
      if (typeof node.value === 'number') return { kind: 'number', value: node.value, origin };
      if (typeof node.value === 'boolean') return { kind: 'boolean', value: node.value, origin };
      const parameter = wholeParameterName(node, context.parameters);
      return (
        parameter && { kind: 'parameter', parameter: parameter.name, type: parameter.type, origin }
      );
    }
    case 'list': {
      if (node.kind !== 'list') return undefined;
      const items = node.items.flatMap((item) => toValue(item, type.of, context) ?? []);
      return { kind: 'list', items, origin };
    }
    case 'mapping': {
      if (node.kind !== 'map') return undefined;
      const entries = node.entries.flatMap((entry): readonly Entry[] => {
        const value = toValue(entry.value, type.of, context);
        const name = text(...toParts(entry.key, context.parameters));
        const place: Origin = { kind: 'spec', span: entry.keySpan, path: entry.value.path };
        return value ? [{ key: { ...name, origin: place }, value }] : [];
      });
      return { kind: 'object', entries, origin };
    }
    case 'object': {
      if (node.kind !== 'map') return undefined;
      const entries: Entry[] = [];
      for (const [key, field] of Object.entries(type.fields)) {
        const inner = child(node, key);
        const value = inner && toValue(inner, field, context);
        if (value) entries.push({ key: text(key), value });
      }
      return { kind: 'object', entries, origin };
    }
    case 'union': {
      const branch = branchOf(node, type);
      return branch && toValue(node, branch.type, context);
    }
    default:
      return undefined;
  }
}

function scalarText(
  node: ScalarNode,
  type: StringType<unknown>,
  context: ValueContext,
): Value | undefined {
  if (typeof node.value !== 'string') return undefined;
  const { value } = node;
  const origin = given(node);
  const literal = splitUses(value).every((piece) => typeof piece === 'string');
  if (type.values && literal) {
    const word = type.values.find((one) => one.toLowerCase() === value.toLowerCase());
    return word === undefined ? undefined : { ...text(word), origin };
  }
  if (type.format === 'region' && literal) return { ...text(regionName(value)), origin };
  const kind = referenceKind(type.format);
  if (kind) {
    const id = parseReference(value, kind, context.own, context.parameters);
    return id.kind === 'id' ? { ...id, origin } : undefined;
  }
  return textValue(node, context);
}
