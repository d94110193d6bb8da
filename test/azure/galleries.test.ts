/** Versions: promoted, pruned, seen at a glance; and the rights of the identity against those in Azure. */
import type { AzureImage, BuildTarget, ImageResult } from '../../src/azure/azure-image';
import { failureOf } from '../../src/azure/failures';
import { compareRights } from '../../src/azure/operations/live-rights';
import { compareWithLive } from '../../src/azure/operations/live-diff';
import { promoteImage } from '../../src/azure/operations/promote-versions';
import { createSurveyor, pruneVersions } from '../../src/azure/operations/prune-versions';
import { statusOfImages } from '../../src/azure/operations/image-status';
import { deleteLeftOvers } from '../../src/azure/operations/left-behind';
import { acts, deployed, directSession, imageOf, templateId } from '../support/azure/direct';
import { createAzure, type JsonObject } from '../support/azure/stand-in';

const content: JsonObject = {
  apiVersion: '2024-02-01',
  name: 'web',
  location: 'eastus2',
  properties: { distribute: [] },
};

function world(target: Partial<BuildTarget> = {}) {
  const azure = createAzure();
  const definition = `/subscriptions/${azure.subscription}/resourceGroups/images/providers/Microsoft.Compute/galleries/corp/images/web`;
  const template = deployed(azure, content, {
    lastRunStatus: {
      runState: 'Succeeded',
      startTime: '2026-11-24T10:00:00Z',
      endTime: '2026-11-24T10:40:00Z',
    },
  });
  const image: AzureImage = imageOf(azure, content, {
    targets: [
      {
        runOutputName: 'web',
        kind: 'SharedImage',
        id: definition,
        artifactTags: {},
        regions: [],
        keep: undefined,
        ...target,
      },
    ],
  });
  const put = (id: string, resource: JsonObject): void =>
    void azure.resources.set(id.toLowerCase(), { id, ...resource });
  put(definition, { name: 'web', location: 'eastus2' });
  const version = (
    name: string,
    own: {
      published?: string;
      excluded?: boolean;
      tags?: JsonObject;
      source?: string;
      state?: string;
    } = {},
  ): string => {
    const id = `${definition}/versions/${name}`;
    put(id, {
      name,
      location: 'eastus2',
      tags: own.tags ?? {},
      properties: {
        provisioningState: own.state ?? 'Succeeded',
        publishingProfile: {
          targetRegions: [
            {
              name: 'East US 2',
              regionalReplicaCount: 2,
              excludeFromLatest: own.excluded ?? false,
            },
          ],
          excludeFromLatest: own.excluded ?? false,
          publishedDate: own.published ?? '2026-01-01T00:00:00.1234567+00:00',
        },
        storageProfile: own.source === undefined ? {} : { source: { id: own.source } },
      },
    });
    return id;
  };
  return { azure, session: directSession(azure), image, definition, template, put, version };
}
type World = ReturnType<typeof world>;

async function attempt(work: () => Promise<ImageResult>): Promise<ImageResult> {
  try {
    return await work();
  } catch (error) {
    return failureOf('web', 'It failed', error);
  }
}

describe('prune', () => {
  const prune = ({ session, image }: World, yes = false) =>
    attempt(() => pruneVersions(session, image, { yes }, createSurveyor(session)));
  const going = (result: ImageResult): readonly string[] =>
    ((result.data?.versions ?? []) as unknown as { version: string; prune: boolean }[])
      .filter(({ prune: gone }) => gone)
      .map(({ version }) => version);
  const reasons = (result: ImageResult): Record<string, string> =>
    Object.fromEntries(
      ((result.data?.versions ?? []) as unknown as { version: string; reason: string }[]).map(
        ({ version, reason }) => [version, reason],
      ),
    );

  test('an image without keep is never pruned', async () => {
    const here = world();
    here.version('1.0.0');
    here.version('1.0.1');
    expect(await prune(here, true)).toMatchObject({ state: 'no keep' });
    expect(here.azure.seen).toEqual([]);
  });

  test('shows what is beyond keep; --yes deletes it, oldest first; numbers are numbers', async () => {
    const here = world({ keep: { newest: 2, days: undefined } });
    for (const name of ['1.0.9', '1.0.10', '1.0.11', '1.0.8']) here.version(name);
    const shown = await prune(here);
    expect([shown.state, going(shown)]).toEqual(['to be pruned', ['1.0.8', '1.0.9']]);
    expect(acts(here.azure)).toEqual([]);
    expect(await prune(here, true)).toMatchObject({ state: 'pruned' });
    expect(acts(here.azure)).toEqual([
      'DELETE galleries/corp/images/web/versions/1.0.8',
      'DELETE galleries/corp/images/web/versions/1.0.9',
    ]);
    expect(await prune(here, true)).toMatchObject({ state: 'nothing to prune' });
  });

  test('days keep what is young, beside the newest', async () => {
    const here = world({ keep: { newest: 1, days: 90 } });
    here.version('1.0.0');
    here.version('1.0.1', { published: '2026-11-01T00:00:00Z' });
    here.version('1.0.2');
    expect(going(await prune(here))).toEqual(['1.0.0']);
  });

  test('never the newest, the latest, what is used, locked, foreign or unfinished', async () => {
    const here = world({ keep: { newest: 1, days: undefined }, artifactTags: { team: 'web' } });
    const own = { tags: { team: 'web' } };
    const used = here.version('1.0.0', own);
    here.version('1.0.1', own);
    const locked = here.version('1.0.2', own);
    here.version('1.0.3', { tags: { team: 'other' } });
    here.version('1.0.4', { ...own, source: `${here.definition}/versions/9.9.9` });
    here.version('1.0.5', { ...own, state: 'Creating' });
    here.version('1.0.6', own);
    here.version('1.0.7', own);
    here.version('1.0.8', { ...own, excluded: true });
    const compute = `/subscriptions/${here.azure.subscription}/resourceGroups/images/providers/Microsoft.Compute`;
    here.put(`${compute}/virtualMachines/vm1`, {
      name: 'vm1',
      properties: { storageProfile: { imageReference: { id: used.toUpperCase() } } },
    });
    here.put(`${compute}/virtualMachineScaleSets/set1`, {
      name: 'set1',
      properties: {
        virtualMachineProfile: { storageProfile: { imageReference: { id: here.definition } } },
      },
    });
    here.put(`${compute}/virtualMachineScaleSets/set1/virtualMachines/0`, {
      name: 'set1_0',
      properties: {
        storageProfile: { imageReference: { id: here.definition, exactVersion: '1.0.6' } },
      },
    });
    here.put(`${locked}/providers/Microsoft.Authorization/locks/keep`, { name: 'keep' });
    const result = await prune(here, true);
    expect(reasons(result)).toEqual({
      '1.0.0': 'vm1 uses it',
      '1.0.1': 'it is beyond "keep"',
      '1.0.2': 'it is locked',
      '1.0.3': 'it was not made by this image',
      '1.0.4': 'it was not made by this image',
      '1.0.5': 'it is creating',
      '1.0.6': 'set1_0 uses it',
      '1.0.7': 'it is the one that "latest" means',
      '1.0.8': 'it is the newest one',
    });
    expect(acts(here.azure)).toEqual(['DELETE galleries/corp/images/web/versions/1.0.1']);
  });

  test('a version made in the staging group of the template is its own', async () => {
    const here = world({ keep: { newest: 1, days: undefined } });
    const staged = (group: string): string =>
      `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.Compute/images/x`;
    here.version('1.0.0', { source: staged('IT_images_web_1234') });
    here.version('1.0.1', { source: staged('somebody') });
    here.version('1.0.2', { source: staged('IT_images_web_1234') });
    here.version('1.0.3', { source: staged('IT_images_web_1234') });
    expect(going(await prune(here))).toEqual(['1.0.0', '1.0.2']);
  });

  test.each([
    'Microsoft.Compute/galleries/images/versions/read',
    'Microsoft.Compute/galleries/images/versions/delete',
    'Microsoft.Compute/virtualMachines/read',
    'Microsoft.Compute/virtualMachineScaleSets/read',
    'Microsoft.Authorization/locks/read',
  ])('without the right %s nothing more is deleted, and the message names it', async (right) => {
    const here = world({ keep: { newest: 1, days: undefined } });
    for (const name of ['1.0.0', '1.0.1', '1.0.2']) here.version(name);
    here.azure.faults.push({
      ...(right.endsWith('delete') ? { method: 'DELETE' } : { method: 'GET' }),
      path: new RegExp(`${right.split('/').at(-2)}(?:/|$)`, 'i'),
      times: 99,
      status: 403,
      body: {
        error: {
          code: 'AuthorizationFailed',
          message: `does not have authorization to perform action '${right}' over scope '/x'`,
        },
      },
    });
    expect((await prune(here, true)).problems).toMatchObject([
      { code: 'AIB802', parameters: { action: right, scope: '/x' } },
    ]);
    expect(
      [...here.azure.resources.keys()].filter((one) => one.includes('/versions/')),
    ).toHaveLength(3);
  });
});

describe('promote', () => {
  const none = { run: undefined, version: undefined, to: undefined };
  function built() {
    const here = world();
    const id = here.version('1.0.1', { excluded: true, tags: { team: 'web' } });
    here.template.outputs = { web: { artifactId: id } };
    return { ...here, id };
  }

  test('what the last build made takes part in latest, in all of its regions', async () => {
    const { azure, session, image, id } = built();
    expect(await promoteImage(session, image, none)).toMatchObject({
      state: 'promoted',
      data: { versions: [{ id, version: '1.0.1' }] },
    });
    const patch = azure.seen.find(({ method }) => method === 'PATCH');
    expect(JSON.parse(patch?.body ?? '')).toEqual({
      properties: {
        publishingProfile: {
          excludeFromLatest: false,
          targetRegions: [{ name: 'East US 2', regionalReplicaCount: 2 }],
        },
      },
    });
    expect(await promoteImage(session, image, none)).toMatchObject({ state: 'unchanged' });
  });

  test('a lost answer is looked up', async () => {
    const { azure, session, image } = built();
    azure.faults.push({ method: 'PATCH', path: /versions/, times: 1, cut: 'after' });
    expect(await promoteImage(session, image, none)).toMatchObject({ state: 'promoted' });
    expect(acts(azure)).toHaveLength(1);
  });

  test('--to copies a version under its number, with its tags, to the region of the other gallery too', async () => {
    const { azure, session, image, id, put } = built();
    const to = `/subscriptions/${azure.subscription}/resourceGroups/prod/providers/Microsoft.Compute/galleries/prod/images/web`;
    azure.groups.add('prod');
    expect(
      (await attempt(() => promoteImage(session, image, { ...none, to }))).problems,
    ).toMatchObject([{ code: 'AIB819' }]);
    put(to, { name: 'web', location: 'westus' });
    expect(await promoteImage(session, image, { ...none, to })).toMatchObject({
      state: 'promoted',
      data: { versions: [{ id: `${to}/versions/1.0.1` }] },
    });
    const sent = azure.seen.find(({ method }) => method === 'PUT');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      location: 'westus',
      tags: { team: 'web' },
      properties: {
        publishingProfile: {
          excludeFromLatest: false,
          targetRegions: [{ name: 'East US 2', regionalReplicaCount: 2 }, { name: 'westus' }],
        },
        storageProfile: { source: { id } },
      },
    });
    expect(await promoteImage(session, image, { ...none, to })).toMatchObject({
      state: 'unchanged',
    });
    put(`${to}/versions/1.0.1`, {
      name: '1.0.1',
      properties: { storageProfile: { source: { id: '/else' } } },
    });
    expect(
      (await attempt(() => promoteImage(session, image, { ...none, to }))).problems,
    ).toMatchObject([{ code: 'AIB827' }]);
  });

  test('a version by its number; one that is not there, not finished, or of another run', async () => {
    const { session, image, version } = built();
    version('1.0.0', { excluded: true });
    version('1.0.2', { state: 'Creating' });
    expect(await promoteImage(session, image, { ...none, version: '1.0.0' })).toMatchObject({
      data: { versions: [{ version: '1.0.0' }] },
    });
    const codes = async (own: Partial<typeof none> | { version: string } | { run: string }) =>
      (await attempt(() => promoteImage(session, image, { ...none, ...own }))).problems?.map(
        ({ code }) => code,
      );
    expect(await codes({ version: '9.9.9' })).toEqual(['AIB827']);
    expect(await codes({ version: '1.0.2' })).toEqual(['AIB827']);
    expect(await codes({ run: '2026-01-01T00:00:00Z' })).toEqual(['AIB814']);
  });
});

describe('status', () => {
  test('in step or not, the last build, the newest version and its age, what is left over', async () => {
    const { azure, session, image, version, put } = world();
    version('1.0.1', { published: '2026-11-20T00:00:00Z' });
    const hashed = imageOf(
      azure,
      { ...content, name: 'app-0a1b2c3d' },
      { name: 'app', contentHash: true },
    );
    deployed(azure, { ...content, name: 'app-99999999' });
    put(`/subscriptions/${azure.subscription}/resourceGroups/it_old`, {
      type: 'group',
      name: 'IT_old',
      tags: { imageTemplateName: 'app-11111111', imageTemplateResourceGroupName: 'images' },
    });
    put(`/subscriptions/${azure.subscription}/resourceGroups/it_web`, {
      type: 'group',
      name: 'IT_web',
      tags: { imageTemplateName: 'web', imageTemplateResourceGroupName: 'images' },
    });
    expect(await statusOfImages(session, [image, hashed])).toMatchObject([
      {
        name: 'web',
        state: 'in step',
        data: {
          inStep: true,
          lastRun: { run: '2026-11-24T10:00:00Z', runState: 'Succeeded', minutes: 40 },
          newestVersion: '1.0.1',
          ageInDays: 6,
          leftOver: [],
        },
      },
      {
        name: 'app',
        state: 'not deployed',
        data: { leftOver: ['image template app-99999999', 'staging group IT_old'] },
      },
    ]);
  });

  test('delete --left-over removes what an image has left behind, and nothing else', async () => {
    const { azure, session, put } = world();
    const hashed = imageOf(
      azure,
      { ...content, name: 'app-0a1b2c3d' },
      { name: 'app', contentHash: true },
    );
    for (const name of ['app-0a1b2c3d', 'app-99999999', 'app-other', 'apple-99999999']) {
      deployed(azure, { ...content, name });
    }
    const groups = { IT_old: 'app-11111111', IT_own: 'app-0a1b2c3d', IT_else: 'web-11111111' };
    for (const [name, template] of Object.entries(groups)) {
      azure.groups.add(name.toLowerCase());
      put(`/subscriptions/${azure.subscription}/resourceGroups/${name.toLowerCase()}`, {
        type: 'group',
        name,
        tags: { imageTemplateName: template, imageTemplateResourceGroupName: 'images' },
      });
    }
    const remove = () => deleteLeftOvers(session, hashed, { force: false });
    const before = new Set(azure.resources.keys());
    expect(await remove()).toMatchObject({
      state: 'deleted',
      data: { deleted: ['image template app-99999999', 'staging group IT_old'] },
    });
    const gone = [...before].filter((key) => !azure.resources.has(key));
    expect(gone.map((key) => key.split('/').at(-1)).toSorted()).toEqual(['app-99999999', 'it_old']);
    expect(await remove()).toMatchObject({ state: 'nothing left over', data: { deleted: [] } });
  });

  test('delete --left-over: an earlier template is guarded like any other', async () => {
    const { azure, session } = world();
    const hashed = imageOf(
      azure,
      { ...content, name: 'app-0a1b2c3d' },
      { name: 'app', contentHash: true },
    );
    deployed(
      azure,
      { ...content, name: 'app-99999999' },
      { lastRunStatus: { runState: 'Running', startTime: '2026-11-24T10:00:00Z' } },
    );
    await expect(deleteLeftOvers(session, hashed, { force: false })).rejects.toMatchObject({
      problem: { code: 'AIB809' },
    });
    expect(azure.seen.some(({ method }) => method === 'DELETE')).toBe(false);
  });

  test.each([
    ['differs', {}, { location: 'westus' }],
    ['building', { lastRunStatus: { runState: 'Running', startTime: '2026-11-24T10:00:00Z' } }, {}],
    ['failed', { provisioningState: 'Failed' }, {}],
  ])('%s', async (state, properties, own) => {
    const { azure, session, image } = world();
    deployed(azure, { ...content, ...own }, properties);
    expect(await statusOfImages(session, [image])).toMatchObject([{ state }]);
  });
});

test('diff --live lists each difference and what it means', async () => {
  const { azure, session, image } = world();
  deployed(azure, { ...content, tags: { a: 'b' } });
  const other = imageOf(azure, { ...content, name: 'other' });
  expect(await compareWithLive(session, [image, other])).toMatchObject([
    {
      name: 'web',
      state: 'changed',
      changes: [{ path: 'tags', from: { a: 'b' }, to: null, effect: 'in-place' }],
    },
    { name: 'other', state: 'new' },
  ]);
});

describe('roles --live', () => {
  const identity =
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib';
  const scope =
    '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.Compute/galleries/corp';
  const custom = {
    scope,
    role: 'aibgen gallery target',
    roleDefinitionId: null,
    actions: [
      'Microsoft.Compute/galleries/read',
      'Microsoft.Compute/galleries/images/versions/write',
    ],
    dataActions: [],
  };
  const builtIn = {
    scope: `${scope}/x`,
    role: 'Reader',
    roleDefinitionId: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    actions: [],
    dataActions: [],
  };
  const rights = { name: 'web', identity, rights: [custom, builtIn] };
  function grants(
    roles: readonly { id: string; scope: string; actions: string[]; notActions?: string[] }[],
  ) {
    const azure = createAzure();
    azure.resources.set(identity.toLowerCase(), {
      id: identity,
      properties: { principalId: 'principal' },
    });
    roles.forEach(({ id, scope: where, actions, notActions = [] }, index) => {
      const definition = `/subscriptions/${azure.subscription}/providers/Microsoft.Authorization/roleDefinitions/${id}`;
      azure.resources.set(definition.toLowerCase(), {
        id: definition,
        properties: { roleName: id, permissions: [{ actions, notActions, dataActions: [] }] },
      });
      azure.resources.set(
        `/subscriptions/${azure.subscription}/providers/microsoft.authorization/roleassignments/a${index}`,
        {
          name: `a${index}`,
          properties: { principalId: 'principal', scope: where, roleDefinitionId: definition },
        },
      );
    });
    return directSession(azure);
  }

  test('an identity that has all of it, by other roles and above too', async () => {
    const group = scope.split('/providers/')[0] ?? '';
    const session = grants([
      { id: 'mine', scope: group.toUpperCase(), actions: ['Microsoft.Compute/galleries/*'] },
      { id: 'ACDD72A7-3385-48EF-BD42-F606FBA81AE7', scope: group, actions: ['*/read'] },
    ]);
    expect(await compareRights(session, rights.name, rights)).toMatchObject({
      state: 'complete',
      data: { missing: [] },
    });
  });

  test.each([
    ['nothing', [], 2],
    ['a neighbour', [{ id: 'mine', scope: `${scope}2`, actions: ['*'] }], 2],
    [
      'an action that is taken away',
      [
        {
          id: 'mine',
          scope,
          actions: ['*'],
          notActions: ['Microsoft.Compute/galleries/images/versions/write'],
        },
      ],
      2,
    ],
    [
      'one of two actions',
      [{ id: 'mine', scope, actions: ['Microsoft.Compute/galleries/read'] }],
      2,
    ],
    ['one right', [{ id: 'mine', scope, actions: ['Microsoft.Compute/*'] }], 1],
  ])('%s leaves rights missing', async (_what, roles, missing) => {
    expect((await compareRights(grants(roles), rights.name, rights)).problems).toMatchObject([
      { code: 'AIB825', parameters: { missing, total: 2 } },
    ]);
  });

  test('an identity that does not exist has none', async () => {
    expect(await compareRights(directSession(createAzure()), rights.name, rights)).toMatchObject({
      state: 'missing',
      data: { principalId: null },
    });
  });
});

test('what does not answer is told as such', async () => {
  const { azure, session, image } = world();
  azure.faults.push({ path: /./, times: 99, cut: 'before' });
  expect(await statusOfImages(session, [image])).toMatchObject([
    { state: 'failed', problems: [{ code: 'AIB820' }] },
  ]);
  expect(templateId(azure, 'web')).toContain('/imageTemplates/web');
});
