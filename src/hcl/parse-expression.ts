/** Expressions of HCL. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions */
import type { BinaryOperator, HclExpression, HclFor, HclItem, SplatStep } from './hcl-tree';
import { parseHeredoc, parseQuoted } from './parse-template';
import {
  accept,
  acceptPattern,
  acceptWord,
  closeBracket,
  expectText,
  fail,
  found,
  inside,
  type Scanner,
  skip,
  spanFrom,
  startsWith,
} from './scanner';

/** Reads an expression. */
export function parseExpression(scanner: Scanner): HclExpression {
  skip(scanner);
  const start = scanner.at;
  const condition = parseBinary(scanner, 0);
  skip(scanner);
  if (!accept(scanner, '?')) return condition;
  const read = (): HclExpression => {
    const yes = parseExpression(scanner);
    expectText(scanner, ':', 'between the values of a condition');
    const no = parseExpression(scanner);
    return { kind: 'conditional', condition, yes, no, span: spanFrom(scanner, start) };
  };
  return inside(scanner, read, scanner.ignoresBreaks);
}

/** Operators by how closely they bind, the loosest first. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function parseBinary(scanner: Scanner, level: number): HclExpression {
  const operators = levels[level];
  if (!operators) return parseUnary(scanner);
  const start = scanner.at;
  let left = parseBinary(scanner, level + 1);
  for (;;) {
    skip(scanner);
    const operator = operators.find((one) => startsWith(scanner, one));
    if (operator === undefined || startsWith(scanner, '=>')) return left;
    accept(scanner, operator);
    skip(scanner);
    const right = parseBinary(scanner, level + 1);
    left = { kind: 'binary', operator, left, right, span: spanFrom(scanner, start) };
  }
}

function parseUnary(scanner: Scanner): HclExpression {
  const start = scanner.at;
  const operator = accept(scanner, '!') ? '!' : accept(scanner, '-') ? '-' : undefined;
  if (operator === undefined) return parsePostfix(scanner);
  skip(scanner);
  const operand = inside(scanner, () => parseUnary(scanner), scanner.ignoresBreaks);
  return { kind: 'unary', operator, operand, span: spanFrom(scanner, start) };
}

function parsePostfix(scanner: Scanner): HclExpression {
  const start = scanner.at;
  let value = parsePrimary(scanner);
  for (;;) {
    const before = scanner.at;
    skip(scanner);
    if (startsWith(scanner, '...')) return value;
    if (accept(scanner, '.*')) {
      value = splat(scanner, value, start, attributeSteps(scanner));
    } else if (startsWith(scanner, '[*]')) {
      scanner.at += 3;
      value = splat(scanner, value, start, splatSteps(scanner));
    } else if (accept(scanner, '.')) {
      const name = acceptWord(scanner) ?? acceptPattern(scanner, /\d+/y);
      if (name === undefined) fail(scanner, `Expected a name after ".", found ${found(scanner)}.`);
      value = { kind: 'attribute', of: value, name, span: spanFrom(scanner, start) };
    } else if (accept(scanner, '[')) {
      const index = inside(scanner, () => {
        const inner = parseExpression(scanner);
        closeBracket(scanner, ']', 'an index');
        return inner;
      });
      value = { kind: 'index', of: value, index, span: spanFrom(scanner, start) };
    } else {
      scanner.at = before;
      return value;
    }
  }
}

function splat(
  scanner: Scanner,
  of: HclExpression,
  start: number,
  path: readonly SplatStep[],
): HclExpression {
  return { kind: 'splat', of, path, span: spanFrom(scanner, start) };
}

function attributeSteps(scanner: Scanner): readonly SplatStep[] {
  const steps: SplatStep[] = [];
  while (accept(scanner, '.')) steps.push(acceptWord(scanner) ?? fail(scanner, 'Expected a name.'));
  return steps;
}

function splatSteps(scanner: Scanner): readonly SplatStep[] {
  const steps: SplatStep[] = [];
  for (;;) {
    steps.push(...attributeSteps(scanner));
    if (startsWith(scanner, '[*]') || !accept(scanner, '[')) return steps;
    inside(scanner, () => {
      steps.push(parseExpression(scanner));
      closeBracket(scanner, ']', 'an index');
    });
  }
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function parsePrimary(scanner: Scanner): HclExpression {
  const start = scanner.at;
  if (startsWith(scanner, '"')) return parseQuoted(scanner);
  if (startsWith(scanner, '<<')) return parseHeredoc(scanner);
  if (accept(scanner, '(')) {
    return inside(scanner, () => {
      const inner = parseExpression(scanner);
      closeBracket(scanner, ')', 'parentheses');
      return inner;
    });
  }
  if (accept(scanner, '[')) return inside(scanner, () => listOrFor(scanner, start));
  if (accept(scanner, '{')) return inside(scanner, () => objectOrFor(scanner, start));
  const digits = acceptPattern(scanner, number);
  if (digits !== undefined) {
    return { kind: 'literal', value: Number(digits), span: spanFrom(scanner, start) };
  }
  const name = acceptWord(scanner);
  if (name === undefined) fail(scanner, `Expected a value, found ${found(scanner)}.`);
  const literal = literals.get(name);
  if (literal !== undefined) {
    return { kind: 'literal', value: literal, span: spanFrom(scanner, start) };
  }
  const called = acceptPattern(scanner, /(?:::[\p{L}_][\p{L}\p{N}_-]*)*[ \t]*\(/uy);
  if (called === undefined) return { kind: 'name', name, span: spanFrom(scanner, start) };
  return inside(scanner, () => call(scanner, name + called.slice(0, -1).trim(), start));
}

const literals: ReadonlyMap<string, null | boolean> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function call(scanner: Scanner, name: string, start: number): HclExpression {
  const args: HclExpression[] = [];
  let expandsLast = false;
  skip(scanner);
  while (!startsWith(scanner, ')')) {
    args.push(parseExpression(scanner));
    skip(scanner);
    expandsLast = accept(scanner, '...');
    skip(scanner);
    if (!accept(scanner, ',')) break;
    skip(scanner);
  }
  closeBracket(scanner, ')', `the arguments of ${name}()`);
  return { kind: 'call', name, args, expandsLast, span: spanFrom(scanner, start) };
}

const forWord = /for\b/y;

/** The comments in what is skipped, without one that ends the line of the item before. */
function skippedComments(scanner: Scanner, isFirst: boolean): readonly string[] {
  const start = scanner.at;
  skip(scanner);
  const skipped = scanner.source.text.slice(start, scanner.at);
  const lines = skipped.slice(isFirst ? 0 : Math.max(skipped.indexOf('\n'), 0)).split('\n');
  return lines.flatMap((line) => /^\s*(?:#|\/\/)\s*(.*?)\s*$/.exec(line)?.[1] ?? []);
}

function listOrFor(scanner: Scanner, start: number): HclExpression {
  const first = skippedComments(scanner, true);
  if (acceptPattern(scanner, forWord) !== undefined) {
    const loop = parseFor(scanner, false);
    closeBracket(scanner, ']', 'a list');
    return { ...loop, span: spanFrom(scanner, start) };
  }
  const items: HclExpression[] = [];
  const comments = new Map([[0, first]]);
  while (!startsWith(scanner, ']')) {
    items.push(parseExpression(scanner));
    skip(scanner);
    if (!accept(scanner, ',')) break;
    comments.set(items.length, skippedComments(scanner, false));
  }
  closeBracket(scanner, ']', 'a list');
  return { kind: 'list', items, comments, span: spanFrom(scanner, start) };
}

function objectOrFor(scanner: Scanner, start: number): HclExpression {
  skip(scanner);
  const before = scanner.at;
  if (acceptPattern(scanner, forWord) !== undefined) {
    skip(scanner);
    if (!/^[=:]/.test(scanner.source.text.slice(scanner.at, scanner.at + 1))) {
      const loop = parseFor(scanner, true);
      closeBracket(scanner, '}', 'an object');
      return { ...loop, span: spanFrom(scanner, start) };
    }
    scanner.at = before;
  }
  const items: HclItem[] = [];
  while (!startsWith(scanner, '}')) {
    const key = parseKey(scanner);
    skip(scanner);
    if (!accept(scanner, '=') && !accept(scanner, ':')) {
      fail(scanner, `Expected "=" after a key, found ${found(scanner)}.`);
    }
    items.push({ key, value: parseExpression(scanner) });
    skip(scanner);
    accept(scanner, ',');
    skip(scanner);
    if (scanner.at >= scanner.source.text.length) break;
  }
  closeBracket(scanner, '}', 'an object');
  return { kind: 'object', items, span: spanFrom(scanner, start) };
}

/** A bare word is text; everything else is an expression. */
function parseKey(scanner: Scanner): HclExpression {
  const start = scanner.at;
  const word = acceptPattern(scanner, /[\p{L}_][\p{L}\p{N}_-]*(?=\s*[=:])/uy);
  if (word === undefined) return parseExpression(scanner);
  return { kind: 'literal', value: word, span: spanFrom(scanner, start) };
}

function parseFor(scanner: Scanner, isObject: boolean): HclFor {
  skip(scanner);
  const first = acceptWord(scanner) ?? fail(scanner, 'Expected a name after "for".');
  skip(scanner);
  let second: string | undefined;
  if (accept(scanner, ',')) {
    skip(scanner);
    second = acceptWord(scanner) ?? fail(scanner, 'Expected a second name after "for".');
  }
  expectText(scanner, 'in', 'after the names of "for"');
  const collection = parseExpression(scanner);
  expectText(scanner, ':', 'after the collection of "for"');
  const firstValue = parseExpression(scanner);
  skip(scanner);
  if (isObject) expectText(scanner, '=>', 'between key and value of "for"');
  const value = isObject ? parseExpression(scanner) : firstValue;
  skip(scanner);
  const groups = accept(scanner, '...');
  skip(scanner);
  const hasCondition = acceptPattern(scanner, /if\b/y) !== undefined;
  return {
    kind: 'for',
    keyName: second === undefined ? undefined : first,
    valueName: second ?? first,
    collection,
    key: isObject ? firstValue : undefined,
    value,
    condition: hasCondition ? parseExpression(scanner) : undefined,
    groups,
  };
}
