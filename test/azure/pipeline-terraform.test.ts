/**
 * Pipelines of a project that deploys with Terraform alone: plan and apply, one state for each image, rights that
 * images share.
 */
import { type Ci, results } from '../support/ci/ci';
import { eachSystem } from '../support/ci/systems';
import { statesOf } from '../support/ci/terraform';
import { createWorld, specOf, type World } from '../support/ci/world';

jest.setTimeout(120_000);

const files = { 'aibgen.config.yaml': 'formats: [terraform]\n' };

eachSystem((createCi, isGithub) => {
  let world: World;
  let ci: Ci;
  const change = (minutes: number, ...images: readonly string[]) =>
    world.commit(Object.fromEntries(images.map((name) => [`specs/${name}.yaml`, specOf(name, `timeout: ${minutes}\n`)]))); // prettier-ignore
  const rightsOf = (key: string) =>
    [...(statesOf(world).get(`${key}.tfstate`) ?? [])].filter(([address]) => /_(?:role|assignment)\b/.test(address)); // prettier-ignore
  beforeAll(async () => {
    world = await createWorld(['app', 'db', 'web'], files);
    ci = await createCi(world);
  });
  afterAll(() => {
    ci.stop();
    world.stop();
  });

  test('without a storage account for the states nothing is deployed, and it is said what is missing', async () => {
    ci.hasState = false;
    const run = await ci.push(await world.commit({}));
    ci.hasState = true;
    expect(results(run)).toEqual({ plan: 'success', rights: 'failure' });
    expect(run.jobs.rights?.log).toMatch(isGithub ? /^::error::The variable TERRAFORM_STATE_ACCOUNT is not set/m : /^##vso\[task\.logissue type=error\]The variable TERRAFORM_STATE_ACCOUNT is not set/m); // prettier-ignore
    expect(statesOf(world).size).toBe(0);
  });

  test('the first push applies all images and builds them; rights that they share are taken over', async () => {
    const run = await ci.push(await world.commit({}));
    expect([run.jobs.rights?.log, results(run)]).toEqual([expect.stringContaining('Apply complete!'), { plan: 'success', rights: 'success', build: 'success' }]); // prettier-ignore
    expect([...statesOf(world).keys()]).toEqual(['app.tfstate', 'db.tfstate', 'web.tfstate']);
    expect(world.started()).toEqual(['app', 'db', 'web']);
    const [app, db] = [rightsOf('app'), rightsOf('db')];
    expect(app.length).toBeGreaterThan(1);
    // Both name the same resources of Azure.
    expect(db).toEqual(app);
  });

  test('a push that changes one image replaces its template and builds it, with the identity that may not assign roles', async () => {
    world.logins.length = 0;
    const run = await ci.push(await change(100, 'db'));
    expect(results(run)).toEqual({ plan: 'success', build: 'success' });
    expect(run.jobs.build?.log).toContain('replace azapi_resource.image_template\n');
    expect([world.started(), world.live('db').minutes]).toEqual([['db'], 100]);
    expect([...new Set(world.logins)]).toEqual([isGithub ? 'app-build' : 'images']);
  });

  test('a pull request shows the plan and changes nothing', async () => {
    const base = await world.commit({});
    const commit = await world.commit({ 'specs/web.yaml': specOf('web', 'timeout: 105\n') }, 'topic'); // prettier-ignore
    const run = await ci.pullRequest(commit, { base });
    expect(results(run)).toEqual({ plan: 'success', preview: 'success' });
    expect(run.summary).toMatch(/# web\n.*replace azapi_resource\.image_template/);
    expect([world.live('web').minutes, world.started()]).toEqual([240, []]);
  });

  test('an image that is refused does not keep the others from being deployed and built', async () => {
    world.azure.refusals.push({ code: 'Conflict', message: 'The quota is used up.' });
    const run = await ci.push(await change(110, 'app', 'web'));
    expect(results(run)).toEqual({ plan: 'success', build: 'failure' });
    expect(run.jobs.build?.log).toContain('The quota is used up.');
    expect(world.live('web').minutes).toBe(110);
    expect(world.started()).toContain('web');
    expect((await ci.push(await world.commit({}))).result).toBe('success');
    expect([world.live('app').minutes, world.started()]).toEqual([110, ['app']]);
  });

  test.each([
    ['gained', 'vm: { subnet: net/build }\n', 1],
    ['lost', '', -1],
  ])('a right that is %s goes through the job for rights', async (_what, more, sign) => {
    const before = rightsOf('web').length;
    const run = await ci.push(await world.commit({ 'specs/web.yaml': specOf('web', more) }));
    expect(results(run)).toEqual({ plan: 'success', rights: 'success', build: 'success' });
    expect(Math.sign(rightsOf('web').length - before)).toBe(sign);
    world.started();
  });

  test('a spec that names no group is deployed to that of the pipeline, and to none without one', async () => {
    const spec = specOf('free').replace('resourceGroup: images\n', '');
    const run = await ci.push(await world.commit({ 'specs/free.yaml': spec }));
    expect(run.jobs.rights?.log).toContain('No value for required variable');
    ci.group = 'free-rg';
    await ci.push(await world.commit({}));
    ci.group = '';
    expect([...world.azure.resources.keys()].filter((id) => id.endsWith('/imagetemplates/free'))).toEqual([
      expect.stringContaining('/resourcegroups/free-rg/'),
    ]);
  }); // prettier-ignore
});
