/** The package as its users get it: packed, installed into an empty folder without a registry, and used as tool and as library. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { filesIn, folderWith, minimal } from './support/cli';
import { root } from './support/images';

const spill = mkdtempSync(path.join(tmpdir(), 'aibgen-package-'));
const app = path.join(spill, 'app');
const installed = path.join(app, 'node_modules', 'aibgen');
mkdirSync(app);

/** Runs a command in the folder of the user; gives back what it prints. */
function run(command: string, ...args: readonly string[]): string {
  return execFileSync(command, args, { cwd: app, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
}

function write(name: string, text: string): void {
  writeFileSync(path.join(app, name), text);
}

beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', spill], {
    cwd: root,
    stdio: 'ignore',
  });
  const [tarball = ''] = readdirSync(spill).filter((name) => name.endsWith('.tgz'));
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', path.join(spill, tarball));
});

afterAll(() => {
  rmSync(spill, { recursive: true });
});

test('it is small, whole, and needs nothing else', () => {
  const files = Object.keys(filesIn(installed)).filter((name) => !/^(?:dist\/types|steps|templates)\//.test(name)); // prettier-ignore
  expect(files).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/THIRD-PARTY-NOTICES.txt',
    'dist/aibgen.js',
    'dist/aibgen.schema.json',
    'dist/azure.js',
    'dist/bin.js',
    'dist/commands.js',
    'dist/foreign.js',
    'dist/format.js',
    'dist/index.js',
    'dist/index.mjs',
    'dist/lsp.js',
    'dist/manual.json',
    'dist/outputs.js',
    'dist/script-lint.js',
    'dist/thread.js',
    'dist/worker.js',
    'dist/yaml.js',
    'llms.txt',
    'package.json',
    'skills/aibgen/SKILL.md',
  ]);
  const [tarball = ''] = readdirSync(spill).filter((name) => name.endsWith('.tgz'));
  expect(statSync(path.join(spill, tarball)).size).toBeLessThan(2_500_000);
  expect(readdirSync(path.join(app, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['aibgen']); // prettier-ignore
  const { dependencies } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  expect(dependencies).toBeUndefined();
});

test('the tool works in an empty folder, and changes nothing of itself', () => {
  const before = filesIn(installed);
  // The npm of each start takes longer than the command.
  const aibgen = (...args: readonly string[]) => run(process.execPath, path.join(installed, 'dist/bin.js'), ...args); // prettier-ignore
  run('npx', '--no-install', 'aibgen', 'init');
  aibgen('build');
  expect(aibgen('build', '--check')).toBe('');
  expect(readdirSync(path.join(app, 'out'))).toEqual([
    '.aibgen.json',
    'aibgen.schema.json',
    'linux-base',
    'pipelines',
  ]);
  expect(filesIn(installed)).toEqual(before);
  write(
    'specs/host.yaml',
    minimal.replace(/customize:\n[^]*(?=distribute)/, 'customize:\n  - steps: aibgen/docker\n'),
  );
  aibgen('build');
  expect(readFileSync(path.join(app, 'out/host/main.bicep'), 'utf8')).toContain(
    'download.docker.com',
  );
  rmSync(path.join(app, 'specs/host.yaml'));
  aibgen('build', '--prune');
});

test('the parsers of scripts are loaded with the first script, the outputs with the first build', () => {
  const part = path.join(spill, 'part');
  execFileSync('cp', ['-r', installed, part]);
  rmSync(path.join(part, 'dist/script-lint.js'));
  rmSync(path.join(part, 'dist/outputs.js'));
  write('script.yaml', minimal);
  write('none.yaml', minimal.replace(/customize:\n[^]*(?=distribute)/, ''));
  const validate = (spec: string) =>
    spawnSync(process.execPath, [path.join(part, 'dist/bin.js'), 'validate', spec], { cwd: app })
      .status;
  expect([validate('none.yaml'), validate('script.yaml')]).toEqual([0, 2]);
});

describe('compiled code in the cache of the user', () => {
  const bin = path.join(installed, 'dist/bin.js');
  const start = (XDG_CACHE_HOME: string | undefined, file = bin) => {
    const { HOME: _home, XDG_CACHE_HOME: _xdg, ...rest } = process.env;
    const env = XDG_CACHE_HOME === undefined ? rest : { ...rest, XDG_CACHE_HOME };
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, 'schema'], { cwd: app, env, encoding: 'utf8' }); // prettier-ignore
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };
  const codeIn = (cache: string): readonly string[] =>
    Object.keys(filesIn(cache)).filter((name) => /^aibgen\/code\/.*\.bin$/.test(name));

  test('is left by the first runs, replaced where it is broken, and used', () => {
    const cache = path.join(spill, 'cache');
    const schema = start(cache);
    const [name = '', ...more] = codeIn(cache);
    expect({ name, more }).toEqual({ name: expect.stringMatching(/^aibgen\/code\/aibgen-other-.*-[0-9a-f]{16}\.bin$/), more: [] }); // prettier-ignore
    const file = path.join(cache, name);
    const good = readFileSync(file);
    for (const broken of [
      Buffer.alloc(0),
      Buffer.alloc(5000, 7),
      good.subarray(0, 9000),
      Buffer.concat([good, good]),
    ]) {
      writeFileSync(file, broken);
      expect(start(cache)).toBe(schema);
      expect(readFileSync(file).subarray(0, 32)).toEqual(good.subarray(0, 32));
      expect(readFileSync(file).length).toBeGreaterThan(9000);
    }
    // Three runs add what they have compiled.
    const times = [1, 2, 3, 4].map(() => (start(cache), statSync(file).mtimeMs));
    expect(new Set(times.slice(0, 2)).size).toBe(2);
    expect(times[3]).toBe(times[2]);
  });

  test('is of one bundle only: an edited one, even of the same length, is what runs', () => {
    const cache = path.join(spill, 'cache-2');
    const other = path.join(spill, 'other');
    execFileSync('cp', ['-r', installed, other]);
    const file = path.join(other, 'dist/bin.js');
    // By then the state of both is known, and no checksum is made.
    for (let run = 0; run < 4; run += 1) start(cache, file);
    const bundle = path.join(other, 'dist/aibgen.js');
    writeFileSync(bundle, readFileSync(bundle, 'utf8').replace('has a bug', 'has A BUG'));
    start(cache, file);
    expect(codeIn(cache)).toHaveLength(2);
  });

  test('is of no use with other flags of V8: a fleet, which sets one, leaves none', () => {
    const cache = path.join(spill, 'cache-3');
    const specs = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`specs/a${at}.yaml`, minimal.replace('web-base', `a${at}`)])); // prettier-ignore
    const cwd = folderWith(specs);
    const env = { ...process.env, XDG_CACHE_HOME: cache };
    const make = (...args: readonly string[]) =>
      spawnSync(process.execPath, [path.join(installed, 'dist/bin.js'), 'build', ...args], { cwd, env }).status; // prettier-ignore
    for (let run = 0; run < 4; run += 1) {
      expect(make('specs/a1.yaml', '--force')).toBe(0);
    }
    const stamps = () => codeIn(cache).map((name) => statSync(path.join(cache, name)).mtimeMs);
    const before = stamps();
    expect(make('specs', '--force')).toBe(0);
    expect(stamps()).toEqual(before);
  });

  test.each([undefined, '/dev/null/nowhere', '/proc/none', 'relative'])(
    'no cache folder (%s): it works, and says nothing',
    (cache) => {
      expect(JSON.parse(start(cache))).toHaveProperty('$schema');
    },
  );
});

const use = `
const { outputs, diagnostics, model } = compile({ files: { 'web.yaml': ${JSON.stringify(minimal)} }, entry: './web.yaml' });
console.log(Object.keys(outputs).includes('web/main.bicep'), diagnostics.length, model.images[0].folder);
`;

test('the library is there for import and for require', () => {
  write('use.mjs', `import { compile } from 'aibgen';${use}`);
  write('use.cjs', `const { compile } = require('aibgen');${use}`);
  for (const file of ['use.mjs', 'use.cjs'])
    expect(run(process.execPath, file)).toBe('true 0 web\n');
});

test('its types hold for every way of resolving modules', () => {
  const typed = `import { compile, type Diagnostic } from 'aibgen';
const result = compile({ files: { 'a.yaml': new Uint8Array() }, entry: 'a.yaml', options: { set: { a: 'b' }, templates: {} } });
export const first: Diagnostic | undefined = result.diagnostics[0];
export const text: string | undefined = result.outputs['a/main.bicep'];
export const folder: string | undefined = result.model.images[0]?.folder;
// @ts-expect-error the entry is a text
compile({ files: {}, entry: 1 });
`;
  write('typed.mts', typed);
  write('typed.cts', typed);
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const common = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--types', ''];
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ]) {
    // prettier-ignore
    const files = resolution === 'bundler' ? ['typed.mts'] : ['typed.mts', 'typed.cts'];
    const { stdout } = spawnSync(process.execPath, [tsc, ...common, '--module', module ?? '', '--moduleResolution', resolution ?? '', ...files], { cwd: app, encoding: 'utf8' }); // prettier-ignore
    expect(stdout).toBe('');
  }
});

test('the library runs in a browser: nothing of Node.js is in its bundle', async () => {
  write(
    'page.mjs',
    `import { compile } from 'aibgen';
const files = { 'web.yaml': ${JSON.stringify(minimal)} };
globalThis.result = compile({ files, entry: 'web.yaml', options: { templates: { 'x.txt.hbs': '{{name}}' } } });`,
  );
  const { outputFiles } = await build({
    entryPoints: [path.join(app, 'page.mjs')],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'silent',
  });
  const page = vm.createContext({ TextEncoder, TextDecoder });
  vm.runInContext(outputFiles[0]?.text ?? '', page);
  expect(vm.runInContext('result.outputs["web/x.txt"]', page)).toBe('web');
});
