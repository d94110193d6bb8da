/** Plain data of a spec -> YAML as a person would write it. */
import {
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import type { Node, Pair } from 'yaml';
import type { Plain } from './draft';
import type { SpecComments } from './spec-comments';

/** Keys whose small lists and maps are on one line. */
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

/** Where people write what they like: angle brackets there are no placeholder. */
const freeText =
  /^(?:shell|powershell|inline|filters|.*tags|restart.*|command|check|criteria|searchCriteria|description)$/i;

const width = 80;
const schemaLine = '# yaml-language-server: $schema=../out/aibgen.schema.json\n';
const fillIn = ' to fill in';

/** Prints a spec with its comments, and one at each place that is to be filled in. */
export function specYaml(plain: Plain, { top, above }: SpecComments): string {
  const document = new Document(plain, { aliasDuplicateObjects: false });
  document.schema.compat = null;
  visit(document, {
    Pair: (_, pair, path) => {
      if (isOnOneLine(pair, path)) flow(pair.value);
    },
  });
  visit(document, {
    Scalar: (at, scalar, path) => {
      if (at === 'key' || !isPlaceholder(scalar.value)) return;
      const pairs = path.filter((one) => isPair(one));
      if (pairs.some((pair) => freeText.test(keyOf(pair)))) return;
      const flowing = path.find((one) => isCollection(one) && one.flow === true);
      (isCollection(flowing) ? flowing : scalar).comment = fillIn;
    },
  });
  if (isMap(document.contents)) {
    for (const pair of document.contents.items) {
      const said = above.get(keyOf(pair));
      if (said && said.length > 0 && isScalar(pair.key)) {
        pair.key.commentBefore = said.map((line) => ` ${line}`).join('\n');
      }
    }
  }
  const body = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  return schemaLine + top.map((line) => `# ${line}\n`).join('') + tight(body);
}

function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /<[A-Za-z][\w .-]{0,60}>/.test(value);
}

/** Whether a list or map is small enough for the line of its key. */
function isOnOneLine(pair: Pair, path: readonly unknown[]): boolean {
  const key = keyOf(pair);
  const { value } = pair;
  const isParameter = path.filter(isPair).length === 1 && keyOf(path.find(isPair)) === 'parameters';
  if (!onOneLine.has(key) && !isParameter) return false;
  if ((!isMap(value) && !isSeq(value)) || hasLines(value)) return false;
  const indent = 2 * (path.filter((one) => isMap(one) || isSeq(one)).length - 1);
  return indent + key.length + 2 + flowWidth(value) <= width;
}

/** How wide a list or map is on one line. */
function flowWidth(value: Node): number {
  const text = stringify(value.toJSON(), { collectionStyle: 'flow', lineWidth: 0 }).trim();
  return tight(text).length;
}

function hasLines(value: Node): boolean {
  return JSON.stringify(value).includes('\\n');
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
  return cut(text, new Set(cuts));
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
