/** What Microsoft's evaluator says that is assigned is what `roles.json` says: as many, with the same scopes and roles. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, folderWith } from '../support/cli';
import { describeWithBicep, judgeDeployment, writeJudgeFolder } from '../support/bicep';
import type { JsonObject } from '../support/deployment-place';
import { filesIn } from '../support/cli';

const place = {
  subscriptionId: '11111111-2222-3333-4444-555555555555',
  resourceGroup: 'image-rg',
  location: 'westeurope',
};
const other = '99999999-8888-7777-6666-555555555555';
const linux = `location: westeurope
generation: 2
os: linux
identity: builder
source: Canonical:ubuntu-24_04-lts:server:latest
`;
const windows = `location: westeurope
identity: builder
source: MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest
`;
const scattered = `distribute:
  - gallery: gallery-rg/corpGallery/web-base
  - image: images-rg/web
  - gallery: /subscriptions/${other}/resourceGroups/far-rg/providers/Microsoft.Compute/galleries/farGallery/images/web
`;

const specs: Readonly<Record<string, string>> = {
  'walk-through': readFileSync(path.join(__dirname, 'walk-through.yaml'), 'utf8'),
  scattered: linux + scattered,
  'scattered-builtin': `${linux}roles: builtin\n${scattered}`,
  none: `${linux}roles: none\n${scattered}`,
  nothing: `${linux}distribute: [{ vhd: disk }]\n`,
  'unknown-account': `${linux}customize: [{ shell: "https://acct.blob.core.windows.net/scripts/a.sh" }]\ndistribute: [{ image: web }]\n`,
  'named-by-parameters': `${linux}parameters:
  env: { type: string, default: dev }
  principalId: { type: string, default: x }
  empty: { type: string, default: y }
storageAccounts: { "{{ params.env }}scripts": storage-rg }
tags: { a: "{{ params.principalId }}{{ params.empty }}" }
customize: [{ shell: "https://{{params.env}}scripts.blob.core.windows.net/{{ params.env }}/a.sh" }]
distribute: [{ gallery: "{{ params.env }}-rg/{{ params.env }}Gallery/web" }, { vhd: disk, uri: "https://{{ params.env }}scripts.blob.core.windows.net/vhds/web.vhd" }]
`,
  'service-principal': `${windows}parameters: { imageBuilderPrincipalId: { type: string, default: mine } }
tags: { a: "{{ params.imageBuilderPrincipalId }}" }
stagingResourceGroup: staging-rg
vm: { subnet: net-rg/net/build, identities: [builder] }
distribute: [{ image: web }]
`,
  'builtin-everything': `${linux.replace('source: Canonical:ubuntu-24_04-lts:server:latest', 'source: { image: base-rg/base }').replace('identity: builder', 'identity: { name: builder, create: true }')}roles: builtin
storageAccounts: { acct: ${other}/store-rg }
stagingResourceGroup: staging-rg
vm: { subnet: net-rg/net/build, containerSubnet: net-rg/net/aci, identities: [builder] }
validate: [{ shell: "https://acct.blob.core.windows.net/tests/a.sh" }]
distribute: [{ gallery: gallery-rg/corpGallery/web }, { vhd: disk, uri: "https://acct.blob.core.windows.net/vhds/a.vhd" }]
`,
};

interface Roles {
  readonly rights: readonly {
    readonly scope: string;
    readonly roleDefinitionId: string | null;
    readonly actions: readonly string[];
  }[];
}

function only(resources: readonly JsonObject[], type: string): readonly JsonObject[] {
  return resources.filter((one) => one['type'] === `Microsoft.Authorization/${type}`);
}

interface Assigned {
  readonly description: string;
  readonly principalType: string;
  readonly roleDefinitionId: string;
}

function properties<T>(resource: JsonObject | undefined): T {
  return resource?.['properties'] as T;
}

/** Scope and role of an assignment, a custom role as its actions. */
function assigned(resources: readonly JsonObject[]): readonly string[] {
  const definitions = only(resources, 'roleDefinitions');
  return only(resources, 'roleAssignments').map((one) => {
    const { roleDefinitionId } = properties<Assigned>(one);
    const [scope = ''] = String(one['id']).split(/\/providers\/Microsoft\.Authorization\//i);
    const definition = definitions.find(
      ({ id }) => String(id).toLowerCase() === roleDefinitionId.toLowerCase(),
    );
    const role = definition
      ? properties<{ permissions: { actions: string[] }[] }>(definition)
          .permissions.flatMap(({ actions }) => actions)
          .join()
      : roleDefinitionId.split('/').at(-1);
    return `${scope} ${role}`.toLowerCase();
  });
}

function wanted(roles: Roles): readonly string[] {
  return roles.rights
    .filter(({ scope }) => !scope.includes('<resource group of'))
    .map(({ scope, roleDefinitionId, actions }) => {
      const at = scope
        .replace('<subscriptionId>', place.subscriptionId)
        .replace('<resourceGroup>', place.resourceGroup);
      return `${at} ${roleDefinitionId ?? actions.join()}`.toLowerCase();
    });
}

describeWithBicep('rights', (judge) => {
  let folder: string;
  let out: string;
  beforeAll(async () => {
    folder = folderWith(
      Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`${name}.yaml`, spec])),
    );
    out = mkdtempSync(path.join(tmpdir(), 'aibgen-rights-'));
    // One at a time: together they would be a fleet in which two images write to one place.
    for (const name of Object.keys(specs)) {
      const { code, stderr } = await cli(folder, 'build', `${name}.yaml`, '-o', out);
      if (code !== 0) throw new Error(stderr);
    }
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(out, { recursive: true, force: true });
  });

  async function snapshotOf(name: string): Promise<readonly JsonObject[]> {
    const copy = writeJudgeFolder(filesIn(path.join(out, name)));
    try {
      const snapshot = await judge.snapshot(path.join(copy, 'main.bicepparam'), place);
      return snapshot.predictedResources;
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }

  test.each(Object.keys(specs))('%s obeys the laws', async (name) => {
    expect(await judgeDeployment(judge, path.join(out, name), place)).toEqual([]);
  });

  test.each(Object.keys(specs))('%s assigns what roles.json says', async (name) => {
    const roles: Roles = JSON.parse(readFileSync(path.join(out, name, 'roles.json'), 'utf8'));
    const resources = await snapshotOf(name);
    const want = name === 'none' ? [] : wanted(roles);
    expect(assigned(resources).toSorted()).toEqual(want.toSorted());
    for (const one of only(resources, 'roleAssignments')) {
      expect(properties<Assigned>(one).principalType).toBe('ServicePrincipal');
    }
    for (const one of only(resources, 'roleDefinitions')) {
      const [group] = String(one['id']).split('/providers/Microsoft.Authorization/');
      expect(properties<{ assignableScopes: string[] }>(one).assignableScopes).toEqual([group]);
    }
    for (const one of only(resources, 'roleAssignments')) {
      const [, , subscription = ''] = String(one['id']).split('/');
      expect(properties<Assigned>(one).roleDefinitionId).toContain(subscription);
    }
    const custom = roles.rights.some(({ actions }) => actions.length > 0);
    expect(only(resources, 'roleDefinitions').length > 0).toBe(custom && name !== 'none');
  });

  test('an image without rights of the service itself has no parameter for it', () => {
    const main = (name: string) => readFileSync(path.join(out, name, 'main.bicep'), 'utf8');
    expect(main('scattered')).not.toContain('imageBuilderPrincipalId');
    expect(main('service-principal')).toContain("param imageBuilderPrincipalId_ string = ''");
  });

  test("the service's own principal gets its right when its id is given", async () => {
    const files = filesIn(path.join(out, 'service-principal'));
    const extra = "\nparam imageBuilderPrincipalId_ = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'\n";
    const copy = writeJudgeFolder({
      ...files,
      'main.bicepparam': `${files['main.bicepparam']}${extra}`,
    });
    const { predictedResources } = await judge.snapshot(path.join(copy, 'main.bicepparam'), place);
    rmSync(copy, { recursive: true, force: true });
    const contributors = assigned(predictedResources).filter((one) =>
      one.endsWith('/resourcegroups/staging-rg b24988ac-6180-42a0-ab88-20f7382dd24c'),
    );
    expect(contributors).toHaveLength(2);
    expect(new Set(only(predictedResources, 'roleAssignments').map(({ id }) => id)).size).toBe(
      only(predictedResources, 'roleAssignments').length,
    );
  });

  test('two images share their roles and assignments, whatever the case of an id', async () => {
    const spec = (gallery: string, more: string) => `${linux}${more}distribute:
  - gallery: ${gallery}/web
`;
    const twins = folderWith({
      'one.yaml': spec('gallery-rg/corpGallery', ''),
      'two.yaml': spec(
        `/subscriptions/${place.subscriptionId}/resourceGroups/Gallery-RG/providers/microsoft.compute/galleries/CORPGALLERY`,
        'customize: [{ shell: uptime }]\n',
      ).replace('/web\n', '/images/web\n'),
      'three.yaml': spec('gallery-rg/corpGallery', 'timeout: 2h\n').replace(
        'identity: builder',
        'identity: BUILDER',
      ),
    });
    for (const name of ['one', 'two', 'three']) {
      const { code } = await cli(twins, 'build', `${name}.yaml`, '-o', out, '--force');
      expect(code).toBe(0);
    }
    const all = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const resources = await snapshotOf(name);
        return [...only(resources, 'roleDefinitions'), ...only(resources, 'roleAssignments')];
      }),
    );
    rmSync(twins, { recursive: true, force: true });
    const names = all.map((resources) => resources.map(({ name }) => name));
    expect(names[0]).toHaveLength(4);
    expect(names[1]).toEqual(names[0]);
    expect(names[2]).toEqual(names[0]);
    // Byte for byte where the ids are spelt alike.
    const plain = (resources: unknown) =>
      JSON.stringify(resources).replaceAll(/BUILDER/gi, 'builder');
    expect(plain(all[2])).toBe(plain(all[0]));
  });
});
