import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, filesIn, folderWith } from '../support/cli';

const base = `location: eastus2
identity: aib-identity
source: Canonical:ubuntu-24_04-lts:server:latest
scripts: { baseUri: "https://corp.blob.core.windows.net/scripts", root: ../scripts }
`;
const fleet = {
  'aibgen.config.yaml': 'specs: specs\n',
  'scripts/setup.sh': 'echo setup\n',
  'specs/_base.yaml': `${base}storageAccounts: { corp: storage-rg }\n`,
  'specs/_hardening.yaml': '- shell: ../scripts/setup.sh\n',
  'specs/one.yaml':
    'extends: _base.yaml\ncustomize: [{ steps: _hardening.yaml }]\ndistribute: [{ gallery: g/one }]\n',
  'specs/two.yaml': 'extends: _base.yaml\ndistribute: [{ gallery: g/two }]\n',
  'specs/three.yaml': `${base.replace(/^storageAccounts.*\n/m, '')}distribute: [{ gallery: "g/three-{{ matrix.n }}" }]\nmatrix: { n: [1, 2, 3] }\n`,
};
const images = ['one', 'three-1', 'three-2', 'three-3', 'two'];

function edit(folder: string, file: string, from: string, to: string): void {
  const full = path.join(folder, file);
  const text = readFileSync(full, 'utf8');
  expect(text).toContain(from);
  writeFileSync(full, text.replace(from, to));
}

async function built(): Promise<string> {
  const folder = folderWith(fleet);
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  return folder;
}

async function matrixNames(folder: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, code } = await cli(folder, 'matrix', 'specs', ...args);
  expect(code).toBe(0);
  const { include }: { include: { name: string }[] } = JSON.parse(stdout);
  return include.map((one) => one.name).toSorted();
}

/** The images that a check complains of, and what it says of them. */
async function check(folder: string, ...args: readonly string[]) {
  const { stdout, code } = await cli(
    folder,
    'build',
    'specs',
    '--check',
    '--format',
    'json',
    ...args,
  );
  const found: { code: string; file: string; message: string; hint: string }[] = JSON.parse(stdout);
  const names = new Set(found.map((one) => one.file.split('/')[1] ?? ''));
  return { code, found, names: [...names].toSorted() };
}

describe('build --check', () => {
  test('of an unchanged fleet is silent', async () => {
    const folder = await built();
    expect(await cli(folder, 'build', 'specs', '--check')).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test.each([
    ['a script', 'scripts/setup.sh', 'setup', 'setuq', ['one'], 'scripts/setup.sh'],
    ['a step file', 'specs/_hardening.yaml', '- shell', '-  shell', ['one'], '_hardening.yaml'],
    ['a base', 'specs/_base.yaml', 'eastus2', 'eastus ', ['one', 'two'], 'specs/_base.yaml'],
    [
      'a spec with a matrix',
      'specs/three.yaml',
      'g/three',
      'g/threx',
      ['three-1', 'three-2', 'three-3'],
      'three.yaml',
    ],
    ['an output', 'out/two/README.md', 'two', 'twp', ['two'], ''],
    ['a manifest', 'out/two/.aibgen.json', '0', '9', ['two'], ''],
  ])(
    'names exactly the images that a byte of %s concerns',
    async (_what, file, from, to, want, cause) => {
      const folder = await built();
      edit(folder, file, from, to);
      const { code, names, found } = await check(folder);
      expect(code).toBe(1);
      expect(names).toEqual(want);
      expect(found[0]?.message).toContain(cause);
      expect(
        found.every((one) => /Run: aibgen build specs|run: aibgen build specs/.test(one.hint)),
      ).toBe(true);
    },
  );

  test('names all images of which a byte of an own template is another, and none where none is', async () => {
    const folder = folderWith({ ...fleet, 'ours/run.sh.hbs': '#!/bin/sh\necho {{json name}}\n' });
    const own = ['--templates', 'ours'];
    expect((await cli(folder, 'build', 'specs', ...own)).code).toBe(0);
    expect((await check(folder, ...own)).names).toEqual([]);
    edit(folder, 'ours/run.sh.hbs', 'echo', 'Echo');
    const { code, found, names } = await check(folder, ...own);
    expect({ code, names }).toEqual({ code: 1, names: images });
    const [first] = found.filter((one) => one.file === 'out/two/run.sh');
    expect(first?.message).toContain('is stale: "run.sh.hbs" changed');
    expect(first?.hint).toBe('Run: aibgen build specs/two.yaml --templates ours');
  });

  test('the command mends it, with what was given', async () => {
    const folder = await built();
    rmSync(path.join(folder, 'out/two/roles.json'));
    const { found } = await check(folder);
    expect(found).toMatchObject([{ code: 'AIB907', hint: 'Run: aibgen build specs/two.yaml' }]);
    expect((await cli(folder, 'build', 'specs/two.yaml')).code).toBe(0);
    expect((await check(folder)).code).toBe(0);
    const placed = await check(folder, '--resource-group', 'my rg');
    expect(placed.found[0]?.hint).toMatch(/ --resource-group 'my rg'$/);
  });

  test('as text, a cause that several images share is said once', async () => {
    const folder = await built();
    edit(folder, 'specs/_base.yaml', 'eastus2', 'westus3');
    const { code, stderr } = await cli(folder, 'build', 'specs', '--check');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^out:1:1: error AIB952: 2 images \(one, two\) are stale, \d+ files in all: "specs\/_base.yaml" changed\.\nhint: Run: aibgen build specs\n/,
    );
    expect(stderr).toMatch(/\n1 error\n$/);
  });

  test('a diff names images that change alike once, and cuts no right', async () => {
    const folder = await built();
    edit(folder, 'specs/three.yaml', 'source:', 'timeout: 5h\nsource:');
    edit(
      folder,
      'specs/two.yaml',
      'g/two',
      'other-resource-group/gallery_with_a_long_name/definition-two',
    );
    const { stdout } = await cli(folder, 'diff', 'specs');
    expect(stdout).toMatch(/^3 images \(three-1, three-2, three-3\):\n {2}~ \S+: 240 -> 300 /);
    expect(stdout).toMatch(/right gained: .*\/galleries\/gallery_with_a_long_name\n/);
    const roles = await cli(folder, 'roles', 'specs', '--against', 'out');
    expect(roles.stdout).toMatch(/\n4 images: the same rights\.\n$/);
  });

  test('a folder of a variant that is no more is left over', async () => {
    const folder = await built();
    edit(folder, 'specs/three.yaml', '[1, 2, 3]', '[1, 2]');
    const { found } = await check(folder);
    const left = found.filter((one) => one.code === 'AIB943');
    expect(left).toMatchObject([
      { file: 'out/three-3/.aibgen.json', hint: 'Run: aibgen build specs --prune' },
    ]);
  });
});

describe('--shard', () => {
  test('parts are disjoint, together all, and of one size', async () => {
    const folder = folderWith(fleet);
    const parts = await Promise.all(
      ['1/3', '2/3', '3/3'].map((one) => matrixNames(folder, '--shard', one)),
    );
    expect(parts.flat().toSorted()).toEqual(images);
    expect(parts.map((part) => part.length).toSorted()).toEqual([1, 2, 2]);
  });

  test('writes and checks only its own images', async () => {
    const folder = folderWith(fleet);
    const own = await matrixNames(folder, '--shard', '2/5');
    expect((await cli(folder, 'build', 'specs', '--shard', '2/5')).code).toBe(0);
    const written = new Set(
      Object.keys(filesIn(path.join(folder, 'out'))).map((name) => name.split('/')[0]),
    );
    expect([...written].filter((name) => images.includes(name ?? ''))).toEqual(own);
    expect((await check(folder, '--shard', '2/5')).code).toBe(0);
    expect((await check(folder, '--shard', '1/5')).code).toBe(1);
  });

  test.each(['0/3', '4/3', '1', 'a/b', '1/0'])('%s is wrong usage', async (shard) => {
    expect((await cli(folderWith(fleet), 'build', 'specs', '--shard', shard)).code).toBe(2);
  });

  test('an error of another part stops this one too', async () => {
    const folder = folderWith({ ...fleet, 'specs/zzz.yaml': 'locatoin: x\n' });
    expect((await cli(folder, 'build', 'specs', '--shard', '1/9')).code).toBe(1);
    expect(Object.keys(filesIn(folder)).some((name) => name.startsWith('out/'))).toBe(false);
  });
});

describe('--changed-since', () => {
  const git = (cwd: string, ...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd });
  };
  const committed = (): string => {
    const folder = folderWith({
      ...fleet,
      'specs/deep/_defaults.yaml': 'tags: { a: b }\n',
      'specs/deep/four.yaml': `${base.replace('../', '../../')}distribute: [{ gallery: g/four }]\n`,
    });
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'first');
    return folder;
  };

  test.each([
    ['nothing', undefined, []],
    ['a script', 'scripts/setup.sh', ['one']],
    ['a step file', 'specs/_hardening.yaml', ['one']],
    ['a base', 'specs/_base.yaml', ['one', 'two']],
    ['a spec', 'specs/three.yaml', ['three-1', 'three-2', 'three-3']],
  ])('%s', async (_what, file, want) => {
    const folder = committed();
    if (file !== undefined) edit(folder, file, '\n', '\n\n');
    expect(await matrixNames(folder, '--changed-since', 'HEAD')).toEqual(want);
    if (file === undefined) return;
    git(folder, 'commit', '-qam', 'second');
    expect(await matrixNames(folder, '--changed-since', 'HEAD~1')).toEqual(want);
    expect(await matrixNames(folder, '--changed-since', 'HEAD')).toEqual([]);
  });

  /** A fleet whose outputs are committed too. */
  const committedOutputs = async (): Promise<string> => {
    const folder = committed();
    expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'outputs');
    return folder;
  };

  test.each<[string, string, (text: string) => string, readonly string[]]>([
    ['a comment in a base', 'specs/_base.yaml', (text) => `# why\n${text}`, []],
    ['a comment in a spec', 'specs/three.yaml', (text) => `# why\n${text}`, []],
    ['a base', 'specs/_base.yaml', (text) => text.replace('eastus2', 'westus3'), ['one', 'two']],
    ['a script', 'scripts/setup.sh', (text) => text.replace('setup', 'setuq'), ['one']],
    [
      'one variant',
      'specs/three.yaml',
      (text) => text.replace('n: [1, 2, 3]', 'n: [1, 2, 4]'),
      ['three-4'],
    ],
    [
      'outputs that an earlier release made otherwise',
      'out/two/imageTemplate.json',
      (text) => text.replace('240', '241'),
      ['two'],
    ],
    ['the README of an earlier release', 'out/two/README.md', (text) => `${text}more\n`, []],
  ])('by the result, where the outputs are committed: %s', async (_what, file, change, want) => {
    const folder = await committedOutputs();
    const full = path.join(folder, file);
    writeFileSync(full, change(readFileSync(full, 'utf8')));
    if (file.startsWith('out/')) git(folder, 'commit', '-qam', 'by an earlier release');
    expect(await matrixNames(folder, '--changed-since', 'HEAD')).toEqual(want);
    const out = path.join(folder, 'out');
    expect(await matrixNames(folder, '--changed-since', 'HEAD', '-o', out)).toEqual(want);
  });

  test('a build writes what a comment changes, a matrix does not name it', async () => {
    const folder = await committedOutputs();
    edit(folder, 'specs/two.yaml', 'extends', '# why\nextends');
    const { stderr } = await cli(folder, 'build', 'specs', '--changed-since', 'HEAD');
    expect(stderr).toMatch(/^1 image in out: \d+ files written\n$/);
    expect(await cli(folder, 'build', 'specs', '--check')).toMatchObject({ code: 0 });
    expect(await matrixNames(folder, '--changed-since', 'HEAD')).toEqual([]);
  });

  test('a new spec, and defaults that are gone, count', async () => {
    const folder = committed();
    writeFileSync(path.join(folder, 'specs/new.yaml'), `${base}distribute: [{ gallery: g/new }]\n`);
    rmSync(path.join(folder, 'specs/deep/_defaults.yaml'));
    expect(await matrixNames(folder, '--changed-since', 'HEAD')).toEqual(['four', 'new']);
  });

  test('a commit that is not there is wrong usage', async () => {
    const folder = committed();
    for (const ref of ['nothing', '--all']) {
      const { code, stderr } = await cli(folder, 'matrix', 'specs', `--changed-since=${ref}`);
      expect(code).toBe(2);
      expect(stderr).toContain('AIB920');
    }
    expect((await cli(folderWith(fleet), 'build', 'specs', '--changed-since', 'HEAD')).code).toBe(
      2,
    );
  });
});

test('matrix tells a pipeline what it needs, in one line', async () => {
  const folder = folderWith(fleet);
  const { stdout } = await cli(folder, 'matrix', 'specs/two.yaml', '-o', 'dist/out/');
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(JSON.parse(stdout)).toEqual({
    include: [
      {
        name: 'two',
        spec: 'specs/two.yaml',
        out: 'dist/out/two',
        timeoutInMinutes: 240,
        location: 'eastus2',
        imageTemplateName: 'two',
        os: 'linux',
        architecture: 'x64',
        apiVersion: '2021-10-01',
      },
    ],
  });
});
