/** A large run on several threads: the same bytes, the same messages. */
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Job, Request as WorkerRequest, Setup } from '../../src/cli/fleet/worker-protocol';
import type { Thread, Threads } from '../../src/disk/workers';
import { findImages } from '../../src/cli/azure/find-images';
import type { Io } from '../../src/cli/io';
import { createServer } from '../../src/cli/fleet/worker';
import { diskHost } from '../../src/disk/host';
import { cliWith, filesIn, folderWith, minimal } from '../support/cli';

/** Threads that take turns with this one; all that goes to and fro is cloned, as between real ones. */
function fakeThreads(): Threads {
  return {
    limit: () => 3,
    start: <Request, Answer>(setup: unknown) => {
      const own = setup as Setup;
      const server = createServer(diskHost(own.cwd), {
        ...own,
        options: structuredClone(own.options),
      });
      const ask = async (request: WorkerRequest<never>) =>
        structuredClone(await (await server)(structuredClone(request)));
      return { ask, stop: () => {} } as unknown as Thread<Request, Answer>;
    },
  };
}

const count = 50;
const fleet = Object.fromEntries([
  // Waits for the first boot, so that there is no note about that.
  [
    'specs/_base.yaml',
    minimal.replace('sudo apt-get', 'cloud-init status --wait\n      sudo apt-get'),
  ],
  ...Array.from({ length: count }, (_, n) => [
    `specs/image-${n}.yaml`,
    `extends: _base.yaml\ntags: { n: "${n}" }\n${n % 10 === 0 ? 'location: mars\n' : ''}`,
  ]),
]);

test('two make what one makes, and say the same', async () => {
  const [alone, together] = [folderWith(fleet), folderWith(fleet)];
  const threads = fakeThreads();
  const args = ['build', 'specs', '--format', 'json'];
  const want = await cliWith({}, alone, ...args);
  expect(want.code).toBe(0);
  expect(JSON.parse(want.stdout)).toHaveLength(count / 10);
  expect(await cliWith({ threads }, together, ...args)).toEqual(want);
  expect(filesIn(together)).toEqual(filesIn(alone));
  expect(await cliWith({ threads }, together, ...args, '--check')).toEqual(want);
  expect(await cliWith({ threads }, together, 'validate', 'specs')).toEqual(
    await cliWith({}, alone, 'validate', 'specs'),
  );
});

test('an error in the share of another thread stops all', async () => {
  const folder = folderWith({
    ...fleet,
    'specs/image-3.yaml': 'extends: _base.yaml\nlocatoin: x\n',
  });
  const { code, stderr } = await cliWith({ threads: fakeThreads() }, folder, 'build', 'specs');
  expect(code).toBe(1);
  // The line of the spec is shown, wherever it was read.
  expect(stderr).toContain('locatoin: x\n');
  expect(Object.keys(filesIn(folder)).some((name) => name.startsWith('out/'))).toBe(false);
});

describe('other commands', () => {
  const git = (cwd: string, ...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], { cwd });
  };
  /** A fleet that was built and committed; then some specs changed, one is new, and one is gone. */
  let folder = '';
  beforeAll(async () => {
    folder = folderWith(fleet);
    await cliWith({}, folder, 'build', 'specs');
    git(folder, 'init', '-q');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-q', '-m', 'first');
    const change = (name: string, text: string): void =>
      writeFileSync(path.join(folder, `specs/${name}.yaml`), `extends: _base.yaml\n${text}`);
    change('image-7', 'timeout: 5h\n');
    change('image-8', 'timeout: 5h\n');
    change('image-9', 'distribute: [{ gallery: other-rg/gallery/image-9 }]\n');
    change('new', 'tags: { n: new }\n');
    rmSync(path.join(folder, 'specs/image-3.yaml'));
  });

  test.each([
    'diff specs',
    'diff specs --format json',
    'diff specs --format markdown --against HEAD',
    'roles specs',
    'roles specs --format json',
    'roles specs --against out',
    'roles specs --against HEAD --format json',
    'matrix specs',
    'matrix specs --shard 2/5',
    'matrix specs --changed-since HEAD',
  ])('%s', async (command) => {
    const args = command.split(' ');
    const want = await cliWith({}, folder, ...args);
    expect(want.code).toBe(0);
    expect(want.stdout).not.toBe('');
    expect(await cliWith({ threads: fakeThreads() }, folder, ...args)).toEqual(want);
  });

  test.each(['diff', 'roles', 'matrix', 'validate', 'status'])(
    '%s says what is wrong, in the same order',
    async (command) => {
      const broken = folderWith({
        ...fleet,
        'specs/image-3.yaml': 'extends: _base.yaml\nlocatoin: x\n',
        'specs/image-4.yaml': 'extends: _none.yaml\n',
        'specs/image-40.yaml': 'extends: _base.yaml\nname: image-41\n',
      });
      const want = await cliWith({}, broken, command, 'specs');
      expect(want.code).toBe(1);
      expect(want.stderr + want.stdout).toMatch(/locatoin[^]*_none\.yaml[^]*image-41/);
      expect(await cliWith({ threads: fakeThreads() }, broken, command, 'specs')).toEqual(want);
    },
  );
});

test('images for Azure are the same, their templates too; an error in a base stops those that are named', async () => {
  const folder = folderWith(fleet);
  const options = {
    out: 'out',
    needs: {},
    fallback: { subscription: 'a0a0a0a0-0000-4000-8000-000000000001', resourceGroup: 'images-rg' },
  };
  const find = async (own: Partial<Io>, ...args: readonly string[]) => {
    const io = { host: diskHost(folder), terminal: false, ...own } as Io;
    const { images, diagnostics } = await findImages(io, args, options, undefined);
    const codes = diagnostics.map(({ code }) => code);
    return { codes, prepared: structuredClone(images.map((one) => one.result.prepared)) };
  };
  const want = await find({});
  expect(want.prepared).toHaveLength(count);
  expect(want.prepared[0]).toMatchObject({ content: { type: expect.any(String) } });
  expect(await find({ threads: fakeThreads() })).toEqual(want);
  const named = await find({ threads: fakeThreads() }, 'image-7', 'IMAGE-10');
  expect(named.prepared).toMatchObject([{ name: 'image-7' }, { name: 'image-10' }]);
  writeFileSync(path.join(folder, 'specs/_base.yaml'), `${fleet['specs/_base.yaml']}timeout: 5m\n`);
  expect((await find({}, 'image-7')).codes).toContain('AIB301');
});

test('progress is shown on a terminal, for more than a handful of specs, and is gone at the end', async () => {
  const folder = folderWith(fleet);
  const { stderr } = await cliWith({ terminal: true }, folder, 'validate', 'specs');
  expect(stderr).toContain(`\r25 of ${count} specs\u001b[K`);
  expect(stderr.lastIndexOf(`\r${count} of ${count} specs`)).toBeLessThan(
    stderr.lastIndexOf('\r\u001b[K'),
  );
  const one = await cliWith(
    { terminal: true },
    folder,
    'validate',
    path.join('specs', 'image-1.yaml'),
  );
  expect(one.stderr).toBe('');
  expect((await cliWith({}, folder, 'validate', 'specs')).stderr).not.toContain('\r');
});

test.each(['build', 'diff', 'roles', 'matrix', 'status', 'validate'])(
  '%s: a thread that runs out of memory names the spec that it was at',
  async (command) => {
    const folder = folderWith(fleet);
    const outOfMemory = Object.assign(new Error('limit'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
    const taken: Job[] = [];
    const threads: Threads = {
      limit: () => 2,
      start: <Request, Answer>(setup: unknown) => {
        const { positions, worker } = setup as Setup;
        const ask = async (request: WorkerRequest<Job>) => {
          // It has taken the second job when it ends.
          if (request.kind === 'jobs') taken.push(...request.jobs.slice(1, 2));
          Atomics.add(positions, worker, 2);
          throw outOfMemory;
        };
        return { ask, stop: () => {} } as unknown as Thread<Request, Answer>;
      },
    };
    const { code, stderr } = await cliWith({ threads }, folder, command, 'specs');
    expect(code).toBe(2);
    const spec = taken[0]?.spec ?? '';
    expect(spec).toMatch(/^specs\/image-\d+\.yaml$/);
    expect(stderr).toContain(`${spec}:1:1: error AIB926: `);
    expect(stderr).toContain(` it ended at "${spec}".`);
  },
);
