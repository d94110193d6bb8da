/** One quick pass over a text before it is parsed: how deep and how large it is, and what Azure's tools take beside JSON. */

/** What the pass found; `stop` says why it ended before the end of the text. */
export interface JsonScan {
  /** Offset of the first character that is neither blank nor comment. */
  readonly first: number;
  readonly end: number;
  readonly stop: 'depth' | 'tokens' | undefined;
  /** What no JSON parser takes, in order. */
  readonly marks: readonly JsonMark[];
}

/** A raw line break in a text, a single quote around a text, a double quote in such a text, a backslash before a single quote. */
export interface JsonMark {
  readonly at: number;
  readonly what: 'break' | 'delimiter' | 'quote' | 'backslash';
}

const quote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;
const slash = 0x2f;
const comma = 0x2c;
const colon = 0x3a;

/** Scans a text that may be JSON, without recursion. */
export function scanJson(
  text: string,
  limits: { readonly maxDepth: number; readonly maxTokens: number },
): JsonScan {
  const marks: JsonMark[] = [];
  let [at, first, depth, tokens, inWord] = [0, -1, 0, 0, false];
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const comment = code === slash ? endOfComment(text, at) : at;
    if (code <= 0x20 || comment > at) {
      at = Math.max(at + 1, comment);
      inWord = false;
      continue;
    }
    if (first < 0) first = at;
    const bracket = bracketOf(code);
    const isQuote = code === quote || code === singleQuote;
    const isMark = bracket !== 0 || isQuote || code === comma || code === colon;
    depth += bracket;
    if (!inWord || isMark) tokens += 1;
    inWord = !isMark;
    if (depth > limits.maxDepth) return { first, end: at, stop: 'depth', marks };
    if (tokens + marks.length > limits.maxTokens) return { first, end: at, stop: 'tokens', marks };
    at = isQuote ? endOfString(text, at, marks, limits.maxTokens) : at + 1;
  }
  return { first: first < 0 ? text.length : first, end: at, stop: undefined, marks };
}

function bracketOf(code: number): -1 | 0 | 1 {
  if (code === 0x5b || code === 0x7b) return 1;
  return code === 0x5d || code === 0x7d ? -1 : 0;
}

function endOfComment(text: string, at: number): number {
  if (text.startsWith('//', at)) return endOfLine(text, at);
  return text.startsWith('/*', at) ? endOf(text, '*/', at + 2) : at;
}

function endOfLine(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charAt(at) !== '\n' && text.charAt(at) !== '\r') at += 1;
  return at;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** Behind the closing quote of a text; early where there are too many marks. */
function endOfString(text: string, start: number, marks: JsonMark[], most: number): number {
  const delimiter = text.charCodeAt(start);
  const isSingle = delimiter === singleQuote;
  if (isSingle) marks.push({ at: start, what: 'delimiter' });
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (marks.length > most) return at;
    if (code === delimiter) {
      if (isSingle) marks.push({ at, what: 'delimiter' });
      return at + 1;
    }
    if (code === backslash) {
      if (text.charCodeAt(at + 1) === singleQuote) marks.push({ at, what: 'backslash' });
      at += 1;
    } else if (code === quote) marks.push({ at, what: 'quote' });
    else if (code === 0x0a || code === 0x0d) marks.push({ at, what: 'break' });
  }
  return text.length;
}

/**
 * Puts a double quote, or an unused character, in the place of each mark, so that a JSON parser takes the text and all
 * offsets stay; `unmask` puts back what was meant (line breaks as `\n`).
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#multi-line-strings
 */
export function maskMarks(
  text: string,
  marks: readonly JsonMark[],
): { readonly text: string; readonly unmask: (text: string) => string } {
  const [feed, double, nothing] = marks.length === 0 ? [] : unusedCharacters(text);
  if (feed === undefined || double === undefined || nothing === undefined) {
    return { text, unmask: (same) => same };
  }
  const pieces: string[] = [];
  let end = 0;
  const masks = { break: feed, delimiter: '"', quote: double, backslash: nothing };
  for (const { at, what } of marks) {
    const isHalf = what === 'break' && text.startsWith('\r\n', at);
    pieces.push(text.slice(end, at), isHalf ? nothing : masks[what]);
    end = at + 1;
  }
  const unmask = (masked: string) =>
    masked.replaceAll(feed, '\n').replaceAll(double, '"').replaceAll(nothing, '');
  return { text: pieces.join('') + text.slice(end), unmask };
}

function unusedCharacters(text: string): readonly string[] {
  const unused: string[] = [];
  for (let code = 0xe000; code < 0xf8ff && unused.length < 3; code += 1) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) unused.push(character);
  }
  return unused;
}

/** What a text that cannot be JSON seems to be instead, as a message; `undefined` where it may be JSON. */
export function findForeign(text: string, first: number): string | undefined {
  const start = text.charAt(first);
  const wanted = 'expected the JSON of an image template or of an ARM template';
  if (start === '') return `The document is empty; ${wanted}.`;
  if (start === '{' || start === '[') return undefined;
  const beginning = text.slice(0, 20_000);
  if (/^\s*(?:targetScope|param|var|resource|module|metadata|import|@\w+)\b[^:]/m.test(beginning)) {
    return `This looks like Bicep; ${wanted}, as "bicep build" makes it.`;
  }
  if (beginning.includes('\0')) return `This is no text; ${wanted}.`;
  if (/^[\w-]+:(?:\s|$)/m.test(beginning)) return `This looks like YAML; ${wanted}.`;
  return `This is no JSON; ${wanted}.`;
}
