/**
 * Prints a value as HCL, in the layout of `terraform fmt`.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings
 */
import {
  type BicepSymbol,
  type DeploymentText,
  type DeploymentValue,
  type Entry,
  entriesOf,
  type ResourceId,
} from '../value';
import { assertNever } from '../../lib/assert-never';
import { getOwn } from '../../lib/get-own';
import { invisible } from '../../lib/invisible';
import { types } from '../../service/resource-types';
import { sharedGalleryPath } from '../resource-id';
import { isNumbers } from './json-printer';

/** A value in a Terraform file; its symbols are whole expressions, such as `local.identity_id`. */
export type HclValue = DeploymentValue<BicepSymbol>;

/** What the expressions of a Terraform file call the deployment's own things. */
export interface HclScope {
  /** The expression of a parameter. */
  readonly parameter: (name: string) => string;
  /** The expression of the subscription's id (the GUID). */
  readonly subscription: string;
  /** The expression of the resource group's name. */
  readonly resourceGroup: string;
  /** The expression of the resource group's id. */
  readonly groupId: string;
}

/**
 * The namespace in which ARM's `guid` makes its names, as a UUID of version 5 over the arguments joined by dashes.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-string#guid
 */
const guidNamespace = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/** A piece of a string template: characters, or an expression whose value goes there. */
type Piece = string | { readonly expression: string; readonly isString: boolean };

/** `${` and `%{` begin a template unless their first character is doubled; one before such a pair has to be escaped. */
const escaped = new RegExp(`["\\\\]|[$%](?=[$%]*\\{)|${invisible.source}`, 'gu');

function escapeText(text: string): string {
  return text.replace(escaped, (character, at: number) => {
    switch (character) {
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      case '\t':
        return '\\t';
      case '"':
      case '\\':
        return `\\${character}`;
      case '$':
      case '%':
        if (text[at + 1] === '{') return character + character;
    }
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

/** Pieces as one expression: a string template, or the only expression among them. */
function templateOf(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object') {
    return only.isString ? only.expression : `tostring(${only.expression})`;
  }
  // Literals that meet are escaped together.
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined.splice(-1, 1, last + piece);
    else joined.push(piece);
  }
  const inner = joined.map((piece, at) => {
    if (typeof piece === 'object') return `\${${piece.expression}}`;
    // A dollar sign right before an expression would escape it.
    const ending = at < joined.length - 1 ? /[$%]+$/.exec(piece)?.[0] : undefined;
    if (ending === undefined) return escapeText(piece);
    const codes = ending.replaceAll('$', '\\u0024').replaceAll('%', '\\u0025');
    return escapeText(piece.slice(0, -ending.length)) + codes;
  });
  return `"${inner.join('')}"`;
}

const inserted = (expression: string): Piece => ({ expression, isString: true });

function textPieces({ parts }: DeploymentText<BicepSymbol>, scope: HclScope): readonly Piece[] {
  return parts.flatMap((part): readonly Piece[] => {
    if (typeof part === 'string') return part === '' ? [] : [part];
    if ('parameter' in part) {
      return [{ expression: scope.parameter(part.parameter), isString: part.type === 'string' }];
    }
    return part.kind === 'id' ? idPieces(part, scope) : [inserted(hclExpression(part, scope))];
  });
}

function idPieces(id: ResourceId, scope: HclScope): readonly Piece[] {
  const shared = sharedGalleryPath(id);
  if (shared) return textPieces(shared, scope);
  const { subscription, resourceGroup } = id.scope;
  const group: readonly Piece[] =
    subscription || resourceGroup
      ? [
          '/subscriptions/',
          ...(subscription ? textPieces(subscription, scope) : [inserted(scope.subscription)]),
          '/resourceGroups/',
          ...(resourceGroup ? textPieces(resourceGroup, scope) : [inserted(scope.resourceGroup)]),
        ]
      : [inserted(scope.groupId)];
  if (id.type === types.resourceGroup) return group;
  const [provider = '', ...segments] = id.type.split('/');
  return [
    ...group,
    `/providers/${provider}`,
    ...segments.flatMap((segment, at): readonly Piece[] => {
      const name = id.names[at];
      return [`/${segment}/`, ...(name ? textPieces(name, scope) : [])];
    }),
  ];
}

/** Terraform's names of functions. */
const functions = {
  coalesce: 'coalesce',
  contains: 'contains',
  substring: 'substr',
  toLower: 'lower',
} as const;

/** A call that a deployment makes, with Terraform's functions. */
function callExpression(
  name: string,
  args: readonly HclValue[],
  members: readonly string[],
  scope: HclScope,
): string {
  const printed = args.map((one) => hclExpression(one, scope));
  switch (name) {
    case 'guid':
      return `uuidv5("${guidNamespace}", join("-", [${printed.join(', ')}]))`;
    case 'resourceGroup':
      return members[0] === 'name' ? scope.resourceGroup : scope.groupId;
  }
  const own = getOwn(functions, name);
  if (own === undefined) throw new Error(`no function of Terraform for ${name}`);
  return `${own}(${printed.join(', ')})`;
}

/** A value as an expression on one line. */
function hclExpression(value: HclValue, scope: HclScope): string {
  switch (value.kind) {
    case 'text':
      return value.parts.length === 0 ? '""' : templateOf(textPieces(value, scope));
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'parameter':
      return scope.parameter(value.parameter);
    case 'symbol':
      return value.name;
    case 'id':
      return templateOf(idPieces(value, scope));
    case 'call':
      return callExpression(value.name, value.args, value.members, scope);
    case 'null':
      return 'null';
    case 'list':
      return `[${value.items.map((item) => hclExpression(item, scope)).join(', ')}]`;
    case 'object':
    case 'map': {
      const entries = entriesOf(value).map(
        ({ key, value: inner }) => `${keyText(key, scope)} = ${hclExpression(inner, scope)}`,
      );
      return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
    }
    default:
      return assertNever(value);
  }
}

/** Keys that need no quotes; `for` would begin an expression, and the others are values. */
const bareKey = /^(?!(?:for|true|false|null)$)[A-Za-z_][A-Za-z0-9_-]*$/;

function keyText(key: Entry['key'], scope: HclScope): string {
  if (key.kind === 'id') return `"${idPieces(key, scope).map(asTemplate).join('')}"`;
  const [only] = key.parts;
  if (key.parts.length === 1 && typeof only === 'string' && bareKey.test(only)) return only;
  const text = hclExpression(key, scope);
  return text.startsWith('"') ? text : `(${text})`;
}

function asTemplate(piece: Piece): string {
  return typeof piece === 'string' ? escapeText(piece) : `\${${piece.expression}}`;
}

/** Columns that a name takes, as the formatter counts them. */
function columns(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  return [...new Intl.Segmenter().segment(text)].length;
}

/** Arguments or entries, a line each; the equals signs of neighbouring lines are aligned where a line holds a whole value. */
export function hclAttributes(
  entries: readonly Entry<HclValue>[],
  scope: HclScope,
  indent: number,
): string {
  const lines = entries.map(({ key, value }) => ({
    name: keyText(key, scope),
    value: printHcl(value, scope, indent),
  }));
  const isWhole = (at: number): boolean => lines[at]?.value.includes('\n') === false;
  const printed: string[] = [];
  for (let start = 0; start < lines.length;) {
    let end = start + 1;
    while (isWhole(start) && isWhole(end)) end += 1;
    const block = lines.slice(start, end);
    const width = Math.max(...block.map(({ name }) => columns(name)));
    for (const { name, value } of block) {
      const padding = isWhole(start) ? ' '.repeat(width - columns(name)) : '';
      printed.push(`${' '.repeat(indent)}${name}${padding} = ${value}`);
    }
    start = end;
  }
  return printed.join('\n');
}

/** True for a list that is read best on one line: of numbers, or of one short item. */
function fitsOnLine(items: readonly HclValue[], scope: HclScope): boolean {
  const [only] = items;
  if (items.length > 1 || only === undefined) return isNumbers(items);
  const isScalar = only.kind !== 'list' && only.kind !== 'object' && only.kind !== 'map';
  return isScalar && hclExpression(only, scope).length <= 60;
}

/** Prints a value as HCL, indented by `indent` columns. */
export function printHcl(value: HclValue, scope: HclScope, indent = 0): string {
  const close = ' '.repeat(indent);
  if (value.kind === 'list' && value.items.length > 0 && !fitsOnLine(value.items, scope)) {
    const items = value.items.map((item) => `${close}  ${printHcl(item, scope, indent + 2)},`);
    return `[\n${items.join('\n')}\n${close}]`;
  }
  if (value.kind === 'object' || value.kind === 'map') {
    const entries = entriesOf(value);
    if (entries.length > 0) {
      return `{\n${hclAttributes(entries, scope, indent + 2)}\n${close}}`;
    }
  }
  return hclExpression(value, scope);
}
