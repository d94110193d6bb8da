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
import {
  type Entry,
  joinText,
  type ModelValue,
  type Sourced,
  type Text,
  text,
} from '../value/value';
import type { ModelOf } from './model-types';

/** What the conversion needs to know. */
export interface ValueContext {
  readonly parameters: ParameterMap;
  readonly own: DeploymentScope;
}

/** The origin of what is at a node. */
export function given(node: Node): Origin {
  return { kind: 'spec', span: node.span, path: node.path };
}

/** A text of the spec, with its parameters as parts. */
export function textValue(node: Node, context: ValueContext): Sourced<Text> {
  const content = node.kind === 'scalar' ? String(node.value ?? '') : '';
  const parts = toParts(content, context.parameters);
  const origin = given(node);
  return parts.length === 1
    ? { kind: 'text', parts, origin }
    : { ...joinText(text(...parts)), origin };
}

/** Turns a node into a value; `undefined` where it has no value of the type (which the shape check has reported). */
export function toValue<T extends Type>(
  node: Node,
  type: T,
  context: ValueContext,
): ModelOf<T> | undefined;
export function toValue(node: Node, type: Type, context: ValueContext): ModelValue | undefined {
  return modelValue(node, type, context);
}

function modelValue(node: Node, type: Type, context: ValueContext): ModelValue | undefined {
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
      const items = node.items.flatMap((item) => modelValue(item, type.of, context) ?? []);
      return { kind: 'list', items, origin };
    }
    case 'mapping': {
      if (node.kind !== 'map') return undefined;
      const entries = node.entries.flatMap((entry): readonly Entry<ModelValue>[] => {
        const value = modelValue(entry.value, type.of, context);
        const name = text(...toParts(entry.key, context.parameters));
        const place: Origin = { kind: 'spec', span: entry.keySpan, path: entry.value.path };
        return value ? [{ key: { ...name, origin: place }, value }] : [];
      });
      return { kind: 'map', entries, origin };
    }
    case 'object': {
      if (node.kind !== 'map') return undefined;
      const fields: Record<string, ModelValue> = {};
      for (const key of Object.keys(type.fields)) {
        const inner = child(node, key);
        const field = inner && type.fields[key];
        const value = field && modelValue(inner, field, context);
        if (value) fields[key] = value;
      }
      return { kind: 'object', fields, origin };
    }
    case 'union': {
      const branch = branchOf(node, type);
      if (!branch) return undefined;
      const value = modelValue(node, branch.type, context);
      return value?.kind === 'object' && 'type' in branch.discriminator
        ? { ...value, type: branch.discriminator.type }
        : value;
    }
    default:
      return undefined;
  }
}

function scalarText(
  node: ScalarNode,
  type: StringType<unknown>,
  context: ValueContext,
): ModelValue | undefined {
  if (typeof node.value !== 'string') return undefined;
  const { value } = node;
  const origin = given(node);
  const literal = splitUses(value).every((piece) => typeof piece === 'string');
  if (type.values && literal) {
    const word = type.values.find((one) => one.toLowerCase() === value.toLowerCase());
    return word === undefined ? undefined : { ...text(word), origin };
  }
  const keyword = type.keywords?.find((one) => one.toLowerCase() === value.trim().toLowerCase());
  if (keyword !== undefined) return { ...text(keyword), origin };
  if (type.format === 'region' && literal) return { ...text(regionName(value)), origin };
  const kind = referenceKind(type.format);
  if (kind) {
    const id = parseReference(value, kind, context.own, context.parameters);
    return id.kind === 'id' ? { ...id, origin } : undefined;
  }
  return textValue(node, context);
}
