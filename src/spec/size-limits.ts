/** How large a spec may be: what is larger than any would only keep the reader busy. */
import { Lexer } from 'yaml';
import { embedLimit } from '../service/limits';

/** The limits; a value takes some tokens (blanks, colons, line breaks). */
export const limits = {
  characters: 1_000_000,
  tokens: 120_000,
  nodes: 20_000,
  depth: 60,
  /** Steps, targets, regions, exit codes: entries of a list that is not the lines of a script. No image comes near it. */
  entries: 1000,
  errors: 20,
} as const;

/** How much the files of one spec may come to, all together. */
export const wholeLimits = {
  /** Files that a spec inherits from, each as often as it is named. */
  bases: 200,
  /** Files on the way from a spec to a base. */
  chain: 50,
  /** Step files, each as often as it is named, over all variants. */
  stepFiles: 20_000,
  /** Steps, over all variants. */
  steps: 200_000,
  /** Values of a spec with its bases, times its variants. */
  values: 1_000_000,
} as const;

/** Sizes of files in bytes, by what they are read for. */
export const fileLimits = {
  /** Specs, bases and step files: up to four bytes a character. */
  yaml: 4 * limits.characters,
  /** Scripts whose text becomes part of the outputs. */
  embedded: embedLimit,
  /** Scripts and files that are copied from their address: only the checksum is needed. */
  script: 100 * 1024 * 1024,
} as const;

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
