/** Law 8: a spec reads plain files of its project only, and nothing of any other file is shown. */
import { execFileSync } from 'node:child_process';
import fs, {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { readPlainFile, RefusedFile } from '../../src/disk/read-file';
import { checksum } from '../../src/lib/checksum';
import { compile } from '../../src/index';
import { cli, filesIn, folderWith, minimal } from '../support/cli';

const canary = 'canary-7f3a: of a file that nobody may read\n';
const hash = checksum(new TextEncoder().encode(canary));

/** A repository beside a file that it must not read; gives back the repository. */
function repository(files: Readonly<Record<string, string>>): string {
  const folder = folderWith({ outside: canary, 'repo/.git/config': canary });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, 'repo', name)), { recursive: true });
    writeFileSync(path.join(folder, 'repo', name), text);
  }
  return path.join(folder, 'repo');
}

/** The four ways in which a spec names a file. */
const uses = {
  extends: (file: string) => `extends: ${file}\n${minimal}`,
  steps: (file: string) => minimal.replace('customize:\n', `customize:\n  - steps: ${file}\n`),
  script: (file: string) =>
    `scripts: { baseUri: https://a.blob.core.windows.net/s/, root: . }\n${minimal.replace('customize:\n', `customize:\n  - shell: ${file}\n`)}`,
  deprovision: (file: string) => `deprovision: { script: ${file} }\n${minimal}`,
};

/** Runs every command that reads specs; gives back all that they printed or wrote. */
async function everything(repo: string): Promise<string> {
  const formats = ['text', 'json', 'sarif', 'github'];
  const commands = [
    ...formats.map((format) => ['validate', 'specs', '--format', format]),
    ...['explain', 'roles', 'diff', 'matrix', 'upgrade', 'build'].map((one) => [
      one,
      'specs/a.yaml',
    ]),
    ['build', 'specs', '--stdout', 'imageTemplate.json'],
  ];
  const out = path.join(repo, 'out');
  let all = '';
  for (const argv of commands) {
    const { code, stdout, stderr } = await cli(repo, ...argv);
    expect({ argv, code: [0, 1, 2].includes(code) }).toEqual({ argv, code: true });
    all += stdout + stderr;
  }
  return existsSync(out) ? all + JSON.stringify(filesIn(out)) : all;
}

const cases = Object.entries(uses).flatMap(([use, spec]) =>
  ['../../outside', '../.git/config', './leads-out', './leads-to-git', './folder/outside', '/dev/zero',
   './zero', './pipe', '/proc/self/environ']
    // A command, not a script.
    .filter((file) => use !== 'script' || file.startsWith('.'))
    .map((file) => ({ use, file, spec: spec(file) })),
); // prettier-ignore

test.each(cases)('$use: $file', async ({ file, spec }) => {
  const repo = repository({ 'specs/a.yaml': spec });
  const at = (name: string): string => path.join(repo, 'specs', name);
  symlinkSync('../../outside', at('leads-out'));
  symlinkSync('../.git/config', at('leads-to-git'));
  symlinkSync('../..', at('folder'));
  symlinkSync('/dev/zero', at('zero'));
  execFileSync('mkfifo', [at('pipe')]);
  const { code, stderr } = await cli(repo, 'validate', 'specs/a.yaml');
  expect(code).toBe(1);
  const line = spec.split('\n').findIndex((one) => one.includes(file)) + 1;
  expect(stderr).toContain(`specs/a.yaml:${line}:`);
  expect(stderr).toContain(`error AIB922: The file "${file}" is not read: it `);
  rmPipe(at('pipe'));
  const shown = await everything(repo);
  expect(shown).not.toContain(canary.slice(0, 12));
  expect(shown).not.toContain(hash);
});

function rmPipe(name: string): void {
  execFileSync('rm', [name]);
}

test.each([
  ['extends', 'yaml', 5_000_000],
  ['steps', 'yaml', 5_000_000],
  ['deprovision', 'sh', 103_000],
  ['script', 'sh', 101 * 1024 * 1024],
] as const)('%s: a file that is too large', async (use, ending, size) => {
  const repo = repository({
    'specs/a.yaml': uses[use](`./large.${ending}`),
    [`specs/large.${ending}`]: '',
  });
  truncateSync(path.join(repo, `specs/large.${ending}`), size);
  const { code, stderr } = await cli(repo, 'validate', 'specs/a.yaml');
  expect({ code, said: /error AIB922: .* it is larger than/.test(stderr) }).toEqual({
    code: 1,
    said: true,
  });
});

test('the library has the same limits', () => {
  const files = { 'a.yaml': uses.deprovision('./large.sh'), 'large.sh': 'x'.repeat(103_000) };
  const { diagnostics } = compile({ files, entry: 'a.yaml' });
  expect(diagnostics.map((one) => one.code)).toContain('AIB922');
});

test('a spec that leads out of the project, or is a pipe, is not read', async () => {
  const repo = repository({ 'specs/good.yaml': minimal });
  symlinkSync('../../outside', path.join(repo, 'specs/link.yaml'));
  symlinkSync('/dev/zero', path.join(repo, 'specs/zero.yaml'));
  execFileSync('mkfifo', [path.join(repo, 'specs/pipe.yaml')]);
  for (const [name, why] of [
    ['link', 'it is outside the project'],
    ['zero', 'it is outside the project'],
    ['pipe', 'it is not a file'],
  ]) {
    const { code, stderr } = await cli(repo, 'validate', `specs/${name}.yaml`);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`cannot be read: ${why}`),
    });
  }
});

describe('what is checked is what is read', () => {
  afterEach(() => jest.restoreAllMocks());

  /** Reads `file.sh` of a repository; something happens right before or after it is opened. */
  function readWhile(before: (file: string) => void, after: (file: string) => void = () => {}) {
    jest.restoreAllMocks();
    const project = repository({ 'file.sh': 'true\n' });
    const file = path.join(project, 'file.sh');
    const open = fs.openSync;
    jest.spyOn(fs, 'openSync').mockImplementation((name, flags) => {
      before(file);
      const handle = open(name, flags);
      after(file);
      return handle;
    });
    return () => readPlainFile(file, { project, limit: 1000 });
  }

  const leadOut = (file: string): void => {
    rmSync(file);
    symlinkSync('../outside', file);
  };

  test('a file exchanged for a link before it is opened, and back again', () => {
    const putBack = (file: string): void => {
      rmSync(file);
      writeFileSync(file, 'true\n');
    };
    expect(readWhile(() => {})().toString()).toBe('true\n');
    expect(readWhile(leadOut)).toThrow(RefusedFile);
    expect(readWhile(leadOut, putBack)).toThrow(RefusedFile);
  });

  test('a file exchanged for a pipe', () => {
    expect(readWhile((file) => {
      rmSync(file);
      execFileSync('mkfifo', [file]);
    })).toThrow(RefusedFile);
  }); // prettier-ignore

  test('a pipe is not even opened, and for a large file no memory is taken', () => {
    const project = repository({ 'large.sh': '' });
    execFileSync('mkfifo', [path.join(project, 'pipe.sh')]);
    truncateSync(path.join(project, 'large.sh'), 2 ** 40);
    const opened = jest.spyOn(fs, 'openSync');
    const read = (name: string) => () => readPlainFile(path.join(project, name), { project, limit: 1000 }); // prettier-ignore
    expect(read('pipe.sh')).toThrow(RefusedFile);
    expect(opened).not.toHaveBeenCalled();
    expect(read('large.sh')).toThrow(RefusedFile);
  });

  test('a file that grows, or does not say how large it is', () => {
    const project = repository({ 'file.sh': 'x'.repeat(2000) });
    const file = path.join(project, 'file.sh');
    const stats = fs.fstatSync;
    jest.spyOn(fs, 'fstatSync').mockImplementation(((handle: number) => Object.assign(stats(handle), { size: 0 })) as typeof stats); // prettier-ignore
    expect(readPlainFile(file, { project, limit: 2000 })).toHaveLength(2000);
    expect(() => readPlainFile(file, { project, limit: 1999 })).toThrow(RefusedFile);
  });
});

describe('the project', () => {
  const spec = uses.extends('../shared/_base.yaml');
  const base = 'tags: { from: base }\n';

  test('is the repository', async () => {
    const repo = repository({ 'specs/a.yaml': spec, 'shared/_base.yaml': base });
    expect(await cli(repo, 'validate', 'specs/a.yaml')).toMatchObject({ code: 0 });
  });

  test('is the folder of the configuration file, in a repository too', async () => {
    const repo = repository({
      'specs/a.yaml': spec,
      'shared/_base.yaml': base,
      'specs/aibgen.config.yaml': '',
    });
    expect((await cli(repo, 'validate', 'specs/a.yaml')).stderr).toContain('AIB922');
  });

  test('is else the folder of the spec', async () => {
    const folder = folderWith({ 'images/a.yaml': spec, 'shared/_base.yaml': base });
    expect((await cli(folder, 'validate', 'images/a.yaml')).stderr).toContain('AIB922');
    writeFileSync(path.join(folder, 'aibgen.config.yaml'), '');
    expect(await cli(folder, 'validate', 'images/a.yaml')).toMatchObject({ code: 0 });
  });

  test('is the folder above specs', async () => {
    const folder = folderWith({ 'p/specs/a.yaml': spec, 'p/shared/_base.yaml': base });
    expect(await cli(folder, 'validate', 'p/specs/a.yaml')).toMatchObject({ code: 0 });
    writeFileSync(path.join(folder, 'p/specs/a.yaml'), uses.extends('../../_base.yaml'));
    expect((await cli(folder, 'validate', 'p/specs/a.yaml')).stderr).toContain('AIB922');
  });

  test('does not depend on the working folder, nor on what else is built', async () => {
    const folder = folderWith({
      'one/a.yaml': uses.extends('./_b.yaml'),
      'one/_b.yaml': base,
      'two/c.yaml': uses.extends('../one/_b.yaml'),
    });
    const { stderr } = await cli(folder, 'validate', 'one', 'two');
    expect(stderr.match(/\S+ error AIB922/g)).toEqual(['two/c.yaml:1:10: error AIB922']);
    const other = await cli(path.join(folder, 'two'), 'validate', 'c.yaml');
    expect(other.stderr.match(/\S+ error AIB922/g)).toEqual(['c.yaml:1:10: error AIB922']);
  });

  test('ends where _defaults.yaml are read', async () => {
    const repo = repository({
      'specs/a.yaml': minimal,
      'specs/_defaults.yaml': '',
      '_defaults.yaml': base,
    });
    writeFileSync(path.join(repo, 'specs/_defaults.yaml'), 'tags: { team: web }\n');
    writeFileSync(path.join(repo, '../_defaults.yaml'), 'tags: { canary: above }\n');
    expect((await cli(repo, 'validate', 'specs')).stderr).toContain('info AIB923');
    expect(await cli(repo, 'build', 'specs')).toMatchObject({ code: 0 });
    const template = readFileSync(path.join(repo, 'out/a/imageTemplate.json'), 'utf8');
    expect(template).toContain('"from": "base"');
    expect(template).not.toContain('canary');
  });
});
