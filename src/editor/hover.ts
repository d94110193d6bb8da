/** What a key, a value or a parameter means, and which value is in force. */
import { codeEntry } from '../diagnostics/codes';
import { lineText, positionAt, type Source, type Span } from '../diagnostics/source';
import { valuesInForce } from '../inspect/explain-values';
import { getOwn } from '../lib/get-own';
import type { Origin } from '../value/origin';
import { describeKey } from './describe-key';
import { declarationsOf, nameAt } from './placeholder-names';
import type { Surroundings } from './surroundings';
import { nodeAt, type PlacedNode, spanOf } from './yaml-tree';

/** A text in Markdown about a stretch of a file. */
export interface Hover {
  readonly span: Span;
  readonly text: string;
}

/** What is known of the place at an offset. */
export function hoverAt(source: Source, offset: number, known: Surroundings): Hover | undefined {
  return (
    aboutCode(source, offset) ?? aboutName(source, offset, known) ?? aboutKey(source, offset, known)
  );
}

/** A code in a comment. */
function aboutCode(source: Source, offset: number): Hover | undefined {
  const { line, column } = positionAt(source, offset);
  const text = lineText(source, line);
  if (!text.includes('aibgen-disable-next-line')) return undefined;
  for (const match of text.matchAll(/AIB\d+/g)) {
    if (column - 1 < match.index || column - 1 > match.index + match[0].length) continue;
    const entry = codeEntry(match[0]);
    if (!entry) return undefined;
    const start = offset - (column - 1) + match.index;
    const why = entry.why === undefined ? '' : `\n\n${entry.why}`;
    return {
      span: { source, start, end: start + match[0].length },
      text: `**${match[0]}** (${entry.severity}): ${entry.title}.${why}`,
    };
  }
  return undefined;
}

/** A parameter, or a list of the matrix. */
function aboutName(source: Source, offset: number, known: Surroundings): Hover | undefined {
  const name = nameAt(source, offset);
  if (!name) return undefined;
  const related = known.related(source.path);
  const sources = related.length === 0 ? [source] : related;
  const declared = declarationsOf(name, sources);
  const head = `**${name.kind}.${name.name}**`;
  const text = declared.map(({ span, doc }) => `${doc}\n\nDeclared in ${placeText(span)}.`);
  const missing =
    name.kind === 'params' ? 'No file declares this parameter.' : 'The matrix has no such list.';
  return { span: name.span, text: [head, ...(text.length === 0 ? [missing] : text)].join('\n\n') };
}

function placeText({ source, start }: Span): string {
  return `\`${source.path}:${positionAt(source, start).line}\``;
}

/** A key or a value of the language. */
function aboutKey(source: Source, offset: number, known: Surroundings): Hover | undefined {
  const placed = nodeAt(source, offset);
  if (!placed || placed.key === undefined) return undefined;
  const { key } = placed;
  const owners = placed.owners.filter((one) => one.kind === 'object');
  const owner = owners.find((one) => getOwn(one.fields, key) !== undefined);
  const field = placed.role === 'key' ? owner && getOwn(owner.fields, key) : placed.types[0];
  if (!field) return undefined;
  const head = `**${placed.azurePath !== undefined && placed.azurePath !== '' ? placed.path : key}**`;
  const text = [head, describeKey(key, field, owner), inForce(source, placed, known)];
  return { span: placed.span, text: text.filter((one) => one !== '').join('\n\n') };
}

/** Values that are listed; more would hide the rest. */
const most = 6;

/** The values that images have at a place, with their origins. */
function inForce(source: Source, placed: PlacedNode, known: Surroundings): string {
  const span = spanOf(source, placed.value) ?? placed.span;
  const lines = known.images(source.path).flatMap(({ spec, image }) =>
    valuesInForce(image)
      .filter(({ path, origin }) => isOf(placed, path) || isWritten(origin, span))
      .map(({ path, value, origin }) => {
        const from =
          origin.kind === 'spec' ? placeText(origin.span) : `${origin.kind}: ${origin.reason}`;
        return {
          text: `\`${path}\` = \`${shortened(value)}\` (${from})`,
          of: image.folder === stemOf(spec) ? spec : image.folder,
        };
      }),
  );
  const seen = new Set<string>();
  const news = lines.filter(({ text }) => !seen.has(text) && seen.add(text));
  if (news.length === 0) return '';
  const owners = new Set(news.map(({ of }) => of));
  const shown = news
    .slice(0, most)
    .map(({ text, of }) => `- ${owners.size > 1 ? `${of}: ` : ''}${text}`);
  const more = news.length > most ? [`- and ${news.length - most} more`] : [];
  return ['In force:', '', ...shown, ...more].join('\n');
}

function stemOf(spec: string): string {
  return spec.replace(/^.*\//, '').replace(/\.ya?ml$/i, '');
}

/** True for the path of a key, and for those inside of it. */
function isOf({ azurePath }: PlacedNode, path: string): boolean {
  if (azurePath === undefined || azurePath === '') return false;
  return path === azurePath || path.startsWith(`${azurePath}.`) || path.startsWith(`${azurePath}[`);
}

/** True where a value was written inside of a stretch of a file. */
function isWritten(origin: Origin, { source, start, end }: Span): boolean {
  const { span } = origin;
  return (
    span !== undefined &&
    span.source.path === source.path &&
    span.start >= start &&
    span.end <= Math.max(end, start + 1)
  );
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value).replaceAll('`', "'");
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
