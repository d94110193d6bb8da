/** A large run on several threads: the same bytes, the same messages. */
import path from 'node:path';
import type { Request as WorkerRequest, Setup } from '../../src/cli/build/worker-protocol';
import type { Thread, Threads } from '../../src/disk/workers';
import { createServer, takeJobs } from '../../src/cli/build/worker';
import { diskHost } from '../../src/disk/host';
import { cliWith, filesIn, folderWith, minimal } from '../support/cli';

/** Threads that take turns with this one; all that goes to and fro is cloned, as between real ones. */
function fakeThreads(): Threads {
  return {
    limit: () => 3,
    start: <Request, Answer>(setup: unknown) => {
      const { cwd, options } = setup as Setup;
      const server = createServer(diskHost(cwd), structuredClone(options));
      const ask = async (request: WorkerRequest) =>
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

test('a thread that runs out of memory names the spec that it was at', async () => {
  const folder = folderWith(fleet);
  const threads: Threads = {
    limit: () => 2,
    start: <Request, Answer>() => {
      const ask = async (request: WorkerRequest) => {
        if (request.kind === 'prepare') {
          // It has taken the first job of the list when it ends.
          await takeJobs(request, () => Promise.reject(outOfMemory), undefined, request.worker);
        }
        throw outOfMemory;
      };
      return { ask, stop: () => {} } as unknown as Thread<Request, Answer>;
    },
  };
  const outOfMemory = Object.assign(new Error('limit'), { code: 'ERR_WORKER_OUT_OF_MEMORY' });
  const { code, stderr } = await cliWith({ threads }, folder, 'build', 'specs');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^specs\/image-\d+\.yaml:1:1: error AIB926: .* it ended at "specs\/image-\d+\.yaml"\./);
}); // prettier-ignore
