/** The logs of builds that are running: in the container, then in the blob; what a wait shows of them, and at which cost. */
import { createLiveLog, type LogPart } from '../../src/azure/operations/live-log';
import { followLog } from '../../src/azure/operations/build-log';
import { type Sight, waitForBuilds } from '../../src/azure/operations/follow-builds';
import { getTemplate, lastRun } from '../../src/azure/image-templates';
import { startBuild } from '../../src/azure/operations/start-build';
import { cli, folderWith } from '../support/cli';
import {
  exampleLog,
  logProject,
  putContainer,
  putLog,
  stagingGroup,
} from '../support/azure/build-logs';
import { contentOf, deployed, directSession, imageOf } from '../support/azure/direct';
import { type AzureServer, startAzure } from '../support/azure/server';
import { type Azure, createAzure, type JsonObject } from '../support/azure/stand-in';

jest.setTimeout(120_000);

const content = (name: string): JsonObject => ({
  name,
  location: 'eastus2',
  properties: { distribute: [] },
});

/** Builds that are running. */
async function world(names: readonly string[] = ['web'], looks = 4) {
  const azure = createAzure();
  const session = directSession(azure);
  const images = [];
  for (const name of names) {
    deployed(azure, content(name));
    const image = imageOf(azure, content(name));
    images.push(image);
    azure.builds.push({ looks, end: 'Succeeded' });
    await startBuild(session, image, { supersede: false });
  }
  const image = imageOf(azure, content(names[0] ?? ''));
  return { azure, session, images, image };
}

async function readAll(
  { session, image }: Awaited<ReturnType<typeof world>>,
  looks: number,
): Promise<{ readonly parts: readonly LogPart[]; readonly text: string }> {
  const log = createLiveLog(session, image);
  const parts: LogPart[] = [];
  for (let look = 0; look < looks; look += 1) {
    const live = await getTemplate(session.client, image);
    if (!live) throw new Error('no template');
    parts.push(await log.read(live, lastRun(live), { over: false }));
  }
  return { parts, text: parts.map(({ text }) => text).join('') };
}

const numbered = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `line ${n + 1}`);
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('the log of a running build', () => {
  test.each([3, 400, 700])(
    'each line of the container comes once, %i lines a look',
    async (growth) => {
      const all = await world(['web'], 99);
      const lines = numbered(2_000);
      putContainer(all.azure, 'web', { lines, growth });
      const looks = Math.min(5, Math.floor(2_000 / growth));
      const { parts, text } = await readAll(all, looks);
      expect(text.length).toBeGreaterThan(growth * looks);
      expect(joined(lines).startsWith(text)).toBe(true);
      expect(parts.some(({ gap }) => gap)).toBe(false);
    },
  );

  test('lines that the container no longer shows are a gap', async () => {
    const all = await world(['web'], 99);
    const lines = [...numbered(10)];
    putContainer(all.azure, 'web', { lines, growth: 10 });
    const log = createLiveLog(all.session, all.image);
    const read = async () => {
      const live = await getTemplate(all.session.client, all.image);
      return log.read(live ?? null, lastRun(live ?? null), { over: false });
    };
    expect(await read()).toMatchObject({ gap: false });
    putContainer(all.azure, 'web', { lines: ['line 500', 'line 501'], growth: 2 });
    expect(await read()).toMatchObject({ gap: true, text: 'line 500\nline 501\n' });
  });

  test('the blob goes on where the container ended', async () => {
    const all = await world(['web'], 99);
    const lines = numbered(20);
    const asBlob = lines.map((line) => `[a-b] PACKER OUT ${line}`);
    const gone = () => void putLog(all.azure, 'web', Buffer.from(joined(asBlob)));
    putContainer(all.azure, 'web', { lines: lines.slice(0, 15), growth: 15, gone });
    const { parts, text } = await readAll(all, 2);
    expect(text).toBe(joined([...lines.slice(0, 15), ...asBlob.slice(15)]));
    expect(parts.map(({ source }) => source)).toEqual(['container', 'blob']);
  });

  test('a large blob is read in parts of 4 MB, whole lines each', async () => {
    const all = await world(['web'], 99);
    const line = `${'x'.repeat(99)}\n`;
    const bytes = Buffer.from(line.repeat(90_000));
    putLog(all.azure, 'web', bytes);
    const { parts, text } = await readAll(all, 3);
    expect(text.length).toBe(bytes.length);
    expect(parts.map(({ more }) => more)).toEqual([true, true, false]);
    expect(parts.every((part) => part.text.length <= 4 * 1024 * 1024 + line.length)).toBe(true);
  });

  test('logs --follow prints the container, and gives back the whole blob', async () => {
    const all = await world(['web'], 5);
    const lines = numbered(30);
    const whole = Buffer.from(joined([...lines, 'the end']));
    const gone = () => void putLog(all.azure, 'web', whole);
    putContainer(all.azure, 'web', { lines, growth: 15, gone });
    let printed = '';
    const print = ({ text }: { readonly text: string }): void => void (printed += text);
    const log = await followLog(all.session, all.image, { run: undefined, print });
    expect(printed).toBe(whole.toString());
    expect(log.text).toBe(whole.toString());
  });

  test('a line that is half written is printed when it is whole, without escapes and secrets', async () => {
    const all = await world(['web'], 4);
    const secret = ['export PASS', 'WORD=Correct-Horse-7\n'];
    const texts = ['a\n##', 'vso[task.complete]\n', `\u001b[31m${secret[0]}`, `${secret[1]}`];
    const parts: string[] = [];
    let [blob, bytes] = ['', ''];
    const grow = (): void => {
      bytes += texts.shift() ?? '';
      blob = putLog(all.azure, 'web', Buffer.from(bytes));
    };
    grow();
    const print = ({ text }: Pick<LogPart, 'text'>): void => {
      parts.push(text);
      grow();
    };
    const { sleep } = all.session.client.clock;
    const clock = { ...all.session.client.clock, sleep: (time: number) => (grow(), sleep(time)) };
    const session = { ...all.session, client: { ...all.session.client, clock } };
    await followLog(session, all.image, { run: undefined, print });
    expect(blob).not.toBe('');
    expect(parts.join('')).toBe('a\n# vso[task.complete]\nexport PASSWORD=***************\n');
  });
});

describe('a wait', () => {
  const watched = async ({ session, images }: Awaited<ReturnType<typeof world>>) => {
    const sights: Sight[] = [];
    const watch = (some: readonly Sight[]): void => void sights.push(...some);
    const results = await waitForBuilds(session, images, {
      runs: new Map(),
      minutes: undefined,
      watch,
    });
    expect(results.every(({ state }) => state === 'Succeeded')).toBe(true);
    return sights;
  };
  const requests = ({ seen }: Azure, kind: RegExp): number =>
    seen.filter(({ path }) => kind.test(path)).length;

  test('reads the logs of ten builds: after the first look one request each', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `image-${n}`);
    const all = await world(names, 4);
    for (const name of names) putContainer(all.azure, name, { lines: numbered(900), growth: 30 });
    all.azure.seen.length = 0;
    const sights = await watched(all);
    expect(sights.filter(({ log }) => log?.text.includes('line 1\n'))).toHaveLength(10);
    expect(requests(all.azure, /\/logs$/)).toBe(requests(all.azure, /\/containerGroups$/) * 3);
    expect(requests(all.azure, /\/containerGroups$/)).toBe(10);
  });

  test('of eleven builds none is read: a look costs one list', async () => {
    const names = Array.from({ length: 11 }, (_, n) => `image-${n}`);
    const all = await world(names, 4);
    for (const name of names) putContainer(all.azure, name, { lines: numbered(900), growth: 30 });
    all.azure.seen.length = 0;
    expect((await watched(all)).some(({ log }) => log)).toBe(false);
    expect(all.azure.seen.every(({ path }) => path.endsWith('/imageTemplates'))).toBe(true);
  });

  test.each<[string, Partial<Azure['faults'][number]>]>([
    ['a page in place of an answer', { status: 502, body: '<html>oops</html>' }],
    ['a cut connection', { cut: 'before' }],
    [
      'no such provider',
      { status: 409, body: { error: { code: 'MissingSubscriptionRegistration', message: 'no' } } },
    ],
  ])('goes on where the log gives %s', async (_, fault) => {
    const all = await world();
    putContainer(all.azure, 'web', { lines: numbered(9), growth: 3 });
    all.azure.faults.push({ path: /containerGroups|storageAccounts/, times: 99, ...fault });
    const sights = await watched(all);
    expect(sights.every(({ log }) => !log?.denied && !log?.text)).toBe(true);
  });
});

describe('as a process', () => {
  let server: AzureServer;
  beforeAll(async () => {
    server = await startAzure();
  });
  afterAll(() => server.stop());

  /** A deployed image whose build fails, with its log in the container and then in the blob. */
  async function failing() {
    const azure = server.azure();
    const folder = folderWith(logProject());
    expect((await cli(folder, 'build', 'specs')).code).toBe(0);
    const made = await contentOf(azure, folder, 'specs/web.yaml');
    deployed(azure, made);
    azure.builds.push({ looks: 6, end: 'Failed', message: 'Packer failed.' });
    const bytes = exampleLog('AIB705-apt-package.log');
    const lines = bytes.toString().trimEnd().split('\n');
    const gone = () => void putLog(azure, 'web', bytes);
    const at = lines.findIndex((line) => line.includes('Unable to locate'));
    putContainer(azure, 'web', { lines, growth: at, gone });
    const run = (...args: readonly string[]) => server.run(azure, folder, args);
    return { azure, run, bytes };
  }

  test.concurrent(
    'run --wait of a build that fails shows its steps, then the cause on its line',
    async () => {
      const { azure, run } = await failing();
      const { code, stderr, stdout } = await run('run', 'web', '--wait');
      expect(code).toBe(1);
      expect(stderr).toMatch(/^web: step 2 of 5, packages, after \d+ min: \S/m);
      expect(stdout).toMatch(/AIB705.*ngnix|ngnix.*AIB705/s);
      expect(stdout).toContain('specs/web.yaml:18');
      expect(azure.seen.some(({ path }) => /containers\/.*\/logs$/.test(path))).toBe(true);
    },
  );

  test.concurrent(
    'who may not read the log is told once which right is missing, and sees the rest',
    async () => {
      const { azure, run } = await failing();
      const right = 'Microsoft.ContainerInstance/containerGroups/read';
      azure.granted = new Set([
        'Microsoft.VirtualMachineImages/imageTemplates/read',
        'Microsoft.VirtualMachineImages/imageTemplates/run/action',
      ]);
      stagingGroup(azure, 'web');
      const { code, stderr, stdout } = await run('run', 'web', '--wait');
      expect(code).toBe(1);
      expect(stderr.split('the running step is not shown')).toHaveLength(2);
      expect(stderr).toContain(`The right "${right}"`);
      expect(stderr).toContain('"reader" in roles.json');
      expect(stderr).toMatch(/^web: Running/m);
      expect(stdout).toContain('The log cannot be read');
    },
  );
});
