/**
 * Prints a value as ARM template JSON: what is not literal becomes an expression in brackets.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */
import {
  type DeploymentText,
  type DeploymentValue,
  entriesOf,
  literalText,
  type ResourceId,
  type Text,
} from '../value';
import { assertNever } from '../../lib/assert-never';
import { types } from '../../service/resource-types';
import { sharedGalleryPath } from '../resource-id';
import { isNumbers } from './json-printer';
import { entriesLayout, type Layout, listLayout, printLayout, textLayout } from './layout';

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A literal as a template string: one that would read as an expression gets its first bracket doubled. */
function literalString(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

function partExpression(part: DeploymentText['parts'][number]): string {
  if (typeof part === 'string') return quote(part);
  if (!('parameter' in part)) return armExpression(part);
  const use = `parameters(${quote(part.parameter)})`;
  if (part.type === 'string') return use;
  // string() of a boolean is `True`.
  return part.type === 'bool' ? `toLower(string(${use}))` : `string(${use})`;
}

function textExpression(value: DeploymentText): string {
  const [only] = value.parts;
  if (value.parts.length === 0 || only === undefined) return "''";
  if (value.parts.length === 1) return partExpression(only);
  let pattern = '';
  const args: string[] = [];
  for (const part of value.parts) {
    if (typeof part === 'string') pattern += part.replaceAll('{', '{{').replaceAll('}', '}}');
    else pattern += `{${args.push(partExpression(part)) - 1}}`;
  }
  // In templates without a language version two quotes in a row, each doubled, are read as one.
  if (pattern.includes("''")) {
    pattern = pattern.replaceAll(/(?<=')'/g, `{${args.push(quote("'")) - 1}}`);
  }
  return `format(${[quote(pattern), ...args].join(', ')})`;
}

function idExpression(id: ResourceId): string {
  const shared = sharedGalleryPath(id);
  if (shared) return textExpression(shared);
  const { subscription, resourceGroup } = id.scope;
  if (id.type === types.resourceGroup) {
    if (!subscription && !resourceGroup) return 'resourceGroup().id';
    return `format('/subscriptions/{0}/resourceGroups/{1}', ${[
      subscription ? textExpression(subscription) : 'subscription().subscriptionId',
      resourceGroup ? textExpression(resourceGroup) : 'resourceGroup().name',
    ].join(', ')})`;
  }
  const scope: string[] = [];
  if (subscription || resourceGroup) {
    scope.push(subscription ? textExpression(subscription) : 'subscription().subscriptionId');
    scope.push(resourceGroup ? textExpression(resourceGroup) : 'resourceGroup().name');
  }
  return `resourceId(${[...scope, quote(id.type), ...id.names.map(textExpression)].join(', ')})`;
}

/** A value as an expression, without the brackets around it. */
function armExpression(value: DeploymentValue): string {
  switch (value.kind) {
    case 'text':
      return textExpression(value);
    case 'number':
      return String(value.value);
    case 'boolean':
      return `${value.value}()`;
    case 'parameter':
      return `parameters(${quote(value.parameter)})`;
    case 'id':
      return idExpression(value);
    case 'call':
      return [`${value.name}(${value.args.map(armExpression).join(', ')})`, ...value.members].join(
        '.',
      );
    case 'list':
      return `createArray(${value.items.map(armExpression).join(', ')})`;
    case 'object':
    case 'map':
      return `createObject(${entriesOf(value)
        .flatMap(({ key, value: inner }) => [armExpression(key), armExpression(inner)])
        .join(', ')})`;
    case 'null':
      return 'null()';
    default:
      return assertNever(value);
  }
}

/** A value as the text of a template string: a literal, or an expression in brackets. */
export function armString(given: DeploymentValue): string {
  const value = (given.kind === 'id' ? sharedGalleryPath(given) : undefined) ?? given;
  const literal = literalText(value);
  return literal === undefined ? `[${armExpression(value)}]` : literalString(literal);
}

function keyString(key: Text | ResourceId | string): string {
  return typeof key === 'string' ? literalString(key) : armString(key);
}

/** A value as a layout of template JSON. */
function armLayout(value: DeploymentValue): Layout {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return JSON.stringify(value.value);
    case 'null':
      return 'null';
    case 'list':
      return listLayout(value.items.map(armLayout), isNumbers(value.items));
    case 'object':
    case 'map':
      return entriesLayout(value, keyString, armLayout);
    default:
      return textLayout(armString(value));
  }
}

/** Prints a value as template JSON, indented by `indent` columns; it begins at `column`. */
export function printArm(value: DeploymentValue, indent = 0, column = indent): string {
  return printLayout(armLayout(value), indent, column);
}
