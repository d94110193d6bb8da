/** Hostile templates for `import`: those that others published, with expressions, references and texts of an attacker. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../../src/compile';
import { root } from '../../support/images';
import { randomOf, type Random } from './random';
import { changes, listing, openSandbox, run } from './sandbox';
import { paths, texts } from './texts';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const templates = [
  ...filesOf('test/data/corpus', '.json'),
  ...filesOf('test/data/arm', '.json'),
  ...['web-base', 'three-targets', 'windows-all-steps', 'with-trigger', 'made-network'].flatMap(
    (name) =>
      filesOf(`out/${name}`, '.json').filter((file) =>
        /azuredeploy\.json$|imageTemplate\.json$/.test(file),
      ),
  ),
].map((file) => JSON.parse(readFileSync(file, 'utf8')) as Json);

function filesOf(folder: string, ending: string): readonly string[] {
  const full = path.join(root, folder);
  return readdirSync(full).filter((name) => name.endsWith(ending)).map((name) => path.join(full, name)); // prettier-ignore
}

/** Expressions that cost much, lead nowhere or have no end. */
const expressions: readonly string[] = [
  "[concat(parameters('x'), variables('y'))]", "[parameters('__proto__')]", "[variables('constructor')]",
  "[range(0, 10000000)]", "[string(range(0, 100000))]", "[padLeft('x', 100000000)]", "[split(padLeft('', 1000000, 'a'), 'a')]",
  "[map(range(0, 3000), lambda('i', map(range(0, 3000), lambda('j', lambdaVariables('i')))))]",
  "[reduce(range(0, 1000), '', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))]",
  `[${'concat('.repeat(500)}'x'${')'.repeat(500)}]`, `[${'not('.repeat(20000)}true${')'.repeat(20000)}]`, '[concat(', "['", '[]', '[[x]',
  "[reference('x').outputs]", "[resourceId('a','b')]", "[json('{\"a\":'')]", "[base64ToString('////')]", "[createObject('__proto__', 1)]",
  "[replace(padLeft('', 100000, 'a'), 'a', padLeft('', 100000, 'b'))]", "[format('{0:N999999}', 1)]", "[uniqueString('a')]",
  "[environment().x.y.z]", "[deployment().properties]", "[loadTextContent('/etc/passwd')]", "[listKeys('x','y')]", '[utcNow()]',
]; // prettier-ignore

const bombs: readonly Json[] = [
  { copy: [{ name: 'a', count: 10_000_000, input: 'x' }] },
  { name: 'a', count: '[length(range(0,10000))]', mode: 'serial' },
  Array.from({ length: 2000 }, () => 'x'),
  JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) as Json,
  JSON.parse('{"__proto__": {"x": 1}, "constructor": {"prototype": 1}}') as Json,
  {},
  [],
  null,
  1e308,
];

function mutated(value: Json, random: Random, rate: number): Json {
  if (random.chance(rate)) {
    return random.pick<() => Json>([
      () => random.pick(texts),
      () => random.pick(expressions),
      () => random.pick(paths),
      () => random.pick(bombs),
    ])();
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => mutated(item, random, rate));
    return random.chance(rate) ? [...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) =>
      [random.chance(rate / 3) ? random.pick(texts) : key, mutated(inner, random, rate)] as const,
  );
  return Object.fromEntries(entries) as Json;
}

/** What is wrong with one hostile template. */
export async function judgeTemplate(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const template = mutated(random.pick(templates), random, random.pick([0.005, 0.02, 0.1]));
  let text = JSON.stringify(template, null, random.pick([0, 2]));
  if (random.chance(0.1)) {
    const at = random.below(text.length);
    text = text.slice(0, at) + random.pick(['"', '{', ']', '\u0000', '/*', '//', "'"]) + text.slice(at + 1);
  }
  const sandbox = openSandbox({ 'x.json': text, 'p.json': JSON.stringify({ parameters: mutated({ a: { value: 1 } }, random, 0.5) }) });
  try {
    const argv = random.pick([
      ['import', 'x.json'],
      ['import', 'x.json', '-o', 'specs'],
      ['import', 'x.json', '--parameters', 'p.json'],
      ['import', 'x.json', '--keep-parameters'],
      ['import', 'x.json', '--format', 'json'],
    ]);
    const may = (name: string): boolean => /^project\/specs(?:\/|$)/.test(name) && argv.includes('-o');
    const before = listing(sandbox.around, may);
    const { result, problems } = await run(sandbox, argv);
    const all = [...problems];
    const touched = changes(before, listing(sandbox.around, may));
    if (touched.length > 0) all.push(`${argv.join(' ')} touched ${touched.join(', ')}`);
    // What import prints is a spec that is one.
    if (argv.length === 2 && result.code === 0 && result.stdout !== '') {
      compile({ files: { 'a.yaml': result.stdout }, entry: 'a.yaml' });
    }
    return all;
  } finally {
    sandbox.close();
  }
} // prettier-ignore
