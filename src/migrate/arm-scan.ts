/** One quick pass over a text before it is parsed: how deep and how large it is, and where texts have raw line breaks. */

/** What the pass found; `stop` says why it ended before the end of the text. */
export interface JsonScan {
  /** Offset of the first character that is neither blank nor comment. */
  readonly first: number;
  readonly end: number;
  readonly stop: 'depth' | 'tokens' | undefined;
  /** Offsets of raw line breaks inside of texts. */
  readonly breaks: readonly number[];
}

const quote = 0x22;
const backslash = 0x5c;
const slash = 0x2f;
const comma = 0x2c;
const colon = 0x3a;

/** Scans a text that may be JSON, without recursion. */
export function scanJson(
  text: string,
  limits: { readonly maxDepth: number; readonly maxTokens: number },
): JsonScan {
  const breaks: number[] = [];
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
    const isMark = bracket !== 0 || code === quote || code === comma || code === colon;
    depth += bracket;
    if (!inWord || isMark) tokens += 1;
    inWord = !isMark;
    if (depth > limits.maxDepth) return { first, end: at, stop: 'depth', breaks };
    if (tokens + breaks.length > limits.maxTokens)
      return { first, end: at, stop: 'tokens', breaks };
    at = code === quote ? endOfString(text, at, breaks) : at + 1;
  }
  return { first: first < 0 ? text.length : first, end: at, stop: undefined, breaks };
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

function endOfString(text: string, start: number, breaks: number[]): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) at += 1;
    else if (code === 0x0a || code === 0x0d) breaks.push(at);
  }
  return text.length;
}

/**
 * Puts one unused character in the place of each raw line break inside of a text, so that a JSON parser takes it
 * and all offsets stay; `unmask` puts the line breaks back (as `\n`).
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#multi-line-strings
 */
export function maskLineBreaks(
  text: string,
  breaks: readonly number[],
): { readonly text: string; readonly unmask: (text: string) => string } {
  const [feed, nothing] = breaks.length === 0 ? [] : unusedCharacters(text);
  if (feed === undefined || nothing === undefined) return { text, unmask: (same) => same };
  const pieces: string[] = [];
  let end = 0;
  for (const at of breaks) {
    const half = text.startsWith('\r\n', at);
    pieces.push(text.slice(end, at), half ? nothing : feed);
    end = at + 1;
  }
  const unmask = (masked: string) => masked.replaceAll(feed, '\n').replaceAll(nothing, '');
  return { text: pieces.join('') + text.slice(end), unmask };
}

function unusedCharacters(text: string): readonly string[] {
  const unused: string[] = [];
  for (let code = 0xe000; code < 0xf8ff && unused.length < 2; code += 1) {
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
