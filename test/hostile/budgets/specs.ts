/** Hostile specs: specs of the project with anything in the place of anything, their bases and steps too, through each command. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { specsFolder } from '../../support/images';
import { type Random, randomOf } from './random';
import { canary, changes, evaluated, listing, openSandbox, putTraps, run } from './sandbox';
import { paths, texts } from './texts';

const seeds = readdirSync(specsFolder)
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('_'))
  .map((name) => readFileSync(path.join(specsFolder, name), 'utf8'));

const commands: readonly (readonly string[])[] = [
  ...['text', 'json', 'sarif', 'github'].map((format) => ['validate', 'specs', '--format', format]),
  ['build', 'specs'],
  ['build', 'specs/a.yaml', '--check'],
  ['build', 'specs', '--force', '--prune'],
  ['build', 'specs', '--set', 'env=x'],
  ['build', 'specs', '--stdout', 'imageTemplate.json'],
  ['explain', 'specs/a.yaml'],
  ['explain', 'specs/a.yaml', '--format', 'json'],
  ['roles', 'specs'],
  ['roles', 'specs', '--format', 'json'],
  ['diff', 'specs'],
  ['diff', 'specs', '--format', 'markdown'],
  ['matrix', 'specs'],
  ['upgrade', 'specs/a.yaml'],
  ['validate', 'specs', '--fix'],
  ['validate', '-'],
];

/** A key with a value that breaks things, for the top level of a spec. */
function hostileKey(random: Random): string {
  const text = JSON.stringify(random.pick(texts));
  const file = JSON.stringify(random.pick(paths));
  return random.pick([
    () => `extends: ${file}`,
    () => `extends: [${file}, ./_b.yaml, ./_b.yaml]`,
    () => `deprovision: { script: ${file} }`,
    () => `deprovision: { inline: [${text}] }`,
    () => `scripts: { baseUri: ${text}, root: ${file} }`,
    () => `parameters: { ${text}: { type: string, default: ${text}, description: ${text} } }`,
    () => `parameters: { p: { type: string, default: ${text} } }`,
    () => `matrix: { ${text}: [${text}, 1, null, {a: b}], include: [{ x: ${text} }] }`,
    () =>
      `matrix: { v: [${Array.from({ length: random.below(40) }, (_, n) => n).join(', ')}], w: [a, b] }`,
    () => `tags: { ${text}: ${text} }`,
    () => `customize: [{ steps: ${file} }, { shell: ${text} }, { file: ${file}, to: ${text} }]`,
    () => `customize: [{ shell: ${file}, embed: true, args: [${text}], env: { A: ${text} } }]`,
    () => `customize: [{ type: ${text}, inline: [${text}, {}, []] }]`,
    () =>
      `distribute: [{ gallery: ${text}, regions: [${text}] }, { image: ${text} }, { vhd: ${text} }]`,
    () => `identity: ${text}`,
    () => `name: ${text}`,
    () => `location: ${text}`,
    () => `source: ${text}`,
    () => `vm: { size: ${text}, subnet: ${text}, identities: [${text}, ${text}] }`,
    () => `subscription: ${text}\nresourceGroup: ${text}`,
    () => `stagingResourceGroup: ${text}`,
    () => `x-a: &a [*a]`,
    () => `x-a: &a {b: &b [${text}], c: [*b, *b, *b]}\n<<: *a`,
    () => `${text}: ${text}`,
    () => `? [${text}]\n: ${text}`,
    () => `# aibgen-disable-next-line ${random.pick(texts).replaceAll('\n', ' ')}`,
  ])();
}

/** Changes some lines or characters of a text. */
function mutated(text: string, random: Random): string {
  const lines = text.split('\n');
  for (let edits = random.below(4); edits >= 0; edits -= 1) {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    const edit = random.below(9);
    if (edit === 0) lines.splice(at, 1);
    else if (edit === 1) lines.splice(at, 0, lines[random.below(lines.length)] ?? '');
    else if (edit === 2) lines[at] = line.replace(/: .*$/, () => `: ${JSON.stringify(random.pick(texts))}`);
    else if (edit === 3) lines[at] = line.replace(/: .*$/, () => `: ${random.pick(texts)}`);
    else if (edit === 4) lines[at] = `${' '.repeat(random.below(8))}${line.trim()}`;
    else if (edit === 5) lines[at] = line.replace(/[\w-]+(?=:)/, () => JSON.stringify(random.pick(texts)));
    else if (edit === 6) lines[at] = line.replace(/(?<=: |- ).*$/, () => JSON.stringify(random.pick(paths)));
    else if (edit === 7) lines.splice(random.chance(0.7) ? 0 : at, 0, ...hostileKey(random).split('\n'));
    else {
      const cut = random.below(line.length + 1);
      lines[at] = line.slice(0, cut) + random.pick(['\u0000', '\t', '"', "'", '{', '[', '&', '*', '!', '|', '\ufeff', '\u202e', '%', '#']) + line.slice(cut);
    }
  }
  return lines.join('\n');
} // prettier-ignore

/** Files of a hostile project, made by a seed. */
function hostileFiles(random: Random): Readonly<Record<string, string>> {
  const spec = () => mutated(random.pick(seeds), random);
  const part = () =>
    random.pick([
      () => `extends: ./_c.yaml\n${hostileKey(random)}\n`,
      () => `extends: [./_b.yaml, ./_c.yaml, ${JSON.stringify(random.pick(paths))}]\n`,
      () =>
        `- steps: ./_c.yaml\n- steps: ./_b.yaml\n- shell: ${JSON.stringify(random.pick(texts))}\n`,
      () => random.pick(texts),
      spec,
    ])();
  return {
    'specs/a.yaml': spec(),
    'specs/_b.yaml': part(),
    'specs/_c.yaml': part(),
    ...(random.chance(0.3) ? { 'specs/b.yaml': spec() } : {}),
    ...(random.chance(0.2) ? { 'specs/_defaults.yaml': part() } : {}),
    ...(random.chance(0.2)
      ? {
          'aibgen.config.yaml': `out: ${JSON.stringify(random.pick([...paths, 'out', 'out/x']))}\n${hostileKey(random)}\n`,
        }
      : {}),
  };
}

/** What is wrong with one hostile spec in one command. */
export async function judgeSpec(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const files = hostileFiles(random);
  const sandbox = openSandbox(files);
  try {
    putTraps(path.join(sandbox.project, 'specs'));
    const argv = random.pick(commands);
    // What a command may write: the outputs, and with --fix the specs.
    const may =
      argv.includes('--fix') || argv[0] === 'upgrade'
        ? /^project\/(?:out|specs\/[^/]*\.yaml$)/
        : /^project\/out(?:\/|$)/;
    const outputs = (name: string): boolean => may.test(name) || name.startsWith('home/.cache');
    const before = listing(sandbox.around, outputs);
    const { problems } = await run(sandbox, argv, files['specs/a.yaml']);
    const all = [...problems];
    const touched = changes(before, listing(sandbox.around, outputs));
    if (touched.length > 0) all.push(`${argv.join(' ')} touched ${touched.join(', ')}`);
    for (const [name, text] of outputFiles(sandbox.project)) {
      if (text.includes(canary)) all.push(`${name} shows a file that it may not read`);
      if (text.includes(evaluated)) all.push(`${name} holds what a text was evaluated to`);
    }
    return all;
  } finally {
    sandbox.close();
  }
}

function outputFiles(project: string): readonly (readonly [string, string])[] {
  const out = path.join(project, 'out');
  try {
    return readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((name) => [name, readFileSync(name, 'utf8')] as const);
  } catch {
    return [];
  }
}
