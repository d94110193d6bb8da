/** Plain data of a spec -> YAML as a person would write it. */
import { Document, isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import type { Plain } from './draft';

/** Keys whose small lists and maps stand on one line. */
const onOneLine: ReadonlySet<string> = new Set([
  'regions',
  'replicationRegions',
  'validExitCodes',
  'exitCodes',
  'source',
  'identity',
  'plan',
  'restart',
  'windowsUpdate',
  'deprovision',
  'versioning',
  'allowed',
  'identities',
  'additionalDataDisks',
  'filters',
  'tags',
  'vm',
  'parameters',
]);

const width = 80;

/** Prints a spec; a comment stands above the key of the top level that it is about, under `''` above them all. */
export function specYaml(plain: Plain, comments: ReadonlyMap<string, readonly string[]>): string {
  const document = new Document(plain, { aliasDuplicateObjects: false });
  document.schema.compat = null;
  visit(document, {
    Pair: (_, pair, path) => {
      const key = isScalar(pair.key) ? String(pair.key.value) : '';
      const depth = path.filter(isPair).length;
      const isParameter = depth === 1 && keyOf(path.find(isPair)) === 'parameters';
      const { value } = pair;
      const fits = isMap(value) || isSeq(value) ? flowWidth(value) : Infinity;
      const used = key.length + 2 + 2 * path.filter((one) => isMap(one) || isSeq(one)).length;
      if ((onOneLine.has(key) || isParameter) && used + fits <= width) flow(value);
    },
  });
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      const said = comments.get(keyOf(pair));
      if (said && isScalar(pair.key))
        pair.key.commentBefore = said.map((line) => ` ${line}`).join('\n');
    }
  }
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  const top = (comments.get('') ?? []).map((line) => `# ${line}\n`).join('');
  return top + tight(body);
}

/** Lists without blanks inside of their brackets, as Prettier has them. */
function tight(text: string): string {
  const cuts: number[] = [];
  visit(parseDocument(text), {
    Seq: (_, { flow: isFlow, range }) => {
      if (!isFlow || !range) return;
      const [start, end] = range;
      if (text[start + 1] === ' ') cuts.push(start + 1);
      if (text[end - 2] === ' ') cuts.push(end - 2);
    },
  });
  const removed = new Set(cuts);
  return cut(text, removed);
}

function cut(text: string, removed: ReadonlySet<number>): string {
  let result = '';
  let from = 0;
  for (const at of [...removed].toSorted((a, b) => a - b)) {
    result += text.slice(from, at);
    from = at + 1;
  }
  return result + text.slice(from);
}

function keyOf(pair: unknown): string {
  return isPair(pair) && isScalar(pair.key) ? String(pair.key.value) : '';
}

function flow(node: unknown): void {
  if (!isMap(node) && !isSeq(node)) return;
  node.flow = true;
}

/** How wide a list or map of scalars is on one line; endless for anything else. */
function flowWidth(node: Node): number {
  if (isScalar(node)) {
    const text = typeof node.value === 'string' ? node.value : String(node.value);
    return text.includes('\n') ? Infinity : text.length + 4;
  }
  if (isSeq<Node>(node)) return node.items.reduce((sum, item) => sum + flowWidth(item), 4);
  if (!isMap<Node, Node | null>(node)) return Infinity;
  return node.items.reduce(
    (sum, { key, value }) => sum + flowWidth(key) + (value ? flowWidth(value) : 0),
    4,
  );
}
