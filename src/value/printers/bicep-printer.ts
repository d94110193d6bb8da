/** Prints a value as Bicep, in the layout of `bicep format`. */
import { type BicepValue, entriesOf } from '../value';
import { type BicepScope, type Expression, expression, flat, keyText } from './bicep-expressions';

/** Where `bicep format` breaks calls, and where lists and objects are broken here; it counts UTF-16 units. */
const lineWidth = 120;

/** Parts of addresses of Azure, in lower case, that the linter wants to come from `environment()`. */
const azureHosts = [
  'windows.net',
  'azure.com',
  'azure.net',
  'microsoftonline.com',
  'loganalytics.io',
  'trafficmanager.net',
  'azuredatalake',
];

/** Rules of Bicep's linter, and the lines that break them although there is nothing to change. */
const falseAlarms: readonly (readonly [rule: string, breaks: (line: string) => boolean])[] = [
  // Text of the spec has to stay as it is.
  [
    'no-hardcoded-env-urls',
    (line) => {
      const lower = line.toLowerCase();
      return azureHosts.some((host) => lower.includes(host));
    },
  ],
  // The region of a resource that the spec names is not the deployment's.
  ['no-hardcoded-location', (line) => line.startsWith("  location: '")],
  // The rule does not recognize functions by their namespace, which a parameter of the same name makes necessary.
  [
    'use-resource-id-functions',
    (line) => line.includes('az.') && /\baz\.(?:subscriptionR|r)esourceId\(/.test(line),
  ],
];

/** The linter rules to disable for the line that text begins with. */
export function disabledRules(text: string): readonly string[] {
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  return falseAlarms.filter(([, breaks]) => breaks(line)).map(([rule]) => rule);
}

/** Text that begins a line, behind the pragma that the line needs. */
function withPragma(text: string): string {
  const rules = disabledRules(text);
  if (rules.length === 0) return text;
  const indent = text.slice(0, text.length - text.trimStart().length);
  return `${indent}#disable-next-line ${rules.join(' ')}\n${text}`;
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

/** What a value is printed from: each text in it is escaped once, however often its lines are measured. */
type Layout = Expression | Block;

/** A list or an object: lines between brackets. */
interface Block {
  readonly brackets: '[]' | '{}';
  readonly lines: readonly { readonly head: string; readonly value: Layout }[];
  /** All of it on one line; undefined where that is too long for any line. */
  readonly flat: string | undefined;
  /** False for a list of several objects, each of which has a line of its own. */
  readonly mayBeFlat: boolean;
}

function isBlock(layout: Layout): layout is Block {
  return typeof layout === 'object' && 'brackets' in layout;
}

function layoutOf(value: BicepValue, scope: BicepScope): Layout {
  switch (value.kind) {
    case 'list': {
      const { items } = value;
      if (items.length === 0) return '[]';
      const lines = items.map((item) => ({ head: '', value: layoutOf(item, scope) }));
      const mayBeFlat = items.length < 2 || items.every(({ kind }) => kind !== 'object');
      return { brackets: '[]', lines, flat: flatLine('[', lines, ']'), mayBeFlat };
    }
    case 'object':
    case 'map': {
      const entries = entriesOf(value);
      if (entries.length === 0) return '{}';
      const lines = entries.map(({ key, value: inner }) => ({
        head: `${keyText(key, scope)}: `,
        value: layoutOf(inner, scope),
      }));
      return { brackets: '{}', lines, flat: flatLine('{ ', lines, ' }'), mayBeFlat: true };
    }
    default:
      return expression(value, scope);
  }
}

function flatLine(open: string, lines: Block['lines'], close: string): string | undefined {
  const pieces: string[] = [];
  for (const { head, value } of lines) {
    const inner = isBlock(value) ? value.flat : flat(value);
    if (inner === undefined) return undefined;
    pieces.push(head + inner);
  }
  const line = open + pieces.join(', ') + close;
  return line.length <= lineWidth ? line : undefined;
}

/**
 * Prints a value as Bicep; its lines but the first have the pragmas that they need. A list or an object is one line where
 * it fits, but for the body of a resource.
 * @param indent columns by which the lines are indented
 */
export function printBicep(value: BicepValue, scope: BicepScope, indent = 0): string {
  return printLayout(layoutOf(value, scope), indent, indent);
}

/** Prints a layout that begins at `column`. */
function printLayout(layout: Layout, indent: number, column: number): string {
  if (!isBlock(layout)) return breakLines(layout, indent, column);
  const { brackets, lines, flat: line, mayBeFlat } = layout;
  if (indent > 0 && mayBeFlat && line !== undefined && column + line.length <= lineWidth) {
    return line;
  }
  const inner = ' '.repeat(indent + 2);
  const printed = lines.map(({ head, value }) => {
    const begin = inner + head;
    return withPragma(begin + printLayout(value, indent + 2, begin.length));
  });
  return `${brackets[0]}\n${printed.join('\n')}\n${' '.repeat(indent)}${brackets[1]}`;
}
