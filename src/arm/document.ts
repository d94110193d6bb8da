/**
 * Reads the text of a template into plain JSON, as leniently as Azure's own tools (comments, trailing commas, strings
 * over several lines or in single quotes), and locates every path in it.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 */
import { parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import type { Source, Span } from '../diagnostics/source';
import type { Json } from '../lib/json';

/** A place in a document: keys and indexes from the root. */
export type ArmPath = readonly (string | number)[];

/** Receives what is wrong with a document, or worth knowing about it. */
export type Report = (finding: Finding) => void;

/** A document as JSON. */
export interface ArmDocument {
  readonly json: Json;
  /** The position of a path, or of the nearest thing around it that exists. */
  readonly locate: (path: ArmPath) => Span;
}

/** Twice what Resource Manager accepts. https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits */
const maxLength = 8_000_000;
const maxDepth = 200;
const maxTokens = 600_000;

const codes = { error: 'AIB601', warning: 'AIB602', info: 'AIB603' } as const;

/** A diagnostic about a document. */
export function documentProblem(
  severity: keyof typeof codes,
  reason: string,
  span: Span,
  path: ArmPath,
): Finding {
  return diagnose(codes[severity], { reason }, { span, path: formatArmPath(path) });
}

/** Reads a document; undefined after an error. Whatever the text is, this ends within a second and without an exception. */
export function readArmDocument(source: Source, report: Report): ArmDocument | undefined {
  const text = source.text.replace(/^\uFEFF/, ' ');
  const refuse = (message: string, start = 0): undefined => {
    report(documentProblem('error', message, { source, start, end: start }, []));
  };
  if (text.length > maxLength) {
    const size = Math.ceil(text.length / 1_000_000);
    return refuse(`The document has ${size} MB; no template has more than 4 MB.`);
  }
  const first = /^(?:\s+|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$))*/.exec(text)?.[0].length ?? 0;
  const foreign = foreignFormat(text, first);
  if (foreign !== undefined) return refuse(foreign, first);
  const { masked, stop, end } = maskStrings(text);
  if (stop !== undefined) return refuse(stop, end);
  const errors: ParseError[] = [];
  const tree = parseTree(masked, errors, { allowTrailingComma: true });
  const fatal = errors.find((error) => printParseErrorCode(error.error) !== 'InvalidCharacter');
  if (fatal || !tree) return refuse(...syntaxError(text, fatal));
  const json = toJson(tree, [], (key, path) => {
    const message = `${formatArmPath(path)} is given twice; the later one counts.`;
    const span = { source, start: key.offset, end: key.offset };
    report(documentProblem('warning', message, span, path));
  });
  return { json, locate: (path) => spanOf(source, tree, path) };
}

/** A path as people read it: `resources[0].properties.source`. */
export function formatArmPath(path: ArmPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]+$/.test(step)) return `${text}['${step.replaceAll("'", "\\'")}']`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The steps of such a path. */
export function parseArmPath(path: string): ArmPath {
  return [...path.matchAll(/\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|([^.[\]]+)/g)].map(
    ([, index, quoted, plain]) =>
      index === undefined ? (quoted?.replaceAll("\\'", "'") ?? plain ?? '') : Number(index),
  );
}

/** What a text that cannot be JSON seems to be instead, as a message; undefined where it may be JSON. */
function foreignFormat(text: string, first: number): string | undefined {
  const start = text.charAt(first);
  const expected = 'expected the JSON of an image template or of an ARM template';
  if (start === '') return `The document is empty; ${expected}.`;
  if (start === '{' || start === '[') return undefined;
  const beginning = text.slice(0, 20_000);
  if (/^\s*(?:terraform|provider|variable|locals|data\s+"|resource\s+")[^:]*\{/m.test(beginning)) {
    return `This looks like Terraform; ${expected}. Import what "terraform show -json" prints.`;
  }
  if (/^\s*(?:targetScope|param|var|resource|module|metadata|import|@\w+)\b[^:]/m.test(beginning)) {
    return `This looks like Bicep; ${expected}, as "bicep build" makes it.`;
  }
  if (beginning.includes('\0')) return `This is not text; ${expected}.`;
  if (/^[\w-]+:(?:\s|$)/m.test(beginning)) return `This looks like YAML; ${expected}.`;
  return `This is not JSON; ${expected}.`;
}

/** Characters that Unicode keeps free for the inside of a program: they replace what a JSON parser refuses in a string. */
const masks = { '\n': '\uFDD0', '\r': '\uFDD1', '"': '\uFDD2', "\\'": "\uFDD3'" } as const;
const escapedQuote = '\uFDD3';

const pieces =
  /"[^"\\]*(?:\\[^][^"\\]*)*"?|'[^'\\]*(?:\\[^][^'\\]*)*'?|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|[[\]{},:]|[^\s"'/[\]{},:]+/g;

/**
 * Makes strings over several lines or in single quotes readable for a JSON parser, at the same offsets; stops at a
 * document that is too deep or too large to parse.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#multi-line-strings
 */
function maskStrings(text: string): { masked: string; stop: string | undefined; end: number } {
  let [depth, tokens, end, masked] = [0, 0, 0, ''];
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (piece.startsWith('/')) continue;
    tokens += 1;
    if (piece === '[' || piece === '{') depth += 1;
    else if (piece === ']' || piece === '}') depth -= 1;
    if (depth > maxDepth) {
      return {
        masked,
        stop: `The document is nested deeper than ${maxDepth} levels here.`,
        end: index,
      };
    }
    if (/^['"]/.test(piece)) {
      tokens += piece.match(/[\r\n']/g)?.length ?? 0;
      const inner = piece.replace(/(?<!^)(?!$)["\r\n]|\\'|\\[^]/g, (part) => maskOf(part, piece));
      masked += text.slice(end, index);
      masked += piece.startsWith("'") ? inner.replace(/^'|'$/g, '"') : inner;
      end = index + piece.length;
    }
    if (tokens > maxTokens) {
      return {
        masked,
        stop: `The document has more than ${maxTokens} words and signs.`,
        end: index,
      };
    }
  }
  return { masked: masked + text.slice(end), stop: undefined, end: text.length };
}

function maskOf(part: string, piece: string): string {
  if (part === '\n' || part === '\r' || part === "\\'") return masks[part];
  return part === '"' && piece.startsWith("'") ? masks[part] : part;
}

function unmask(text: string): string {
  return /[\uFDD0-\uFDD3]/.test(text)
    ? text
        .replace(/\uFDD1\uFDD0|[\uFDD0\uFDD1]/g, '\n')
        .replaceAll(masks['"'], '"')
        .replaceAll(escapedQuote, '')
    : text;
}

const syntax: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word is not valid here; names and strings go in double quotes.',
  InvalidNumberFormat: 'This is not a number.',
  UnexpectedEndOfNumber: 'This is not a number.',
  PropertyNameExpected: 'The name of a property is missing here; names go in double quotes.',
  ValueExpected: 'A value is missing here.',
  ColonExpected: 'A colon is missing here.',
  CommaExpected: 'A comma is missing here.',
  CloseBraceExpected: 'A closing } is missing here.',
  CloseBracketExpected: 'A closing ] is missing here.',
  EndOfFileExpected: 'The document has ended already; there is more than one value.',
  UnexpectedEndOfComment: 'The comment that begins here has no end.',
  UnexpectedEndOfString: 'The text that begins here has no closing quote.',
  InvalidUnicode: 'The \\u escape in this text is not valid.',
  InvalidEscapeCharacter: 'An escape in this text is not valid; JSON spells a backslash as \\\\.',
};

function syntaxError(text: string, error: ParseError | undefined): [message: string, at: number] {
  const end = text.trimEnd().length;
  if (!error || error.offset + error.length >= end) {
    const early = 'The document ends too early; is the file complete?';
    return [early, Math.min(error?.offset ?? end, end)];
  }
  return [syntax[printParseErrorCode(error.error)] ?? 'This is not valid JSON.', error.offset];
}

function toJson(node: Node, path: ArmPath, onDuplicate: (key: Node, path: ArmPath) => void): Json {
  const children = node.children ?? [];
  if (node.type === 'array') {
    return children.map((child, index) => toJson(child, [...path, index], onDuplicate));
  }
  if (node.type === 'object') {
    const entries = new Map<string, Json>();
    for (const { children: [key, value] = [] } of children) {
      if (!key || !value) continue;
      const name = unmask(String(key.value));
      const inner = [...path, name];
      if (entries.has(name)) onDuplicate(key, inner);
      entries.set(name, toJson(value, inner, onDuplicate));
    }
    return Object.fromEntries(entries);
  }
  if (node.type === 'string') return unmask(String(node.value));
  const scalar: Json = node.value;
  return scalar;
}

function spanOf(source: Source, tree: Node, path: ArmPath): Span {
  let node = tree;
  for (const step of path) {
    const inner =
      typeof step === 'number'
        ? node.type === 'array' && node.children?.[step]
        : node.children?.findLast((child) => child.children?.[0]?.value === step)?.children?.[1];
    if (!inner) break;
    node = inner;
  }
  return { source, start: node.offset, end: node.offset };
}
