/** Prints a value as plain JSON: parameters and the deployment's own place are filled in. */
import { type MapValue, type ObjectValue, type ResourceId, type Text, type Value } from '../value';
import { assertNever } from '../../lib/assert-never';
import type { Json, JsonObject } from '../../lib/json';
import { types } from '../../service/resource-types';
import { sharedGalleryPath } from '../resource-id';
import {
  dataLayout,
  entriesLayout,
  type Layout,
  listLayout,
  printLayout,
  textLayout,
} from './layout';

/** What parameters and the deployment's own place stand for. */
export interface Environment {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly valueOf: (parameter: string) => string | number | boolean;
}

/** A text with its parameters filled in. */
export function fillText(value: Text, environment: Environment): string {
  return value.parts
    .map((part) => (typeof part === 'string' ? part : String(environment.valueOf(part.parameter))))
    .join('');
}

/** The full text of a resource id. */
export function fillId(id: ResourceId, environment: Environment): string {
  const shared = sharedGalleryPath(id);
  if (shared) return fillText(shared, environment);
  const { subscription, resourceGroup } = id.scope;
  const inSubscription = subscription
    ? fillText(subscription, environment)
    : environment.subscription;
  if (id.type === types.subscription) return `/subscriptions/${inSubscription}`;
  const inGroup = resourceGroup ? fillText(resourceGroup, environment) : environment.resourceGroup;
  const base = `/subscriptions/${inSubscription}/resourceGroups/${inGroup}`;
  if (id.type === types.resourceGroup) return base;
  const [namespace = '', ...childTypes] = id.type.split('/');
  const segments = id.names.map(
    (name, index) => `/${childTypes[index]}/${fillText(name, environment)}`,
  );
  return `${base}/providers/${namespace}${segments.join('')}`;
}

/** A key of an object or mapping with its parameters filled in. */
export function fillKey(key: Text | ResourceId, environment: Environment): string {
  return key.kind === 'text' ? fillText(key, environment) : fillId(key, environment);
}

/** A value as a layout of JSON. */
function jsonLayout(value: Value, environment: Environment): Layout {
  switch (value.kind) {
    case 'text':
      return textLayout(fillText(value, environment));
    case 'number':
    case 'boolean':
      return JSON.stringify(value.value);
    case 'null':
      return 'null';
    case 'parameter':
      return dataLayout(environment.valueOf(value.parameter));
    case 'id':
      return textLayout(fillId(value, environment));
    case 'list':
      return listLayout(
        value.items.map((item) => jsonLayout(item, environment)),
        isNumbers(value.items),
      );
    case 'object':
    case 'map':
      return entriesLayout(
        value,
        (key) => (typeof key === 'string' ? key : fillKey(key, environment)),
        (inner) => jsonLayout(inner, environment),
      );
    default:
      return assertNever(value);
  }
}

/** True for a list of nothing but numbers, which Prettier lays out in its own way. */
export function isNumbers(items: readonly { readonly kind: string }[]): boolean {
  return items.length > 0 && items.every((item) => item.kind === 'number');
}

/** Prints a value as JSON, indented by `indent` columns; it begins at `column`. */
export function printJson(
  value: Value,
  environment: Environment,
  indent = 0,
  column = indent,
): string {
  return printLayout(jsonLayout(value, environment), indent, column);
}

/** A value as the plain data that its JSON says. */
export function jsonOf(value: ObjectValue | MapValue, environment: Environment): JsonObject;
export function jsonOf(value: Value, environment: Environment): Json;
export function jsonOf(value: Value, environment: Environment): Json {
  return JSON.parse(printJson(value, environment));
}
