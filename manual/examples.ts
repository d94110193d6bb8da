/** Pieces of the specs in `specs/`, as examples of keys: they are built, so they cannot be wrong. */
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import type { Discriminator } from '../src/language/type';

/** A piece of a spec. */
export interface Example {
  /** File name of the spec. */
  readonly file: string;
  readonly text: string;
}

/** The shortest piece that shows a key of the top level. */
export function exampleOfKey(specs: Specs, key: string): Example | undefined {
  return shortest(
    pairsOf(specs, key).map(({ file, text, start, end }) => ({
      file,
      text: piece(text, start, end),
    })),
  );
}

/** The shortest piece that shows one kind of a key's entries, or of its value. */
export function exampleOfKind(
  specs: Specs,
  key: string,
  discriminator: Discriminator,
): Example | undefined {
  return shortest(
    pairsOf(specs, key).flatMap(({ file, text, start, end, value }) => {
      if (!isSeq(value))
        return isKind(value, discriminator) ? [{ file, text: piece(text, start, end) }] : [];
      return value.items.flatMap((item, index) => {
        if (value.flow === true || !isKind(item, discriminator)) return [];
        const from = startOf(item);
        const to = startOf(value.items[index + 1]) ?? end;
        return from === undefined ? [] : [{ file, text: `${key}:\n${piece(text, from, to)}` }];
      });
    }),
  );
}

/** Texts of specs by file name. */
export type Specs = Readonly<Record<string, string>>;

function pairsOf(specs: Specs, key: string) {
  return Object.entries(specs).flatMap(([file, text]) => {
    const { contents } = parseDocument(text);
    if (!isMap(contents)) return [];
    const index = contents.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
    const pair = contents.items[index];
    const start = startOf(pair?.key);
    const end = startOf(contents.items[index + 1]?.key) ?? text.length;
    return pair && start !== undefined ? [{ file, text, start, end, value: pair.value }] : [];
  });
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

function isNode(node: unknown): node is Node {
  return isScalar(node) || isMap(node) || isSeq(node);
}

function isKind(node: unknown, discriminator: Discriminator): boolean {
  if ('type' in discriminator) {
    const type = isMap(node) ? node.get('type') : undefined;
    return typeof type === 'string' && type.toLowerCase() === discriminator.type.toLowerCase();
  }
  if ('key' in discriminator) return isMap(node) && node.has(discriminator.key);
  if (isMap(node)) return discriminator.kind === 'mapping';
  if (isSeq(node)) return discriminator.kind === 'list';
  if (!isScalar(node)) return false;
  return typeof node.value === discriminator.kind;
}

/** Whole lines, without comments that belong to what follows. */
function piece(text: string, from: number, to: number): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = to === text.length ? to : text.lastIndexOf('\n', to - 1) + 1;
  return text.slice(start, end).replace(/(?:\n *(?:#.*)?)*$/, '');
}

function shortest(pieces: readonly Example[]): Example | undefined {
  return pieces.toSorted((a, b) => a.text.length - b.text.length)[0];
}
