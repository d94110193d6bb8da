/**
 * What of a Bicep file can be told without its compiler: the files that it reads, and where its declarations stand.
 * https://learn.microsoft.com/azure/azure-resource-manager/bicep/file
 */

/** A reference to a file: of a module, of shared types, or of a function that loads content while it compiles. */
export interface BicepReference {
  /** The path; undefined where it is not a plain string. */
  readonly path: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** A `resource` or `module` of a file; `body` is the offset of its value, behind the condition or the loop. */
export interface BicepDeclaration {
  readonly keyword: string;
  readonly name: string;
  /** `Type@version` of a resource, the path of a module. */
  readonly target: string;
  readonly start: number;
  readonly body: number;
}

const loaders =
  /\b(?:loadTextContent|loadFileAsBase64|loadJsonContent|loadYamlContent|loadDirectoryFileInfo)\s*\(\s*/y;
const statements =
  /\b(?:(?:module|test)\s+\w+|using|extends|extension|provider|import\b[^'\n]*?\bfrom|import)\s+(?=')/y;

/** Nobody nests strings in strings deeper than this. */
const maxNesting = 50;

/** Receives the positions of code, and where comments stand. */
interface Visitor {
  readonly code?: (at: number) => void;
  readonly comment?: (start: number, end: number) => void;
}

const comments = /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y;

/**
 * Visits code, in the interpolations of strings too, up to the closing brace of the one that begins here; gives the
 * position behind it.
 */
function scanCode(text: string, from: number, nesting: number, visitor: Visitor): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    comments.lastIndex = at;
    const comment = text[at] === '/' ? comments.exec(text)?.[0] : undefined;
    if (comment !== undefined) {
      visitor.comment?.(at, at + comment.length);
      at += comment.length - 1;
    } else if (text[at] === "'") at = scanString(text, at, nesting, visitor) - 1;
    else {
      visitor.code?.(at);
      if (text[at] === '{') depth += 1;
      else if (text[at] === '}' && (depth -= 1) < 0 && nesting > 0) return at + 1;
    }
  }
  return text.length;
}

/** The position behind a string, of which the interpolations are visited. */
function scanString(text: string, from: number, nesting: number, visitor: Visitor): number {
  const quote = text.startsWith("'''", from) ? "'''" : "'";
  const isLong = quote.length > 1;
  const hasCode = !isLong || text[from - 1] === '$';
  for (let at = from + quote.length; at < text.length; at += 1) {
    if (text.startsWith(quote, at)) {
      // A string of several lines may end with a quote of its own.
      const end = at + quote.length;
      return isLong ? end + (/^'*/.exec(text.slice(end, end + 3))?.[0].length ?? 0) : end;
    }
    if (!isLong && text[at] === '\n') return at;
    if (!isLong && text[at] === '\\') at += 1;
    else if (hasCode && text.startsWith('${', at)) {
      if (nesting >= maxNesting) throw new NestedTooDeeply();
      at = scanCode(text, at + 2, nesting + 1, visitor) - 1;
    }
  }
  return text.length;
}

class NestedTooDeeply extends Error {}

/** The text with blanks in the place of its comments, at the same offsets. */
function withoutComments(text: string): string {
  let code = '';
  let end = 0;
  const comment = (start: number, next: number): void => {
    code += text.slice(end, start) + text.slice(start, next).replaceAll(/[^\n]/g, ' ');
    end = next;
  };
  scanCode(text, 0, 0, { comment });
  return code + text.slice(end);
}

/** The end of the string that begins here; the offset itself where none does. */
function endOfLiteral(text: string, at: number): number {
  return text[at] === "'" ? scanString(text, at, 0, {}) : at;
}

/** The plain string that begins here; undefined for anything else, also for a string with an interpolation. */
function plainString(text: string, at: number): string | undefined {
  const source = text.slice(at, endOfLiteral(text, at));
  const [, multiline] = /^'''\n?([^]*)'''$/.exec(source) ?? [];
  if (multiline !== undefined) return multiline;
  const [, inner] = /^'([^]*)'$/.exec(source) ?? [];
  if (inner === undefined || /(?<!\\)\$\{/.test(inner)) return undefined;
  // An escape is not part of any sensible path.
  return inner.includes('\\') ? undefined : inner;
}

/** Every file that a Bicep file reads while it compiles. */
export function bicepReferences(source: string): readonly BicepReference[] {
  const found: BicepReference[] = [];
  try {
    const text = withoutComments(source);
    const code = (at: number): void => {
      if (/\w/.test(text[at - 1] ?? '')) return;
      for (const pattern of [loaders, statements]) {
        pattern.lastIndex = at;
        const matched = pattern.exec(text)?.[0];
        if (matched === undefined) continue;
        const start = at + matched.length;
        const end = Math.max(endOfLiteral(text, start), start + 1);
        found.push({ path: plainString(text, start), start, end });
        return;
      }
    };
    scanCode(text, 0, 0, { code });
  } catch (error) {
    if (!(error instanceof NestedTooDeeply)) throw error;
    // What cannot be read to its end may name any file.
    found.push({ path: undefined, start: 0, end: 0 });
  }
  return found;
}

const declarations = /(resource|module)\s+(\w+)\s+'([^'\n]*)'\s*(existing\b)?\s*=\s*/y;

/** A file in which declarations can be found: without its comments, at the same offsets. */
export function bicepCode(source: string): string {
  try {
    return withoutComments(source);
  } catch (error) {
    if (!(error instanceof NestedTooDeeply)) throw error;
    return '';
  }
}

/** The resources and modules that a file declares, nested ones too; existing resources are none. */
export function bicepDeclarations(text: string): readonly BicepDeclaration[] {
  const found: BicepDeclaration[] = [];
  const code = (at: number): void => {
    if (/\w/.test(text[at - 1] ?? '')) return;
    declarations.lastIndex = at;
    const [all, keyword = '', name = '', target = '', existing] = declarations.exec(text) ?? [];
    if (all === undefined || existing !== undefined) return;
    found.push({ keyword, name, target, start: at, body: bodyAt(text, at + all.length) });
  };
  scanCode(text, 0, 0, { code });
  return found;
}

/** The offset of a value behind `if (…)` and `[for … :`. */
function bodyAt(text: string, from: number): number {
  let at = blanks(text, from);
  if (text[at] === '[' && /^\[\s*for\b/.test(text.slice(at, at + 20))) {
    at = blanks(text, endOf(text, at + 1, ':') + 1);
  }
  if (/^if\s*\(/.test(text.slice(at, at + 10))) {
    at = blanks(text, groupEnd(text, text.indexOf('(', at)));
  }
  return at;
}

function blanks(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** The end of a bracket with all that it holds. */
function groupEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const end = endOfLiteral(text, at);
    if (end > at) at = end - 1;
    else if ('([{'.includes(text[at] ?? '')) depth += 1;
    else if (')]}'.includes(text[at] ?? '') && (depth -= 1) === 0) return at + 1;
  }
  return text.length;
}

/** The offset of a character outside of brackets and strings; the end of the text where there is none. */
function endOf(text: string, from: number, characters: string): number {
  for (let at = from; at < text.length; at += 1) {
    const end = endOfLiteral(text, at);
    const character = text[at] ?? '';
    if (end > at) at = end - 1;
    else if (characters.includes(character)) return at;
    else if ('([{'.includes(character)) at = groupEnd(text, at) - 1;
  }
  return text.length;
}

/** The offset of a value inside another one, as far as its keys and indexes are written out there. */
export function bicepOffset(
  text: string,
  from: number,
  path: readonly (string | number)[],
): number {
  const [step, ...rest] = path;
  const value = bodyAt(text, from);
  const close = { '{': '}', '[': ']' }[text[value] ?? ''];
  if (step === undefined || close === undefined || (close === ']') !== (typeof step === 'number')) {
    return value;
  }
  for (let at = value + 1, index = 0; ; index += 1) {
    at = blanks(text, at);
    while (text[at] === ',') at = blanks(text, at + 1);
    if (at >= text.length || text[at] === close) return value;
    const end = endOf(text, at, `\n,${close}`);
    if (close === ']' && index === step) return bicepOffset(text, at, rest);
    if (close === '}') {
      const colon = endOf(text, at, `:\n,${close}`);
      const key = text.slice(at, colon).trim().replace(/^'|'$/g, '');
      if (key.toLowerCase() === String(step).toLowerCase()) {
        return rest.length === 0 ? at : bicepOffset(text, colon + 1, rest);
      }
    }
    at = end;
  }
}
