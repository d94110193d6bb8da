/** Deploying: content decides, validation comes first, guards hold, lost answers are looked up. */
import { startBuild } from '../../src/azure/operations/start-build';
import { deployImage, type DeployOptions } from '../../src/azure/operations/deploy-image';
import { failureOf } from '../../src/azure/failures';
import type { AzureImage, ImageResult, Session } from '../../src/azure/azure-image';
import { acts, deployed, directSession, imageOf, templateId } from '../support/azure/direct';
import { createAzure, type JsonObject } from '../support/azure/stand-in';

const options: DeployOptions = {
  replace: false,
  force: false,
  supersede: false,
  whatIf: false,
  rights: 'with',
};
const content = (): JsonObject => ({
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  apiVersion: '2024-02-01',
  name: 'web-base',
  location: 'eastus2',
  identity: {
    type: 'UserAssigned',
    userAssignedIdentities: {
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib':
        {},
    },
  },
  properties: {
    buildTimeoutInMinutes: 240,
    vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 },
    source: { type: 'PlatformImage', publisher: 'p', offer: 'o', sku: 's', version: 'latest' },
    customize: [{ type: 'Shell', name: 'shell-1', inline: ['echo a'] }],
    distribute: [
      { type: 'VHD', runOutputName: 'disk', uri: 'https://a.blob.core.windows.net/v/d.vhd' },
    ],
  },
});

function world(change: (made: JsonObject) => void = () => undefined) {
  const azure = createAzure();
  const wanted = content();
  azure.contents.set('web-base', content());
  const live = content();
  change(live);
  return { azure, session: directSession(azure), image: imageOf(azure, wanted), live };
}

async function run(
  session: Session,
  image: AzureImage,
  own: Partial<DeployOptions> = {},
): Promise<ImageResult> {
  try {
    return await deployImage(session, image, { ...options, ...own });
  } catch (error) {
    return failureOf(image.name, 'The deployment failed', error);
  }
}
const codes = ({ problems = [] }: ImageResult): readonly string[] =>
  problems.map(({ code }) => code);
const properties = (template: JsonObject): JsonObject => template.properties as JsonObject;

test('a template that is not there is validated, then deployed with its rights', async () => {
  const { azure, session, image } = world();
  expect(await run(session, image)).toMatchObject({ state: 'deployed' });
  expect(acts(azure)).toEqual(['POST deployments/web-base/validate', 'PUT deployments/web-base']);
  const put = azure.seen.find(({ method }) => method === 'PUT');
  expect(JSON.parse(put?.body ?? '')).toMatchObject({
    properties: { mode: 'Incremental', parameters: { deployRights: { value: true } } },
  });
  expect(put?.query.get('api-version')).toMatch(/^20\d\d-/);
});

test('--rights none deploys without them, only deploys nothing else', async () => {
  const { azure, session, image } = world();
  await run(session, image, { rights: 'none' });
  const put = azure.seen.find(({ method }) => method === 'PUT');
  expect(JSON.parse(put?.body ?? '').properties.parameters).toEqual({
    deployRights: { value: false },
  });
  azure.seen.length = 0;
  expect(await run(session, image, { rights: 'only' })).toMatchObject({ state: 'rights deployed' });
  const only = azure.seen.find(({ method }) => method === 'PUT');
  const types = JSON.parse(only?.body ?? '').properties.template.resources.map(
    (one: JsonObject) => one.type,
  );
  expect(types).toEqual(['Microsoft.Resources/deployments']);
});

test('the same content is nothing to do', async () => {
  const { azure, session, image, live } = world((made) => {
    made.location = 'East US 2';
    properties(made).buildTimeoutInMinutes = 0;
  });
  deployed(azure, live);
  expect(await run(session, image)).toMatchObject({ state: 'unchanged' });
  expect(acts(azure)).toEqual([]);
});

const differs = (made: JsonObject): void => {
  properties(made).customize = [{ type: 'Shell', name: 'shell-1', inline: ['echo A'] }];
};

test('what cannot change in place needs --replace, and nothing is asked for before', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  const result = await run(session, image);
  expect([result.state, codes(result)]).toEqual(['differs', ['AIB810']]);
  expect(acts(azure)).toEqual([]);
});

test('a replacement is validated before anything is deleted, and deployed after', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  const result = await run(session, image, { replace: true });
  expect(result).toMatchObject({
    state: 'replaced',
    data: {
      changes: [
        {
          path: 'properties.customize[0].inline[0]',
          from: 'echo A',
          to: 'echo a',
          effect: 'replace',
        },
      ],
    },
  });
  expect(acts(azure)).toEqual([
    'POST deployments/web-base/validate',
    'DELETE imageTemplates/web-base',
    'PUT deployments/web-base',
  ]);
});

test('a deployment that is not valid deletes nothing', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  azure.invalid = { code: 'InvalidTemplate', message: 'The template is not valid.' };
  expect(codes(await run(session, image, { replace: true }))).toEqual(['AIB819']);
  expect(acts(azure)).toEqual(['POST deployments/web-base/validate']);
});

test.each([
  [
    'is building',
    { lastRunStatus: { runState: 'Running', startTime: '2026-11-24T10:00:00Z' } },
    'AIB809',
  ],
  ['is being created', { provisioningState: 'Creating' }, 'AIB813'],
])('a template that %s is never replaced, --force or not', async (_what, state, code) => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live, state);
  expect(codes(await run(session, image, { replace: true, force: true }))).toEqual([code]);
  expect(acts(azure)).toEqual([]);
});

test('--supersede cancels the build that keeps a template from being replaced, once the deployment is valid', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  await startBuild(session, image, { supersede: false });
  azure.seen.length = 0;
  azure.invalid = { code: 'InvalidTemplate', message: 'The template is not valid.' };
  const options = { replace: true, supersede: true };
  expect(codes(await run(session, image, options))).toEqual(['AIB819']);
  azure.invalid = undefined;
  expect((await run(session, image, options)).state).toBe('replaced');
  expect(acts(azure)).toEqual([
    'POST deployments/web-base/validate',
    'POST deployments/web-base/validate',
    'POST imageTemplates/web-base/cancel',
    'DELETE imageTemplates/web-base',
    'PUT deployments/web-base',
  ]);
});

test('a trigger in Azure guards the template, though the spec has none; --force replaces it', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  azure.resources.set(templateId(azure, 'web-base', '/triggers/nightly').toLowerCase(), {
    name: 'nightly',
  });
  const refused = await run(session, image, { replace: true });
  expect(refused.problems).toMatchObject([
    { code: 'AIB811', parameters: { triggers: ['nightly'] } },
  ]);
  expect(await run(session, image, { replace: true, force: true })).toMatchObject({
    state: 'replaced',
  });
});

test('a VHD in the staging group guards the template', async () => {
  const { azure, session, image, live } = world((made) => {
    properties(made).distribute = [{ type: 'VHD', runOutputName: 'disk' }];
    differs(made);
  });
  deployed(azure, live, {
    lastRunStatus: { runState: 'Succeeded', startTime: '2026-11-24T10:00:00Z' },
  });
  expect(codes(await run(session, image, { replace: true }))).toEqual(['AIB812']);
});

test('tags, and tags of targets, change in place without --replace and without rights', async () => {
  const { azure, session, image, live } = world((made) => {
    made.tags = { old: 'x' };
    properties(made).distribute = [
      {
        type: 'VHD',
        runOutputName: 'disk',
        uri: 'https://a.blob.core.windows.net/v/d.vhd',
        artifactTags: { a: 'b' },
      },
    ];
  });
  deployed(azure, live);
  expect(await run(session, image)).toMatchObject({ state: 'updated' });
  expect(acts(azure)).toEqual(['PATCH imageTemplates/web-base']);
  const patch = azure.seen.find(({ method }) => method === 'PATCH');
  expect(JSON.parse(patch?.body ?? '')).toEqual({
    tags: {},
    properties: { distribute: properties(image.content as JsonObject).distribute },
  });
});

test('a new target changes in place, after its rights', async () => {
  const { azure, session, image, live } = world();
  deployed(azure, live);
  properties(image.content as JsonObject).distribute = [
    ...(properties(live).distribute as JsonObject[]),
    {
      type: 'ManagedImage',
      runOutputName: 'image',
      imageId: '/subscriptions/s/i',
      location: 'eastus2',
    },
  ];
  expect(await run(session, image)).toMatchObject({ state: 'updated' });
  expect(acts(azure)).toEqual(['PUT deployments/web-base', 'PATCH imageTemplates/web-base']);
});

test('a trigger that is missing is made', async () => {
  const { azure, session, image, live } = world();
  deployed(azure, live);
  const trigger = { name: 'source-image', body: { properties: { kind: 'SourceImage' } } };
  expect(await run(session, { ...image, trigger })).toMatchObject({ state: 'updated' });
  expect(acts(azure)).toEqual(['PUT imageTemplates/web-base/triggers/source-image']);
});

test('a template that the service refused, and that was never built, is replaced without being asked', async () => {
  const { azure, session, image, live } = world();
  deployed(azure, live, { provisioningState: 'Failed' });
  expect(await run(session, image)).toMatchObject({ state: 'replaced' });
});

test('--what-if changes nothing', async () => {
  const { azure, session, image, live } = world(differs);
  deployed(azure, live);
  expect(await run(session, image, { whatIf: true })).toMatchObject({ state: 'would replace' });
  expect(acts(azure)).toEqual(['POST deployments/web-base/whatIf']);
});

test('rights that have not spread are waited for; the refused template is removed in between', async () => {
  const { azure, session, image } = world();
  const refusal = {
    code: 'Unauthorized',
    message:
      'Not authorized to access the resource: /x. Please check the user assigned identity has the correct permissions.',
    leavesTemplate: true,
  };
  azure.refusals.push(refusal, refusal);
  expect(await run(session, image)).toMatchObject({ state: 'deployed' });
  expect(acts(azure).filter((one) => !one.includes('validate'))).toEqual([
    'PUT deployments/web-base',
    'DELETE imageTemplates/web-base',
    'PUT deployments/web-base',
    'DELETE imageTemplates/web-base',
    'PUT deployments/web-base',
  ]);
});

test('rights that never spread end in a refusal, after a limited time', async () => {
  const { azure, session, image } = world();
  const refusal = { code: 'Unauthorized', message: 'Not authorized to access the resource: /x.' };
  for (let n = 0; n < 100; n += 1) azure.refusals.push(refusal);
  expect(codes(await run(session, image))).toEqual(['AIB819']);
  expect(session.pauses.reduce((a, b) => a + b, 0)).toBeLessThan(20 * 60_000);
});

test('a right that the deployer lacks is not waited for', async () => {
  const { azure, session, image } = world();
  azure.refusals.push({
    code: 'AuthorizationFailed',
    message:
      "The client 'app' with object id 'app' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '/x'.",
  });
  const result = await run(session, image);
  expect(result.problems).toMatchObject([
    {
      code: 'AIB802',
      parameters: { action: 'Microsoft.Authorization/roleAssignments/write', scope: '/x' },
    },
  ]);
  expect(acts(azure).filter((one) => one.startsWith('PUT'))).toHaveLength(1);
});

test.each(['before', 'after'] as const)(
  'an answer lost %s the act makes one deployment',
  async (cut) => {
    const { azure, session, image } = world();
    azure.faults.push({ method: 'PUT', path: /deployments/, times: 1, cut });
    expect(await run(session, image)).toMatchObject({ state: 'deployed' });
    expect(acts(azure).filter((one) => one.startsWith('PUT'))).toHaveLength(
      cut === 'before' ? 2 : 1,
    );
  },
);

test.each([
  [429, { 'retry-after': '7' }],
  [503, {}],
])('a %s on the PUT is no end', async (status, headers) => {
  const { azure, session, image } = world();
  azure.faults.push({
    method: 'PUT',
    path: /deployments/,
    times: 1,
    status,
    headers,
    body: '<html>busy</html>',
  });
  expect(await run(session, image)).toMatchObject({ state: 'deployed' });
  expect(session.pauses.includes(7000)).toBe(status === 429);
});

test('another deployment of the name is waited for', async () => {
  const { azure, session, image } = world();
  azure.faults.push({
    method: 'PUT',
    path: /deployments/,
    times: 1,
    status: 409,
    body: { error: { code: 'DeploymentActive', message: 'active' } },
  });
  expect(await run(session, image)).toMatchObject({ state: 'deployed' });
});

test('a page of a gateway where JSON was due is asked for again', async () => {
  const { azure, session, image } = world();
  azure.faults.push({
    method: 'GET',
    path: /imageTemplates/,
    times: 2,
    status: 200,
    body: '<html>proxy</html>',
  });
  expect(await run(session, image)).toMatchObject({ state: 'deployed' });
});

test.each([
  [
    'MissingSubscriptionRegistration',
    "The subscription is not registered to use namespace 'Microsoft.VirtualMachineImages'.",
    'AIB806',
  ],
  ['RequestDisallowedByPolicy', "Resource 'x' was disallowed by policy.", 'AIB819'],
  [
    'QuotaExceeded',
    'Operation could not be completed as it results in exceeding approved cores quota.',
    'AIB819',
  ],
])('%s says what to do', async (code, message, expected) => {
  const { azure, session, image } = world();
  azure.refusals.push({ code, message });
  const result = await run(session, image);
  expect(codes(result)).toEqual([expected]);
  expect(JSON.stringify(result.problems)).toMatch(
    /Quotas|exemption|Microsoft\.VirtualMachineImages/,
  );
});
