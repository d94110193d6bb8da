/** `aibgen fmt`: the one layout of specs. What a spec means, its comments, anchors and line ends stay. */
import { diagnose, type Finding } from '../diagnostics/diagnostic';
import { positionAt, type Source } from '../diagnostics/source';
import { readLineEnds, writeLineEnds } from '../lib/line-ends';
import type { Node } from '../spec/node';
import { suppressionsInYaml } from '../spec/suppressions';
import { decode, readYaml } from '../spec/yaml/read-yaml';
import { tokensOf } from '../spec/yaml/yaml-tokens';

/** A file in the one layout; with diagnostics it is as it was. */
export interface Formatted {
  readonly text: string;
  readonly isChanged: boolean;
  /** Why the file cannot be formatted. */
  readonly diagnostics: readonly Finding[];
}

/** Formats a spec, a base or a file of steps. `path` is its name in diagnostics. */
export async function formatSpec(path: string, content: string | Uint8Array): Promise<Formatted> {
  const given = typeof content === 'string' ? content : decode(content);
  const file = readLineEnds(given ?? '');
  const before = readYaml(path, given === undefined ? content : file.text);
  const stays = (diagnostics: readonly Finding[]): Formatted => ({
    text: given ?? '',
    isChanged: false,
    diagnostics,
  });
  if (!before.root) return stays(before.diagnostics);
  const refuse = (why: string): Formatted =>
    stays([diagnose('AIB971', { path, why }, { file: path })]);
  let text = file.text;
  try {
    // Where a comment moves, the first pass may not be the last.
    for (let pass = 0, last = ''; pass < passes && text !== last; pass += 1) {
      last = text;
      text = await formatYaml(text);
    }
  } catch (error) {
    return refuse(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  const after = readYaml(path, text);
  if (!after.root || meaningOf(after.root) !== meaningOf(before.root)) {
    return refuse('another layout would change a value');
  }
  if (commentsOf(after.source) !== commentsOf(before.source)) {
    return refuse('a comment would be lost or belong to another line');
  }
  const written = writeLineEnds(text, file);
  return { text: written, isChanged: written !== given, diagnostics: [] };
}

const passes = 4;

/** Prettier is a bundle of its own: only the first file that is formatted loads it. */
async function formatYaml(text: string): Promise<string> {
  const prettier = await import('../format/format-yaml');
  return prettier.formatYaml(text);
}

/** All values of a document with their keys, in order; numbers and words as they are spelled. */
function meaningOf(root: Node): string {
  const data = (node: Node): unknown => {
    switch (node.kind) {
      case 'list':
        return node.items.map(data);
      case 'map':
        return { entries: node.entries.map(({ key, value }) => [key, data(value)]) };
      default:
        return typeof node.value === 'string' ? node.value : { raw: node.raw };
    }
  };
  return JSON.stringify(data(root));
}

/** The comments of a document, and for each suppression the first words of what it is for. */
function commentsOf(source: Source): string {
  const tokens = tokensOf(source.text).toSorted((a, b) => a.offset - b.offset);
  const comments = tokens.filter(({ type }) => type === 'comment').map((one) => one.source.trim());
  const lines = tokens
    .filter(({ type }) => type.endsWith('scalar'))
    .map((one) => ({ text: one.source.trim(), line: positionAt(source, one.offset).line }));
  const covered = suppressionsInYaml(source).map(({ code, from, to }) => {
    const words = lines.filter(({ line }) => line >= from && line <= to).map(({ text }) => text);
    return [code, words.map(withoutQuotes)];
  });
  return JSON.stringify([comments, covered]);
}

/** A scalar without what its style adds. */
function withoutQuotes(text: string): string {
  return text.replace(/["'\s]/g, '');
}
