/** `aibgen build` as its users meet it: exit codes, messages, and what is on the disk afterwards. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, filesIn, folderWith, minimal } from '../support/cli';

const web = { 'web-base.yaml': minimal };

/** The file and the code of each error in a text output. */
function errors(stderr: string): readonly string[] {
  return (stderr.match(/^\S+: (?:error|warning) AIB\d+/gm) ?? []).map((line) => line);
}

test('writes every output of the contract, silent on stdout', async () => {
  const folder = folderWith(web);
  const { code, stdout, stderr } = await cli(folder, 'build', 'web-base.yaml');
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^1 image in out: \d+ files written\n$/),
  });
  expect(Object.keys(filesIn(path.join(folder, 'out')))).toEqual(
    expect.arrayContaining([
      '.aibgen.json',
      'aibgen.schema.json',
      'web-base/.aibgen.json',
      'web-base/README.md',
      'web-base/azuredeploy.json',
      'web-base/azuredeploy.parameters.json',
      'web-base/imageTemplate.json',
      'web-base/main.bicep',
      'web-base/main.bicepparam',
      'web-base/roles.json',
    ]),
  );
});

test('a second build changes nothing', async () => {
  const folder = folderWith(web);
  await cli(folder, 'build', 'web-base.yaml');
  const before = filesIn(folder);
  const { code, stderr } = await cli(folder, 'build', 'web-base.yaml');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '1 image in out: nothing changed\n' });
  expect(filesIn(folder)).toEqual(before);
});

describe('--check', () => {
  const cases = [
    { name: 'is silent when all is well', change: () => {}, want: { code: 0, first: '' } },
    {
      name: 'names a changed file',
      change: (out: string) => {
        const file = path.join(out, 'web-base/main.bicep');
        writeFileSync(file, readFileSync(file, 'utf8').replace('240', '241'));
      },
      want: { code: 1, first: 'out/web-base/main.bicep:1:1: error AIB912' },
    },
    {
      name: 'names a missing file',
      change: (out: string) => rmSync(path.join(out, 'web-base/roles.json')),
      want: { code: 1, first: 'out/web-base/roles.json:1:1: error AIB907' },
    },
    {
      name: 'names an added file',
      change: (out: string) => writeFileSync(path.join(out, 'web-base/notes.txt'), 'mine'),
      want: { code: 1, first: 'out/web-base/notes.txt:1:1: error AIB908' },
    },
    {
      name: 'names a changed manifest',
      change: (out: string) => {
        const file = path.join(out, 'web-base/.aibgen.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"spec"', '"Spec"'));
      },
      want: { code: 1, first: 'out/web-base/.aibgen.json:1:1: error AIB906' },
    },
  ];
  test.each(cases)('$name', async ({ change, want }) => {
    const folder = folderWith(web);
    await cli(folder, 'build', '.');
    change(path.join(folder, 'out'));
    const before = filesIn(folder);
    const result = await cli(folder, 'build', 'web-base.yaml', '--check');
    expect(result.code).toBe(want.code);
    expect(result.stderr.split(': The file')[0]).toBe(want.first);
    expect(filesIn(folder)).toEqual(before);
  });

  test('names a folder that no spec makes any more', async () => {
    const folder = folderWith({ 'specs/a.yaml': minimal, 'specs/b.yaml': minimal });
    await cli(folder, 'build', 'specs');
    rmSync(path.join(folder, 'specs/b.yaml'));
    const { code, stderr } = await cli(folder, 'build', 'specs', '--check');
    expect(code).toBe(1);
    expect(stderr).toContain('No spec makes the image in "out/b" any more.');
  });
});

describe('nobody’s work is lost', () => {
  test('a file that was edited by hand stays, until --force', async () => {
    const folder = folderWith(web);
    await cli(folder, 'build', 'web-base.yaml');
    const readme = path.join(folder, 'out/web-base/README.md');
    writeFileSync(readme, 'my own words\n');
    writeFileSync(path.join(folder, 'web-base.yaml'), minimal.replace('nginx', 'apache2'));
    const before = filesIn(folder);
    const refused = await cli(folder, 'build', 'web-base.yaml');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('out/web-base/README.md:1:1: error AIB904');
    expect(filesIn(folder)).toEqual(before);
    expect((await cli(folder, 'build', 'web-base.yaml', '--force')).code).toBe(0);
    expect(readFileSync(readme, 'utf8')).not.toContain('my own words');
    const bicep = readFileSync(path.join(folder, 'out/web-base/main.bicep'), 'utf8');
    expect(bicep).toContain('apache2');
  });

  test('a module that is needed no more is removed', async () => {
    const folder = folderWith({
      'web-base.yaml': minimal.replace('corpGallery/', 'other-rg/corpGallery/'),
    });
    await cli(folder, 'build', 'web-base.yaml');
    const old = path.join(folder, 'out/web-base/modules/rights-other-rg.bicep');
    expect(existsSync(old)).toBe(true);
    writeFileSync(path.join(folder, 'web-base.yaml'), minimal);
    expect((await cli(folder, 'build', 'web-base.yaml')).code).toBe(0);
    expect(existsSync(old)).toBe(false);
  });

  test.each(['../victim.txt', '/victim.txt', 'a/../../victim.txt', '..\\victim.txt'])(
    'a manifest that names %s removes nothing',
    async (name) => {
      const folder = folderWith({ ...web, 'victim.txt': 'precious', 'out/victim.txt': 'precious' });
      await cli(folder, 'build', 'web-base.yaml');
      const manifest = path.join(folder, 'out/web-base/.aibgen.json');
      const data = JSON.parse(readFileSync(manifest, 'utf8'));
      data.files[name] = '0'.repeat(64);
      writeFileSync(manifest, JSON.stringify(data));
      expect((await cli(folder, 'build', 'web-base.yaml', '--force')).code).toBe(0);
      expect(readFileSync(path.join(folder, 'victim.txt'), 'utf8')).toBe('precious');
      expect(readFileSync(path.join(folder, 'out/victim.txt'), 'utf8')).toBe('precious');
    },
  );

  test('a link out of the output folder is not followed', async () => {
    const folder = folderWith({ ...web, 'elsewhere/keep.txt': 'precious' });
    mkdirSync(path.join(folder, 'out'));
    symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'out/web-base'));
    const { code, stderr } = await cli(folder, 'build', 'web-base.yaml', '--force');
    expect(code).toBe(1);
    expect(stderr).toContain('AIB911');
    expect(Object.keys(filesIn(path.join(folder, 'elsewhere')))).toEqual(['keep.txt']);
  });
});

describe('all or nothing', () => {
  test('one error in one spec, and nothing is written', async () => {
    const folder = folderWith({
      'specs/good.yaml': minimal,
      'specs/bad.yaml': minimal.replace('location', 'locaton'),
    });
    const { code, stderr } = await cli(folder, 'build', 'specs');
    expect(code).toBe(1);
    expect(errors(stderr)).toEqual(['specs/bad.yaml:1:1: error AIB101']);
    expect(existsSync(path.join(folder, 'out'))).toBe(false);
  });
});

describe('bad input', () => {
  const cases = [
    { name: 'a missing file', files: {}, args: ['nope.yaml'], code: 2, says: 'AIB901' },
    {
      name: 'a folder without specs',
      files: { 'a/_part.yaml': '' },
      args: ['a'],
      code: 2,
      says: 'AIB902',
    },
    { name: 'a glob without specs', files: {}, args: ['*.yaml'], code: 2, says: 'AIB902' },
    {
      name: 'broken YAML',
      files: { 'a.yaml': 'location: [a' },
      args: ['a.yaml'],
      code: 1,
      says: 'AIB001',
    },
    { name: 'an empty file', files: { 'a.yaml': '' }, args: ['a.yaml'], code: 1, says: 'AIB002' },
    {
      name: 'only comments',
      files: { 'a.yaml': '# hm\n' },
      args: ['a.yaml'],
      code: 1,
      says: 'AIB002',
    },
    { name: 'a list', files: { 'a.yaml': '- a\n' }, args: ['a.yaml'], code: 1, says: 'AIB102' },
    {
      name: 'two specs of one folder',
      files: { 'x/a.yaml': minimal, 'y/A.yaml': minimal },
      args: ['x', 'y'],
      code: 1,
      says: 'AIB217',
    },
    {
      name: 'an unknown flag',
      files: web,
      args: ['web-base.yaml', '--nope'],
      code: 2,
      says: '--nope',
    },
    {
      name: 'an unknown --set',
      files: web,
      args: ['web-base.yaml', '--set', 'a=b'],
      code: 2,
      says: 'AIB909',
    },
    {
      name: 'a malformed --set',
      files: web,
      args: ['web-base.yaml', '--set', 'a'],
      code: 2,
      says: 'name=value',
    },
    {
      name: 'an unknown format',
      files: web,
      args: ['web-base.yaml', '--format', 'xml'],
      code: 2,
      says: 'xml',
    },
    { name: 'no spec', files: {}, args: [], code: 2, says: 'spec' },
    {
      name: 'an output folder that is a file',
      files: { ...web, out: 'a file' },
      args: ['web-base.yaml'],
      code: 2,
      says: 'AIB905',
    },
  ];
  test.each(cases)('$name: exit $code', async ({ files, args, code, says }) => {
    const folder = folderWith(files);
    const before = filesIn(folder);
    const result = await cli(folder, 'build', ...args);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(says);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(result.stdout).toBe('');
    expect(filesIn(folder)).toEqual(before);
  });
});

test('--format json gives the diagnostics on stdout', async () => {
  const folder = folderWith({ 'a.yaml': minimal.replace('location', 'locaton') });
  const { code, stdout } = await cli(folder, 'build', 'a.yaml', '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({
      code: 'AIB101',
      severity: 'error',
      file: 'a.yaml',
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 8,
      path: 'locaton',
      hint: 'Did you mean "location"?',
    }),
  ]);
});

test('--strict lets warnings fail, and writes nothing', async () => {
  const folder = folderWith({ 'a.yaml': minimal.replace('eastus2', 'mars') });
  expect((await cli(folder, 'build', 'a.yaml', '--strict')).code).toBe(1);
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
  expect((await cli(folder, 'build', 'a.yaml')).code).toBe(0);
});

test('--stdout prints one output and writes nothing', async () => {
  const folder = folderWith(web);
  const { code, stdout } = await cli(
    folder,
    'build',
    'web-base.yaml',
    '--stdout',
    'imageTemplate.json',
  );
  expect({ code, name: JSON.parse(stdout).name }).toEqual({ code: 0, name: 'web-base' });
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('--set, --subscription and --resource-group fill the bare JSON', async () => {
  const folder = folderWith({
    'a.yaml': `${minimal.replace('corpGallery', 'gallery_{{params.env}}')}parameters: { env: { type: string } }\n`,
  });
  const flags = ['--set', 'env=prod', '--subscription', 'sub-1', '--resource-group', 'rg-1'];
  const args = ['build', 'a.yaml', '--stdout', 'imageTemplate.json'];
  const filled = JSON.parse((await cli(folder, ...args, ...flags)).stdout);
  expect(filled.properties.distribute[0].galleryImageId).toBe(
    '/subscriptions/sub-1/resourceGroups/rg-1/providers/Microsoft.Compute/galleries/gallery_prod/images/web-base',
  );
  const open = JSON.parse((await cli(folder, ...args)).stdout);
  expect(open.properties.distribute[0].galleryImageId).toBe(
    '/subscriptions/<subscriptionId>/resourceGroups/<resourceGroup>/providers/Microsoft.Compute/galleries/gallery_<env>/images/web-base',
  );
});

test('--help has an example for each command', async () => {
  const help = await cli('.', '--help');
  expect(help.code).toBe(0);
  const commands = [...help.stdout.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1] ?? '');
  expect(commands).toEqual(expect.arrayContaining(['build', 'validate', 'schema']));
  for (const command of commands.filter((name) => name !== 'help')) {
    const { code, stdout } = await cli('.', command, '--help');
    expect({ command, code, example: stdout.includes('Example') }).toEqual({
      command,
      code: 0,
      example: true,
    });
  }
});

test('--version', async () => {
  expect(await cli('.', '--version')).toEqual({
    code: 0,
    stdout: `${AIBGEN_VERSION}\n`,
    stderr: '',
  });
});
