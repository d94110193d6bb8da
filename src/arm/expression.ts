/**
 * The expression language of ARM templates: parser and printer.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions
 */

/** A parsed ARM expression. */
export type ArmExpression =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | ArmCallExpression
  | { readonly kind: 'member'; readonly target: ArmExpression; readonly name: string }
  | { readonly kind: 'index'; readonly target: ArmExpression; readonly index: ArmExpression };

/** A function call; the name of a user-defined function includes its namespace: `contoso.uniqueName`. */
export interface ArmCallExpression {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly ArmExpression[];
}

/** The first syntax error of an expression; `offset` counts characters of its source. */
export interface InvalidExpression {
  readonly kind: 'invalid';
  readonly message: string;
  readonly offset: number;
}

/** Deeper nesting is refused: nobody writes it, and the parser is recursive. */
const maxDepth = 100;

/** The source of the expression that a string of a template holds, without its brackets; undefined for a literal. */
export function expressionSource(text: string): string | undefined {
  const isExpression = text.length > 1 && /^\[(?!\[)/.test(text) && text.endsWith(']');
  return isExpression ? text.slice(1, -1) : undefined;
}

/** The text that a literal string of a template means: `[[…]` is an escaped `[…]`. */
export function literalText(text: string): string {
  return text.startsWith('[[') && text.endsWith(']') ? text.slice(1) : text;
}

class SyntaxFailure extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const tokenPattern =
  /'[^']*(?:''[^']*)*'?|[A-Za-z_$][\w$]*|[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[()[\].,]|\S/g;

/** Parses the source of an expression, given without its enclosing brackets. */
export function parseArmExpression(source: string): ArmExpression | InvalidExpression {
  const tokens = [...source.matchAll(tokenPattern)];
  let position = 0;
  const peek = (): string => tokens[position]?.[0] ?? '';
  const fail = (message: string): never => {
    throw new SyntaxFailure(message, tokens[position]?.index ?? source.length);
  };
  const shown = (): string =>
    peek() === '' ? 'the end' : peek().startsWith("'") ? 'a text' : peek();
  const next = (): string => {
    const token = peek();
    if (/^'[^']*(?:''[^']*)*$/.test(token)) fail('the text that begins here has no end quote');
    if (token !== '' && !/^['\w$()[\].,+-]/.test(token)) fail(`unexpected character ${token}`);
    if (token === '-' || token === '+') fail(`unexpected character ${token}`);
    position += 1;
    return token;
  };
  const expect = (mark: string): void => {
    if (peek() !== mark) fail(`expected ${mark} but found ${shown()}`);
    position += 1;
  };
  const name = (): string =>
    /^[A-Za-z_$]/.test(peek()) ? next() : fail(`expected a property name but found ${shown()}`);
  const parse = (depth: number): ArmExpression => {
    let expression = primary(depth);
    for (let links = depth; ; links += 1) {
      if (links > maxDepth) fail(`nested deeper than ${maxDepth} levels`);
      if (peek() === '.') {
        position += 1;
        expression = { kind: 'member', target: expression, name: name() };
      } else if (peek() === '[') {
        position += 1;
        expression = { kind: 'index', target: expression, index: parse(links + 1) };
        expect(']');
      } else return expression;
    }
  };
  const primary = (depth: number): ArmExpression => {
    if (depth > maxDepth) fail(`nested deeper than ${maxDepth} levels`);
    if (/^[()[\].,]?$/.test(peek())) {
      fail(`expected a function, a text or a number but found ${shown()}`);
    }
    const token = next();
    if (token.startsWith("'")) {
      return { kind: 'string', value: token.slice(1, -1).replaceAll("''", "'") };
    }
    return /^[\d+-]/.test(token) ? { kind: 'number', value: Number(token) } : call(token, depth);
  };
  const call = (first: string, depth: number): ArmExpression => {
    let full = first;
    if (peek() === '.') {
      position += 1;
      full = `${first}.${name()}`;
    }
    expect('(');
    const args: ArmExpression[] = [];
    while (peek() !== ')') {
      if (args.length > 0) expect(',');
      args.push(parse(depth + 1));
    }
    position += 1;
    return { kind: 'call', name: full, args };
  };
  try {
    const expression = parse(0);
    return peek() === '' ? expression : fail(`unexpected ${shown()}`);
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    return { kind: 'invalid', message: error.message, offset: error.offset };
  }
}

/** Prints an expression in its usual form, without the enclosing brackets. */
export function printArmExpression(
  expression: ArmExpression,
  printCall?: (call: ArmCallExpression) => string | undefined,
): string {
  const print = (one: ArmExpression): string => printArmExpression(one, printCall);
  switch (expression.kind) {
    case 'string':
      return `'${expression.value.replaceAll("'", "''")}'`;
    case 'number':
      return String(expression.value);
    case 'call':
      return (
        printCall?.(expression) ?? `${expression.name}(${expression.args.map(print).join(', ')})`
      );
    case 'member':
      return `${print(expression.target)}.${expression.name}`;
    case 'index':
      return `${print(expression.target)}[${print(expression.index)}]`;
  }
}
