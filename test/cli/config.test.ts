/** The configuration file, as commands follow it. */
import Ajv from 'ajv';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { cli, folderWith, minimal } from '../support/cli';
import { describeIf, hasProgram } from '../support/programs';

const web = readFileSync('specs/ubuntu-gen2.yaml', 'utf8');
const config = 'aibgen.config.yaml';

/** A project whose specs and outputs are not where they are by default. */
function project(settings: string): string {
  return folderWith({
    '.git/HEAD': '',
    [config]: settings,
    'images/web.yaml': web,
    'deep/er/notes.txt': '',
  });
}

test('commands find the specs and the output folder that the file names, from any folder below it', async () => {
  const folder = project('specs: images\nout: made\n');
  for (const cwd of [folder, path.join(folder, 'deep/er')]) {
    const { code, stderr } = await cli(cwd, 'build');
    expect(stderr).toContain('1 image in ');
    expect(code).toBe(0);
  }
  expect(readFileSync(path.join(folder, 'made/web/imageTemplate.json'), 'utf8')).toContain(
    '"type"',
  );
  expect((await cli(path.join(folder, 'deep'), 'build', '--check')).code).toBe(0);
});

test('what the command line says wins', async () => {
  const folder = project('specs: nowhere\nout: made\n');
  const { code, stderr } = await cli(folder, 'build', 'images', '-o', 'elsewhere');
  expect([code, stderr]).toEqual([0, expect.stringContaining('in elsewhere')]);
});

test('an unknown key is an error on its line that names the nearest key', async () => {
  const folder = project('specs: images\npipelines:\n  github:\n    runOn: big\n');
  const { code, stdout } = await cli(folder, 'validate', '--format', 'json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    {
      code: 'AIB101',
      file: config,
      line: 4,
      column: 5,
      path: 'pipelines.github.runOn',
      hint: expect.stringContaining('runsOn'),
    },
  ]);
});

test.each([
  ['strict: maybe', 'AIB102', 1],
  ['pipelines: {github: {mode: never}}', 'AIB104', 1],
  ['pipelines: {github: {schedule: daily}}', 'AIB109', 1],
  ['pipelines: {package: "a; b"}', 'AIB109', 1],
  ['scripts: {shellcheck: often}', 'AIB102', 1],
  ['scripts: {shelcheck: true}', 'AIB101', 1],
  ['out: ../elsewhere', 'AIB960', 1],
  ['specs: [images, /etc]', 'AIB960', 1],
  ['specs: [', 'AIB001', 1],
])('%s is %s', async (settings, code, exit) => {
  const result = await cli(project(settings), 'build', '--format', 'json');
  expect(JSON.parse(result.stdout)[0]).toMatchObject({ code, file: config, line: 1 });
  expect(result.code).toBe(exit);
});

test('a path that leaves the project is an error with its place, and what to write', async () => {
  const { code, stderr } = await cli(project('specs: images\nout: ../elsewhere\n'), 'build');
  expect(code).toBe(1);
  expect(stderr).toContain(`${config}:2:6: error AIB960: The path "../elsewhere" leads out of the folder of the configuration file.
  2 | out: ../elsewhere
    |      ^^^^^^^^^^^^
hint: Use a path below that folder.
`); // prettier-ignore
});

test('an empty file says nothing', async () => {
  const folder = folderWith({
    '.git/HEAD': '',
    [config]: '# nothing yet\n',
    'specs/web.yaml': web,
  });
  expect((await cli(folder, 'build')).code).toBe(0);
});

test('help and init work beside a broken file', async () => {
  const folder = project('oops');
  expect((await cli(folder, 'build', '--help')).code).toBe(0);
  expect((await cli(folder, 'schema')).code).toBe(0);
});

test('the search ends at the root of the repository', async () => {
  const folder = folderWith({
    [config]: 'oops',
    'inner/.git/HEAD': '',
    'inner/specs/web.yaml': web,
  });
  expect((await cli(path.join(folder, 'inner'), 'validate')).code).toBe(0);
});

test('schema --config agrees with the check', async () => {
  const { stdout } = await cli(folderWith({}), 'schema', '--config');
  const validate = new Ajv({ strict: false }).compile(JSON.parse(stdout));
  expect(stdout).not.toContain('matrix');
  expect(
    validate(parse('specs: [a, b]\npipelines: {github: {branches: [main], runsOn: [x, y]}}')),
  ).toBe(true);
  expect(validate({ spec: 'a' })).toBe(false);
  expect(validate({ pipelines: { azure: { mode: 'never' } } })).toBe(false);
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'shellcheck in the configuration', () => {
  const loose = `${web}validate:\n  - shell: |\n      test -f $HOME/a\n`;

  async function findings(settings: string, ...args: readonly string[]) {
    const folder = folderWith({ '.git/HEAD': '', [config]: settings, 'specs/web.yaml': loose });
    const { stdout } = await cli(folder, ...args, '--format', 'json');
    const all: readonly { code: string; line: number; message: string }[] = JSON.parse(stdout);
    return all
      .filter(({ code }) => code.startsWith('AIB58'))
      .map(({ code, line, message }) => `${code} ${line} ${message}`);
  }

  const line = loose.split('\n').findIndex((one) => one.includes('$HOME/a')) + 1;
  const want = [`AIB580 ${line} SC2086: Double quote to prevent globbing and word splitting.`];

  test('validate and build --strict run it where it is asked for', async () => {
    const settings = 'scripts: {shellcheck: true, psScriptAnalyzer: true}\n';
    expect(await findings(settings, 'validate')).toEqual(want);
    expect(await findings(settings, 'build', '--strict')).toEqual(want);
  });

  test.each(['', 'scripts: {shellcheck: false}\n', 'scripts: {psScriptAnalyzer: true}\n'])(
    'not with %p',
    async (settings) => expect(await findings(settings, 'validate')).toEqual([]),
  );
});

test('the command that a hint names repeats no setting of the file', async () => {
  const folder = folderWith({
    'aibgen.config.yaml': 'out: made\npipelines: { folders: [.github/workflows] }\n',
    'specs/web.yaml': minimal,
    'specs/gone.yaml': minimal.replace('corpGallery/web-base', 'corpGallery/gone'),
  });
  expect(await cli(folder, 'build')).toMatchObject({ code: 0 });
  rmSync(path.join(folder, 'specs/gone.yaml'));
  writeFileSync(path.join(folder, 'specs/web.yaml'), `${minimal}tags: { a: b }\n`);
  const { code, stderr } = await cli(folder, 'build', '--check');
  expect(code).toBe(1);
  expect([...new Set(stderr.match(/^hint: .*aibgen.*$/gm))]).toEqual([
    'hint: Run: aibgen build specs --prune',
    'hint: Run: aibgen build specs/web.yaml',
  ]);
});
