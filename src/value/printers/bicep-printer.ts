/** Prints a value as Bicep, in the layout of `bicep format`. */
import { type BicepValue, entriesOf } from '../value';
import { type BicepScope, type Expression, expression, flat, keyText } from './bicep-expressions';

/** Where `bicep format` breaks calls, and where lists and objects are broken here; it counts UTF-16 units. */
const lineWidth = 120;

/** Parts of addresses that differ between clouds; text of the spec has to stay as it is. */
const hosts = [
  'windows.net',
  'azure.com',
  'azure.net',
  'microsoftonline.com',
  'loganalytics.io',
  'trafficmanager.net',
  'azuredatalake',
];

function hasHost(text: string): boolean {
  const lower = text.toLowerCase();
  return hosts.some((host) => lower.includes(host));
}

/** How a line begins that names a region, which is not the deployment's. */
const ownLocation = "  location: '";

/** A function by its namespace, which a parameter of its name makes necessary: the linter does not recognize it. */
const namespacedFunction = /\baz\.(?:subscriptionR|r)esourceId\(/;

/** The rules of Bicep's linter that a line breaks although there is nothing to change. */
function falseAlarms(line: string): readonly string[] {
  const rules: string[] = [];
  if (hasHost(line)) rules.push('no-hardcoded-env-urls');
  if (line.startsWith(ownLocation)) rules.push('no-hardcoded-location');
  if (line.includes('az.') && namespacedFunction.test(line))
    rules.push('use-resource-id-functions');
  return rules;
}

/** The linter rules to disable for the line that a text begins with. */
export function disabledRules(text: string): readonly string[] {
  const end = text.indexOf('\n');
  return falseAlarms(end < 0 ? text : text.slice(0, end));
}

/** Lines of which each but the first is behind the pragma that it needs. */
function withPragmas(text: string): string {
  if (!hasHost(text) && !text.includes(ownLocation) && !text.includes('az.')) return text;
  const [first = '', ...lines] = text.split('\n');
  let out = first;
  for (const line of lines) {
    const rules = falseAlarms(line);
    if (rules.length > 0) {
      const indent = line.slice(0, line.length - line.trimStart().length);
      out += `\n${indent}#disable-next-line ${rules.join(' ')}`;
    }
    out += `\n${line}`;
  }
  return out;
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
  const broken = args.map((arg) => inner + breakLines(arg, indent + 2, indent + 2));
  return `${call}(\n${broken.join(',\n')}\n${' '.repeat(indent)})${tail}`;
}

/** What a value is printed from: each text in it is escaped once, however often its lines are measured. */
type Layout = Expression | Block;

/** A list or an object: lines between brackets. */
interface Block {
  readonly brackets: '[]' | '{}';
  /** The key of each line with a colon behind it; none in a list. */
  readonly heads: readonly string[];
  readonly values: readonly Layout[];
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
      const values = items.map((item) => layoutOf(item, scope));
      const mayBeFlat = items.length < 2 || items.every(({ kind }) => kind !== 'object');
      return { brackets: '[]', heads: [], values, flat: flatLine('[', [], values, ']'), mayBeFlat };
    }
    case 'object':
    case 'map': {
      const heads: string[] = [];
      const values: Layout[] = [];
      for (const { key, value: inner } of entriesOf(value)) {
        heads.push(`${keyText(key, scope)}: `);
        values.push(layoutOf(inner, scope));
      }
      if (heads.length === 0) return '{}';
      const flatBlock = flatLine('{ ', heads, values, ' }');
      return { brackets: '{}', heads, values, flat: flatBlock, mayBeFlat: true };
    }
    default:
      return expression(value, scope);
  }
}

function flatLine(
  open: string,
  heads: Block['heads'],
  values: Block['values'],
  close: string,
): string | undefined {
  let line = open;
  let separator = '';
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? '';
    const inner = isBlock(value) ? value.flat : flat(value);
    if (inner === undefined) return undefined;
    line += separator + (heads[at] ?? '') + inner;
    if (line.length > lineWidth) return undefined;
    separator = ', ';
  }
  line += close;
  return line.length <= lineWidth ? line : undefined;
}

/**
 * Prints a value as Bicep; its lines but the first have the pragmas that they need. A list or an object is one line where
 * it fits, but for the body of a resource.
 * @param indent columns by which the lines are indented
 */
export function printBicep(value: BicepValue, scope: BicepScope, indent = 0): string {
  return withPragmas(printLayout(layoutOf(value, scope), indent, indent));
}

/** Prints a layout that begins at `column`. */
function printLayout(layout: Layout, indent: number, column: number): string {
  if (!isBlock(layout)) return breakLines(layout, indent, column);
  const { brackets, heads, values, flat: line, mayBeFlat } = layout;
  if (indent > 0 && mayBeFlat && line !== undefined && column + line.length <= lineWidth) {
    return line;
  }
  const inner = ' '.repeat(indent + 2);
  const printed = values.map((value, at) => {
    const begin = inner + (heads[at] ?? '');
    return begin + printLayout(value, indent + 2, begin.length);
  });
  return `${brackets[0]}\n${printed.join('\n')}\n${' '.repeat(indent)}${brackets[1]}`;
}
