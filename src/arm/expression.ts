/**
 * The expression language of ARM templates: lexer, parser and printer.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */

/** A parsed ARM expression; `offset` counts characters from the beginning of the parsed text. */
export type ArmExpression =
  | { readonly kind: 'string'; readonly value: string; readonly offset: number }
  | { readonly kind: 'number'; readonly value: number; readonly offset: number }
  | ArmCallExpression
  | {
      readonly kind: 'member';
      readonly target: ArmExpression;
      readonly name: string;
      readonly offset: number;
    }
  | {
      readonly kind: 'index';
      readonly target: ArmExpression;
      readonly index: ArmExpression;
      readonly offset: number;
    };

/** A function call; the name of a user-defined function has its namespace: `contoso.uniqueName`. */
export interface ArmCallExpression {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly ArmExpression[];
  readonly offset: number;
}

/** What became of parsing an expression: the tree, or the first mistake and where it is. */
export type ArmParseResult =
  | { readonly ok: true; readonly expression: ArmExpression }
  | { readonly ok: false; readonly message: string; readonly offset: number };

/** What a string of a template means: itself, or an expression (its source without the brackets, which starts at offset 1). */
export type ArmStringMeaning =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'expression'; readonly source: string };

/** Calls and chains deeper than this are refused: nobody writes them, and the parser is recursive. */
const maxDepth = 100;

/** Tells whether a string of a template is an expression, and undoes the `[[` escape of a literal. */
export function readArmString(text: string): ArmStringMeaning {
  if (!text.startsWith('[') || !text.endsWith(']') || text.length < 2) {
    return { kind: 'literal', value: text };
  }
  if (text.startsWith('[[')) return { kind: 'literal', value: text.slice(1) };
  return { kind: 'expression', source: text.slice(1, -1) };
}

/** Parses the source of an expression, given without its enclosing brackets. */
export function parseArmExpression(source: string): ArmParseResult {
  try {
    const parser: Parser = { tokens: tokenize(source), position: 0 };
    const expression = parseExpression(parser, 0);
    const rest = next(parser);
    if (rest.kind !== 'end') throw new ExpressionError(`unexpected ${show(rest)}`, rest.offset);
    return { ok: true, expression };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { ok: false, message: error.message, offset: error.offset };
  }
}

/** Prints an expression in its usual form, without the enclosing brackets. */
export function printArmExpression(expression: ArmExpression): string {
  switch (expression.kind) {
    case 'string':
      return `'${expression.value.replaceAll("'", "''")}'`;
    case 'number':
      return String(expression.value);
    case 'call':
      return `${expression.name}(${expression.args.map(printArmExpression).join(', ')})`;
    case 'member':
      return `${printArmExpression(expression.target)}.${expression.name}`;
    case 'index':
      return `${printArmExpression(expression.target)}[${printArmExpression(expression.index)}]`;
  }
}

class ExpressionError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'end';
  readonly text: string;
  readonly offset: number;
}

interface Parser {
  readonly tokens: readonly Token[];
  position: number;
}

const blanks = /\s*/y;
const names = /[A-Za-z_$][\w$]*/y;
const numbers = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const marks = '()[].,';

function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let offset = match(blanks, source, 0).length;
  while (offset < source.length) {
    const token = readToken(source, offset);
    tokens.push(token);
    const end = offset + lengthOf(source, token);
    offset = end + match(blanks, source, end).length;
  }
  tokens.push({ kind: 'end', text: '', offset: source.length });
  return tokens;
}

function readToken(source: string, offset: number): Token {
  const first = source.charAt(offset);
  if (first === "'") return { kind: 'string', text: readQuoted(source, offset), offset };
  if (marks.includes(first)) return { kind: 'mark', text: first, offset };
  const name = match(names, source, offset);
  if (name !== '') return { kind: 'name', text: name, offset };
  const number = match(numbers, source, offset);
  if (number !== '') return { kind: 'number', text: number, offset };
  throw new ExpressionError(`unexpected character ${first}`, offset);
}

function match(pattern: RegExp, source: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(source)?.[0] ?? '';
}

/** The value of the quoted string that begins at `offset`; `''` inside stands for one quote. */
function readQuoted(source: string, offset: number): string {
  let value = '';
  for (let from = offset + 1; ;) {
    const quote = source.indexOf("'", from);
    if (quote < 0) throw new ExpressionError('the text that begins here has no end quote', offset);
    value += source.slice(from, quote);
    if (source.charAt(quote + 1) !== "'") return value;
    value += "'";
    from = quote + 2;
  }
}

function lengthOf(source: string, token: Token): number {
  if (token.kind !== 'string') return token.text.length;
  let end = token.offset + 1;
  for (;;) {
    end = source.indexOf("'", end) + 1;
    if (source.charAt(end) !== "'") return end - token.offset;
    end += 1;
  }
}

function peek(parser: Parser): Token {
  const token = parser.tokens[parser.position] ?? parser.tokens.at(-1);
  return token ?? { kind: 'end', text: '', offset: 0 };
}

function next(parser: Parser): Token {
  const token = peek(parser);
  parser.position += 1;
  return token;
}

function atMark(parser: Parser, mark: string): boolean {
  const token = peek(parser);
  return token.kind === 'mark' && token.text === mark;
}

function expectMark(parser: Parser, mark: string): void {
  const token = next(parser);
  if (token.kind === 'mark' && token.text === mark) return;
  throw new ExpressionError(`expected ${mark} but found ${show(token)}`, token.offset);
}

function show(token: Token): string {
  if (token.kind === 'end') return 'the end';
  return token.kind === 'string' ? 'a text' : token.text;
}

function parseExpression(parser: Parser, depth: number): ArmExpression {
  let expression = parsePrimary(parser, depth);
  for (let links = depth; ; links += 1) {
    const { offset } = peek(parser);
    if (links > maxDepth) throw tooDeep(offset);
    if (atMark(parser, '.')) {
      next(parser);
      expression = { kind: 'member', target: expression, name: expectName(parser), offset };
    } else if (atMark(parser, '[')) {
      next(parser);
      const index = parseExpression(parser, links + 1);
      expectMark(parser, ']');
      expression = { kind: 'index', target: expression, index, offset };
    } else return expression;
  }
}

function parsePrimary(parser: Parser, depth: number): ArmExpression {
  const token = next(parser);
  const { offset } = token;
  if (depth > maxDepth) throw tooDeep(offset);
  if (token.kind === 'string') return { kind: 'string', value: token.text, offset };
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text), offset };
  if (token.kind === 'name') return parseCall(parser, token, depth);
  throw new ExpressionError(
    `expected a function, a text or a number but found ${show(token)}`,
    offset,
  );
}

function parseCall(parser: Parser, first: Token, depth: number): ArmExpression {
  let name = first.text;
  if (atMark(parser, '.')) {
    next(parser);
    name = `${name}.${expectName(parser)}`;
  }
  expectMark(parser, '(');
  const args: ArmExpression[] = [];
  while (!atMark(parser, ')')) {
    if (args.length > 0) expectMark(parser, ',');
    args.push(parseExpression(parser, depth + 1));
  }
  expectMark(parser, ')');
  return { kind: 'call', name, args, offset: first.offset };
}

function expectName(parser: Parser): string {
  const token = next(parser);
  if (token.kind === 'name') return token.text;
  throw new ExpressionError(`expected a property name but found ${show(token)}`, token.offset);
}

function tooDeep(offset: number): ExpressionError {
  return new ExpressionError(`nested deeper than ${maxDepth} levels`, offset);
}
