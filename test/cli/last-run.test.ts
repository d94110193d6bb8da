/** A run that would do and print what the last one did only prints it; whatever it depends on makes it run again. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, filesIn, folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

const spec = minimal.replace(
  /customize:\n[^]*(?=distribute)/,
  'storageAccounts: { corpscripts: rg }\nscripts: { baseUri: https://corpscripts.blob.core.windows.net/scripts }\ncustomize: [{ shell: ./a.sh }]\n',
);

const files = {
  'specs/_defaults.yaml': 'tags: { team: a }\n',
  'specs/web.yaml': spec,
  'specs/a.sh': '#!/bin/sh\nset -e\ntrue\n',
};

// A repeated run loads no bundle.
const logger = path.join(
  folderWith({
    'logger.cjs': `const vm = require('node:vm');
let loaded = false;
vm.Script = class extends vm.Script { constructor(...all) { super(...all); loaded = true; } };
process.on('exit', () => loaded || require('node:fs').writeSync(2, '(repeated)'));`,
  }),
  'logger.cjs',
);

// One for all: to fill it with compiled code takes long.
const cache = folderWith({});
const runs = path.join(cache, 'aibgen/runs');
const remembered = (): readonly string[] => (existsSync(runs) ? readdirSync(runs) : []);

/** A project, and how its command runs there. */
function project(more: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ ...files, ...more });
  const run = (...argv: readonly string[]) => {
    // Changes of files show in their times after a moment.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
    const env = { ...process.env, XDG_CACHE_HOME: cache, NO_COLOR: '1' };
    const all = ['-r', logger, bin, ...argv];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8', env }); // prettier-ignore
    const [text = '', repeated] = stderr.split('(repeated)');
    return { status, stdout, stderr: text, repeated: repeated !== undefined };
  };
  return { folder, run, at: (name: string): string => path.join(folder, name) };
}

test.each([
  ['build', 'specs'],
  ['validate', 'specs/web.yaml', '--format', 'json'],
])('%s: the same command again prints the same', (...argv) => {
  const { run, folder } = project();
  run(...argv);
  const first = run(...argv);
  const again = run(...argv);
  expect(again).toEqual({ ...first, repeated: true });
  expect(again).toMatchObject({ status: 0 });
  expect(readdirSync(folder)).not.toContain('.aibgen.lock');
});

test('a build that wrote is repeated at once, and prints what is true now', () => {
  const { run, at } = project();
  expect(run('build').stderr).toContain('files written');
  const first = run('build');
  expect(first).toEqual({ status: 0, stdout: '', stderr: '1 image in out: nothing changed\n', repeated: true }); // prettier-ignore
  expect(run('build')).toEqual(first);
  rmSync(runs, { recursive: true });
  expect(run('build')).toEqual({ ...first, repeated: false });
  writeFileSync(at('specs/web.yaml'), spec.replace('eastus2', 'westus2'));
  expect(run('build').stderr).toContain('files written');
  expect(run('build')).toEqual(first);
});

/** What a note says; a folder whose names are known is known itself. */
function claims([at = '', listed, state = '']: readonly unknown[]): readonly string[] {
  const itself = `${String(at)} ${String(state).replace(/\/.*/, '')}`;
  return listed === true ? [itself, `${String(at)} ${String(state)}`] : [itself];
}

test('after a build that wrote, all is noted that the next one looks at, as that finds it', () => {
  const examples = filesIn(path.join(root, 'specs'));
  const { run } = project(Object.fromEntries(Object.entries(examples).map(([name, text]) => [`all/${name}`, text]))); // prettier-ignore
  const notes = (): readonly string[] => {
    const [name = ''] = remembered();
    const { notes: all, printed }: { notes: unknown[][]; printed: unknown } = JSON.parse(
      readFileSync(path.join(runs, name), 'utf8'),
    );
    return [...all.flatMap(claims), JSON.stringify(printed)];
  };
  const forget = (): void => rmSync(runs, { recursive: true, force: true });
  forget();
  expect(run('build', 'all').stderr).toMatch(/images in out: \d+ files written/);
  const left = new Set(notes());
  forget();
  expect(run('build', 'all')).toMatchObject({ status: 0, repeated: false });
  expect(notes().filter((one) => !left.has(one))).toEqual([]);
});

test('a build that writes what it reads has more to do each time', () => {
  const { run, at } = project();
  run('build');
  const reading = spec.replace('scripts: {', 'scripts: { root: .., ').replace('{ shell: ./a.sh }', '{ shell: ./a.sh }, { file: ../out/web/imageTemplate.json, to: /tmp/x }'); // prettier-ignore
  writeFileSync(at('specs/web.yaml'), reading);
  for (let turn = 0; turn < 3; turn += 1) {
    const { stderr, repeated } = run('build');
    expect(stderr).toContain('files written');
    expect(repeated).toBe(false);
  }
});

test.each<[string, (at: (name: string) => string) => void]>([
  ['an output that was edited', (at) => {
    const text = readFileSync(at('out/web/README.md'), 'utf8');
    writeFileSync(at('out/web/README.md'), text.replace('web', 'wEb'));
  }],
  ['an output that was removed', (at) => rmSync(at('out/web/main.bicep'))],
  ['a file that no build made', (at) => writeFileSync(at('out/web/notes.txt'), 'x\n')],
  ['what an interrupted write left', (at) => writeFileSync(at('out/web/.aibgen-pending'), 'x\n')],
  ['a folder that no spec makes', (at) => cpSync(at('out/web'), at('out/old'), { recursive: true })],
])('right after a build that wrote: %s', async (_change, change) => {
  const [remembering, plain] = [project(), folderWith(files)];
  remembering.run('build');
  await cli(plain, 'build');
  for (const at of [remembering.at, (name: string) => path.join(plain, name)]) change(at);
  const { status, stdout, stderr, repeated } = remembering.run('build');
  expect(repeated).toBe(false);
  expect({ code: status, stdout, stderr }).toEqual(await cli(plain, 'build'));
  expect(filesIn(remembering.at('out'))).toEqual(filesIn(path.join(plain, 'out')));
}); // prettier-ignore

test('whatever changes, a run prints and leaves what one without a memory does', async () => {
  // In this process nothing is remembered.
  const [remembering, plain] = [project(), folderWith(files)];
  const commands = [['validate', '--format', 'json'], ['build']];
  const changes: readonly ((at: (name: string) => string) => void)[] = [
    (at) => writeFileSync(at('specs/web.yaml'), spec.replace('eastus2', 'westus2')),
    (at) => writeFileSync(at('specs/_defaults.yaml'), 'tags: { team: b }\n'),
    (at) => writeFileSync(at('specs/a.sh'), '#!/bin/sh\nset -e\napt-get install x\n'),
    (at) => rmSync(at('out/web/main.bicep')),
    (at) => writeFileSync(at('specs/x.yaml'), minimal),
    (at) => writeFileSync(at('aibgen.config.yaml'), 'strict: true\n'),
    (at) => writeFileSync(at('aibgen.config.yaml'), 'strict: 1\n'),
    (at) => rmSync(at('aibgen.config.yaml')),
    (at) => rmSync(at('specs/a.sh')),
  ];
  remembering.run('build');
  remembering.run('validate', '--format', 'json');
  await cli(plain, 'build');
  for (const change of changes) {
    // The next one would be repeated, as a validation would.
    remembering.run('build');
    for (const at of [remembering.at, (name: string) => path.join(plain, name)]) change(at);
    for (const argv of commands) {
      const { status, stdout, stderr } = remembering.run(...argv);
      expect({ code: status, stdout, stderr }).toEqual(await cli(plain, ...argv));
    }
    expect(filesIn(remembering.at('out'))).toEqual(filesIn(path.join(plain, 'out')));
  }
});

test('what is remembered and broken is no obstacle', () => {
  const { run } = project();
  const before = remembered();
  run('validate');
  const [name = ''] = remembered().filter((one) => !before.includes(one));
  const file = path.join(runs, name);
  const text = readFileSync(file, 'utf8');
  const broken = ['', 'null', text.slice(0, -9), text.replace('"notes":[', '"notes":[1,'), text.replace('"printed":[', '"printed":[[1,2],')]; // prettier-ignore
  for (const one of broken) {
    writeFileSync(file, one);
    expect(run('validate')).toMatchObject({ status: 0, repeated: false });
  }
  expect(run('validate')).toMatchObject({ status: 0, repeated: true });
});

test.each([
  ['that checks', {}, ['build', '--check']],
  ['that renders all', {}, ['build', '--force']],
  ['that reads standard input', {}, ['validate', '-']],
  ['with an error', { 'specs/y.yaml': 'nmae: y\n' }, ['validate']],
  ['that asks other programs', { 'aibgen.config.yaml': 'linters: [shellcheck]\n' }, ['validate']],
  ['that starts threads', Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`specs/x${n}.yaml`, minimal])), ['validate']],
])('a run %s is not remembered', (_what, more, argv) => {
  const { run } = project(more);
  if (argv[0] === 'build') run('build');
  const before = remembered();
  run(...argv);
  run(...argv);
  expect(remembered()).toEqual(before);
}); // prettier-ignore
