import { Lexer } from 'yaml';
import { limits } from '../size-limits';

/**
 * The tokens of a text, or what makes it too large: the parser itself would take long, or run out of stack, and a process that is
 * out of stack cannot count on saying so.
 */
export function tokenize(text: string): readonly string[] | 'tokens' | 'depth' {
  const tokens: string[] = [];
  const indents: number[] = [];
  let brackets = 0;
  let marks = 0;
  let before = '\n';
  for (const token of new Lexer().lex(text)) {
    if (tokens.push(token) > limits.tokens) return 'tokens';
    if (token === '[' || token === '{') brackets += 1;
    else if (token === ']' || token === '}') brackets -= 1;
    else if (token === '-' || token === '?') marks += 1;
    else if (token.startsWith('\n')) marks = 0;
    else if (before.startsWith('\n') && /^ +$/.test(token)) {
      while ((indents.at(-1) ?? 0) >= token.length) indents.pop();
      indents.push(token.length);
    }
    if (Math.max(brackets, marks, indents.length) > limits.depth) return 'depth';
    before = token;
  }
  return tokens;
}
