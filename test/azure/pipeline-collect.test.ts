/**
 * `mode: collect`: builds are only started, and reported when they are over, once each, whatever comes between.
 */
import { endBuilds } from '../support/azure/template-routes';
import { createAzurePipelines } from '../support/ci/azure-pipelines';
import { type Ci, results } from '../support/ci/ci';
import { createGithub } from '../support/ci/github';
import { missing, playable } from '../support/ci/systems';
import { describeIf } from '../support/programs';
import { createWorld, specOf, type World } from '../support/ci/world';

jest.setTimeout(120_000);

const settings = 'mode: collect, prune: true, schedule: 17 3 * * 2';
const files = {
  'aibgen.config.yaml': `pipelines:\n  github: { ${settings} }\n  azure: { ${settings} }\n`,
};

describeIf(playable, missing, 'GitHub Actions', () => {
  let world: World;
  let ci: Ci;
  const change = (minutes: number, ...images: readonly string[]) =>
    world.commit(Object.fromEntries(images.map((name) => [`specs/${name}.yaml`, specOf(name, `timeout: ${minutes}\n`)]))); // prettier-ignore
  const collect = async () => ci.schedule(await world.commit({}), '*/15 * * * *');
  beforeAll(async () => {
    world = await createWorld(['app', 'db', 'web'], files);
    ci = await createGithub(world);
    world.azure.buildLooks = 500;
  });
  afterAll(() => {
    ci.stop();
    world.stop();
  });

  test('a push starts the builds; a run that comes too early reports nothing, the next all of them, the one after nothing', async () => {
    const run = await ci.push(await world.commit({}));
    expect(results(run)).toEqual({ plan: 'success', rights: 'success', collect: 'success', build: 'success' }); // prettier-ignore
    expect(['app', 'db', 'web'].map((name) => world.live(name).state)).toEqual(['Running', 'Running', 'Running']); // prettier-ignore
    for (const [late, ended] of [
      [false, 0],
      [true, 3],
      [false, 0],
    ] as const) {
      if (late) endBuilds(world.azure);
      const report = await collect();
      expect(results(report)).toEqual({ collect: 'success' });
      expect(report.summary.match(/Succeeded/g) ?? []).toHaveLength(ended);
    }
  });

  test('the builds of two pushes are reported, though nobody has looked in between', async () => {
    await ci.push(await change(100, 'app'));
    await ci.push(await change(100, 'db'));
    endBuilds(world.azure);
    const { summary } = await collect();
    expect([summary.includes('`app`'), summary.includes('`db`')]).toEqual([true, true]);
    expect((await collect()).summary).toBe('');
  });

  test('a build is reported before its template is replaced', async () => {
    await ci.push(await change(105, 'web'));
    endBuilds(world.azure);
    const { start } = world.live('web');
    const run = await ci.push(await change(110, 'web'));
    expect(run.summary).toContain(start);
    expect(run.summary).toMatch(/`web` +\| Succeeded/);
    endBuilds(world.azure);
    expect((await collect()).result).toBe('success');
  });

  test('newer content takes the place of a build that is running, is built in the end, and both are told', async () => {
    await ci.push(await change(115, 'web'));
    const run = await ci.push(await change(120, 'web'));
    expect([run.result, run.jobs.build?.log]).toEqual(['success', expect.stringMatching(/web: the build of \S+ is cancelled/)]); // prettier-ignore
    expect([world.live('web').minutes, world.live('web').state]).toEqual([120, 'Running']);
    endBuilds(world.azure);
    const report = await collect();
    expect(report.result).toBe('failure');
    expect(report.summary).toMatch(/`web` +\| displaced[^]*`web` +\| Succeeded/);
    expect((await collect()).result).toBe('success');
  });

  test('a build that fails fails the run that collects it, once, with an annotation and not the next push', async () => {
    world.azure.builds.push({ looks: 500, end: 'Failed', message: 'no space left' });
    expect((await ci.push(await change(125, 'app'))).result).toBe('success');
    endBuilds(world.azure);
    const next = await ci.push(await change(125, 'db'));
    expect([next.result, next.jobs.collect?.result]).toEqual(['success', 'failure']);
    expect(next.jobs.collect?.log).toMatch(/^::error file=specs\/app\.yaml,line=1,title=app::.*no space left/m); // prettier-ignore
    endBuilds(world.azure);
    expect((await collect()).result).toBe('success');
  });

  test('without a login nothing is taken for reported', async () => {
    await ci.push(await change(130, 'db'));
    endBuilds(world.azure);
    world.renewable = false;
    world.azure.faults.push({ path: /imageTemplates/, times: 9, status: 401 });
    const report = await collect();
    expect([report.result, report.jobs.collect?.log]).toEqual(['failure', expect.stringContaining('AIB801')]); // prettier-ignore
    world.renewable = true;
    world.azure.faults.length = 0;
    expect((await collect()).summary).toMatch(/`db` +\| Succeeded +\| \d+ /);
  });

  test('a schedule builds all, and prunes after it', async () => {
    world.started();
    const run = await ci.schedule(await world.commit({}));
    expect(results(run)).toEqual({ plan: 'success', collect: 'success', build: 'success', prune: 'success' }); // prettier-ignore
    expect(world.started()).toEqual(['app', 'db', 'web']);
  });
});

describeIf(playable, missing, 'Azure Pipelines', () => {
  let world: World;
  let ci: Ci;
  beforeAll(async () => {
    world = await createWorld(['app', 'db', 'web'], files);
    ci = await createAzurePipelines(world);
  });
  afterAll(() => {
    ci.stop();
    world.stop();
  });

  test('builds are started, left alone without an agent, then collected', async () => {
    const run = await ci.push(await world.commit({}));
    expect(results(run)).toEqual({ plan: 'success', rights: 'success', build: 'success', pause: 'success', collect: 'success' }); // prettier-ignore
    const { build, prune } = (await ci.schedule(run.commit)).jobs;
    expect([build?.result, prune?.result]).toEqual(['success', 'success']);
    expect(run.summary.match(/Succeeded/g)).toHaveLength(3);
  });

  test('one image that is refused does not keep the others from being collected', async () => {
    world.azure.refusals.push({ code: 'Conflict', message: 'The quota is used up.' });
    const change = Object.fromEntries(['app', 'web'].map((name) => [`specs/${name}.yaml`, specOf(name, 'timeout: 100\n')])); // prettier-ignore
    const run = await ci.push(await world.commit(change));
    expect(results(run)).toEqual({ plan: 'success', build: 'failure', pause: 'success', collect: 'success' }); // prettier-ignore
    expect(run.summary).toMatch(/Succeeded/);
    expect(run.jobs.build?.log).toMatch(/^##vso\[task\.logissue type=error;sourcepath=specs\/\w+\.yaml;linenumber=1;\]AIB\d+: .*The quota is used up\./m); // prettier-ignore
  });

  test('a run that is cancelled while it collects stops its builds', async () => {
    world.azure.buildLooks = 500;
    world.whileBuilding(['db'], (id) => {
      const run = ci.runs.find((one) => one.id === id);
      if (run && 'pause' in run.jobs) ci.cancel(run);
      else world.whileBuilding(['db'], () => void (run && ci.cancel(run)));
    });
    const run = await ci.push(
      await world.commit({ 'specs/db.yaml': specOf('db', 'timeout: 100\n') }),
    );
    expect(results(run)).toMatchObject({ build: 'success', collect: 'cancelled', stop: 'success' });
    expect(world.live('db').state).toBe('Canceled');
  });
});
