/** "The same" is a question of content: over every published property, and over everything that is no difference. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { liveChanges } from '../../src/inspect/live-changes';
import type { Json, JsonObject } from '../../src/lib/json';
import { root } from '../support/images';
import { bicepPaths } from '../support/published-paths';

const published = bicepPaths('2025-10-01');

const base: JsonObject = {
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  apiVersion: '2025-10-01',
  name: 'web',
  location: 'eastus2',
  properties: {},
};

/** A template in which a published path (`customize[Shell].inline`) has a value. */
function withValue(where: string, value: Json): JsonObject {
  const build = (rest: string): Json => {
    if (rest === '') return value;
    const [, key = '', kind, more = ''] = /^\.?([A-Za-z]+)(\[\w*\])?(.*)$/.exec(rest) ?? [];
    const inner = build(more);
    if (kind === undefined) return { [key]: inner };
    const item = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
    const type = kind.slice(1, -1);
    return { [key]: [{ ...(type === '' ? {} : { type }), ...item }] };
  };
  return { ...base, properties: build(where) as JsonObject };
}

/** Two values of a property that are not its default; by its name, where text does not do. */
function valuesOf(where: string): readonly [Json, Json] {
  if (
    /(?:runElevated|runAsSystem|excludeFromLatest|continueDistributeOnFailure|sourceValidationOnly)$/.test(
      where,
    )
  )
    return [false, true];
  if (/(?:InMinutes|GB|updateLimit|replicaCount|major)$/.test(where)) return [7, 8];
  if (where.endsWith('validExitCodes'))
    return [
      [0, 1],
      [0, 2],
    ];
  if (/(?:inline|filters|Regions|userAssignedIdentities)$/.test(where)) return [['a'], ['b']];
  if (/[tT]ags$/.test(where)) return [{ tag: 'a' }, { tag: 'b' }];
  return ['first', 'second'];
}

// What holds others is compared by what it holds.
const leaves = published.paths.filter(
  (one) =>
    !published.paths.some((other) => other.startsWith(`${one}.`) || other.startsWith(`${one}[`)) &&
    !one.endsWith(']'),
);

test('there are as many properties as the service has', () => {
  expect(leaves.length).toBeGreaterThan(60);
});

test.each(leaves)('%s: another value is a difference, the same value is none', (where) => {
  const [one, other] = valuesOf(where);
  expect(liveChanges(withValue(where, one), withValue(where, one))).toEqual([]);
  expect(liveChanges(withValue(where, one), withValue(where, other))).not.toEqual([]);
});

test.each(published.readOnly)('%s is read-only, and no difference', (where) => {
  const live = withValue(where, { any: 'thing' });
  const [, parent = ''] = /^(.*?)\.?[A-Za-z]+$/.exec(where) ?? [];
  const content = parent === '' ? base : withValue(parent, {});
  expect(liveChanges(live, content)).toEqual([]);
});

const specs = readdirSync(path.join(root, 'out'), { withFileTypes: true })
  .filter((one) => one.isDirectory() && one.name !== 'pipelines')
  .map(({ name }) => name);
const contentOf = (name: string): JsonObject =>
  JSON.parse(readFileSync(path.join(root, 'out', name, 'imageTemplate.json'), 'utf8'));

/** A copy in which objects have their keys in the other order, and ids, types and regions are in capitals. */
function shout(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((one: Json) => shout(one, key));
  if (typeof value === 'object' && value !== null) {
    const isTags = /tags$/i.test(key);
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([name, inner]) => [
          name.startsWith('/subscriptions') ? name.toUpperCase() : name,
          isTags ? inner : shout(inner, name),
        ]),
    );
  }
  const free =
    /^(?:type|location|scheme|state|kind|vmSize|proxyVmSize|publisher|offer|sku|version|storageAccountType|replicationRegions|runOutputName)$|Id$/.test(
      key,
    );
  return typeof value === 'string' && (free || value.startsWith('/subscriptions'))
    ? value.toUpperCase()
    : value;
}

/** As the service shows it: with what only it knows. */
function asShown(content: JsonObject): JsonObject {
  const identity = content.identity as JsonObject;
  const ids = Object.keys((identity.userAssignedIdentities ?? {}) as JsonObject);
  return {
    ...content,
    id: '/subscriptions/s/x',
    systemData: { createdBy: 'me' },
    identity: {
      ...identity,
      userAssignedIdentities: Object.fromEntries(
        ids.map((id) => [id, { principalId: 'p', clientId: 'c' }]),
      ),
    },
    properties: {
      ...(content.properties as JsonObject),
      provisioningState: 'Succeeded',
      lastRunStatus: { runState: 'Failed' },
      exactStagingResourceGroup: '/x',
    },
  };
}

test.each(specs)(
  '%s is the same as the service shows it: keys in any order, ids in any case',
  (name) => {
    const content = contentOf(name);
    expect(liveChanges(shout(asShown(content)), content)).toEqual([]);
    expect(liveChanges(JSON.parse(JSON.stringify(content)), content)).toEqual([]);
  },
);

test.each(specs)('%s: every text, number and boolean in it counts', (name) => {
  const content = contentOf(name);
  const leavesOf = (
    value: Json,
    where: readonly (string | number)[],
  ): readonly (readonly (string | number)[])[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          leavesOf(inner, [...where, Array.isArray(value) ? Number(key) : key]),
        )
      : [where];
  for (const where of leavesOf(content.properties ?? null, ['properties'])) {
    const copy = structuredClone(content);
    let holder: Record<string | number, Json> = copy;
    for (const key of where.slice(0, -1)) holder = holder[key] as Record<string | number, Json>;
    const last = where.at(-1) ?? '';
    const old = holder[last] ?? null;
    holder[last] =
      typeof old === 'number' ? old + 41 : typeof old === 'boolean' ? !old : `${String(old)}-other`;
    const found = liveChanges(copy, content);
    expect([where.join('.'), found.length > 0]).toEqual([where.join('.'), true]);
  }
});

const properties = (own: JsonObject): JsonObject => ({ ...base, properties: own });
test.each<[string, JsonObject, JsonObject]>([
  ['timeout 0', { buildTimeoutInMinutes: 0 }, { buildTimeoutInMinutes: 240 }],
  ['no size', {}, { vmProfile: { vmSize: 'Standard_D2ds_v4', osDiskSizeGB: 0 } }],
  ['no customize', { customize: [] }, {}],
  ['null sections', { validate: null, optimize: null, errorHandling: null, vmProfile: null }, {}],
  [
    'error handling',
    { errorHandling: { onCustomizerError: 'cleanup', onValidationError: 'cleanup' } },
    {},
  ],
  ['auto run', { autoRun: { state: 'Disabled' } }, {}],
  ['optimize', { optimize: { vmBoot: { state: 'Disabled' } } }, {}],
  [
    'validate',
    {
      validate: {
        inVMValidations: [],
        continueDistributeOnFailure: false,
        sourceValidationOnly: false,
      },
    },
    {},
  ],
  ['empty tags', { managedResourceTags: {} }, {}],
  [
    'PowerShell',
    { customize: [{ type: 'PowerShell', inline: ['a'] }] },
    {
      customize: [
        {
          type: 'PowerShell',
          inline: ['a'],
          runElevated: false,
          runAsSystem: false,
          validExitCodes: [0],
        },
      ],
    },
  ],
  [
    'restart',
    { customize: [{ type: 'WindowsRestart' }] },
    {
      customize: [
        {
          type: 'WindowsRestart',
          restartCommand: 'shutdown /r /f /t 0 /c "packer restart"',
          restartTimeout: '5m',
        },
      ],
    },
  ],
  [
    'updates',
    { customize: [{ type: 'WindowsUpdate', updateLimit: 0 }] },
    {
      customize: [
        {
          type: 'WindowsUpdate',
          searchCriteria: 'BrowseOnly=0 and IsInstalled=0',
          updateLimit: 1000,
        },
      ],
    },
  ],
  [
    'regions in the older form',
    {
      distribute: [
        {
          type: 'SharedImage',
          replicationRegions: ['West US 2', 'eastus'],
          storageAccountType: 'Standard_LRS',
        },
      ],
    },
    {
      distribute: [
        {
          type: 'SharedImage',
          targetRegions: [{ name: 'eastus', replicaCount: 1 }, { name: 'westus2' }],
        },
      ],
    },
  ],
  [
    'versioning',
    {
      distribute: [
        {
          type: 'SharedImage',
          versioning: { scheme: 'Latest', major: -1 },
          replicationMode: 'Full',
        },
      ],
    },
    { distribute: [{ type: 'SharedImage' }] },
  ],
  [
    'host of a URI',
    { customize: [{ type: 'Shell', scriptUri: 'https://A.blob.core.windows.net/s/x.sh' }] },
    { customize: [{ type: 'Shell', scriptUri: 'https://a.blob.core.windows.net/s/x.sh' }] },
  ],
  [
    'checksum in capitals',
    { customize: [{ type: 'Shell', sha256Checksum: 'AB' }] },
    { customize: [{ type: 'Shell', sha256Checksum: 'ab' }] },
  ],
  ['key in another case', { buildtimeoutinminutes: 90 }, { buildTimeoutInMinutes: 90 }],
])('a default is no difference: %s', (_name, live, content) => {
  expect(liveChanges(properties(live), properties(content))).toEqual([]);
  expect(liveChanges(properties(content), properties(live))).toEqual([]);
});

test.each<[string, JsonObject, JsonObject, string, string]>([
  [
    'letter case of a script',
    { customize: [{ type: 'Shell', inline: ['A'] }] },
    { customize: [{ type: 'Shell', inline: ['a'] }] },
    'properties.customize[0].inline[0]',
    'replace',
  ],
  [
    'path of a URI',
    { customize: [{ type: 'Shell', scriptUri: 'https://a.blob.core.windows.net/s/X.sh' }] },
    { customize: [{ type: 'Shell', scriptUri: 'https://a.blob.core.windows.net/s/x.sh' }] },
    'properties.customize[0].scriptUri',
    'replace',
  ],
  [
    'an empty line of a script',
    { customize: [{ type: 'Shell', inline: ['a', ''] }] },
    { customize: [{ type: 'Shell', inline: ['a'] }] },
    'properties.customize[0].inline[1]',
    'replace',
  ],
  [
    'a tag of a target',
    { distribute: [{ type: 'VHD', runOutputName: 'd', artifactTags: { a: 'b' } }] },
    { distribute: [{ type: 'VHD', runOutputName: 'd', artifactTags: { a: 'B' } }] },
    'properties.distribute[0].artifactTags.a',
    'in-place',
  ],
])('%s is a difference', (_name, live, content, where, effect) => {
  expect(liveChanges(properties(live), properties(content))).toMatchObject([
    { path: where, effect },
  ]);
});
