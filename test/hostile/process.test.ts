/** What the system refuses is a message and an exit code, never a stack: no folder, no room, no handles, nobody who reads. */
import { spawnSync } from 'node:child_process';
import fs, { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { watchFolders } from '../../src/disk/watch-folders';
import { systemReason } from '../../src/disk/host';
import { cli, cliWith, folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

/** Runs a line of shell in which `aibgen` is the command. */
function shell(cwd: string, line: string) {
  const script = `aibgen() { "${process.execPath}" "${bin}" "$@"; }\n${line}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8' });
  expect(stdout + stderr).not.toMatch(/^\s+at .*:\d+|^Node\.js v/m);
  return { status, stdout, stderr };
}

test.each(['build a.yaml', 'schema', 'validate - </dev/null', '--help'])(
  'the working folder was removed: %s',
  (command) => {
    const folder = folderWith({ 'gone/x': '' });
    const { status, stderr } = shell(folder, `cd gone && rm -r ../gone && aibgen ${command}`);
    expect(status).toBe(2);
    expect(stderr).toContain('error AIB927: The folder in which the command runs does not exist');
  },
);

test.each(['schema', 'build a.yaml --stdout README.md', 'validate a.yaml --format json', 'explain a.yaml', '--help'])(
  'standard output is full: %s',
  (command) => {
    const { status, stderr } = shell(folderWith({ 'a.yaml': minimal }), `aibgen ${command} >/dev/full`);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('the disk is full') });
  },
); // prettier-ignore

test.each([
  ['validate nothing.yaml', 2],
  ['validate bad.yaml', 1],
  ['build a.yaml', 0],
])('standard error is full: %s ends with %d all the same', (command, code) => {
  const folder = folderWith({ 'a.yaml': minimal, 'bad.yaml': 'locaton: x\n' });
  expect(shell(folder, `aibgen ${command} 2>/dev/full`).status).toBe(code);
});

test('no handles for the threads of a fleet', () => {
  const folder = folderWith({});
  mkdirSync(path.join(folder, 'specs'));
  for (let n = 0; n < 60; n += 1) writeFileSync(path.join(folder, `specs/i${n}.yaml`), minimal);
  const { status, stderr } = shell(folder, 'ulimit -n 22; aibgen build specs');
  // Where there is one processor, no thread is started.
  expect(`${status} ${stderr}`).toMatch(/^2 .*(?:AIB92[56]|AIB905)|^0 /s);
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EIO', 'EIO'],
])('what the system refuses anywhere is told: %s', async (code, why) => {
  const rawStdout = (): never => {
    throw Object.assign(new Error(`${code}: write`), { code, path: 'x' });
  };
  expect(await cliWith({ rawStdout }, folderWith({}), 'schema')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(new RegExp(`error AIB925: .*${why}`)),
  });
});

describe('folders to watch', () => {
  const systemError = (code: string): Error =>
    Object.assign(new Error(`${code}: watch`), { code, syscall: 'watch' });
  afterEach(() => jest.restoreAllMocks());

  test.each(['EMFILE', 'ENOSPC'])('no folder can be watched: %s', async (code) => {
    const refusal = systemError(code);
    jest.spyOn(fs, 'watch').mockImplementation(() => {
      throw refusal;
    });
    const watch = watchFolders('/', () => {});
    expect(() => watch.set(['.'])).toThrow(refusal);
    expect(systemReason(refusal)).toBe('no more folders can be watched');
    const ended = await cli(folderWith({ 'a.yaml': minimal }), 'build', 'a.yaml', '--watch');
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('AIB925: The system refuses: no more folders can be watched'),
    });
  });

  test('one is gone by now, one is refused, and the others are watched all the same', () => {
    const folder = folderWith({ 'a/x': '', 'b/x': '', 'c/x': '' });
    const real = fs.watch;
    const watched: string[] = [];
    jest.spyOn(fs, 'watch').mockImplementation((at, listener) => {
      if (path.basename(String(at)) === 'a') throw systemError('ENOSPC');
      if (path.basename(String(at)) === 'b') throw systemError('ENOENT');
      watched.push(path.basename(String(at)));
      return real(at, listener as () => void);
    });
    const watch = watchFolders(folder, () => {});
    try {
      expect(() => watch.set(['b', 'c'])).not.toThrow();
      expect(() => watch.set(['a', 'b', 'c', '.'])).toThrow('ENOSPC');
      expect(watched).toEqual(['c', path.basename(folder)]);
    } finally {
      watch.close();
    }
  });
});

test('a folder in a folder, three thousand deep', () => {
  const folder = folderWith({ 'specs/a.yaml': minimal });
  const deep = path.join(folder, 'specs/deep');
  // Longer than any path may be: made step by step.
  const make =
    "const fs = require('fs'); fs.mkdirSync('specs/deep'); process.chdir('specs/deep'); for (let n = 0; n < 3000; n += 1) { fs.mkdirSync('d'); process.chdir('d'); }";
  expect(spawnSync(process.execPath, ['-e', make], { cwd: folder }).status).toBe(0);
  try {
    expect(shell(folder, 'aibgen build specs').status).toBe(0);
    expect(shell(folder, 'aibgen build specs -o specs/deep').status).toBe(0);
    expect(shell(folder, 'aibgen build specs/a.yaml --templates specs/deep').status).toBe(0);
  } finally {
    spawnSync('rm', ['-rf', deep]);
  }
}); // prettier-ignore

test.each(['/proc/x', '/dev/null/x', '/proc/self/fd/9999'])('an output folder %s', (out) => {
  const folder = folderWith({ 'a.yaml': minimal });
  const { status, stderr } = shell(folder, `aibgen build a.yaml -o ${out}`);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/AIB9(?:05|25)/) });
});
