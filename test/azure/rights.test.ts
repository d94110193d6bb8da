/** With exactly the rights that roles.json names every command works; with one fewer it fails, and the message names the right. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AzureImage, ImageResult, Session } from '../../src/azure/azure-image';
import { failureOf } from '../../src/azure/failures';
import { readGroup } from '../../src/azure/deployments';
import { cancelBuild } from '../../src/azure/operations/cancel-build';
import { deleteImage } from '../../src/azure/operations/delete-image';
import { deployImage } from '../../src/azure/operations/deploy-image';
import { findContainer, readContainer } from '../../src/azure/operations/container-log';
import { waitForBuilds } from '../../src/azure/operations/follow-builds';
import { promoteImage } from '../../src/azure/operations/promote-versions';
import { createSurveyor, pruneVersions } from '../../src/azure/operations/prune-versions';
import { fetchLog } from '../../src/azure/operations/build-log';
import { readOutputs } from '../../src/azure/operations/build-outputs';
import { statusOfImages } from '../../src/azure/operations/image-status';
import { uploadScripts } from '../../src/azure/operations/upload-scripts';
import { startBuild } from '../../src/azure/operations/start-build';
import { cli, folderWith, minimal } from '../support/cli';
import { deployed, directSession, imageOf } from '../support/azure/direct';
import { createAzure, type JsonObject } from '../support/azure/stand-in';

interface Entry {
  readonly actions: readonly string[];
  readonly role?: string;
}

/** What built-in roles for blobs let one do. */
const blobs = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const roleActions: Readonly<Record<string, readonly string[]>> = {
  'Storage Blob Data Reader': [`${blobs}/read`],
  'Storage Blob Data Contributor': [`${blobs}/read`, `${blobs}/write`],
};

/** The actions that roles.json names for a principal. */
async function actionsOf(principal: string): Promise<readonly string[]> {
  const spec = minimal
    .replace('gallery: corpGallery/web-base', '{ gallery: corpGallery/web-base, keep: 1 }')
    .replace(/ {2}- shell:[^]*?(?=distribute)/, '  - shell: ./setup.sh\n')
    .concat(
      'scripts: { baseUri: "https://corpscripts.blob.core.windows.net/aib/" }\nstorageAccounts: { corpscripts: images }\n',
    );
  const folder = folderWith({ 'web-base.yaml': spec });
  writeFileSync(path.join(folder, 'setup.sh'), 'echo setup\n');
  const { stdout } = await cli(folder, 'roles', 'web-base.yaml', '--format', 'json');
  const roles: Readonly<Record<string, readonly Entry[]>> = JSON.parse(stdout);
  const actions = (roles[principal] ?? []).flatMap(({ actions, role = '' }) => [
    ...actions,
    ...(roleActions[role] ?? []),
  ]);
  return [...new Set(actions)];
}

const content: JsonObject = {
  apiVersion: '2024-02-01',
  name: 'web-base',
  location: 'eastus2',
  properties: { distribute: [] },
};

const otherDefinition = (subscription: string): string =>
  `/subscriptions/${subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/prod/images/web`;

/** A script as a spec names it, which is not uploaded yet. */
const script = {
  path: 'specs/setup.sh',
  uri: 'https://corpscripts.blob.core.windows.net/aib/setup.sh',
  sha256: '0'.repeat(64),
  bytes: Buffer.from('echo setup\n'),
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
  azure.resources.set(otherDefinition(azure.subscription).toLowerCase(), { location: 'eastus2' });
  const scaleSet = `/subscriptions/${azure.subscription}/resourceGroups/images/providers/Microsoft.Compute/virtualMachineScaleSets/farm`;
  azure.resources.set(scaleSet.toLowerCase(), {
    id: scaleSet,
    name: 'farm',
    properties: {
      virtualMachineProfile: {
        storageProfile: { imageReference: { id: `${definition}/versions/1.0.2` } },
      },
    },
  });
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
  const staging = `/subscriptions/${azure.subscription}/resourceGroups/IT_images_web`;
  const live = deployed(azure, content, {
    exactStagingResourceGroup: staging,
    lastRunStatus: { runState: 'Succeeded', startTime: '2026-11-24T10:00:00Z' },
  });
  azure.groups.add('it_images_web');
  const account = `${staging}/providers/Microsoft.Storage/storageAccounts/stage1`;
  azure.resources.set(account.toLowerCase(), { id: account, name: 'stage1', properties: {} });
  azure.blobs.set('/stage1/packerlogs/guid/customization.log', {
    bytes: Buffer.from('a log'),
    headers: {},
  });
  azure.containers.set('it_images_web', { lines: ['a line'], shown: 1, growth: 0 });
  live.outputs = { web: { artifactId } };
};
const options = {
  replace: true,
  force: false,
  supersede: false,
  whatIf: false,
  rights: 'with',
} as const;

/** The state of the image, the log of its last build, and that of the container that builds. */
async function readAll(session: Session, image: AzureImage): Promise<readonly ImageResult[]> {
  const states = await statusOfImages(session, [image]);
  const { name } = image;
  const log = await fetchLog(session, image, { run: undefined });
  const container = await findContainer(session, image, 'IT_images_web', {});
  const live = await readContainer(session, container ?? '', '', {});
  expect(live.text).toBe('a line\n');
  return [...states, { name, state: log.status.state ?? '' }];
}

const cases: readonly (readonly [string, boolean, Work])[] = [
  [
    'deployingPrincipal',
    false,
    async (session, image) => {
      await readGroup(session.client, image.subscription, image.resourceGroup);
      return [
        await uploadScripts(session, { ...image, scripts: [script] }, { list: false }),
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
      const made = await readOutputs(session, image, { run: undefined });
      const started = await startBuild(session, image, { supersede: false });
      const cancelled = await cancelBuild(session, image, { run: undefined });
      const waited = await waitForBuilds(session, [image], {
        runs: new Map(),
        minutes: undefined,
        watch: () => undefined,
      });
      return [made, started, cancelled, ...waited.map(({ name, state }) => ({ name, state }))];
    },
  ],
  [
    'promoter',
    true,
    async (session, image) => [
      await promoteImage(session, image, { run: undefined, version: undefined, to: undefined }),
      await promoteImage(session, image, {
        run: undefined,
        version: undefined,
        to: otherDefinition(image.subscription),
      }),
    ],
  ],
  ['reader', true, readAll],
  [
    'pruner',
    true,
    async (session, image) => [
      await pruneVersions(session, image, { yes: true }, createSurveyor(session)),
    ],
  ],
];

/** Rights that only Azure itself asks for, in the course of a deployment, or to explain one that failed. */
const unasked =
  /roleDefinitions|roleAssignments|userAssignedIdentities|operationStatuses|deployments\/operations/;

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
    // A state of which a part cannot be read names the right; all else fails.
    const named = less.flatMap((one) => [
      ...(one.problems ?? []).map(({ code, parameters }) => [
        code,
        'action' in parameters ? parameters.action : undefined,
      ]),
      ...(one.data?.missingRight === undefined ? [] : ['AIB802', one.data.missingRight]),
    ]);
    expect([action, named.flat()]).toEqual([action, ['AIB802', action]]);
  }
});
