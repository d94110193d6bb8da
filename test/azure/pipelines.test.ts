/**
 * The pipelines of both CI systems take images through their life; players of the systems run their steps in order.
 */
import { type Ci, results, type Run } from '../support/ci/ci';
import { eachSystem } from '../support/ci/systems';
import { createWorld, specOf, type World } from '../support/ci/world';

jest.setTimeout(120_000);

const fleet = Array.from({ length: 30 }, (_, index) => `img-${String(index + 1).padStart(2, '0')}`);

eachSystem((createCi, isGithub) => {
  let world: World;
  let ci: Ci;
  let head: string;

  /** Commits specs with another timeout. */
  const change = async (minutes: number, ...images: readonly string[]) => {
    head = await world.commit(Object.fromEntries(images.map((name) => [`specs/${name}.yaml`, specOf(name, `timeout: ${minutes}\n`)]))); // prettier-ignore
    return head;
  };
  const minutesOf = (...images: readonly string[]) =>
    images.map((name) => world.live(name).minutes);
  const open = async (images: readonly string[]) => {
    world = await createWorld(images);
    ci = await createCi(world);
    head = await world.commit({});
  };
  const close = () => {
    ci.stop();
    world.stop();
  };

  describe('a fleet of 30 images', () => {
    beforeAll(() => open(fleet));
    afterAll(close);

    test('the first push deploys the rights, then builds all images, in three jobs', async () => {
      const run = await ci.push(head);
      expect(results(run)).toEqual({ plan: 'success', rights: 'success', build: 'success' });
      expect(run.result).toBe('success');
      expect(world.started()).toEqual(fleet);
      const rights = isGithub ? 'app-rights' : 'images-rights';
      const build = isGithub ? 'app-build' : 'images';
      expect([...new Set(world.logins)]).toEqual([rights, build]);
      for (const name of fleet) expect(run.summary).toMatch(new RegExp(`\\| \`${name}\` \\| Succeeded \\|`)); // prettier-ignore
    });

    test('a push that changes one image builds this one, in two jobs', async () => {
      const run = await ci.push(await change(100, 'img-07'));
      expect(results(run)).toEqual({ plan: 'success', build: 'success' });
      expect([world.started(), minutesOf('img-07')]).toEqual([['img-07'], [100]]);
    });

    test('a schedule builds all images, whether or not they have changed, and deploys no rights', async () => {
      const run = await ci.schedule(head);
      expect([results(run), world.started()]).toEqual([
        { plan: 'success', build: 'success' },
        fleet,
      ]);
    });
  });

  describe('images that have been built', () => {
    beforeAll(async () => {
      await open(fleet.slice(0, 6));
      await ci.push(head);
      world.started();
    });
    afterAll(close);

    test('of overlapping pushes each builds and names its own, and the later content is there in the end', async () => {
      const first = await change(100, 'img-01', 'img-02');
      const second = await change(105, 'img-01', 'img-03');
      const third = await change(110, 'img-01', 'img-04');
      const later: Promise<Run>[] = [];
      let ofFirst = '';
      world.whileBuilding(['img-01', 'img-02'], () => {
        ofFirst = world.live('img-01').start;
        later.push(ci.push(second), ci.push(third));
      });
      const one = await ci.push(first);
      const [two, three] = await Promise.all(later);
      // The one that waits gives way to the one after it, which finds all that is to be done.
      expect([one.result, two?.result, three?.result]).toEqual(['success', 'cancelled', 'success']);
      expect(world.started()).toEqual(['img-01', 'img-01', 'img-02', 'img-03', 'img-04']);
      expect(minutesOf('img-01', 'img-02', 'img-03', 'img-04')).toEqual([110, 100, 105, 110]);
      const ofThird = world.live('img-01').start;
      expect(ofThird > ofFirst).toBe(true);
      expect([one, three].map((run) => [run?.summary.includes(ofFirst), run?.summary.includes(ofThird)])).toEqual([[true, false], [false, true]]); // prettier-ignore
    });

    test('a build that fails fails its run, with an annotation on the spec; the others of the push are built', async () => {
      world.azure.builds.push({ looks: 1, end: 'Failed', message: 'apt is locked' });
      const run = await ci.push(await change(120, 'img-02', 'img-05'));
      expect(results(run)).toEqual({ plan: 'success', build: 'failure' });
      expect(run.jobs.build?.log).toMatch(
        isGithub
          ? /^::error file=specs\/img-02.yaml,line=1,title=img-02::.*apt is locked/m
          : /^##vso\[task\.logissue type=error;sourcepath=specs\/img-02\.yaml;linenumber=1;\].*apt is locked/m,
      );
      expect(run.summary).toMatch(/\| `img-02` \| Failed .*apt is locked/);
      expect(run.summary).toMatch(/\| `img-05` \| Succeeded/);
      expect(world.started()).toEqual(['img-02', 'img-05']);
    });

    test('a run that is cancelled stops its own builds and no others; the next one catches up', async () => {
      const byHand = (...args: readonly string[]) =>
        world.npx({ args: ['--yes', 'aibgen@0.0.0', ...args], cwd: world.origin, env: { AZURE_CLIENT_ID: 'somebody' } }); // prettier-ignore
      world.azure.builds.push(...[1, 2, 3].map(() => ({ looks: 500, end: 'Succeeded' })));
      world.whileBuilding(['img-02', 'img-03'], async () => {
        expect((await byHand('run', 'img-04')).code).toBe(0);
        const run = ci.runs.at(-1);
        if (run) ci.cancel(run);
      });
      const run = await ci.push(await change(120, 'img-03'));
      expect(results(run)).toEqual({ plan: 'success', build: 'cancelled', stop: 'success' });
      const cancels = world.azure.seen.filter(({ path: at }) => at.endsWith('/cancel'));
      expect(cancels.map(({ path: at }) => at.split('/').at(-2)).toSorted()).toEqual(['img-02', 'img-03']); // prettier-ignore
      expect(['img-02', 'img-03', 'img-04'].map((name) => world.live(name).state)).toEqual(['Canceled', 'Canceled', 'Running']); // prettier-ignore
      expect((await byHand('cancel', 'img-04')).code).toBe(0);
      world.started();
      // What somebody has cancelled by hand has no build of its content any more, either.
      expect((await ci.push(await change(120, 'img-01'))).result).toBe('success');
      expect(world.started()).toEqual(['img-01', 'img-02', 'img-03', 'img-04']);
    });
  });
});
