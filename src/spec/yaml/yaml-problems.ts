/** Errors of the YAML itself, explained for users: the messages of the library are about its grammar. */
import type { ErrorCode } from 'yaml';
import { diagnose, type Finding } from '../../diagnostics/diagnostic';
import { lineText, positionAt, type Source, type Span } from '../../diagnostics/source';
import { conflictMarkers, type Slip, slipAt } from './yaml-slips';
import { tokensOf, type YamlToken } from './yaml-tokens';

/** An error or warning of the library. */
interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [start: number, end: number];
}

interface Advice {
  readonly detail?: string;
  readonly hint: string;
}

const quoteIt = 'Quote the string.';
const secondColon: Advice = {
  detail: 'the line has a second ": "',
  hint: 'Quote the value if ": " is part of it, or start a new line.',
};

/** Our explanation of an error; by the words of its message where the library has one code for several. */
const advice: readonly (readonly [code: ErrorCode, message: RegExp, advice: Advice])[] = [
  [
    'TAB_AS_INDENT',
    /./,
    {
      detail: 'the line is indented with a tab',
      hint: 'Indent with spaces: YAML does not allow tabs there.',
    },
  ],
  ['BLOCK_AS_IMPLICIT_KEY', /Nested mappings/, secondColon],
  ['BLOCK_IN_FLOW', /./, secondColon],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /sequence/,
    { detail: 'a list starts on the line of its key', hint: 'Start the list on a new line.' },
  ],
  [
    'UNEXPECTED_TOKEN',
    /block-seq-ind on same line/,
    { detail: 'a list starts on the line of its key', hint: 'Start the list on a new line.' },
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    /./,
    {
      detail: 'the line is neither a key with a value nor the continuation of one',
      hint: 'Put a space after the colon of a key, and indent all keys of a mapping alike.',
    },
  ],
  ['MISSING_CHAR', /quote/, { detail: 'the quotation mark is not closed', hint: 'Close it.' }],
  [
    'BAD_DQ_ESCAPE',
    /./,
    {
      detail: 'the backslash does not start a known escape sequence',
      hint: 'Use single quotes, in which a backslash is literal, or write two backslashes.',
    },
  ],
  ['BAD_INDENT', /./, { hint: 'Indent all entries of a mapping or list alike.' }],
  ['BAD_ALIAS', /./, { hint: 'Quote a string that starts with "*" or "&".' }],
];

/** The errors and warnings of the library as diagnostics, without those on the same line and those that follow from another. */
export function yamlProblems(
  source: Source,
  errors: readonly Problem[],
  warnings: readonly Problem[],
): readonly Finding[] {
  const conflicts = errors.length > 0 ? conflictMarkers(source) : [];
  if (conflicts.length > 0) return conflicts.map((slip) => ofSlip(slip).diagnostic);
  const found = [...errors.map((one) => errorOf(source, one)), ...warnings.map(warningOf(source))];
  const ends: { readonly line: number; readonly end: number }[] = [];
  return found
    .toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
    .flatMap(({ diagnostic, span }) => {
      const { line } = positionAt(source, span.start);
      if (ends.some((one) => one.line === line || span.start < one.end)) return [];
      ends.push({ line, end: span.end });
      return [diagnostic];
    });
}

const notClosed = /end with a [}\]]|Expected .* to end with [}\]]/;

interface Found {
  readonly diagnostic: Finding;
  readonly span: Span;
}

function errorOf(source: Source, problem: Problem): Found {
  const span = spanOf(source, problem);
  if (problem.code === 'MULTIPLE_DOCS') {
    const detail = 'The file contains several documents, but a spec is a single one';
    const hint = 'Write each to its own file, or remove the line "---".';
    return { span, diagnostic: diagnose('AIB004', { detail, hint }, { span }) };
  }
  const slip = slipAt(source, span.start, positionAt(source, span.start).line);
  if (slip) return ofSlip(slip);
  const { detail = sentence(problem.message), hint } = adviceFor(source, span, problem);
  return { span, diagnostic: diagnose('AIB001', { detail, hint }, { span }) };
}

function ofSlip({ span, detail, hint }: Slip): Found {
  return { span, diagnostic: diagnose('AIB001', { detail, hint }, { span }) };
}

function warningOf(source: Source): (problem: Problem) => Found {
  return (problem) => {
    const span = spanOf(source, problem);
    const [tag] = /![^\s,[\]{}]*/.exec(source.text.slice(span.start, span.end)) ?? [];
    const unknown = problem.code === 'TAG_RESOLVE_FAILED' && tag !== undefined;
    const detail = unknown ? `Unknown tag "${tag}"` : sentence(problem.message);
    const hint = unknown
      ? 'Remove it, or quote the string if it starts with "!".'
      : 'Write the value out as plain YAML.';
    return { span, diagnostic: diagnose('AIB004', { detail, hint }, { span }) };
  };
}

function adviceFor(source: Source, { start }: Span, { code, message }: Problem): Advice {
  const line = lineText(source, positionAt(source, start).line);
  if (/(?:^|[\s:,[{-])\{\{/.test(line) && !/["'].*\{\{/.test(line)) {
    return {
      detail: 'YAML reads a string that starts with "{{" as a mapping',
      hint: 'Quote the whole string.',
    };
  }
  if (notClosed.test(message)) {
    return {
      detail: 'the brace or bracket is not closed',
      hint: 'Close it, indented under its key.',
    };
  }
  if (code === 'BAD_SCALAR_START') {
    return { detail: `a string cannot start with "${source.text[start] ?? ''}"`, hint: quoteIt };
  }
  if (code === 'UNEXPECTED_TOKEN' && /[[{]/.test(line)) {
    return { hint: 'Quote a string that starts with "[" or "{", or write it after "|".' };
  }
  const known = advice.find(([of, words]) => of === code && words.test(message));
  return (
    known?.[2] ?? { hint: 'Fix the YAML at this place; an editor with YAML support marks it.' }
  );
}

/** An unclosed quote or bracket is marked where it starts; the library marks the place where it gave up. */
function spanOf(source: Source, { code, message, pos: [start, end] }: Problem): Span {
  const plain = { source, start, end: Math.max(end, start + 1) };
  const opener = notClosed.test(message)
    ? openBrace(source.text)
    : code === 'MISSING_CHAR' && /quote/.test(message)
      ? openQuote(source.text, start)
      : undefined;
  return opener === undefined ? plain : { source, start: opener, end: opener + 1 };
}

function openQuote(text: string, end: number): number | undefined {
  const isIt = ({ type, offset, source }: YamlToken): boolean =>
    type.endsWith('quoted-scalar') && offset + source.length === end;
  return tokensOf(text).find(isIt)?.offset;
}

function openBrace(text: string): number | undefined {
  return tokensOf(text).find(({ type, end }) => type === 'flow-collection' && end?.length === 0)
    ?.start?.offset;
}

function sentence(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line.endsWith('.') ? line.slice(0, -1) : line;
}
