/** A manifest is a claim: nothing is deleted, trusted or hidden because of it alone; and what is edited at any time is not lost. */
import fs, {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile';
import type { Finding } from '../../src/diagnostics/diagnostic';
import { diskHost } from '../../src/disk/host';
import { removeImages } from '../../src/disk/left-over-images';
import { filesOfManifest, writtenFiles } from '../../src/disk/manifest';
import { openReceipts } from '../../src/disk/receipts';
import { createSpill } from '../../src/disk/spill';
import { applyPlans, planFolder } from '../../src/disk/write-outputs';
import { checksum } from '../../src/lib/checksum';
import { cli, cliWith, filesIn, folderWith, minimal } from '../support/cli';

const hash = (text: string): string => checksum(new TextEncoder().encode(text));
const precious = 'precious: true\n';

/** A manifest that calls files outputs. */
const claim = (files: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, hash(text)])),
  });

const manifests = ['.aibgen.json', '.aibgen.pending.json'];

describe.each(manifests)('%s', (manifest) => {
  test.each([[], ['--force']])('deletes nothing among pipelines %j', async (...force) => {
    const claimed = {
      'codeql.yml': 'name: CodeQL\njobs:\n',
      'deep/x.yml': precious,
      'README.md': precious,
    };
    const folder = folderWith({ 'specs/a.yaml': minimal });
    const at = path.join(folder, '.github/workflows');
    mkdirSync(path.join(at, 'deep'), { recursive: true });
    for (const [name, text] of Object.entries(claimed)) writeFileSync(path.join(at, name), text);
    writeFileSync(path.join(at, manifest), claim(claimed));
    const run = await cli(folder, 'build', 'specs', '--pipelines', '.github/workflows', ...force);
    expect(run.code).toBe(0);
    expect(filesIn(at)).toMatchObject(claimed);
    expect(run.stderr).toContain('warning AIB924: The file ".github/workflows/codeql.yml"');
  });

  test.each([[], ['--force']])(
    'deletes nothing where the output folder is the project %j',
    async (...force) => {
      const claimed = {
        '.git/HEAD': precious,
        'specs/good.yaml': minimal,
        'src/app.yaml': precious,
      };
      const folder = folderWith({ ...claimed, 'specs/a.yaml': minimal });
      writeFileSync(path.join(folder, manifest), claim(claimed));
      writeFileSync(path.join(folder, 'src', manifest), claim({ 'app.yaml': precious }));
      expect(await cli(folder, 'build', 'specs/a.yaml', '-o', '.', ...force)).toMatchObject({
        code: 0,
      });
      expect(filesIn(folder)).toMatchObject(claimed);
    },
  );

  test('hides no spec', async () => {
    const broken = 'locaton: eastus2\n';
    const folder = folderWith({
      'specs/a.yaml': minimal,
      'specs/b.yaml': broken,
      'specs/team/c.yaml': broken,
      [`specs/${manifest}`]: claim({ 'b.yaml': broken }),
      [`specs/team/${manifest}`]: '{}',
    });
    for (const argv of [
      ['validate', 'specs'],
      ['build', 'specs'],
      ['build', 'specs', '--check'],
      ['validate', 'specs/**/*.yaml'],
    ]) {
      const { code, stderr } = await cli(folder, ...argv);
      expect(code).toBe(1);
      expect(stderr.match(/^\S+(?=:1:1: error AIB101)/gm)).toEqual([
        'specs/b.yaml',
        'specs/team/c.yaml',
      ]);
    }
  });
});

test('a spec that calls itself a pipeline of aibgen is a spec', async () => {
  const folder = folderWith({ 'specs/a.yml': '# Made by aibgen. Change nothing.\nlocaton: eastus2\n' });
  for (const command of ['validate', 'build']) {
    const { code, stderr } = await cli(folder, command, 'specs');
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('specs/a.yml:2:1: error AIB101') });
  }
}); // prettier-ignore

test('the outputs are no specs, wherever they lie', async () => {
  const folder = folderWith({ 'a.yaml': minimal });
  expect(await cli(folder, 'build', '.', '--pipelines', 'ci')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'validate', '.')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'build', '.', '-o', 'elsewhere')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'validate', '.')).toMatchObject({ code: 0 });
});

test('a build finds what a check finds: an edited output whose manifest was made to fit', async () => {
  const cache = folderWith({});
  const io = { environment: { XDG_CACHE_HOME: cache } };
  const folder = folderWith({ 'a.yaml': minimal });
  const build = (...flags: string[]) => cliWith(io, folder, 'build', 'a.yaml', ...flags);
  await build();
  expect((await build()).stderr).toContain('nothing changed');
  const before = filesIn(folder);
  const at = (name: string): string => path.join(folder, 'out/a', name);
  const evil = `${readFileSync(at('main.bicep'), 'utf8')}// evil\n`;
  writeFileSync(at('main.bicep'), evil);
  const { seal: _seal, ...manifest } = JSON.parse(readFileSync(at('.aibgen.json'), 'utf8'));
  manifest.files['main.bicep'] = hash(evil);
  const sealed = { ...manifest, seal: hash(JSON.stringify(manifest)) };
  writeFileSync(at('.aibgen.json'), `${JSON.stringify(sealed, null, 2)}\n`);
  expect(await build('--check')).toMatchObject({ code: 1 });
  expect((await build()).stderr).toContain('2 files written');
  expect(filesIn(folder)).toEqual(before);
});

test.each(['/dev/null/nowhere', 'relative', ''])(
  'a cache folder %j is none, and nothing is said of it',
  async (XDG_CACHE_HOME) => {
    const folder = folderWith({ 'a.yaml': minimal });
    const run = () => cliWith({ environment: { XDG_CACHE_HOME } }, folder, 'build', 'a.yaml');
    expect((await run()).stderr).toMatch(/^1 image in out: \d+ files written\n$/);
    expect((await run()).stderr).toBe('1 image in out: nothing changed\n');
    expect(Object.keys(filesIn(folder)).filter((name) => !name.startsWith('out/'))).toEqual([
      'a.yaml',
    ]);
  },
);

test.each(['out', 'out/a', 'out/a/modules', 'out/a/README.md'])(
  'a link at %s: build and check agree',
  async (name) => {
    const folder = folderWith({
      'a.yaml': minimal.replace('corpGallery/', 'other-rg/corpGallery/'),
    });
    await cli(folder, 'build', 'a.yaml');
    renameSync(path.join(folder, name), path.join(folder, 'real'));
    symlinkSync(path.join(folder, 'real'), path.join(folder, name));
    for (const flags of [[], ['--check'], ['--force']]) {
      const { code, stderr } = await cli(folder, 'build', 'a.yaml', ...flags);
      expect({ flags, code, said: stderr.includes('AIB911') }).toEqual({
        flags,
        code: 1,
        said: true,
      });
    }
  },
);

describe('between the plan and the write', () => {
  const outputs = (spec: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' }).outputs).map(
        ([name, text]) => [name.slice(2), text],
      ),
    );

  /** Plans a build over another one, does something, and writes. */
  function build(meanwhile: (folder: string) => void, spec = minimal) {
    const folder = folderWith({ 'victim/README.md': precious, 'victim/main.bicep': precious });
    const host = diskHost(folder);
    const found: Finding[] = [];
    const run = (text: string, before: () => void): void => {
      const spill = createSpill();
      const context = {
        force: false,
        spill,
        receipts: openReceipts(undefined, ''),
        report: (one: Finding) => void found.push(one),
      };
      const plan = planFolder(host, 'out', { folder: 'out/a', files: outputs(text) }, context);
      before();
      found.push(...applyPlans(host, plan ? [plan] : [], spill).diagnostics);
    };
    run(spec, () => {});
    run(spec.replace('nginx', 'apache2'), () => meanwhile(folder));
    return { folder, codes: found.map(({ code }) => code) };
  }

  test.each(['out/a', 'out'])('a folder exchanged for a link is not followed: %s', (name) => {
    const { folder, codes } = build((at) => {
      renameSync(path.join(at, name), path.join(at, 'away'));
      symlinkSync(path.join(at, 'victim'), path.join(at, name));
    });
    expect(codes).toEqual(['AIB905']);
    expect(filesIn(path.join(folder, 'victim'))).toEqual({
      'README.md': precious,
      'main.bicep': precious,
    });
  });

  test('a late edit is not lost', () => {
    const { folder, codes } = build((at) =>
      writeFileSync(path.join(at, 'out/a/main.bicep'), precious),
    );
    expect(codes).toEqual(['AIB904']);
    expect(readFileSync(path.join(folder, 'out/a/main.bicep'), 'utf8')).toBe(precious);
  });
});

test('a manifest of any size claims no more than a fleet can have', async () => {
  const files = Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`f${n}`, 'x']));
  const folder = folderWith({ 'a.yaml': minimal, 'out/a/.aibgen.json': JSON.stringify({ files }) });
  const { code, stderr } = await cli(folder, 'build', 'a.yaml');
  expect({ code, lines: stderr.split('\n').length < 5 }).toEqual({ code: 0, lines: true });
  expect(filesOfManifest(JSON.stringify({ files })).size).toBe(20_000);
  const padded = `${JSON.stringify({ files: { a: 'x' } })}${' '.repeat(4 * 1024 * 1024)}`;
  const large = folderWith({ '.aibgen.json': padded });
  expect(writtenFiles(diskHost(large), large).size).toBe(0);
});

test('a folder that cannot be written to is told before the first file of any image is', async () => {
  const folder = folderWith({ 'specs/a.yaml': minimal, 'specs/b.yaml': minimal.replace('/web-base', '/other'), 'out/b/mine.txt': '' });
  // A test that runs as root cannot take the right away.
  const host = { ...diskHost(folder), canWrite: (name: string) => name !== 'out/b' };
  const before = filesIn(folder);
  const { code, stderr } = await cliWith({ host }, folder, 'build', 'specs');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('AIB905: The file "out/b" cannot be written: permission denied') });
  expect(filesIn(folder)).toEqual(before);
}); // prettier-ignore

describe('while a file is written', () => {
  afterEach(() => jest.restoreAllMocks());

  test('its name is one that nobody else has, and its bytes are on the disk before it takes the place of the old one', () => {
    const folder = folderWith({ 'a.txt': 'old' });
    const names: string[] = [];
    const steps: string[] = [];
    const noted = (name: 'fdatasyncSync' | 'renameSync'): void => {
      const real = fs[name] as (...args: readonly unknown[]) => void;
      jest.spyOn(fs, name).mockImplementation((...args: readonly unknown[]) => {
        steps.push(name);
        if (name === 'renameSync') names.push(path.basename(String(args[0])));
        real(...args);
      });
    };
    noted('fdatasyncSync');
    noted('renameSync');
    const host = diskHost(folder);
    for (const text of ['one', 'two']) host.writeFile('a.txt', text);
    expect(steps).toEqual(['fdatasyncSync', 'renameSync', 'fdatasyncSync', 'renameSync']);
    expect(new Set(names).size).toBe(2);
    // Told apart from those of other machines, and found again where this process ends now.
    expect(names.every((name) => host.isAbandoned(name))).toBe(true);
    expect(names.some((name) => host.isAbandoned(name.replace(/[0-9a-f]{8}(?=\.[0-9a-f]+\.aibgen)/, '00000000')))).toBe(false);
  });
}); // prettier-ignore

describe('--prune', () => {
  /** A folder that claims to be of an image, with files of somebody else. */
  const forged = (files: Readonly<Record<string, string>>) => ({
    ...Object.fromEntries(
      Object.entries(files).map(([name, text]) => [`docs/guide/${name}`, text]),
    ),
    'docs/guide/.aibgen.json': claim(files),
    'specs/a.yaml': minimal,
  });

  test.each([
    { 'README.md': '# Guide\n' },
    { 'main.bicep': '// mine\n', 'modules/x.bicep': 'param x string\n' },
    { 'azuredeploy.json': '{ "resources": [] }\n', 'imageTemplate.json': '{}\n' },
    { 'run.sh': '#!/bin/sh\necho mine\n' },
    { 'roles.json': '[]\n', 'resources.json': '[]\n', 'trigger.json': '{}\n' },
  ])('keeps what a manifest alone calls an output: %j', async (files) => {
    const folder = folderWith(forged(files));
    for (const flags of [['--prune'], ['--prune', '--force']]) {
      const run = await cli(folder, 'build', 'specs', '-o', 'docs', ...flags);
      expect(run.stderr).toContain('warning AIB945: The folder "docs/guide" is not removed');
      expect(filesIn(folder)).toMatchObject(forged(files));
    }
  });

  test('removes an image that another machine has built', async () => {
    const folder = folderWith({ 'specs/a.yaml': minimal, 'specs/b.yaml': minimal });
    await cliWith({ environment: { XDG_CACHE_HOME: folderWith({}) } }, folder, 'build', 'specs');
    rmSync(path.join(folder, 'specs/b.yaml'));
    const here = { environment: { XDG_CACHE_HOME: folderWith({}) } };
    const { stderr } = await cliWith(here, folder, 'build', 'specs', '--prune');
    expect(stderr).toContain('out/b: removed\n');
  });

  test('follows no link, and keeps what is edited after it was looked at', () => {
    const files = { 'out/b/README.md': precious, 'out/b/main.bicep': precious, 'victim/README.md': precious };
    const folder = folderWith(files);
    const host = diskHost(folder);
    const image = {
      folder: 'out/b',
      edited: undefined,
      files: [
        { path: 'main.bicep', before: hash(precious) },
        { path: 'README.md', before: hash('something else') },
      ],
    };
    const [found] = removeImages(host, 'out', [image]);
    expect(found?.code).toBe('AIB945');
    expect(Object.keys(filesIn(folder))).toEqual(['out/b/README.md', 'victim/README.md']);
    rmSync(path.join(folder, 'out/b'), { recursive: true });
    symlinkSync('../victim', path.join(folder, 'out/b'));
    const mine = [{ path: 'README.md', before: hash(precious) }];
    expect(removeImages(host, 'out', [{ ...image, files: mine }])[0]?.code).toBe('AIB905');
    expect(readFileSync(path.join(folder, 'victim/README.md'), 'utf8')).toBe(precious);
  }); // prettier-ignore
});
