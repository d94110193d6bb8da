/** Expressions of CI systems. One grammar holds for both: conditions of Azure Pipelines are calls, GitHub has operators too. */

/** A value of an expression. */
export type Value = null | boolean | number | string | { readonly [key: string]: Value };

/** What an expression may use: an unknown name is an error, as both systems refuse it. */
export interface Scope {
  readonly values: Readonly<Record<string, Value>>;
  readonly functions: Readonly<Record<string, (...args: readonly Value[]) => Value>>;
  /** Names whose keys have to exist too: jobs and steps, of which a wrong one would be empty forever. */
  readonly closed?: readonly string[];
}

type Ast =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Ast; readonly key: Ast }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Ast[] }
  | { readonly kind: 'not'; readonly of: Ast }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Ast; readonly right: Ast };

const tokens = /\s*(?:('(?:[^']|'')*')|(\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(\|\||&&|==|!=|[!().,[\]]))\s*/y; // prettier-ignore
const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

/** Parses an expression. Throws an error for what is not one. */
function parse(text: string): Ast {
  const list: string[] = [];
  tokens.lastIndex = 0;
  while (tokens.lastIndex < text.length) {
    const at = tokens.lastIndex;
    const found = tokens.exec(text);
    if (!found) throw new Error(`no expression: ${text.slice(at)}`);
    list.push(found[0].trim());
  }
  let next = 0;
  const take = (token: string): boolean => {
    if (list[next] !== token) return false;
    next += 1;
    return true;
  };
  const need = (token: string): void => {
    if (!take(token)) throw new Error(`"${token}" is missing in: ${text}`);
  };
  const binary = (operators: readonly string[], inner: () => Ast): Ast => {
    let left = inner();
    for (let operator = list[next]; operator !== undefined && operators.includes(operator);) {
      next += 1;
      left = { kind: 'binary', operator, left, right: inner() };
      operator = list[next];
    }
    return left;
  };
  const either = (): Ast => binary(['||'], () => binary(['&&'], () => binary(['==', '!='], unary)));
  const unary = (): Ast => (take('!') ? { kind: 'not', of: unary() } : postfix(primary()));
  const postfix = (of: Ast): Ast => {
    if (take('.')) {
      const key: Ast = { kind: 'literal', value: list[next++] ?? '' };
      return postfix({ kind: 'member', of, key });
    }
    if (!take('[')) return of;
    const key = either();
    need(']');
    return postfix({ kind: 'member', of, key });
  };
  const primary = (): Ast => {
    const token = list[next++] ?? '';
    if (token === '(') {
      const inner = either();
      need(')');
      return inner;
    }
    if (token.startsWith("'")) {
      return { kind: 'literal', value: token.slice(1, -1).replaceAll("''", "'") };
    }
    if (/^\d/.test(token)) return { kind: 'literal', value: Number(token) };
    if (token in constants) return { kind: 'literal', value: constants[token] ?? null };
    if (!/^\w/.test(token)) throw new Error(`no expression: ${text}`);
    if (!take('(')) return { kind: 'name', name: token };
    const args: Ast[] = [];
    while (!take(')')) {
      if (args.length > 0) need(',');
      args.push(either());
    }
    return { kind: 'call', name: token, args };
  };
  const ast = either();
  if (next < list.length) throw new Error(`"${list[next]}" is too much in: ${text}`);
  return ast;
}

/** True where GitHub takes a value for true. */
export function truthy(value: Value): boolean {
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** A value as text, as GitHub puts it into a text. */
export function textOf(value: Value): string {
  return value === null ? '' : String(value);
}

function equal(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') {
    return left.toLowerCase() === right.toLowerCase();
  }
  if (typeof left === typeof right) return left === right;
  const number = (value: Value): number =>
    value === null || value === '' ? 0 : Number(value as string);
  return number(left) === number(right);
}

function member(of: Value, key: string): Value {
  if (typeof of !== 'object' || of === null) return null;
  const name = Object.keys(of).find((one) => one.toLowerCase() === key.toLowerCase());
  return name === undefined ? null : (of[name] ?? null);
}

/** The value of an expression. */
export function evaluate(text: string, scope: Scope): Value {
  const valueOf = (ast: Ast): Value => {
    switch (ast.kind) {
      case 'literal':
        return ast.value;
      case 'name':
        if (!(ast.name in scope.values)) throw new Error(`unknown name "${ast.name}": ${text}`);
        return scope.values[ast.name] ?? null;
      case 'member': {
        const [of, key] = [valueOf(ast.of), textOf(valueOf(ast.key))];
        const closed = ast.of.kind === 'name' && scope.closed?.includes(ast.of.name);
        if (closed && typeof of === 'object' && of !== null && !(key in of)) {
          throw new Error(`there is no "${key}" here: ${text}`);
        }
        return member(of, key);
      }
      case 'call': {
        const call = scope.functions[ast.name];
        if (!call) throw new Error(`unknown function "${ast.name}": ${text}`);
        return call(...ast.args.map(valueOf));
      }
      case 'not':
        return !truthy(valueOf(ast.of));
      case 'binary': {
        const left = valueOf(ast.left);
        if (ast.operator === '&&') return truthy(left) ? valueOf(ast.right) : left;
        if (ast.operator === '||') return truthy(left) ? left : valueOf(ast.right);
        return equal(left, valueOf(ast.right)) === (ast.operator === '==');
      }
    }
  };
  return valueOf(parse(text));
}

/** Names of the functions that an expression calls. */
export function calls(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (ast: Ast): void => {
    if (ast.kind === 'call') {
      found.push(ast.name);
      ast.args.forEach(visit);
    }
    if (ast.kind === 'member' || ast.kind === 'not') visit(ast.of);
    if (ast.kind === 'member') visit(ast.key);
    if (ast.kind === 'binary') [ast.left, ast.right].forEach(visit);
  };
  visit(parse(text));
  return found;
}
