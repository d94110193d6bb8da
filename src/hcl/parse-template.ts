/** Templates of HCL: quoted strings and heredocs with `${…}` and `%{…}` in them. */
import type { HclExpression, TemplatePart } from './hcl-tree';
import {
  accept,
  acceptPattern,
  fail,
  inside,
  type Scanner,
  skip,
  spanFrom,
  startsWith,
} from './scanner';

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
};

/** A string in quotes. */
export function parseQuoted(scanner: Scanner): HclExpression {
  const start = scanner.at;
  accept(scanner, '"');
  return templateOf(parseTemplateText(scanner, '"'), scanner, start);
}

/** One text where no part is an expression. */
function templateOf(
  parts: readonly TemplatePart[],
  scanner: Scanner,
  start: number,
): HclExpression {
  const span = spanFrom(scanner, start);
  const [only = '', ...more] = parts;
  if (typeof only === 'string' && more.length === 0) return { kind: 'literal', value: only, span };
  return { kind: 'template', parts, span };
}

/** The parts up to the closing quote, which is taken; with an `end` offset up to that one, without escapes. */
export function parseTemplateText(scanner: Scanner, end: '"' | number): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  const start = scanner.at - 1;
  const push = (part: TemplatePart): void => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
    else parts.push(part);
  };
  const { text } = scanner.source;
  for (;;) {
    if (end === '"' ? accept(scanner, '"') : scanner.at >= end) return parts;
    const character = text[scanner.at];
    if (character === undefined || (end === '"' && character === '\n')) {
      fail(scanner, 'This text has no end. Close it with a double quote.', start);
    }
    if (accept(scanner, '$${')) push('${');
    else if (accept(scanner, '%%{')) push('%{');
    else if (startsWith(scanner, '${')) push(interpolation(scanner));
    else if (startsWith(scanner, '%{')) {
      fail(
        scanner,
        'Import does not read "%{…}" in texts. Write the value, or "${…}" with a condition.',
      );
    } else if (end === '"' && character === '\\') push(escaped(scanner));
    else {
      push(character);
      scanner.at += 1;
    }
  }
}

function interpolation(scanner: Scanner): HclExpression {
  const start = scanner.at;
  accept(scanner, '${');
  accept(scanner, '~');
  const value = inside(scanner, () => {
    const inner = scanner.readExpression(scanner);
    skip(scanner);
    return inner;
  });
  accept(scanner, '~');
  if (!accept(scanner, '}')) fail(scanner, 'This "${" has no end. Close it with "}".', start);
  return value;
}

function escaped(scanner: Scanner): string {
  const start = scanner.at;
  const unicode = acceptPattern(scanner, /\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}/y);
  if (unicode !== undefined) return String.fromCodePoint(Number.parseInt(unicode.slice(2), 16));
  scanner.at += 2;
  const character = escapes[scanner.source.text[start + 1] ?? ''];
  if (character === undefined) {
    const sequence = scanner.source.text.slice(start, scanner.at);
    fail(
      scanner,
      `"${sequence}" is no escape sequence of HCL. Write a backslash as "\\\\".`,
      start,
    );
  }
  return character;
}

/** `<<NAME` and `<<-NAME`, up to the line that holds the name alone. */
export function parseHeredoc(scanner: Scanner): HclExpression {
  const start = scanner.at;
  const opening = acceptPattern(scanner, /<<-?[\p{L}_][\p{L}\p{N}_-]*[ \t]*\r?\n/uy);
  if (opening === undefined)
    fail(scanner, 'Expected the name of a heredoc and a new line after "<<".');
  const [, dash, name = ''] = /^<<(-?)(\S+)/.exec(opening) ?? [];
  const from = scanner.at;
  const { text } = scanner.source;
  const closing = new RegExp(`^[ \\t]*${name}(?=[ \\t]*\\r?$)`, 'm');
  const found = closing.exec(text.slice(from));
  if (!found)
    fail({ ...scanner, at: start }, `This heredoc has no end. Close it with a line "${name}".`);
  const parts = parseTemplateText(scanner, from + found.index);
  scanner.at = from + found.index + found[0].length;
  const plain = dash === '-' ? withoutIndent(parts) : parts;
  return templateOf(withUnixBreaks(plain), scanner, start);
}

function withUnixBreaks(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  return parts.map((part) => (typeof part === 'string' ? part.replaceAll('\r\n', '\n') : part));
}

/** The least indentation of all lines is taken off each. */
function withoutIndent(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const marked = parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  const indents = marked
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const least = Math.min(...indents, 1000);
  const pattern = new RegExp(`\\n[ \\t]{0,${least}}`, 'g');
  return parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const first = index === 0 ? part.replace(new RegExp(`^[ \\t]{0,${least}}`), '') : part;
    return first.replace(pattern, '\n');
  });
}
