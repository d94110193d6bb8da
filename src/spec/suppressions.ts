/** `# aibgen-disable-next-line AIB401 <reason>`: suppressions warnings and infos of the next line, never errors. */
import { codeEntry } from '../diagnostics/codes';
import { diagnose, type Finding, hasErrors, replaceText } from '../diagnostics/diagnostic';
import { lineText, positionAt, type Source, type Span } from '../diagnostics/source';
import { yamlLibrary } from './yaml/lazy-library';
import type { YamlToken } from './yaml/yaml-tokens';

/** One code that a comment suppressions, and whether it had anything to silence. */
export interface Suppression {
  readonly span: Span;
  readonly code: string;
  readonly reason: string;
  /** First and last line that it holds for: a text that begins on the next line belongs to it. */
  readonly from: number;
  readonly to: number;
  readonly used: boolean;
  /** The comment with its line, where it names this code alone: taken out, it leaves nothing behind. */
  readonly line?: Span;
}

export interface SuppressionResult {
  readonly diagnostics: readonly Finding[];
  readonly suppressions: readonly Suppression[];
}

const word = 'aibgen-disable-next-line';
const comment = new RegExp(String.raw`^#\s*${word}\b[\s:]*((?:[A-Z]+\d+\b[\s,]*)*)(.*)$`, 'i');

/** Takes out what the comments of some files silence. */
export function applySuppressions(
  diagnostics: readonly Finding[],
  sources: readonly Source[],
  scriptsChecked = false,
): SuppressionResult {
  const written = sources
    .filter(({ text }) => text.includes(word))
    .flatMap((source) => [
      ...(/\.ya?ml$/i.test(source.path) ? suppressionsInYaml(source) : []),
      ...commentsInScripts(source),
    ]);
  if (written.length === 0) return { diagnostics, suppressions: [] };
  const covers = (one: Suppression, { code, severity, file, line }: Finding): boolean =>
    severity !== 'error' &&
    code === one.code &&
    file === one.span.source.path &&
    line >= one.from &&
    line <= one.to;
  return {
    diagnostics: diagnostics.filter((found) => !written.some((one) => covers(one, found))),
    suppressions: written.map((one) => ({
      ...one,
      // What scripts were not looked into for, nobody knows.
      used:
        one.used ||
        diagnostics.some((it) => covers(one, it)) ||
        (!scriptsChecked && one.code.startsWith('AIB5')),
    })),
  };
}

/** What is wrong with the comments of a run: they silence nothing, give no reason, or name what cannot be silenced. */
export function unusedSuppressions(
  suppressions: readonly Suppression[],
  diagnostics: readonly Finding[],
): readonly Finding[] {
  const failed = hasErrors(diagnostics);
  const key = ({ span, code }: Suppression): string =>
    `${span.source.path}\n${span.start}\n${code}`;
  const used = new Set(suppressions.filter((one) => one.used).map(key));
  return suppressions.flatMap((one): readonly Finding[] => {
    const { span, code } = one;
    const why = notSilenced(code);
    if (why !== undefined)
      return [withoutComment(diagnose('AIB432', { code, why }, { span }), one)];
    // After an error not all rules have run: nobody knows what there would be to silence.
    if (!used.has(key(one))) {
      return failed ? [] : [withoutComment(diagnose('AIB430', { code }, { span }), one)];
    }
    return one.reason === '' ? [diagnose('AIB431', { code }, { span })] : [];
  });
}

/** A finding whose fix is to take the comment out. */
function withoutComment(finding: Finding, { line }: Suppression): Finding {
  return line ? { ...finding, fix: [replaceText(line, '')] } : finding;
}

function notSilenced(code: string): string | undefined {
  if (code === '') return 'no code is named';
  const entry = codeEntry(code);
  if (!entry) return 'the code is unknown';
  return entry.severity === 'error' ? 'it is an error' : undefined;
}

/** The suppressions in the comments of a YAML file. */
export function suppressionsInYaml(source: Source): readonly Suppression[] {
  const tokens = yamlLibrary().tokensOf(source.text);
  const lineOf = (offset: number): number => positionAt(source, offset).line;
  const ends = scalarEnds(tokens, lineOf);
  const lines = lineOf(source.text.length);
  // Consecutive comments apply to the same line.
  let from = 0;
  return tokens.flatMap((token): readonly Suppression[] => {
    const match = token.type === 'comment' ? comment.exec(token.source) : null;
    if (!match) return [];
    from = Math.max(from, lineOf(token.offset) + 1);
    while (from < lines && /^\s*(?:#.*)?$/.test(lineText(source, from))) from += 1;
    const first = from;
    const to = ends.get(first) ?? first;
    const span = { source, start: token.offset, end: token.offset + token.source.length };
    const all = suppressionsOf(match, span, first, to);
    const line = wholeLine(span);
    return all.length === 1 && line ? all.map((one) => ({ ...one, line })) : all;
  });
}

/** Comments inside of scripts, in block scalars of a spec or in files of their own: each is for the next line that is none. */
function commentsInScripts(source: Source): readonly Suppression[] {
  const isYaml = /\.ya?ml$/i.test(source.path);
  const lines = source.text.split('\n');
  const inText = isYaml ? blockLines(source) : undefined;
  let start = 0;
  return lines.flatMap((line, index): readonly Suppression[] => {
    const indent = /^\s*/.exec(line)?.[0].length ?? 0;
    const match = comment.exec(line.trim());
    const offset = start + indent;
    start += line.length + 1;
    if (!match || (inText && !inText.has(index + 1))) return [];
    let from = index + 1;
    while (from < lines.length && /^\s*(?:#.*)?$/.test(lines[from] ?? '')) from += 1;
    const span = { source, start: offset, end: offset + line.trim().length };
    // What a rule about the spec itself has to find in a script, it may have found elsewhere.
    return suppressionsOf(match, span, from + 1, from + 1).map((one) => ({
      ...one,
      used: !one.code.startsWith('AIB5'),
    }));
  });
}

/** The lines of a spec that belong to block scalars. */
function blockLines(source: Source): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { type, offset, source: text } of yamlLibrary().tokensOf(source.text)) {
    if (type !== 'block-scalar') continue;
    const first = positionAt(source, offset).line;
    for (let line = first; line <= first + text.split('\n').length; line += 1) found.add(line);
  }
  return found;
}

function suppressionsOf(
  match: RegExpExecArray,
  span: Span,
  from: number,
  to: number,
): readonly Suppression[] {
  const reason = (match[2] ?? '').replace(/^[\s:–—-]+/, '').trim();
  const named = (match[1] ?? '').toUpperCase().match(/[A-Z]+\d+/g) ?? [''];
  return named.map((code) => ({ span, code, reason, from, to, used: false }));
}

/** The last line of the texts that begin on a line, by that line. */
function scalarEnds(
  tokens: readonly YamlToken[],
  lineOf: (offset: number) => number,
): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  for (const { type, offset, source } of tokens) {
    if (!type.endsWith('scalar')) continue;
    const line = lineOf(offset);
    const end = line + source.split('\n').length;
    ends.set(line, Math.max(ends.get(line) ?? line, end));
  }
  return ends;
}

/** The line of a comment that is alone on it, with its line break. */
function wholeLine({ source, start, end }: Span): Span | undefined {
  const from = source.text.lastIndexOf('\n', start - 1) + 1;
  if (source.text.slice(from, start).trim() !== '') return undefined;
  return { source, start: from, end: Math.min(end + 1, source.text.length) };
}
