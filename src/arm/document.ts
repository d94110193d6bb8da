/**
 * Reads the text of a template into plain JSON, with the leniency of Azure's own tools (comments, trailing commas,
 * texts over several lines or in single quotes), and says for every path where it stands.
 * https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#comments-and-metadata
 */
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { findForeign, maskMarks, scanJson } from './scan-text';
import type { Json } from './arm-value';

/** A place in a document: keys and indexes from the root. */
export type ArmPath = readonly (string | number)[];

/** Something to tell about a document; line and column count from 1. */
export interface ArmProblem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  /** True in a resource other than the image templates: it does not matter for their specs. */
  readonly inOtherResource?: true;
}

/** A line and a column, both from 1. */
export interface ArmPlace {
  readonly line: number;
  readonly column: number;
}

/** A document as JSON; `locate` gives the place of a path, or of the nearest thing around it that exists. */
export interface ArmDocument {
  readonly json: Json;
  readonly locate: (path: ArmPath) => ArmPlace;
  readonly problems: readonly ArmProblem[];
}

/** What became of reading a text: the document, or the one error that stood in the way. */
export type ArmDocumentResult =
  | { readonly ok: true; readonly document: ArmDocument }
  | { readonly ok: false; readonly problem: ArmProblem };

/** Twice of what Resource Manager accepts. https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits */
const maxLength = 8_000_000;
const maxDepth = 200;
const maxTokens = 600_000;

/** Reads a document; whatever the text is, this ends within a second and without an exception. */
export function readArmDocument(input: string): ArmDocumentResult {
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input;
  if (text.length > maxLength) {
    const size = Math.ceil(text.length / 1_000_000);
    return refuse(text, 0, `The document has ${size} MB; no template has more than 4 MB.`);
  }
  const scan = scanJson(text, { maxDepth, maxTokens });
  const foreign = findForeign(text, scan.first);
  if (foreign !== undefined) return refuse(text, scan.first, foreign);
  if (scan.stop === 'depth') {
    return refuse(text, scan.end, `The document is nested deeper than ${maxDepth} levels here.`);
  }
  if (scan.stop === 'tokens') {
    return refuse(text, scan.end, `The document has more than ${maxTokens} words and signs.`);
  }
  const masked = maskMarks(text, scan.marks);
  const errors: ParseError[] = [];
  const tree = parseTree(masked.text, errors, { allowTrailingComma: true });
  const fatal = errors.find((error) => printParseErrorCode(error.error) !== 'InvalidCharacter');
  if (fatal || !tree) return refuseSyntax(text, fatal);
  return { ok: true, document: makeDocument(text, tree, masked.unmask) };
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

function refuse(text: string, offset: number, message: string): ArmDocumentResult {
  const place = placeIn(text, offset);
  return { ok: false, problem: { severity: 'error', message, ...place, path: '' } };
}

const syntax: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This word is not valid here; names and texts stand in double quotes.',
  InvalidNumberFormat: 'This is no number.',
  UnexpectedEndOfNumber: 'This is no number.',
  PropertyNameExpected: 'The name of a property is missing here; names stand in double quotes.',
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

function refuseSyntax(text: string, error: ParseError | undefined): ArmDocumentResult {
  const end = text.trimEnd().length;
  if (!error || error.offset + error.length >= end) {
    const early = 'The document ends too early; is the file complete?';
    return refuse(text, Math.min(error?.offset ?? end, end), early);
  }
  const message = syntax[printParseErrorCode(error.error)] ?? 'This is no valid JSON.';
  return refuse(text, error.offset, message);
}

function makeDocument(text: string, tree: Node, unmask: (text: string) => string): ArmDocument {
  const starts = lineStarts(text);
  const problems: ArmProblem[] = [];
  const onDuplicate = (key: Node, path: ArmPath) => {
    const name = formatArmPath(path);
    const message = `${name} is given twice; the later one counts.`;
    problems.push({ severity: 'warning', message, ...placeOf(starts, key.offset), path: name });
  };
  const json = toJson(tree, [], unmask, onDuplicate);
  return { json, locate: (path) => placeOf(starts, offsetOf(tree, path)), problems };
}

function toJson(
  node: Node,
  path: ArmPath,
  unmask: (text: string) => string,
  onDuplicate: (key: Node, path: ArmPath) => void,
): Json {
  const children = node.children ?? [];
  if (node.type === 'array') {
    return children.map((child, index) => toJson(child, [...path, index], unmask, onDuplicate));
  }
  if (node.type === 'object') {
    const entries = new Map<string, Json>();
    for (const { children: [key, value] = [] } of children) {
      if (!key || !value) continue;
      const name = unmask(String(key.value));
      const inner = [...path, name];
      if (entries.has(name)) onDuplicate(key, inner);
      entries.set(name, toJson(value, inner, unmask, onDuplicate));
    }
    return Object.fromEntries(entries);
  }
  if (node.type === 'string') return unmask(String(node.value));
  const scalar: Json = node.value;
  return scalar;
}

function offsetOf(tree: Node, path: ArmPath): number {
  let node = tree;
  for (const step of path) {
    const inner =
      typeof step === 'number'
        ? node.children?.[step]
        : node.children?.findLast((child) => child.children?.[0]?.value === step)?.children?.[1];
    if (!inner || (typeof step === 'number' && node.type !== 'array')) break;
    node = inner;
  }
  return node.offset;
}

/** One place only, without a table of all lines. */
function placeIn(text: string, offset: number): ArmPlace {
  let [line, start] = [1, 0];
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeOf(starts: readonly number[], offset: number): ArmPlace {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
