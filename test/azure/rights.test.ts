/** With exactly the rights that roles.json names every command works; with one fewer it fails, and the message names the right. */
import type { AzureImage, ImageResult, Session } from '../../src/azure/azure-image';
import { failureOf } from '../../src/azure/failures';
import { readGroup } from '../../src/azure/deployments';
import { cancelBuild } from '../../src/azure/operations/cancel-build';
import { deleteImage } from '../../src/azure/operations/delete-image';
import { deployImage } from '../../src/azure/operations/deploy-image';
import { waitForBuilds } from '../../src/azure/operations/follow-builds';
import { promoteImage } from '../../src/azure/operations/promote-versions';
import { createSurveyor, pruneVersions } from '../../src/azure/operations/prune-versions';
import { startBuild } from '../../src/azure/operations/start-build';
import { cli, folderWith, minimal } from '../support/cli';
import { deployed, directSession, imageOf } from '../support/azure/direct';
import { createAzure, type JsonObject } from '../support/azure/stand-in';

interface Entry {
  readonly actions: readonly string[];
}

/** The actions that roles.json names for a principal. */
async function actionsOf(principal: string): Promise<readonly string[]> {
  const spec = minimal.replace(
    'gallery: corpGallery/web-base',
    '{ gallery: corpGallery/web-base, keep: 1 }',
  );
  const folder = folderWith({ 'web-base.yaml': spec });
  const { stdout } = await cli(folder, 'roles', 'web-base.yaml', '--format', 'json');
  const roles: Readonly<Record<string, readonly Entry[]>> = JSON.parse(stdout);
  return [...new Set((roles[principal] ?? []).flatMap(({ actions }) => actions))];
}

const content: JsonObject = {
  apiVersion: '2024-02-01',
  name: 'web-base',
  location: 'eastus2',
  properties: { distribute: [] },
};

function world() {
  const azure = createAzure();
  const definition = `/subscriptions/${azure.subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/corp/images/web`;
  const image = imageOf(azure, content, {
    targets: [
      {
        runOutputName: 'web',
        kind: 'SharedImage',
        id: definition,
        artifactTags: {},
        regions: [],
        keep: { newest: 1, days: undefined },
      },
    ],
  });
  azure.contents.set('web-base', content);
  for (const name of ['1.0.0', '1.0.1', '1.0.2']) {
    const id = `${definition}/versions/${name}`;
    azure.resources.set(id.toLowerCase(), {
      id,
      name,
      properties: {
        provisioningState: 'Succeeded',
        publishingProfile: { excludeFromLatest: true },
      },
    });
  }
  return {
    azure,
    session: directSession(azure),
    image,
    artifactId: `${definition}/versions/1.0.2`,
  };
}
type Work = (session: Session, image: AzureImage) => Promise<readonly ImageResult[]>;

const withLive = ({ azure, artifactId }: ReturnType<typeof world>): void => {
  const live = deployed(azure, content, {
    lastRunStatus: { runState: 'Succeeded', startTime: '2026-11-24T10:00:00Z' },
  });
  live.outputs = { web: { artifactId } };
};
const options = {
  replace: true,
  force: false,
  supersede: false,
  whatIf: false,
  rights: 'with',
} as const;

const cases: readonly (readonly [string, boolean, Work])[] = [
  [
    'deployingPrincipal',
    false,
    async (session, image) => {
      await readGroup(session.client, image.subscription, image.resourceGroup);
      return [
        await deployImage(session, image, { ...options, whatIf: true }),
        await deployImage(session, image, options),
        await deployImage(
          session,
          { ...image, content: { ...content, location: 'westus' } },
          options,
        ),
        await deleteImage(session, image, { force: false }),
      ];
    },
  ],
  [
    'runner',
    true,
    async (session, image) => {
      const started = await startBuild(session, image, { supersede: false });
      const cancelled = await cancelBuild(session, image, { run: undefined });
      const waited = await waitForBuilds(session, [image], {
        runs: new Map(),
        minutes: undefined,
        watch: () => undefined,
      });
      return [started, cancelled, ...waited.map(({ name, state }) => ({ name, state }))];
    },
  ],
  [
    'promoter',
    true,
    async (session, image) => [
      await promoteImage(session, image, { run: undefined, version: undefined, to: undefined }),
    ],
  ],
  [
    'pruner',
    true,
    async (session, image) => [
      await pruneVersions(session, image, { yes: true }, createSurveyor(session)),
    ],
  ],
];

/** Rights that a stand-in without such resources never asks for. */
const unasked =
  /roleDefinitions|roleAssignments|userAssignedIdentities|operationStatuses|deployments\/operations|virtualMachineScaleSets\/virtualMachines|galleries\/images\/read|runOutputs\/read/;

test.each(cases)('%s: each right is enough, and needed', async (principal, live, work) => {
  const actions = await actionsOf(principal);
  const attempt = async (granted: readonly string[]): Promise<readonly ImageResult[]> => {
    const here = world();
    if (live) withLive(here);
    here.azure.granted = new Set(granted);
    try {
      return await work(here.session, here.image);
    } catch (error) {
      return [failureOf('web-base', 'It failed', error)];
    }
  };
  const all = await attempt(actions);
  expect(all.flatMap(({ problems = [] }) => problems)).toEqual([]);
  for (const action of actions.filter((one) => !unasked.test(one))) {
    const less = await attempt(actions.filter((one) => one !== action));
    const problems = less.flatMap((one) => one.problems ?? []);
    expect([action, problems]).toMatchObject([
      action,
      [{ code: 'AIB802', parameters: { action } }],
    ]);
  }
});
