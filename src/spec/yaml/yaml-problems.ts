/** What is wrong with the YAML itself, in words that help: the library's own speak of its grammar. */
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

const quoteIt = 'Quote the text.';
const secondColon: Advice = {
  detail: 'a second ": " stands on the line',
  hint: 'Quote the value if ": " belongs to it, or begin a new line.',
};

/** What to say of a problem; by the words of its message where one code has several. */
const advice: readonly (readonly [code: ErrorCode, message: RegExp, advice: Advice])[] = [
  [
    'TAB_AS_INDENT',
    /./,
    { detail: 'a tab indents the line', hint: 'Indent with blanks: YAML takes no tabs there.' },
  ],
  ['BLOCK_AS_IMPLICIT_KEY', /Nested mappings/, secondColon],
  ['BLOCK_IN_FLOW', /./, secondColon],
  [
    'BLOCK_AS_IMPLICIT_KEY',
    /sequence/,
    { detail: 'a list begins on the line of its key', hint: 'Begin the list on a new line.' },
  ],
  [
    'UNEXPECTED_TOKEN',
    /block-seq-ind on same line/,
    { detail: 'a list begins on the line of its key', hint: 'Begin the list on a new line.' },
  ],
  [
    'MULTILINE_IMPLICIT_KEY',
    /./,
    {
      detail: 'this is neither a key with its value nor the rest of one',
      hint: 'Put a blank behind the colon of a key, and give all keys of a map one indent.',
    },
  ],
  ['MISSING_CHAR', /quote/, { detail: 'the quotation mark is not closed', hint: 'Close it.' }],
  [
    'BAD_DQ_ESCAPE',
    /./,
    {
      detail: 'the backslash begins no escape that there is',
      hint: 'Use single quotes, in which a backslash is itself, or write two.',
    },
  ],
  ['BAD_INDENT', /./, { hint: 'Give all entries of a map or list one indent.' }],
  ['BAD_ALIAS', /./, { hint: 'Quote a text that begins with "*" or "&".' }],
];

/** Diagnostics of what the library found; what follows from an error, or stands on its line, is not said. */
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
    const detail = 'The file holds several documents, and a spec is one';
    const hint = 'Give each a file of its own, or take the line "---" out.';
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
    const detail = unknown ? `The tag "${tag}" is not known` : sentence(problem.message);
    const hint = unknown
      ? 'Take it out, or quote the text if it begins with "!".'
      : 'Write the value out as plain YAML.';
    return { span, diagnostic: diagnose('AIB004', { detail, hint }, { span }) };
  };
}

function adviceFor(source: Source, { start }: Span, { code, message }: Problem): Advice {
  const line = lineText(source, positionAt(source, start).line);
  if (/(?:^|[\s:,[{-])\{\{/.test(line) && !/["'].*\{\{/.test(line)) {
    return {
      detail: 'a text that begins with "{{" is a map for YAML',
      hint: 'Quote the whole text.',
    };
  }
  if (notClosed.test(message)) {
    return {
      detail: 'the brace or bracket is not closed',
      hint: 'Close it, indented below its key.',
    };
  }
  if (code === 'BAD_SCALAR_START') {
    return { detail: `a text cannot begin with "${source.text[start] ?? ''}"`, hint: quoteIt };
  }
  if (code === 'UNEXPECTED_TOKEN' && /[[{]/.test(line)) {
    return { hint: 'Quote a text that begins with "[" or "{", or write it behind "|".' };
  }
  const known = advice.find(([of, words]) => of === code && words.test(message));
  return (
    known?.[2] ?? { hint: 'Mend the YAML at this place; an editor with YAML support marks it.' }
  );
}

/** What is not closed is marked where it begins: the library marks the place at which it gave up. */
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
