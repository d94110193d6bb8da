/** Nothing of a template is lost or merged silently: each case is a template that once was. */
import type { Json, JsonObject } from '../../src/lib/json';
import { readArmTemplate } from '../../src/arm/read-template';
import { importDocument } from '../../src/import/import-document';
import {
  armTemplate,
  built,
  definitionId,
  identityId,
  imageResource,
  importOne,
  output,
  subscription,
  ubuntu,
} from './support';

const text = { type: 'string' };
const own = 'resourceGroup().name';
const other = '99999999-2222-3333-4444-555555555555';

function moduleOf(name: string, parameters: Json, template: JsonObject): JsonObject {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name,
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters,
      template,
    },
  };
}

describe('a parameter of a module that is one expression as a whole', () => {
  const inner = {
    parameters: {
      size: { type: 'string', defaultValue: 'Standard_D4s_v5' },
      steps: { type: 'array', defaultValue: [] },
    },
    resources: [
      imageResource({
        vmProfile: { vmSize: "[parameters('size')]" },
        customize: "[parameters('steps')]",
      }),
    ],
  };
  const steps = [{ type: 'Shell', name: 'a', inline: ['true'] }];
  const choice = (value: string): string =>
    `[if(parameters('big'), createObject('value', ${value}), createObject('value', null()))]`;
  const text1 = (big: JsonObject, whole?: string): string =>
    armTemplate(
      [
        moduleOf(
          'm',
          whole ?? { size: choice("'Standard_D16s_v5'"), steps: choice("variables('steps')") },
          inner,
        ),
      ],
      { parameters: { big: { type: 'bool', ...big } }, variables: { steps } },
    );

  test('is evaluated', () => {
    const { text: spec, obstacles } = importOne(text1({ defaultValue: true }));
    expect(obstacles).toEqual([]);
    expect(built(spec)).toMatchObject({
      properties: { vmProfile: { vmSize: 'Standard_D16s_v5' }, customize: steps },
    });
  });

  test('gives the default of the module where it is null', () => {
    const { text: spec, obstacles } = importOne(text1({ defaultValue: false }));
    expect(obstacles).toEqual([]);
    expect(built(spec)).toMatchObject({
      properties: { vmProfile: { vmSize: 'Standard_D4s_v5' }, customize: [] },
    });
  });

  test('all parameters may be one expression', () => {
    const whole = "[createObject('size', createObject('value', 'Standard_D16s_v5'))]";
    expect(importOne(text1({ defaultValue: true }, whole)).text).toContain(
      'size: Standard_D16s_v5',
    );
  });

  test('is reported where only the deployment can tell', () => {
    const { obstacles, text: spec } = importOne(text1({}));
    expect(obstacles).toEqual([
      expect.objectContaining({
        path: 'properties.customize',
        reason: expect.stringContaining('the parameter big has no value here'),
      }),
    ]);
    expect(spec).toContain('size: "{{ params.size }}"');
  });
});

describe('values that become parameters', () => {
  const inner = {
    parameters: { p: text },
    resources: [
      imageResource(
        { vmProfile: { vmSize: "[uniqueString(resourceGroup().id, parameters('p'))]" } },
        { name: "[parameters('p')]" },
      ),
    ],
  };

  test('differ where their expression is the same text about different things', () => {
    const steps = ['gal', 'def'].map((one) => ({
      type: 'Shell',
      name: one,
      inline: [`[my.name('${one}')]`],
    }));
    const functions = [
      {
        namespace: 'my',
        members: {
          name: {
            parameters: [{ name: 'p', type: 'string' }],
            output: {
              type: 'string',
              value: "[uniqueString(resourceGroup().id, parameters('p'))]",
            },
          },
        },
      },
    ];
    const { text: spec } = importOne(
      armTemplate([imageResource({ customize: steps })], { functions }),
    );
    expect(spec).toMatch(
      /shell: "\{\{ params\.(\w+) \}\}"\n[^]*shell: "\{\{ params\.(?!\1 )\w+ \}\}"/,
    );
  });

  test('are one where two modules ask for the same', () => {
    const step = {
      type: 'Shell',
      name: 'a',
      inline: ["[uniqueString(resourceGroup().id, parameters('p'))]"],
    };
    const twice = {
      ...inner,
      resources: [imageResource({ customize: [step, { ...step, name: 'b' }] })],
    };
    const { text: spec } = importOne(armTemplate([moduleOf('m', { p: { value: 'x' } }, twice)]));
    expect(spec.match(/type: string/g)).toHaveLength(1);
  });
});

describe('names and values that are an object parameter', () => {
  const parameters = (team: JsonObject): JsonObject => ({
    parameters: { tags: { type: 'object', ...team } },
  });
  const resource = imageResource(
    { distribute: [{ type: 'VHD', runOutputName: 'out', artifactTags: "[parameters('tags')]" }] },
    { tags: "[parameters('tags')]" },
  );

  test('without a value are an obstacle that names the parameter', () => {
    const { obstacles } = importOne(armTemplate([resource], parameters({})));
    expect(obstacles).toEqual(
      ['tags', 'properties.distribute[0].artifactTags'].map((path) => ({
        path,
        line: expect.any(Number),
        reason: expect.stringContaining('the parameter tags has no value here'),
      })),
    );
  });

  test('are their default, also where parameters are kept', () => {
    const found = importOne(
      armTemplate([resource], parameters({ defaultValue: { team: 'img' } })),
      {
        keepParameters: true,
      },
    );
    expect(found.obstacles).toEqual([]);
    expect(built(found.text)).toMatchObject({
      tags: { team: 'img' },
      properties: { distribute: [{ artifactTags: { team: 'img' } }] },
    });
  });

  test('that only Azure knows are an obstacle with the reason', () => {
    const tags = '[resourceGroup().tags]';
    expect(importOne(armTemplate([imageResource({}, { tags })])).obstacles).toEqual([
      expect.objectContaining({
        path: 'tags',
        reason: expect.stringContaining('known only to Azure'),
      }),
    ]);
  });
});

test('a source that is an object parameter names the parameter', () => {
  const found = importOne(
    armTemplate([imageResource({ source: "[parameters('imageSource')]" })], {
      parameters: { imageSource: { type: 'object' } },
    }),
  );
  expect(found.obstacles[0]).toMatchObject({
    path: 'properties.source',
    reason: expect.stringContaining('the parameter imageSource has no value here'),
  });
});

describe("the deployment's own place outside of ids", () => {
  test('is a parameter of the spec', () => {
    const { text: spec, obstacles } = importOne(
      armTemplate([
        imageResource(
          {
            customize: [
              {
                type: 'Shell',
                name: 'login',
                inline: ["[concat('az account set -s ', subscription().subscriptionId)]"],
              },
            ],
            distribute: [
              {
                type: 'SharedImage',
                galleryImageId: `[resourceId('Microsoft.Compute/galleries/images', ${own}, 'web')]`,
                runOutputName: 'out',
                replicationRegions: ['westeurope'],
              },
            ],
          },
          { name: `[concat('aib-', ${own})]`, tags: { group: '[resourceGroup().id]' } },
        ),
      ]),
    );
    expect(obstacles).toEqual([]);
    expect(spec).toContain('name: aib-{{ params.resourceGroupName }}\n');
    expect(spec).toContain('shell: az account set -s {{ params.subscriptionId }}\n');
    expect(spec).toContain('- gallery: "{{ params.resourceGroupName }}/web"\n');
    expect(spec).toContain(
      'group: /subscriptions/{{ params.subscriptionId }}/resourceGroups/{{ params.resourceGroupName }}\n',
    );
    expect(spec).not.toContain('@');
    expect(() => built(spec)).not.toThrow();
  });
});

describe('an empty text', () => {
  const gallery = {
    type: 'SharedImage',
    runOutputName: 'out',
    replicationRegions: ["[parameters('region')]"],
    galleryImageId:
      "[resourceId(parameters('group'), 'Microsoft.Compute/galleries/images', parameters('gallery'), parameters('image'))]",
  };
  const empty = { type: 'string', defaultValue: '' };
  const parameters = {
    group: empty,
    gallery: empty,
    image: empty,
    region: empty,
    offer: empty,
    note: empty,
  };
  const resource = imageResource(
    { source: { ...ubuntu, offer: "[parameters('offer')]" }, distribute: [gallery] },
    { tags: { note: "[parameters('note')]" } },
  );

  test('counts as absent where it would be a name, a region or a part of a source', () => {
    const { text: spec, obstacles } = importOne(armTemplate([resource], { parameters }));
    expect(obstacles).toEqual([]);
    expect(spec).toContain('source: Canonical:{{ params.offer }}:18.04-LTS:latest\n');
    expect(spec).toContain(
      '- gallery: "{{ params.group }}/{{ params.gallery }}/{{ params.image }}"\n',
    );
    expect(spec).toContain('region: { type: string }');
    expect(spec).toContain('note: ""');
    expect(() => built(spec)).not.toThrow();
  });

  test('in a parameters file counts as absent too', () => {
    const values = Object.keys(parameters).map((name) => [name, { value: '' }]);
    const declared = Object.fromEntries(Object.keys(parameters).map((name) => [name, text]));
    const { text: spec } = importOne(armTemplate([resource], { parameters: declared }), {
      parametersText: JSON.stringify({ parameters: Object.fromEntries(values) }),
    });
    expect(spec).toContain(
      '- gallery: "{{ params.group }}/{{ params.gallery }}/{{ params.image }}"\n',
    );
    expect(spec).toContain('note: ""');
  });

  test('of a secret is no secret', () => {
    const uri = "[concat('https://a.b/x.sh', parameters('sas'))]";
    const { text: spec } = importOne(
      armTemplate([imageResource({ customize: [{ type: 'Shell', name: 'a', scriptUri: uri }] })], {
        parameters: { sas: { type: 'securestring', defaultValue: '' } },
      }),
    );
    expect(spec).toContain('shell: https://a.b/x.sh\n');
  });
});

describe('what stands beside the image', () => {
  const galleryType = 'Microsoft.Compute/galleries';
  const galleryImage = {
    type: `${galleryType}/images`,
    apiVersion: '2023-07-03',
    name: 'corp/web',
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      identifier: { publisher: 'Contoso', offer: 'web', sku: 'ubuntu' },
      features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
      description: 'Web servers',
    },
  };
  const target = {
    type: 'SharedImage',
    galleryImageId: "[resourceId('Microsoft.Compute/galleries/images', 'corp', 'web')]",
    runOutputName: 'out',
    replicationRegions: ['westeurope'],
  };
  const jammy = { ...ubuntu, offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts-gen2' };
  const image = imageResource({ source: jammy, distribute: [target] });

  test('a gallery and an image definition come back', () => {
    const gallery = {
      type: galleryType,
      apiVersion: '2023-07-03',
      name: 'corp',
      location: 'westeurope',
    };
    const { text: spec, obstacles } = importOne(armTemplate([gallery, galleryImage, image]));
    expect(obstacles).toEqual([]);
    expect(spec).toMatch(/definition:\n +createGallery: true\n/);
    expect(spec).toContain('publisher: Contoso');
    expect(spec).toContain('description: Web servers');
    const deployed = readArmTemplate({ path: 'a', text: output(spec, 'azuredeploy.json') }).others;
    const made = deployed.find(({ type }) => type === galleryImage.type);
    expect(made?.body).toMatchObject({ properties: galleryImage.properties });
    expect(deployed.map(({ type }) => type)).toContain(galleryType);
  });

  test('a definition of another gallery is none of the image', () => {
    const other = { ...galleryImage, name: 'corp/other' };
    const { text: spec, notes } = importOne(armTemplate([other, image]));
    expect(spec).not.toContain('definition:');
    expect(notes).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('"corp/other"') }),
    );
  });

  test.each([
    [
      'in another group',
      `[resourceId('storage-rg', 'Microsoft.Storage/storageAccounts', 'corpscripts')]`,
      'storage-rg',
    ],
    [
      'in another subscription',
      `/subscriptions/${other}/resourceGroups/rg2/providers/Microsoft.Storage/storageAccounts/corpscripts`,
      `${other}/rg2`,
    ],
  ])(
    'the group of a storage account comes from the scope of its role assignment: %s',
    (_, scope, group) => {
      const assignment = {
        type: 'Microsoft.Authorization/roleAssignments',
        apiVersion: '2022-04-01',
        name: 'a',
        scope,
        properties: {
          roleDefinitionId:
            "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1')]",
        },
      };
      const step = {
        type: 'Shell',
        name: 'a',
        scriptUri: 'https://corpscripts.blob.core.windows.net/scripts/a.sh',
      };
      const { text: spec, notes } = importOne(
        armTemplate([assignment, imageResource({ customize: [step] })]),
      );
      expect(spec).toContain(`storageAccounts:\n  corpscripts: ${group}\n`);
      const rights = notes.filter(({ what }) => what === 'rights').map(({ reason }) => reason);
      expect(rights.join()).not.toContain('Storage Blob Data Reader');
    },
  );

  test('no right is claimed that cannot be deployed', () => {
    const step = {
      type: 'Shell',
      name: 'a',
      scriptUri: 'https://corpscripts.blob.core.windows.net/scripts/a.sh',
    };
    const assignment = {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      name: 'a',
      properties: { roleDefinitionId: '/x/b24988ac-6180-42a0-ab88-20f7382dd24c' },
    };
    const { notes } = importOne(armTemplate([assignment, imageResource({ customize: [step] })]));
    expect(notes.map(({ reason }) => reason)).not.toContainEqual(
      expect.stringContaining('aibgen grants "Storage Blob Data Reader"'),
    );
  });

  test('a custom role of the template goes by its name', () => {
    const id = '7de791e7-0000-4000-8000-000000000001';
    const role = {
      type: 'Microsoft.Authorization/roleDefinitions',
      apiVersion: '2022-04-01',
      name: id,
      properties: {
        roleName: 'Image builder',
        permissions: [{ actions: ['Microsoft.Compute/images/read'] }],
      },
    };
    const assignment = {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      name: 'a',
      properties: {
        roleDefinitionId: `[resourceId('Microsoft.Authorization/roleDefinitions', '${id}')]`,
      },
    };
    const { notes } = importOne(armTemplate([role, assignment, image]));
    expect(notes.map(({ reason }) => reason).join('\n')).not.toContain(id);
  });
});

describe('keys of a resource in another case', () => {
  test('are read', () => {
    const { type, name, location, identity, properties, apiVersion } = imageResource({});
    const json = {
      Type: type ?? null,
      Name: name ?? null,
      Location: location ?? null,
      ApiVersion: apiVersion ?? null,
      Identity: identity ?? null,
      Properties: properties ?? null,
    };
    for (const text2 of [JSON.stringify(json), armTemplate([json])]) {
      const { text: spec, obstacles } = importOne(text2);
      expect(obstacles).toEqual([]);
      expect(built(spec)).toMatchObject({ name: 'web', location: 'westeurope' });
    }
  });
});

test('a body without an identity builds, with the identity in the place of its ids', () => {
  const { identity: _, ...body } = imageResource({
    distribute: [
      {
        type: 'SharedImage',
        galleryImageId: definitionId,
        runOutputName: 'out',
        replicationRegions: ['westeurope'],
      },
    ],
  });
  const { text: spec, obstacles } = importOne(JSON.stringify(body));
  expect(obstacles).toEqual([]);
  expect(spec).toContain(`subscription: ${subscription}\nresourceGroup: demo\n`);
  expect(spec).toContain('identity: { name: web-identity, create: true }\n');
  expect(() => built(spec)).not.toThrow();
});

test('ids whose groups differ in case only keep their spelling', () => {
  const other = definitionId.replace('/demo/', '/Demo/');
  const body = imageResource({
    distribute: [
      {
        type: 'SharedImage',
        galleryImageId: other,
        runOutputName: 'out',
        replicationRegions: ['westeurope'],
      },
    ],
  });
  expect(built(importOne(JSON.stringify(body)).text)).toMatchObject({
    identity: { userAssignedIdentities: { [identityId]: {} } },
    properties: { distribute: [{ galleryImageId: other }] },
  });
});

describe('expressions as Bicep compiles them', () => {
  test('user-defined functions see the variables of the template', () => {
    const functions = [
      {
        namespace: '__bicep',
        members: {
          nameOf: {
            parameters: [{ name: 'kind', type: 'string' }],
            output: {
              type: 'string',
              value: "[format('{0}-{1}', parameters('kind'), variables('_1.appName'))]",
            },
          },
        },
      },
    ];
    const resource = imageResource({}, { name: "[__bicep.nameOf('it')]" });
    const parts = { functions, variables: { '_1.appName': 'aib' } };
    expect(importOne(armTemplate([resource], parts)).text).toContain('name: it-aib\n');
  });

  test('the id of a child resource whose name holds a slash', () => {
    const name = "split(format('{0}/{1}', parameters('gallery'), parameters('image')), '/')";
    const galleryImageId = `[resourceId('Microsoft.Compute/galleries/images', ${name}[0], ${name}[1])]`;
    const target = {
      type: 'SharedImage',
      galleryImageId,
      runOutputName: 'out',
      replicationRegions: ['westeurope'],
    };
    const { text: spec } = importOne(
      armTemplate([imageResource({ distribute: [target] })], {
        parameters: { gallery: text, image: text },
      }),
    );
    expect(spec).toContain('- gallery: "{{ params.gallery }}/{{ params.image }}"\n');
  });

  test('a text that is cut elsewhere stays unknown: a parameter may hold a slash', () => {
    const vmSize = "[split(concat(parameters('url'), '/x'), '/')[0]]";
    const { text: spec } = importOne(
      armTemplate([imageResource({ vmProfile: { vmSize } })], { parameters: { url: text } }),
    );
    expect(spec).toContain("Was split(concat(parameters('url'), '/x'), '/')[0]");
  });
});

describe('words that portals and pipelines leave', () => {
  test('"latest" with the version of that day is "latest"', () => {
    const source = { ...ubuntu, version: 'latest (19042.746.2101092352)' };
    const { text: spec, notes } = importOne(JSON.stringify(imageResource({ source })));
    expect(spec).toContain('source: Canonical:UbuntuServer:18.04-LTS:latest\n');
    expect(notes).toContainEqual(
      expect.objectContaining({ what: 'repaired', path: 'properties.source.version' }),
    );
  });

  test('<<x>> is a place to fill in', () => {
    const { text: spec } = importOne(
      JSON.stringify(imageResource({}, { location: '<<location>>' })),
    );
    expect(spec).toContain('location: "{{ params.location }}"\n');
  });

  test('a version that is a parameter is told as such', () => {
    const { notes } = importOne(
      armTemplate([imageResource({}, { apiVersion: "[parameters('api-version')]" })], {
        parameters: { 'api-version': text },
      }),
    );
    expect(notes).toContainEqual(
      expect.objectContaining({
        path: 'apiVersion',
        reason: expect.stringContaining('the parameter api-version has no value here'),
      }),
    );
  });
});

test('a whole id that is a parameter with a default is that default where parameters are kept', () => {
  const galleryId = `/subscriptions/${subscription}/resourceGroups/gal/providers/Microsoft.Compute/galleries/corp`;
  const target = {
    type: 'SharedImage',
    galleryImageId: "[concat(parameters('galleryId'), '/images/web')]",
    runOutputName: 'out',
    replicationRegions: ['westeurope'],
  };
  const { text: spec } = importOne(
    armTemplate([imageResource({ distribute: [target] })], {
      parameters: { galleryId: { type: 'string', defaultValue: galleryId } },
    }),
    { keepParameters: true },
  );
  expect(spec).toContain('- gallery: gal/corp/web\n');
});

describe('Terraform', () => {
  const values = (resource: JsonObject): JsonObject => ({
    root_module: { child_modules: [{ resources: [{ mode: 'managed', ...resource }] }] },
  });
  const azapi = {
    type: 'azapi_resource',
    values: {
      type: 'Microsoft.VirtualMachineImages/imageTemplates@2024-02-01',
      name: 'tf',
      location: 'westeurope',
      parent_id: `/subscriptions/${subscription}/resourceGroups/demo`,
      identity: [{ type: 'UserAssigned', identity_ids: [identityId] }],
    },
  };
  const { properties } = imageResource({});

  test.each([
    [
      'the state, with a body that is an object',
      {
        values: values({
          ...azapi,
          values: { ...azapi.values, body: { properties: properties ?? null } },
        }),
      },
    ],
    [
      'the state, with a body that is JSON',
      {
        values: values({
          ...azapi,
          values: { ...azapi.values, body: JSON.stringify({ properties }) },
        }),
      },
    ],
    [
      'a plan',
      {
        planned_values: values({
          ...azapi,
          values: { ...azapi.values, body: { properties: properties ?? null } },
        }),
      },
    ],
  ])('%s', (_, json) => {
    const { text: spec, obstacles } = importOne(
      JSON.stringify({ format_version: '1.0', terraform_version: '1.9', ...json }),
    );
    expect(obstacles).toEqual([]);
    expect(built(spec)).toMatchObject({ name: 'tf', location: 'westeurope' });
    expect(spec).toContain('identity: aib\n');
  });

  test('a template deployment', () => {
    const template = armTemplate([imageResource({}, { name: "[parameters('n')]" })], {
      parameters: { n: text },
    });
    const json = {
      format_version: '1.0',
      values: values({
        type: 'azurerm_resource_group_template_deployment',
        values: {
          name: 'd',
          template_content: template,
          parameters_content: JSON.stringify({ n: { value: 'from-tf' } }),
        },
      }),
    };
    expect(importOne(JSON.stringify(json)).text).toContain('name: from-tf\n');
  });

  test('without an image template is refused, and so is its own language', () => {
    const json = {
      format_version: '1.0',
      values: values({ type: 'azurerm_subnet', values: { name: 'x' } }),
    };
    expect(importDocument(JSON.stringify(json)).diagnostics[0]?.message).toContain('Terraform');
    const hcl = 'resource "azapi_resource" "x" {\n  type = "a@b"\n}\n';
    expect(importDocument(hcl).diagnostics[0]?.message).toContain('terraform show -json');
  });
});
