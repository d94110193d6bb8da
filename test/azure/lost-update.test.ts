/**
 * Why the pipelines ask Azure what is to be built. The pipelines of the first release asked git: they built what the last push
 * had changed, and followed whatever build was there. In this model of them a push is lost; `pipelines.test.ts` takes the
 * pipelines of today through the same pushes.
 */
import { startBuild } from '../../src/azure/operations/start-build';
import { deployImage } from '../../src/azure/operations/deploy-image';
import { waitForBuilds } from '../../src/azure/operations/follow-builds';
import { forEachImage } from '../../src/azure/each-image';
import { directSession, imageOf, templateId } from '../support/azure/direct';
import { createAzure, type JsonObject } from '../support/azure/stand-in';
import { endBuilds } from '../support/azure/template-routes';

const azure = createAzure();
azure.buildLooks = 500;

/** The content of images in a commit: the minutes that their builds may take. */
type Commit = Readonly<Record<string, number>>;

const contentOf = (name: string, minutes: number): JsonObject => ({
  name,
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  location: 'eastus2',
  properties: { buildTimeoutInMinutes: minutes, source: {}, customize: [], distribute: [] },
});

/** The jobs of a push: "build" deploys and starts, "wait" follows, "finish" publishes the run that it finds. */
async function push(
  before: Commit,
  commit: Commit,
  meanwhile: () => Promise<void> = async () => {},
) {
  const session = directSession(azure);
  const images = Object.entries(commit)
    .filter(([name, minutes]) => before[name] !== minutes)
    .map(([name, minutes]) => {
      const content = contentOf(name, minutes);
      azure.contents.set(name, content);
      return imageOf(azure, content);
    });
  const options = { replace: true, force: false, supersede: false, whatIf: false, rights: 'with' } as const; // prettier-ignore
  const built = await forEachImage(images, 'build', async (image) => {
    const deployed = await deployImage(session, image, options);
    return deployed.problems ? deployed : startBuild(session, image, { supersede: false });
  });
  await meanwhile();
  endBuilds(azure);
  const waited = await waitForBuilds(session, images, { runs: new Map(), minutes: 240, watch: () => {} }); // prettier-ignore
  return { build: built.map(({ state }) => state), published: waited.map(({ data }) => data?.run) };
}

test('a push that meets a running build is lost, and publishes the version of another commit', async () => {
  const [start, a, b, c] = [{}, { x: 100, y: 100 }, { x: 200, y: 100 }, { x: 200, y: 200 }];
  let second: Awaited<ReturnType<typeof push>> | undefined;
  const first = await push(start, a, async () => {
    second = await push(a, b);
  });
  // The build of B was refused; what its last job has published is the version of A.
  expect(second?.build).toEqual(['refused']);
  expect(second?.published).toEqual([first.published[0]]);
  // C changes y only: nobody looks at x again.
  expect((await push(b, c)).build).toEqual(['Running']);
  const live = azure.resources.get(templateId(azure, 'x').toLowerCase());
  expect(live?.properties).toMatchObject({ buildTimeoutInMinutes: a.x, lastRunStatus: { runState: 'Succeeded' } }); // prettier-ignore
});
