/**
 * What goes wrong around the pipelines of both CI systems: each ends in a clear state with a clear message.
 */
import { type Ci, results } from '../support/ci/ci';
import { eachSystem } from '../support/ci/systems';
import { createWorld, specOf, type World } from '../support/ci/world';

jest.setTimeout(120_000);

/** Requests that changed something in Azure. */
const writes = (world: World): readonly string[] =>
  world.azure.seen
    .filter(({ method, path }) => method !== 'GET' && !/\/(?:validate|whatIf)$/i.test(path))
    .map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);

eachSystem((createCi, isGithub) => {
  let world: World;
  let ci: Ci;
  let head: string;
  const commit = async (files: Readonly<Record<string, string | null>>, branch?: string) => {
    const made = await world.commit(files, branch);
    if (branch === undefined) head = made;
    return made;
  };
  const anew = (minutes: number) => ({ 'specs/web.yaml': specOf('web', `timeout: ${minutes}\n`) });

  beforeAll(async () => {
    world = await createWorld(['app', 'db', 'web']);
    ci = await createCi(world);
    head = await world.commit({});
    await ci.push(head);
  });
  beforeEach(() => {
    world.started();
    world.logins.length = 0;
  });
  afterAll(() => {
    ci.stop();
    world.stop();
  });

  test('a pull request shows what would change, with an identity that can only read', async () => {
    const topic = await commit(anew(100), 'topic');
    const run = await ci.pullRequest(topic, { base: head });
    expect(results(run)).toEqual({ plan: 'success', preview: 'success' });
    expect(new Set(world.logins)).toEqual(new Set([isGithub ? 'app-plan' : 'images-plan']));
    expect(writes(world)).toEqual([]);
    expect(run.summary).toContain('buildTimeoutInMinutes');
    expect(run.summary).toContain('web: would be replaced');
    const sarif = Object.values(run.artifacts.sarif ?? run.artifacts.CodeAnalysisLogs ?? {});
    expect(JSON.parse(sarif[0] ?? '')).toMatchObject({ version: '2.1.0' });
  });

  test('a second commit of a pull request keeps the one comment up to date', async () => {
    const more = specOf('web', 'timeout: 123\n').replace('corpGallery/web', 'otherGallery/web');
    const before = ci.comments.join('');
    const run = await ci.pullRequest(await commit({ 'specs/web.yaml': more }, 'topic'), {
      base: head,
    });
    const text = isGithub ? ci.comments.join('') : run.summary;
    expect([ci.comments.length, before.includes('100')]).toEqual(isGithub ? [1, true] : [0, false]);
    expect(text).toMatch(/123[^]*otherGallery/);
  });

  test('a fork gets no login, no comment, and its checks all the same', async () => {
    const before = [...ci.comments];
    const topic = await commit(anew(130), 'fork');
    const run = await ci.pullRequest(topic, { base: head, fork: true });
    expect([results(run), run.result]).toEqual([{ plan: 'success' }, 'success']);
    expect([world.logins, ci.comments, world.azure.seen]).toEqual([[], before, []]);
  });

  test('a spec that fails fails the plan, on its line, and nothing is deployed', async () => {
    const bad = await commit({ 'specs/web.yaml': `${specOf('web')}idenity: x\n` }, 'bad');
    const run = await ci.push(bad);
    expect([results(run), world.logins]).toEqual([{ plan: 'failure' }, []]);
    const [sarif = ''] = Object.values(run.artifacts.sarif ?? run.artifacts.CodeAnalysisLogs ?? {});
    expect(sarif).toContain('Unknown key');
  });

  test('outputs that are not what the specs make fail the plan, and say how to make them', async () => {
    const stale = await commit({ 'out/web/imageTemplate.json': '{}\n', 'specs/web.yaml': specOf('web') }, 'stale'); // prettier-ignore
    const run = await ci.push(stale);
    expect([results(run), run.jobs.plan?.log]).toEqual([{ plan: 'failure' }, expect.stringContaining('aibgen build')]); // prettier-ignore
  });

  test('after a force push the commit before is not known: all rights count as gained, and only what differs is built', async () => {
    for (const run of ci.runs) if (run.result === 'success') Object.assign(run, { commit: 'd'.repeat(40), head: 'd'.repeat(40) }); // prettier-ignore
    const run = await ci.push(await commit(anew(100)), 'e'.repeat(40));
    expect(results(run)).toEqual({ plan: 'success', rights: 'success', build: 'success' });
    expect(run.jobs.plan?.log).toContain('all rights count as gained');
    expect(world.started()).toEqual(['web']);
  });

  test('a login that expires in the middle is renewed', async () => {
    world.whileBuilding(['web'], () => {
      world.azure.token = `renewed-${Math.random()}`;
    });
    expect((await ci.push(await commit(anew(101)))).result).toBe('success');
  });

  test('a login that cannot be renewed ends the job; the build goes on, and is not started twice', async () => {
    world.renewable = false;
    world.whileBuilding(['web'], () => {
      world.azure.token = 'another';
    });
    const run = await ci.push(await commit(anew(102)));
    world.renewable = true;
    expect(results(run)).toEqual({ plan: 'success', build: 'failure' });
    expect(run.jobs.build?.log).toContain('AADSTS700024: the assertion has expired');
    expect(run.jobs.build?.log).toMatch(/error AIB80\d/);
    expect(world.started()).toEqual(['web']);
    // It has ended by itself when the next run comes.
    for (let look = 0; look < 10; look += 1) await world.npx({ args: ['--yes', 'aibgen@0.0.0', 'status'], cwd: world.origin, env: { AZURE_CLIENT_ID: 'somebody' } }); // prettier-ignore
    expect((await ci.push(await commit({ 'notes.md': 'x\n' }))).result).toBe('success');
    expect(world.started()).toEqual([]);
  });

  test('a spec that is deleted leaves its template alone, and the others are built as before', async () => {
    const run = await ci.push(
      await commit({ 'specs/db.yaml': null, 'out/db': null, ...anew(103) }),
    );
    expect([run.result, world.started()]).toEqual(['success', ['web']]);
    expect(world.live('db').state).toBe('Succeeded');
    const forgotten = await commit({ 'specs/app.yaml': null }, 'forgotten');
    const failed = await ci.push(forgotten);
    expect([results(failed), failed.jobs.plan?.log]).toEqual([{ plan: 'failure' }, expect.stringMatching(/AIB9\d\d.*app/)]); // prettier-ignore
  });

  test('a right that is gained where nobody may assign roles: nothing is built, and the message says what is needed', async () => {
    ci.hasRights = false;
    const gaining = specOf('web').replace('corpGallery/web', 'thirdGallery/web');
    const run = await ci.push(await commit({ 'specs/web.yaml': gaining }));
    ci.hasRights = true;
    expect(results(run)).toEqual({ plan: 'success', rights: 'failure' });
    expect(run.jobs.rights?.log).toMatch(isGithub ? /^::error::.*AZURE_RIGHTS_CLIENT_ID.*aibgen init --pipelines/m : /service connection images-rights/); // prettier-ignore
    expect(writes(world)).toEqual([]);
    // The next push still gains it: what counts is the last push whose run succeeded.
    const next = await ci.push(await commit({ 'notes.md': 'y\n' }));
    expect(results(next)).toEqual({ plan: 'success', rights: 'success', build: 'success' });
    expect(world.started()).toEqual(['web']);
  });

  test('a runner on which Node.js cannot be set up fails at that step, and nothing has happened', async () => {
    ci.hasNode = false;
    const run = await ci.push(head);
    ci.hasNode = true;
    expect([results(run), run.jobs.plan?.log, world.azure.seen]).toEqual([{ plan: 'failure' }, expect.stringContaining('Unable to find Node'), []]); // prettier-ignore
  });

  test('by hand, images by name and glob are built, changed or not; a name is never an option', async () => {
    const run = await ci.byHand(head, { images: 'app specs/w*.yaml', all: true });
    expect([run.result, world.started()]).toEqual(['success', ['app', 'web']]);
    const none = await ci.byHand(head, { images: 'wbe' });
    expect([results(none), none.jobs.build?.log]).toEqual([{ plan: 'success', build: 'failure' }, expect.stringMatching(/AIB818.*wbe[^]*Did you mean/)]); // prettier-ignore
    const option = await ci.byHand(head, { images: '--force' });
    expect([results(option), option.jobs.build?.log]).toEqual([{ plan: 'success', build: 'failure' }, expect.stringContaining('AIB818')]); // prettier-ignore
    const rights = await ci.byHand(head, { rights: true });
    expect(results(rights)).toEqual({ plan: 'success', rights: 'success', build: 'success' });
  });
});
