/**
 * Values as expressions of Bicep.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/data-types
 */
import {
  type BicepSymbol,
  type BicepValue,
  type DeploymentText,
  entriesOf,
  type ResourceId,
  type Text,
} from '../value';
import { assertNever } from '../../lib/assert-never';
import { types } from '../../service/resource-types';
import { sharedGalleryPath } from '../resource-id';
import { invisible } from '../../lib/invisible';
import { isPrintable } from '../../lib/plain-text';

/** What a Bicep file offers to the values that are printed into it. */
export interface BicepScope {
  /** Names that parameters of the file take, and by that may hide functions and types. */
  readonly parameters: ReadonlySet<string>;
  /** The expression of a resource id that the file declares, say `gallery.id`; else `undefined`. */
  readonly symbolOf: (id: ResourceId) => string | undefined;
}

/** Characters that Bicep text must not hold as they are, or that a reader could not see. */
const escaped = new RegExp(`[\\\\'\\n\\r\\t]|\\$(?=\\{)|${invisible.source}`, 'g');

function escapeCharacter(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    case '\\':
    case "'":
    case '$':
      return `\\${character}`;
    default:
      return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  }
}

function escapeText(text: string): string {
  const isReady =
    isPrintable(text) && !text.includes("'") && !text.includes('\\') && !text.includes('${');
  return isReady ? text : text.replace(escaped, escapeCharacter);
}

/** A literal as a Bicep string. */
export function bicepString(text: string): string {
  return `'${escapeText(text)}'`;
}

/** A function or type by name, through its namespace where a parameter hides it. */
export function bicepName(name: string, namespace: 'sys' | 'az', scope: BicepScope): string {
  return scope.parameters.has(name) ? `${namespace}.${name}` : name;
}

type BicepText = DeploymentText<BicepSymbol>;

function partExpression(
  part: Exclude<BicepText['parts'][number], string>,
  scope: BicepScope,
): string {
  if (!('parameter' in part)) return flat(expression(part, scope));
  const text = bicepName('string', 'sys', scope);
  if (part.type === 'string') return part.parameter;
  if (part.type === 'int') return `${text}(${part.parameter})`;
  // string() of a boolean is `True`.
  return `${bicepName('toLower', 'sys', scope)}(${text}(${part.parameter}))`;
}

function textExpression(value: BicepText, scope: BicepScope): string {
  const [only] = value.parts;
  if (value.parts.length === 1 && only !== undefined && typeof only !== 'string') {
    return partExpression(only, scope);
  }
  const inner = value.parts.map((part) => {
    if (typeof part === 'string') return escapeText(part);
    return `\${${'parameter' in part && part.type === 'int' ? part.parameter : partExpression(part, scope)}}`;
  });
  return `'${inner.join('')}'`;
}

/** An expression that may be broken over lines: a call with its arguments, or what never breaks. */
export type Expression =
  string | { readonly call: string; readonly args: readonly Expression[]; readonly tail: string };

/** An expression on one line. */
export function flat(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  return `${expression.call}(${expression.args.map(flat).join(', ')})${expression.tail}`;
}

function idExpression(id: ResourceId, scope: BicepScope): Expression {
  const symbol = scope.symbolOf(id);
  if (symbol !== undefined) return symbol;
  const shared = sharedGalleryPath(id);
  if (shared) return textExpression(shared, scope);
  const { subscription, resourceGroup } = id.scope;
  const ownSubscription = `${bicepName('subscription', 'az', scope)}().subscriptionId`;
  const ownGroup = `${bicepName('resourceGroup', 'az', scope)}().name`;
  if (id.type === types.resourceGroup) {
    if (!subscription && !resourceGroup) return `${bicepName('resourceGroup', 'az', scope)}().id`;
    const parts = [
      subscription ? interpolation(subscription, scope) : `\${${ownSubscription}}`,
      resourceGroup ? interpolation(resourceGroup, scope) : `\${${ownGroup}}`,
    ];
    return `'/subscriptions/${parts[0]}/resourceGroups/${parts[1]}'`;
  }
  const args: string[] = [];
  if (subscription || resourceGroup) {
    args.push(subscription ? textExpression(subscription, scope) : ownSubscription);
    args.push(resourceGroup ? textExpression(resourceGroup, scope) : ownGroup);
  }
  args.push(bicepString(id.type), ...id.names.map((name) => textExpression(name, scope)));
  return { call: bicepName('resourceId', 'az', scope), args, tail: '' };
}

/** A text as the inside of a Bicep string. */
function interpolation(value: Text, scope: BicepScope): string {
  return textExpression({ ...value, parts: ['', ...value.parts] }, scope).slice(1, -1);
}

/** A value as an expression; lists and objects in it are on one line. */
export function expression(value: BicepValue, scope: BicepScope): Expression {
  switch (value.kind) {
    case 'text':
      return textExpression(value, scope);
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'parameter':
      return value.parameter;
    case 'symbol':
      return value.name;
    case 'id':
      return idExpression(value, scope);
    case 'call':
      // The functions of templates that Bicep writes as operators.
      if (value.name === 'not' || value.name === 'and') {
        const args = value.args.map((arg) => flat(expression(arg, scope)));
        return value.name === 'not' ? `!${args.join('')}` : args.join(' && ');
      }
      return {
        call: bicepName(value.name, value.namespace, scope),
        args: value.args.map((arg) => expression(arg, scope)),
        tail: value.members.map((member) => `.${member}`).join(''),
      };
    case 'null':
      return 'null';
    case 'list':
      return `[${value.items.map((item) => flat(expression(item, scope))).join(', ')}]`;
    case 'object':
    case 'map': {
      const entries = entriesOf(value).map(
        ({ key, value: inner }) => `${keyText(key, scope)}: ${flat(expression(inner, scope))}`,
      );
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
    }
    default:
      return assertNever(value);
  }
}

/** Keys that `prefer-unquoted-property-names` wants bare. */
const bareKey = /^(?!(?:true|false|null)$)[A-Za-z_][A-Za-z0-9_]*$/;

/** A key of an object. */
export function keyText(key: Text | ResourceId, scope: BicepScope): string {
  if (key.kind === 'id') {
    const id = flat(idExpression(key, scope));
    return id.startsWith("'") ? id : `'\${${id}}'`;
  }
  const [only] = key.parts;
  if (key.parts.length === 1 && typeof only === 'string' && bareKey.test(only)) return only;
  return `'${interpolation(key, scope)}'`;
}
