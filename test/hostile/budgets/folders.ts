/** Hostile manifests and folders: claims about any file, links and pipes in any place; what is not aibgen's stays as it is. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { minimal } from '../../support/cli';
import { randomOf, type Random } from './random';
import { changes, listing, openSandbox, putFiles, run, type Sandbox } from './sandbox';
import { names, texts } from './texts';

const precious: Readonly<Record<string, string>> = {
  'README.md': '# mine\n',
  'src/app.yaml': 'mine: true\n',
  'specs/notes.txt': 'mine\n',
  '.github/workflows/codeql.yml': 'name: CodeQL\njobs:\n',
  'docs/main.bicep': '// mine\n',
};

const claimed = [
  ...Object.keys(precious), 'specs/a.yaml', '.git/HEAD', '.git/config', '../secret.yaml', '../victim/main.bicep', '/etc/hostname',
  'main.bicep', 'codeql.yml', 'a.yaml', 'b.yaml', 'notes.txt', 'x/../../../secret.yaml', '..', '.', '', 'a/main.bicep', 'out/a/main.bicep',
  'imageTemplate.json', 'modules/x.bicep', 'pipelines/github.yml', '__proto__', 'constructor', './README.md', 'README.md/', 'C:\\x', 'a\u0000b',
]; // prettier-ignore

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A manifest that claims files, with hashes that fit or not, sealed or not; or no manifest at all. */
function manifest(random: Random, sandbox: Sandbox, folder: string): string {
  if (random.chance(0.1)) return random.pick(texts);
  if (random.chance(0.1)) return random.pick(['null', '[]', '{}', '{"files":[]}', '{"files":{"a":{}}}', '{"files":null,"images":1}']);
  const files = Object.fromEntries(
    Array.from({ length: 1 + random.below(6) }, () => {
      const name = random.chance(0.8) ? random.pick(claimed) : random.pick(names);
      return [name, random.chance(0.7) ? hashOf(path.join(sandbox.project, folder, name)) : 'x'];
    }),
  );
  const body = { version: '0.1.0', spec: random.pick(['a.yaml', '../../specs/a.yaml', '/etc/passwd']), files };
  return JSON.stringify(random.chance(0.5) ? { ...body, seal: hash(JSON.stringify(body)) } : body);
} // prettier-ignore

function hashOf(file: string): string {
  const key = Object.keys(precious).find((name) => file.endsWith(name));
  return hash(key === undefined ? minimal : (precious[key] ?? ''));
}

const places = [
  '', 'out', 'out/a', 'out/b', 'out/a/modules', 'specs', 'specs/team', '.github/workflows', 'src', 'docs', '.git',
]; // prettier-ignore

const commands: readonly (readonly string[])[] = [
  ['build', 'specs'],
  ['build', 'specs', '--force'],
  ['build', 'specs', '--check'],
  ['build', 'specs', '--prune'],
  ['build', 'specs', '--prune', '--force'],
  ['build', 'specs', '--pipelines', '.github/workflows'],
  ['build', 'specs', '--pipelines', '.github/workflows', '--force'],
  ['build', 'specs', '-o', '.'],
  ['build', 'specs', '-o', 'docs', '--prune'],
  ['build', '.', '--force', '--prune'],
  ['diff', 'specs'],
  ['roles', 'specs'],
  ['validate', 'specs'],
];

/** Puts something in the way, or something that is claimed to be an output. */
function disturb(random: Random, { project, around }: Sandbox): void {
  const at = path.join(project, random.pick(['out', 'out/a', 'out/b', 'out/a/main.bicep', 'out/a/modules', 'out/a/README.md', 'out/.aibgen.lock', 'out/a/.aibgen.json', 'out/pipelines']));
  const target = random.pick([around, path.join(around, 'victim'), path.join(around, 'secret.yaml'), project, '..', 'nowhere', '/proc/self']);
  switch (random.below(4)) {
    case 0:
      rmSync(at, { recursive: true, force: true });
      mkdirSync(path.dirname(at), { recursive: true });
      symlinkSync(target, at);
      break;
    case 1:
      rmSync(at, { recursive: true, force: true });
      putFiles(project, { [path.relative(project, at)]: random.pick(texts) });
      break;
    case 2:
      putFiles(project, { [`${path.relative(project, at)}/${random.pick(names)}`]: 'x' });
      break;
    default:
      if (existsSync(path.join(project, 'out/a')) && !existsSync(path.join(project, 'out/b'))) {
        cpSync(path.join(project, 'out/a'), path.join(project, 'out/b'), { recursive: true });
      }
  }
} // prettier-ignore

/** What is wrong with one hostile manifest or folder in two commands. */
export async function judgeFolder(seed: number): Promise<readonly string[]> {
  const random = randomOf(seed);
  const sandbox = openSandbox({ ...precious, 'specs/a.yaml': minimal });
  try {
    if (random.chance(0.6)) await run(sandbox, ['build', 'specs']);
    if (random.chance(0.6)) disturb(random, sandbox);
    for (let count = random.below(4); count >= 0; count -= 1) {
      const place = random.pick(places);
      const name = random.pick(['.aibgen.json', '.aibgen.pending.json', '.aibgen.lock', 'aibgen.schema.json']);
      const file = path.join(place, name);
      // A file behind a link would be put elsewhere by the test itself.
      if (isBehindLink(sandbox.project, place)) continue;
      const text = name === '.aibgen.lock' ? `${random.pick(['1', '999999', 'x'])} nowhere` : manifest(random, sandbox, place);
      if (name !== '.aibgen.lock') putFiles(sandbox.project, { [file]: text });
    }
    const argv = random.pick(commands);
    // Of what was there, only outputs may change: files with their names, below the folders that outputs are written to.
    const out = argv[argv.indexOf('-o') + 1] === undefined || !argv.includes('-o') ? 'out' : (argv[argv.indexOf('-o') + 1] ?? '');
    const prefix = out === '.' ? 'project/' : `project/${out}/`;
    const ours = new RegExp(`^${prefix}(?:a|b|app|pipelines|aibgen\\.schema\\.json|\\.aibgen)|^project/${out}$|^home/\\.cache|^project/\\.github/workflows/(?:aibgen\\.yml|\\.aibgen)`);
    const ignored = (name: string): boolean => ours.test(name.replaceAll('//', '/'));
    const before = listing(sandbox.around, ignored);
    const { problems } = await run(sandbox, argv);
    const all = [...problems];
    const touched = changes(before, listing(sandbox.around, ignored)).filter((name) => before.has(name));
    if (touched.length > 0) all.push(`${argv.join(' ')} touched ${touched.join(', ')}`);
    return all;
  } finally {
    sandbox.close();
  }
} // prettier-ignore

function isBehindLink(project: string, place: string): boolean {
  let at = project;
  for (const part of place.split('/')) {
    at = path.join(at, part);
    if (existsSync(at) && lstatSync(at).isSymbolicLink()) return true;
  }
  return false;
}
