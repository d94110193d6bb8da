/**
 * Prints a value as Bicep, in the layout of `bicep format`.
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

/** What a Bicep file offers to the values that are printed into it. */
export interface BicepScope {
  /** Names that parameters of the file take, and by that may hide functions and types. */
  readonly parameters: ReadonlySet<string>;
  /** The expression of a resource id that the file declares, say `gallery.id`; else `undefined`. */
  readonly symbolOf: (id: ResourceId) => string | undefined;
}

/** Where `bicep format` breaks calls, and where lists and objects are broken here; it counts UTF-16 units. */
const lineWidth = 120;

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
  return text.replace(escaped, escapeCharacter);
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

/** Rules of Bicep's linter, and the lines that break them although there is nothing to change. */
const falseAlarms: readonly (readonly [rule: string, RegExp])[] = [
  // Text of the spec has to stay as it is.
  [
    'no-hardcoded-env-urls',
    /windows\.net|azure\.(?:com|net)|microsoftonline\.com|loganalytics\.io|trafficmanager\.net|azuredatalake/i,
  ],
  // The region of a resource that the spec names is not the deployment's.
  ['no-hardcoded-location', /^ {2}location: '/],
  // The rule does not recognize functions by their namespace, which a parameter of the same name makes necessary.
  ['use-resource-id-functions', /\baz\.(?:subscriptionR|r)esourceId\(/],
];

/** The linter rules to disable for the line that text begins with. */
export function disabledRules(text: string): readonly string[] {
  const [line = ''] = text.split('\n', 1);
  return falseAlarms.filter(([, pattern]) => pattern.test(line)).map(([rule]) => rule);
}

/** Text that begins a line, behind the pragma that the line needs. */
function withPragma(text: string): string {
  const rules = disabledRules(text);
  const indent = text.slice(0, text.length - text.trimStart().length);
  return rules.length === 0 ? text : `${indent}#disable-next-line ${rules.join(' ')}\n${text}`;
}

/** An expression that may be broken over lines: a call with its arguments, or what never breaks. */
type Expression =
  string | { readonly call: string; readonly args: readonly Expression[]; readonly tail: string };

function flat(expression: Expression): string {
  if (typeof expression === 'string') return expression;
  return `${expression.call}(${expression.args.map(flat).join(', ')})${expression.tail}`;
}

/** Breaks a call that is too long: the formatter does not count what is behind its bracket. */
function breakLines(expression: Expression, indent: number, column: number): string {
  const one = flat(expression);
  if (typeof expression === 'string' || expression.args.length === 0) return one;
  const { call, args, tail } = expression;
  if (column + one.length - tail.length <= lineWidth) return one;
  const [only] = args;
  if (args.length === 1 && only !== undefined) {
    return `${call}(${breakLines(only, indent, column + call.length + 1)})${tail}`;
  }
  const inner = ' '.repeat(indent + 2);
  const broken = args.map((arg) => withPragma(inner + breakLines(arg, indent + 2, indent + 2)));
  return `${call}(\n${broken.join(',\n')}\n${' '.repeat(indent)})${tail}`;
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

function expression(value: BicepValue, scope: BicepScope): Expression {
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

function keyText(key: Text | ResourceId, scope: BicepScope): string {
  if (key.kind === 'id') {
    const id = flat(idExpression(key, scope));
    return id.startsWith("'") ? id : `'\${${id}}'`;
  }
  const [only] = key.parts;
  if (key.parts.length === 1 && typeof only === 'string' && bareKey.test(only)) return only;
  return `'${interpolation(key, scope)}'`;
}

/** True for objects, and for lists but those of several objects, each of which has a line of its own. */
function mayBeFlat(value: BicepValue): boolean {
  if (value.kind === 'object' || value.kind === 'map') return true;
  return (
    value.kind === 'list' &&
    !(value.items.length > 1 && value.items.some(({ kind }) => kind === 'object'))
  );
}

/**
 * Prints a value as Bicep; its lines but the first have the pragmas that they need. A list or an object is one line where
 * it fits, but for the body of a resource.
 * @param indent columns by which the lines are indented
 * @param column column at which the value begins
 */
export function printBicep(
  value: BicepValue,
  scope: BicepScope,
  indent = 0,
  column = indent,
): string {
  if (indent > 0 && mayBeFlat(value)) {
    const one = flat(expression(value, scope));
    if (column + one.length <= lineWidth) return one;
  }
  const inner = ' '.repeat(indent + 2);
  const close = ' '.repeat(indent);
  if (value.kind === 'list') {
    if (value.items.length === 0) return '[]';
    const items = value.items.map((item) =>
      withPragma(inner + printBicep(item, scope, indent + 2)),
    );
    return `[\n${items.join('\n')}\n${close}]`;
  }
  if (value.kind === 'object' || value.kind === 'map') {
    const all = entriesOf(value);
    if (all.length === 0) return '{}';
    const entries = all.map((entry) => {
      const head = `${inner}${keyText(entry.key, scope)}: `;
      return withPragma(head + printBicep(entry.value, scope, indent + 2, head.length));
    });
    return `{\n${entries.join('\n')}\n${close}}`;
  }
  return breakLines(expression(value, scope), indent, column);
}
