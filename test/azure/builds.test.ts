/** Builds: started, known by their start, followed, stopped; what they made. */
import type { AzureImage, ImageResult, Session } from '../../src/azure/azure-image';
import { failureOf } from '../../src/azure/failures';
import { cancelBuild } from '../../src/azure/operations/cancel-build';
import { deleteImage } from '../../src/azure/operations/delete-image';
import { bicepparam, tfvars } from '../../src/azure/operations/output-files';
import { readOutputs } from '../../src/azure/operations/build-outputs';
import { startBuild } from '../../src/azure/operations/start-build';
import { waitForBuilds } from '../../src/azure/operations/follow-builds';
import { acts, deployed, directSession, imageOf, templateId } from '../support/azure/direct';
import { type Azure, type Build, createAzure, type JsonObject } from '../support/azure/stand-in';

const content = (name: string): JsonObject => ({
  name,
  location: 'eastus2',
  properties: { distribute: [] },
});

function world(names: readonly string[] = ['web'], properties: JsonObject = {}) {
  const azure = createAzure();
  const images = names.map((name) => {
    deployed(azure, content(name), properties);
    return imageOf(azure, content(name));
  });
  return { azure, session: directSession(azure), images, image: images[0] as AzureImage };
}

async function attempt(work: () => Promise<ImageResult>): Promise<ImageResult> {
  try {
    return await work();
  } catch (error) {
    return failureOf('web', 'It failed', error);
  }
}
const codes = ({ problems = [] }: ImageResult): readonly string[] =>
  problems.map(({ code }) => code);
const start = (session: Session, image: AzureImage, supersede = false) =>
  attempt(() => startBuild(session, image, { supersede }));
const wait = (
  session: Session,
  images: readonly AzureImage[],
  runs: Record<string, string> = {},
  minutes?: number,
) =>
  waitForBuilds(session, images, {
    runs: new Map(Object.entries(runs)),
    minutes,
    watch: () => undefined,
  });
const build = (azure: Azure, own: Partial<Build>): void =>
  void azure.builds.push({ looks: 2, end: 'Succeeded', ...own });
const building = {
  lastRunStatus: { runState: 'Running', startTime: '2026-11-24T09:00:00.1234567Z' },
};

describe('run', () => {
  test('gives the start of its own build, to the second, however late the service shows it', async () => {
    const { azure, session, image } = world(['web'], {
      lastRunStatus: { runState: 'Succeeded', startTime: '2026-11-23T09:00:00Z' },
    });
    azure.lag = 5;
    const result = await start(session, image);
    expect(result).toMatchObject({ state: 'Running', data: { run: '2026-11-24T10:01:00Z' } });
  });

  test('refuses while a build is running', async () => {
    const { azure, session, image } = world(['web'], building);
    expect((await start(session, image)).problems).toMatchObject([
      { code: 'AIB809', parameters: { run: '2026-11-24T09:00:00Z' } },
    ]);
    expect(acts(azure)).toEqual([]);
  });

  test('--supersede cancels the one that is running first', async () => {
    const { azure, session, image } = world();
    const first = await start(session, image);
    const second = await start(session, image, true);
    expect(acts(azure)).toEqual([
      'POST imageTemplates/web/run',
      'POST imageTemplates/web/cancel',
      'POST imageTemplates/web/run',
    ]);
    expect(second.data?.run).not.toBe(first.data?.run);
  });

  test.each(['before', 'after'] as const)(
    'an answer lost %s the act starts one build',
    async (cut) => {
      const { azure, session, image } = world();
      azure.faults.push({ method: 'POST', path: /run$/, times: 1, cut });
      expect(await start(session, image)).toMatchObject({ state: 'Running' });
      expect(acts(azure)).toHaveLength(cut === 'before' ? 2 : 1);
    },
  );

  test('of two at once, one starts a build, and the other says that it is not its own', async () => {
    const { azure, session, image } = world();
    const results = await Promise.all([start(session, image), start(session, image)]);
    expect(results.map(codes).toSorted()).toEqual([[], ['AIB809']]);
    expect(acts(azure)).toHaveLength(2);
  });

  test.each([
    ['not deployed', undefined, 'AIB807'],
    [
      'refused by the service',
      {
        provisioningState: 'Failed',
        provisioningError: { provisioningErrorCode: 'BadPIRSource', message: 'no such sku' },
      },
      'AIB826',
    ],
    ['being created', { provisioningState: 'Creating' }, 'AIB813'],
  ])('a template that is %s is not built', async (_what, state, code) => {
    const { azure, session, image } = world(['web'], state ?? {});
    if (!state) azure.resources.clear();
    const result = await start(session, image);
    expect(codes(result)).toEqual([code]);
    expect(JSON.stringify(result.problems).includes('check publisher, offer')).toBe(
      code === 'AIB826',
    );
  });
});

describe('wait', () => {
  test.each([
    ['Succeeded', []],
    ['Failed', ['AIB815']],
    ['Canceled', ['AIB815']],
    ['PartiallySucceeded', ['AIB815']],
  ])('a build that ends as %s', async (end, problems) => {
    const { azure, session, image } = world();
    build(azure, { end, message: 'why' });
    await start(session, image);
    const [result] = await wait(session, [image]);
    expect([result?.state, result && codes(result)]).toEqual([end, problems]);
    expect(session.told.join('\n')).toMatch(/web: Running, Customizing \(\d+ minutes\)/);
  });

  test('256 images cost one list for each look', async () => {
    const names = Array.from({ length: 256 }, (_, n) => `image-${n}`);
    const { azure, session, images } = world(names);
    azure.pageSize = 1000;
    for (const image of images) {
      build(azure, { looks: 3 });
      await start(session, image);
    }
    azure.seen.length = 0;
    const results = await wait(session, images);
    expect(results.map(({ state }) => state)).toEqual(names.map(() => 'Succeeded'));
    expect(azure.seen.length).toBeLessThan(6);
    expect(azure.seen.every(({ path }) => path.endsWith('/imageTemplates'))).toBe(true);
  });

  test('lists of many pages are read to the end', async () => {
    const { azure, session, images } = world(['a', 'b', 'c', 'd', 'e']);
    azure.pageSize = 2;
    for (const image of images) await start(session, image);
    expect((await wait(session, images)).map(({ state }) => state)).toEqual(
      Array.from({ length: 5 }, () => 'Succeeded'),
    );
  });

  test('whoever may read templates, but not their list, reads one after the other', async () => {
    const { azure, session, images } = world(['a', 'b']);
    for (const image of images) await start(session, image);
    azure.faults.push({
      path: /imageTemplates$/,
      times: 99,
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    });
    expect((await wait(session, images)).map(({ state }) => state)).toEqual([
      'Succeeded',
      'Succeeded',
    ]);
  });

  test.each<[string, Partial<Azure['faults'][number]>]>([
    ['503 with a page', { status: 503, body: '<html>oops</html>' }],
    ['502 without a body', { status: 502 }],
    [
      '500 with a code of its own',
      { status: 500, body: { error: { code: 'SomethingElse', message: 'x' } } },
    ],
    [
      '404 once',
      { status: 404, times: 1, body: { error: { code: 'ResourceNotFound', message: 'x' } } },
    ],
    [
      '403 once',
      { status: 403, times: 1, body: { error: { code: 'AuthorizationFailed', message: 'x' } } },
    ],
    ['429', { status: 429, headers: { 'retry-after': '2' } }],
    ['a dead connection', { cut: 'before' }],
    ['no answer', { cut: 'hang' }],
  ])('%s is no end', async (_what, fault) => {
    const { azure, session, image } = world();
    build(azure, { looks: 6 });
    await start(session, image);
    azure.faults.push({ method: 'GET', path: /imageTemplates/, times: 4, ...fault });
    expect(await wait(session, [image])).toMatchObject([{ state: 'Succeeded' }]);
  });

  test('the pause that the service asks for is made', async () => {
    const { azure, session, image } = world();
    build(azure, { looks: 3 });
    await start(session, image);
    session.pauses.length = 0;
    azure.faults.push({
      method: 'GET',
      path: /imageTemplates/,
      times: 1,
      status: 429,
      headers: { 'retry-after': '17' },
    });
    expect(await wait(session, [image])).toMatchObject([{ state: 'Succeeded' }]);
    expect(session.pauses[0]).toBe(17_000);
  });

  test('a login that has expired is an end', async () => {
    const { azure, session, image } = world();
    await start(session, image);
    azure.faults.push({
      method: 'GET',
      path: /imageTemplates/,
      times: 99,
      status: 401,
      body: { error: { code: 'ExpiredAuthenticationToken', message: 'x' } },
    });
    expect((await wait(session, [image])).map(codes)).toEqual([['AIB801']]);
  });

  test('a template that is gone is an end, after some looks', async () => {
    const { azure, session, image } = world();
    await start(session, image);
    azure.resources.clear();
    expect((await wait(session, [image])).map(codes)).toEqual([['AIB807']]);
    expect(azure.seen.filter(({ method }) => method === 'GET').length).toBeGreaterThan(3);
  });

  test('when the time is over, the build goes on', async () => {
    const { azure, session, image } = world();
    build(azure, { looks: 9999 });
    await start(session, image);
    const [result] = await wait(session, [image], {}, 2);
    expect(result).toMatchObject({
      state: 'Running',
      problems: [{ code: 'AIB821', parameters: { minutes: 2 } }],
    });
    expect(session.pauses.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(3 * 60_000);
  });

  test('a run that was displaced is nobody else’s success', async () => {
    const { session, image } = world();
    const first = String((await start(session, image)).data?.run);
    await wait(session, [image]);
    await start(session, image);
    const [result] = await wait(session, [image], { web: first });
    expect(result).toMatchObject({ state: 'displaced', problems: [{ code: 'AIB814' }] });
  });

  test('the run before, shown late, is not taken for this one', async () => {
    const { azure, session, image } = world(['web'], {
      lastRunStatus: { runState: 'Failed', startTime: '2026-11-23T09:00:00Z' },
    });
    azure.lag = 2;
    build(azure, { looks: 3 });
    const before = structuredClone(
      azure.resources.get(templateId(azure, 'web').toLowerCase()) ?? null,
    );
    const run = String((await start(session, image)).data?.run);
    azure.faults.push({
      method: 'GET',
      path: /imageTemplates/,
      times: 1,
      status: 200,
      body: before,
    });
    expect(await wait(session, [image], { web: run })).toMatchObject([{ state: 'Succeeded' }]);
  });

  test('what the service says is text, for a terminal and for a CI system', async () => {
    const { azure, session, image } = world();
    build(azure, {
      end: 'Failed',
      message: 'a\u001b[31m\u0007\n::set-output name=x::y\n##vso[task.complete]',
    });
    await start(session, image);
    const [result] = await wait(session, [image]);
    const text = JSON.stringify(result);
    expect(text).not.toMatch(/\\u001b|\\u0007|"::|\\n::|##vso/);
  });
});

describe('cancel', () => {
  test('stops the build, and says so when it is over', async () => {
    const { azure, session, image } = world();
    await start(session, image);
    expect(await cancelBuild(session, image, { run: undefined })).toMatchObject({
      state: 'Canceled',
    });
    expect(acts(azure).at(-1)).toBe('POST imageTemplates/web/cancel');
  });

  test('never stops another run than the one that is meant', async () => {
    const { azure, session, image } = world();
    await start(session, image);
    expect(
      codes(await attempt(() => cancelBuild(session, image, { run: '2026-11-01T00:00:00Z' }))),
    ).toEqual(['AIB814']);
    expect(acts(azure)).toEqual(['POST imageTemplates/web/run']);
  });

  test.each(['before', 'after'] as const)('an answer lost %s the act', async (cut) => {
    const { azure, session, image } = world();
    await start(session, image);
    azure.faults.push({ method: 'POST', path: /cancel$/, times: 1, cut });
    expect(await cancelBuild(session, image, { run: undefined })).toMatchObject({
      state: 'Canceled',
    });
  });

  test('nothing is running: nothing is asked for', async () => {
    const { azure, session, image } = world();
    expect(await cancelBuild(session, image, { run: undefined })).toMatchObject({
      state: 'never built',
    });
    expect(acts(azure)).toEqual([]);
  });
});

describe('delete', () => {
  const remove = (session: Session, image: AzureImage, force = false) =>
    attempt(() => deleteImage(session, image, { force }));

  test('waits until the template is gone', async () => {
    const { azure, session, image } = world();
    azure.operationLooks = 3;
    expect(await remove(session, image)).toMatchObject({ state: 'deleted' });
    expect(azure.resources.size).toBe(0);
  });

  test('one that is not there is no failure', async () => {
    const { azure, session, image } = world();
    azure.resources.clear();
    expect(await remove(session, image)).toMatchObject({ state: 'absent' });
  });

  test('triggers and VHDs are guarded, builds are not interrupted', async () => {
    const { azure, session, image } = world();
    azure.resources.set(templateId(azure, 'web', '/triggers/t').toLowerCase(), { name: 't' });
    expect(codes(await remove(session, image))).toEqual(['AIB811']);
    await start(session, image);
    expect(codes(await remove(session, image, true))).toEqual(['AIB809']);
    await wait(session, [image]);
    expect(await remove(session, image, true)).toMatchObject({ state: 'deleted' });
  });

  test('a staging group that cannot be removed does not hide that the template is gone', async () => {
    const { azure, session, image } = world();
    azure.operationLooks = 0;
    azure.faults.push({
      path: /operations/,
      times: 1,
      status: 200,
      body: { status: 'Failed', error: { code: 'ScopeLocked', message: 'staging group' } },
    });
    expect(await remove(session, image)).toMatchObject({
      state: 'deleted',
      data: { note: 'deleted, with something left' },
    });
  });

  test('a lock is told with its remedy', async () => {
    const { azure, session, image } = world();
    azure.faults.push({
      method: 'DELETE',
      path: /./,
      times: 9,
      status: 409,
      body: { error: { code: 'ScopeLocked', message: 'The scope is locked.' } },
    });
    expect((await remove(session, image)).problems).toMatchObject([
      {
        code: 'AIB819',
        parameters: { code: 'ScopeLocked', hint: expect.stringContaining('lock') },
      },
    ]);
  });
});

describe('outputs', () => {
  const id =
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/corp/images/web/versions/1.0.1';
  async function built() {
    const { azure, session, image } = world();
    build(azure, {
      outputs: {
        disk: { artifactUri: 'https://a.blob.core.windows.net/vhds/x.vhd' },
        gallery: { artifactId: id },
      },
    });
    azure.resources.set(id.toLowerCase(), {
      id,
      name: '1.0.1',
      properties: {
        publishingProfile: { targetRegions: [{ name: 'East US' }, { name: 'West US' }] },
      },
    });
    const run = String((await start(session, image)).data?.run);
    const targets = [
      {
        runOutputName: 'gallery',
        kind: 'SharedImage' as const,
        id: undefined,
        artifactTags: {},
        regions: ['eastus'],
        keep: undefined,
      },
      {
        runOutputName: 'disk',
        kind: 'VHD' as const,
        id: undefined,
        artifactTags: {},
        regions: [],
        keep: undefined,
      },
    ];
    return { azure, session, image: { ...image, targets }, run };
  }

  test('versions with their regions, and addresses of VHDs, in the order of the targets', async () => {
    const { session, image, run } = await built();
    await wait(session, [image]);
    expect(await readOutputs(session, image, { run })).toMatchObject({
      state: 'Succeeded',
      data: {
        run,
        outputs: [
          {
            runOutputName: 'gallery',
            artifactId: id,
            version: '1.0.1',
            regions: ['East US', 'West US'],
          },
          { runOutputName: 'disk', artifactUri: 'https://a.blob.core.windows.net/vhds/x.vhd' },
        ],
      },
    });
  });

  test('a gallery that may not be read: the regions of the target', async () => {
    const { azure, session, image, run } = await built();
    await wait(session, [image]);
    azure.faults.push({
      path: /versions/,
      times: 1,
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    });
    expect((await readOutputs(session, image, { run })).outputs[0]?.regions).toEqual(['eastus']);
  });

  test('none while the build is running, nor of another run', async () => {
    const { session, image, run } = await built();
    expect(codes(await attempt(() => readOutputs(session, image, { run })))).toEqual(['AIB824']);
    await wait(session, [image]);
    expect(
      codes(await attempt(() => readOutputs(session, image, { run: '2026-01-01T00:00:00Z' }))),
    ).toEqual(['AIB814']);
  });

  test('as variables of Terraform and parameters of Bicep; text stays text', () => {
    const named = [
      {
        name: 'web',
        outputs: [{ runOutputName: 'a', kind: 'VHD' as const, artifact: 'https://x/${y}\'"%{z}' }],
      },
    ];
    expect(tfvars(named)).toBe(
      'images = {\n  "web" = {\n    "a" = "https://x/$${y}\'\\"%%{z}"\n  }\n}\n',
    );
    expect(bicepparam(named)).toBe(
      "using none\n\nparam images = {\n  'web': {\n    'a': 'https://x/\\${y}\\'\"%{z}'\n  }\n}\n",
    );
  });
});
