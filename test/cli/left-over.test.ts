/** Images that no spec makes any more, and builds that share an output folder. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { diskHost } from '../../src/disk/host';
import { outputLock } from '../../src/disk/output-lock';
import { cli, filesIn, folderWith, minimal } from '../support/cli';

const two = { 'specs/a.yaml': minimal, 'specs/b.yaml': minimal.replace('/web-base', '/other') };

/** A fleet of two images, of which one has no spec any more. */
async function withLeftOver(): Promise<string> {
  const folder = folderWith(two);
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  rmSync(path.join(folder, 'specs/b.yaml'));
  return folder;
}

const namesIn = (folder: string): readonly string[] =>
  Object.keys(filesIn(folder)).filter((name) => name.startsWith('out/b/'));

test('a build says so once for each image, and removes nothing', async () => {
  const folder = await withLeftOver();
  const before = filesIn(folder);
  const { code, stderr } = await cli(folder, 'build', 'specs');
  expect(code).toBe(0);
  expect(stderr.match(/^\S+ \w+ AIB\d+/gm)).toEqual(['out/b/.aibgen.json:1:1: warning AIB944']);
  expect(stderr).toContain('hint: Remove them with: aibgen build specs --prune\n');
  expect(filesIn(folder)).toEqual(before);
});

test('a check says so once for each image', async () => {
  const folder = await withLeftOver();
  const { code, stderr } = await cli(folder, 'build', 'specs', '--check');
  expect(code).toBe(1);
  expect(stderr.match(/^\S+ \w+ AIB\d+/gm)).toEqual(['out/b/.aibgen.json:1:1: error AIB943']);
  expect(stderr).toContain('No spec makes the image in "out/b" any more.');
});

test('--prune removes the folder, and a check is silent then', async () => {
  const folder = await withLeftOver();
  const { code, stderr } = await cli(folder, 'build', 'specs', '--prune');
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: 'out/b: removed\n1 image in out: nothing changed\n',
  });
  expect(existsSync(path.join(folder, 'out/b'))).toBe(false);
  expect(await cli(folder, 'build', 'specs', '--check')).toMatchObject({ code: 0, stderr: '' });
});

test.each<[string, string, (text: string) => string]>([
  ['was edited', 'README.md', (text) => `${text}mine\n`],
  ['is not from aibgen', 'notes.txt', () => 'mine\n'],
])('--prune keeps a folder in which a file %s', async (_what, name, edit) => {
  const folder = await withLeftOver();
  const file = path.join(folder, 'out/b', name);
  writeFileSync(file, edit(existsSync(file) ? readFileSync(file, 'utf8') : ''));
  const before = namesIn(folder);
  const { code, stderr } = await cli(folder, 'build', 'specs', '--prune');
  expect(code).toBe(0);
  expect(stderr).toContain(`warning AIB945: The folder "out/b" is not removed: its file "${name}"`);
  expect(namesIn(folder)).toEqual(before);
});

test('--prune does not believe a manifest that names files of others', async () => {
  const folder = folderWith({ ...two, 'out/mine/thesis.txt': 'precious' });
  const hash = 'f1a1b2' as const;
  writeFileSync(
    path.join(folder, 'out/mine/.aibgen.json'),
    JSON.stringify({ files: { 'thesis.txt': hash } }),
  );
  const { stderr } = await cli(folder, 'build', 'specs', '--prune');
  expect(stderr).toContain('AIB945');
  expect(readFileSync(path.join(folder, 'out/mine/thesis.txt'), 'utf8')).toBe('precious');
});

test.each([
  ['a single spec', ['specs/a.yaml']],
  ['a shard', ['specs', '--shard', '1/2']],
])('--prune of %s is wrong usage', async (_what, args) => {
  const folder = folderWith(two);
  const { code, stderr } = await cli(folder, 'build', ...args, '--prune');
  expect(code).toBe(2);
  expect(stderr).toContain('AIB946');
});

test.each([
  ['a', '1 note: aibgen validate shows it'],
  ['a b', '2 notes: aibgen validate shows them'],
])('notes that a build does not show are counted: %s', async (names, says) => {
  const writes = minimal.replace('sudo apt-get update', 'echo x > /tmp/DeprovisioningScript.sh');
  const folder = folderWith(
    Object.fromEntries(
      names
        .split(' ')
        .map((name) => [`specs/${name}.yaml`, writes.replace('/web-base', `/${name}`)]),
    ),
  );
  const { stderr } = await cli(folder, 'build', 'specs');
  expect(stderr).toMatch(new RegExp(`files written\\n${says}\\n$`));
  const [quiet, loud] = [
    await cli(folder, 'build', 'specs', '--check'),
    await cli(folder, 'validate', 'specs'),
  ];
  expect(quiet.stderr).toBe('');
  expect(loud.stderr).toContain('AIB405');
});

describe('two builds in one output folder', () => {
  test('both write, whatever they say of the same image', async () => {
    const folder = folderWith({
      ...two,
      'other/a.yaml': minimal.replace('nginx', 'apache2'),
    });
    const runs = await Promise.all(
      ['specs', 'other', 'specs', 'other'].map((specs) => cli(folder, 'build', specs, '--force')),
    );
    expect(runs.map((one) => one.code)).toEqual([0, 0, 0, 0]);
    const checks = await Promise.all(
      ['specs/a.yaml', 'other/a.yaml'].map((spec) => cli(folder, 'build', spec, '--check')),
    );
    // The files are those of one of the two, and not some of each.
    expect(checks.map((one) => one.code).toSorted()).toEqual([0, 1]);
    expect(existsSync(path.join(folder, 'out/.aibgen.lock'))).toBe(false);
  });

  test('the lock of a process that was killed is taken over', async () => {
    const folder = folderWith(two);
    expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
    writeFileSync(path.join(folder, 'out/.aibgen.lock'), `999999999 ${hostname()}\n`);
    expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
    expect(existsSync(path.join(folder, 'out/.aibgen.lock'))).toBe(false);
  });

  describe('a lock that nobody renews', () => {
    const times = { pause: 5, renewal: 1000, patience: 20, limit: 600_000 };
    const locked = (put: (lock: string) => void) => {
      const folder = folderWith({ 'out/x': '', 'precious.txt': 'mine\n' });
      const lock = path.join(folder, 'out/.aibgen.lock');
      put(lock);
      return { lock, folder, taken: outputLock(diskHost(folder), 'out', times).take() };
    };

    test.each<readonly [string, (lock: string) => void, string]>([
      [
        'of another machine',
        (lock) => writeFileSync(lock, '12 elsewhere\n'),
        'process 12 of the machine "elsewhere"',
      ],
      [
        'of a process that runs, and is no build',
        (lock) => writeFileSync(lock, `${process.ppid} ${hostname()}\n`),
        `process ${process.ppid} of this machine`,
      ],
      ['empty', (lock) => writeFileSync(lock, ''), 'a file that names no process'],
      [
        'of any text',
        (lock) => writeFileSync(lock, '\u001b[31m\n'),
        'a file that names no process',
      ],
      [
        'large',
        (lock) => writeFileSync(lock, '1'.repeat(1_000_000)),
        'a file that names no process',
      ],
      ['a folder', (lock) => mkdirSync(lock), 'a file that names no process'],
      ['a pipe', (lock) => execFileSync('mkfifo', [lock]), 'a file that names no process'],
      [
        'a link to a file',
        (lock) => symlinkSync('../precious.txt', lock),
        'a file that names no process',
      ],
      [
        'a link to nothing',
        (lock) => symlinkSync('../nothing', lock),
        'a file that names no process',
      ],
    ])('%s: is left as it is, and said', async (_, put, owner) => {
      const { lock, folder, taken } = locked(put);
      expect(await taken).toMatchObject({
        code: 'AIB947',
        message: `The output folder "out" is locked by ${owner}.`,
      });
      expect(lstatSync(lock)).toBeDefined();
      expect(readFileSync(path.join(folder, 'precious.txt'), 'utf8')).toBe('mine\n');
    });

    test('one that another machine renews and then removes is waited for', async () => {
      const { lock, taken } = locked((file) => writeFileSync(file, '12 elsewhere\n'));
      let renewals = 0;
      const owner = setInterval(() => {
        renewals += 1;
        if (renewals < 30) utimesSync(lock, renewals, renewals);
        else {
          clearInterval(owner);
          rmSync(lock);
        }
      }, 2);
      expect(await taken).toBeUndefined();
      expect(readFileSync(lock, 'utf8')).toBe(`${process.pid} ${hostname()}\n`);
    });

    const dead = `999999999 ${hostname()}\n`;
    const alive = `${process.ppid} ${hostname()}\n`;

    /** Takes the lock; another process does something before one of the calls to the disk. */
    const takeWhile = async (before: number, act: (lock: string) => void) => {
      const folder = folderWith({ 'out/.aibgen.lock': dead });
      const lock = path.join(folder, 'out/.aibgen.lock');
      let calls = 0;
      const host = new Proxy(diskHost(folder), {
        get: (real, name) => {
          calls += 1;
          if (calls === before) act(lock);
          return Reflect.get(real, name);
        },
      });
      const taken = await outputLock(host, 'out', times).take();
      const left = readdirSync(path.join(folder, 'out'));
      return { calls, taken: taken?.code, text: readFileSync(lock, 'utf8'), left };
    };

    test('of two builds that find the lock of one that has ended, one takes it over', async () => {
      const own = `${process.pid} ${hostname()}\n`;
      const winners = new Set<string>();
      for (let [before, calls] = [1, 1]; before <= calls; before += 1) {
        let other = false;
        const run = await takeWhile(before, (lock) => {
          // Another build, as far as it gets in one moment.
          if (existsSync(`${lock}.takeover`) || readFileSync(lock, 'utf8') !== dead) return;
          other = true;
          writeFileSync(lock, alive);
        });
        calls = run.calls;
        winners.add(run.text);
        const held = other ? { taken: 'AIB947', text: alive } : { taken: undefined, text: own };
        expect({ before, ...run }).toEqual({ before, calls, ...held, left: ['.aibgen.lock'] });
      }
      expect(winners.size).toBe(2);
    });

    test('a build that was killed while it took a lock over stops no other', async () => {
      const put = (text: string) => (lock: string) => writeFileSync(`${lock}.takeover`, text);
      expect(await takeWhile(1, put(dead))).toMatchObject({ taken: undefined, left: ['.aibgen.lock'] }); // prettier-ignore
      expect(await takeWhile(1, put(alive))).toMatchObject({ taken: 'AIB947', text: dead });
    });

    test('the owner renews its own', async () => {
      const folder = folderWith({ 'out/x': '' });
      const lock = outputLock(diskHost(folder), 'out', { ...times, renewal: 1 });
      await lock.take();
      const file = path.join(folder, 'out/.aibgen.lock');
      utimesSync(file, 1, 1);
      while (statSync(file).mtimeMs === 1000) await setTimeout(1);
      lock.release();
      expect(existsSync(file)).toBe(false);
    });
  });
});
