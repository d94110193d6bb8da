import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeWithBicep,
  judgeDeployment,
  validateAgainstOfficialSchema,
  writeJudgeFolder,
} from './bicep';

const where = {
  subscriptionId: '00000000-0000-0000-0000-000000000001',
  resourceGroup: 'images',
  location: 'eastus2',
};

const mainBicep = `@description('Region of the image template.')
param location string = 'eastus2'

@description('Whether the rights of the identity are deployed too.')
param deployRights bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: 'aib-identity'
}

module galleryRights 'modules/rights.bicep' = if (deployRights) {
  scope: resourceGroup('gallery-group')
  params: {
    principalId: identity.properties.principalId
    identityId: identity.id
  }
}

resource imageTemplate 'Microsoft.VirtualMachineImages/imageTemplates@2022-07-01' = {
  name: 'web-base'
  location: location
  tags: {
    team: 'web'
    literal: '[not an expression]'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '\${identity.id}': {}
    }
  }
  properties: {
    source: {
      type: 'PlatformImage'
      publisher: 'Canonical'
      offer: 'ubuntu-24_04-lts'
      sku: 'server'
      version: 'latest'
    }
    distribute: [
      {
        type: 'SharedImage'
        runOutputName: 'web-base'
        galleryImageId: resourceId('gallery-group', 'Microsoft.Compute/galleries/images', 'corpGallery', 'web-base')
      }
    ]
    vmProfile: {
      vmSize: 'Standard_D2ds_v4'
    }
  }
  dependsOn: [
    galleryRights
  ]
}

resource trigger 'Microsoft.VirtualMachineImages/imageTemplates/triggers@2022-07-01' = {
  parent: imageTemplate
  name: 'source-image'
  properties: {
    kind: 'SourceImage'
  }
}

@description('Id of the image template.')
output imageTemplateId string = imageTemplate.id

@description('Ids of what a run leaves behind, in the order of the targets.')
output runOutputIds string[] = [
  '\${imageTemplate.id}/runOutputs/web-base'
]
`;

const rightsBicep = `@description('Object id of the identity.')
param principalId string

@description('Resource id of the identity.')
param identityId string

resource gallery 'Microsoft.Compute/galleries@2024-03-03' existing = {
  name: 'corpGallery'
}

resource distributeRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(toLower(resourceGroup().id), 'distribute')
  properties: {
    roleName: 'aibgen distribute \${guid(toLower(resourceGroup().id), 'distribute')}'
    description: 'Writes image versions into galleries.'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/galleries/read'
          'Microsoft.Compute/galleries/images/versions/write'
        ]
        notActions: []
      }
    ]
    assignableScopes: [
      resourceGroup().id
    ]
  }
}

resource distributeOnGallery 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: gallery
  name: guid(toLower(gallery.id), toLower(identityId), toLower(distributeRole.id))
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: distributeRole.id
  }
}
`;

const roleName = "guid(toLower(resourceGroup().id), 'distribute')";
const roleId = `resourceId('Microsoft.Authorization/roleDefinitions', ${roleName})`;
const galleryId = "resourceId('Microsoft.Compute/galleries', 'corpGallery')";
const identityId = "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'aib-identity')";
const templateId = "resourceId('Microsoft.VirtualMachineImages/imageTemplates', 'web-base')";
const deploymentName = "format('rights-{0}', uniqueString('web-base', deployment().name))";

const source = {
  type: 'PlatformImage',
  publisher: 'Canonical',
  offer: 'ubuntu-24_04-lts',
  sku: 'server',
  version: 'latest',
};
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

const nested = {
  $schema: schema,
  contentVersion: '1.0.0.0',
  parameters: { principalId: { type: 'string' }, identityId: { type: 'string' } },
  resources: [
    {
      type: 'Microsoft.Authorization/roleDefinitions',
      apiVersion: '2022-04-01',
      name: `[${roleName}]`,
      properties: {
        roleName: `[format('aibgen distribute {0}', ${roleName})]`,
        description: 'Writes image versions into galleries.',
        type: 'CustomRole',
        permissions: [
          {
            actions: [
              'Microsoft.Compute/galleries/read',
              'Microsoft.Compute/galleries/images/versions/write',
            ],
            notActions: [],
          },
        ],
        assignableScopes: ['[resourceGroup().id]'],
      },
    },
    {
      type: 'Microsoft.Authorization/roleAssignments',
      apiVersion: '2022-04-01',
      scope: `[${galleryId}]`,
      name: `[guid(toLower(${galleryId}), toLower(parameters('identityId')), toLower(${roleId}))]`,
      properties: {
        principalId: "[parameters('principalId')]",
        principalType: 'ServicePrincipal',
        roleDefinitionId: `[${roleId}]`,
      },
      dependsOn: [`[${roleId}]`],
    },
  ],
};

const azuredeploy = {
  $schema: schema,
  contentVersion: '1.0.0.0',
  parameters: {
    location: {
      type: 'string',
      defaultValue: 'eastus2',
      metadata: { description: 'Region of the image template.' },
    },
    deployRights: {
      type: 'bool',
      defaultValue: true,
      metadata: { description: 'Whether the rights of the identity are deployed too.' },
    },
  },
  resources: [
    {
      condition: "[parameters('deployRights')]",
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: `[${deploymentName}]`,
      resourceGroup: 'gallery-group',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        parameters: {
          principalId: { value: `[reference(${identityId}, '2023-01-31').principalId]` },
          identityId: { value: `[${identityId}]` },
        },
        template: nested,
      },
    },
    {
      type: 'Microsoft.VirtualMachineImages/imageTemplates',
      apiVersion: '2022-07-01',
      name: 'web-base',
      location: "[parameters('location')]",
      tags: { team: 'web', literal: '[[not an expression]' },
      identity: { type: 'UserAssigned', userAssignedIdentities: { [`[${identityId}]`]: {} } },
      properties: {
        source,
        distribute: [
          {
            type: 'SharedImage',
            runOutputName: 'web-base',
            galleryImageId:
              "[resourceId('gallery-group', 'Microsoft.Compute/galleries/images', 'corpGallery', 'web-base')]",
          },
        ],
        vmProfile: { vmSize: 'Standard_D2ds_v4' },
      },
      dependsOn: [
        `[resourceId('gallery-group', 'Microsoft.Resources/deployments', ${deploymentName})]`,
      ],
    },
    {
      type: 'Microsoft.VirtualMachineImages/imageTemplates/triggers',
      apiVersion: '2022-07-01',
      name: 'web-base/source-image',
      properties: { kind: 'SourceImage' },
      dependsOn: [`[${templateId}]`],
    },
  ],
  outputs: {
    imageTemplateId: {
      type: 'string',
      metadata: { description: 'Id of the image template.' },
      value: `[${templateId}]`,
    },
    runOutputIds: {
      type: 'array',
      metadata: { description: 'Ids of what a run leaves behind, in the order of the targets.' },
      value: [`[format('{0}/runOutputs/web-base', ${templateId})]`],
    },
  },
};

const group = '/subscriptions/<subscriptionId>/resourceGroups';
const imageTemplate = {
  type: 'Microsoft.VirtualMachineImages/imageTemplates',
  apiVersion: '2022-07-01',
  name: 'web-base',
  location: 'eastus2',
  tags: { team: 'web', literal: '[not an expression]' },
  identity: {
    type: 'UserAssigned',
    userAssignedIdentities: {
      [`${group}/<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/aib-identity`]:
        {},
    },
  },
  properties: {
    source,
    distribute: [
      {
        type: 'SharedImage',
        runOutputName: 'web-base',
        galleryImageId: `${group}/gallery-group/providers/Microsoft.Compute/galleries/corpGallery/images/web-base`,
      },
    ],
    vmProfile: { vmSize: 'Standard_D2ds_v4' },
  },
};

const clean: Readonly<Record<string, string>> = {
  'main.bicep': mainBicep,
  'main.bicepparam': "using './main.bicep'\n\nparam location = 'eastus2'\n",
  'modules/rights.bicep': rightsBicep,
  'azuredeploy.json': JSON.stringify(azuredeploy, undefined, 2),
  'azuredeploy.parameters.json': JSON.stringify({ parameters: { location: { value: 'eastus2' } } }),
  'imageTemplate.json': JSON.stringify(imageTemplate, undefined, 2),
};

interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly want: RegExp;
}

const mutations: readonly Mutation[] = [
  {
    name: 'a parameter that is told of differently',
    file: 'azuredeploy.json',
    from: 'Region of the image template.',
    to: 'Region.',
    want: /^parameter location: .* in Bicep, .* in azuredeploy\.json$/,
  },
  {
    name: 'the Bicep template does not wait for the rights',
    file: 'main.bicep',
    from: '  dependsOn: [\n    galleryRights\n  ]\n',
    to: '',
    want: /^main\.bicep, compiled: imageTemplate .* does not depend on galleryRights /,
  },
  {
    name: 'the ARM template does not wait for the rights',
    file: 'azuredeploy.json',
    from: "[resourceId('gallery-group', 'Microsoft.Resources/deployments',",
    to: "[resourceId('other-group', 'Microsoft.Resources/deployments',",
    want: /^azuredeploy\.json: web-base .* does not depend on \[format\('rights-/,
  },
  {
    name: 'the ARM trigger does not wait for the template',
    file: 'azuredeploy.json',
    from: `"[${templateId}]"\n      ]`,
    to: ']',
    want: /^azuredeploy\.json: web-base\/source-image .* does not depend on web-base /,
  },
  {
    name: 'another tag in the Bicep',
    file: 'main.bicep',
    from: "team: 'web'",
    to: "team: 'db'",
    want: /^snapshot, .*\.tags\.team: Bicep "db", ARM "web"$/,
  },
  {
    name: 'a bracket that is not escaped in ARM',
    file: 'azuredeploy.json',
    from: '[[not an expression]',
    to: "[concat('not', ' an expression')]",
    want: /tags\.literal: Bicep "\[not an expression\]", ARM "not an expression"$/,
  },
  {
    name: 'a right that only one side has',
    file: 'modules/rights.bicep',
    from: 'guid(toLower(gallery.id), toLower(identityId), toLower(distributeRole.id))',
    to: 'guid(gallery.id, identityId, distributeRole.id)',
    want: /^snapshot: .*roleAssignments\/\S+ is 1 times in the Bicep, 0 in the ARM template$/,
  },
  {
    name: 'rights that cannot be left out in ARM',
    file: 'azuredeploy.json',
    from: `"[parameters('deployRights')]"`,
    to: 'true',
    want: /^with deployRights=false: snapshot: .* is 0 times in the Bicep, 1 in the ARM template$/,
  },
  {
    name: 'another output',
    file: 'azuredeploy.json',
    from: '{0}/runOutputs/web-base',
    to: '{0}/runOutputs/web',
    want: /^outputs\.runOutputIds\[0\]: Bicep ".*web-base", ARM ".*\/web"$/,
  },
  {
    name: 'another parameter value',
    file: 'azuredeploy.parameters.json',
    from: 'eastus2',
    to: "it's ${x}",
    want: /\.location: Bicep "eastus2", ARM "it's \$\{x\}"$/,
  },
  {
    name: 'another size in the bare resource',
    file: 'imageTemplate.json',
    from: 'Standard_D2ds_v4',
    to: 'Standard_D4ds_v4',
    want: /^imageTemplate\.json\.properties\.vmProfile\.vmSize: evaluated "Standard_D2ds_v4", bare "Standard_D4ds_v4"$/,
  },
  {
    name: 'a property that the bare resource lacks',
    file: 'imageTemplate.json',
    from: '"version": "latest"',
    to: '"exactVersion": "latest"',
    want: /^imageTemplate\.json\.properties\.source\.version: evaluated "latest", bare absent$/,
  },
  {
    name: 'a line that is not formatted',
    file: 'main.bicep',
    from: "  name: 'web-base'",
    to: "  name:  'web-base'",
    want: /^main\.bicep:\d+: not formatted; the formatter writes " {2}name: 'web-base'"$/,
  },
  {
    name: 'a parameter file that is not formatted',
    file: 'main.bicepparam',
    from: 'param location =',
    to: 'param location  =',
    want: /^main\.bicepparam:3: not formatted/,
  },
  {
    name: 'a parameter that nothing uses',
    file: 'modules/rights.bicep',
    from: 'resource gallery',
    to: "@description('Unused.')\nparam unused string = ''\n\nresource gallery",
    want: /^rights\.bicep:\d+:7: error no-unused-params: /,
  },
  {
    name: 'a value that the compiler doubts',
    file: 'main.bicep',
    from: "kind: 'SourceImage'",
    to: "kind: 'Clock'",
    want: /^main\.bicep:\d+:\d+: warning BCP\d+: /,
  },
  {
    name: 'a parameter without value',
    file: 'main.bicep',
    from: "param location string = 'eastus2'",
    to: "param location string = 'eastus2'\n\n@description('Env.')\nparam env string",
    want: /^main\.bicepparam:\d+:\d+: error BCP258: /,
  },
  {
    name: 'an expression longer than ARM takes',
    file: 'azuredeploy.json',
    from: '[[not an expression]',
    to: `[toLower('${'x'.repeat(25_000)}')]`,
    want: /^azuredeploy\.json: \.resources\[1\]\.tags\.literal: an expression of 25013 characters$/,
  },
];

describeWithBicep('the judge', (judge) => {
  async function problems(files: Readonly<Record<string, string>>): Promise<string[]> {
    const folder = writeJudgeFolder(files);
    try {
      return await judgeDeployment(judge, folder, where);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('finds nothing in a clean deployment', async () => {
    expect(await problems(clean)).toEqual([]);
  });

  test.each(mutations)('reports $name', async ({ file, from, to, want }) => {
    const text = clean[file] ?? '';
    const mutated = text.replace(from, () => to);
    expect(mutated).not.toBe(text);
    const found = await problems({ ...clean, [file]: mutated });
    expect(found).toContainEqual(expect.stringMatching(want));
  });

  test('a template that the compiler wrote is judged like one written by hand', async () => {
    const folder = writeJudgeFolder(clean);
    const { template } = await judge.compile(join(folder, 'main.bicep'));
    rmSync(folder, { recursive: true });
    const symbolic = JSON.stringify(template);
    expect(await problems({ ...clean, 'azuredeploy.json': symbolic })).toEqual([]);
    const hasty = symbolic.replace('"dependsOn":["galleryRights"]', '"dependsOn":[]');
    expect(await problems({ ...clean, 'azuredeploy.json': hasty })).toEqual([
      expect.stringMatching(
        /^azuredeploy\.json: imageTemplate .* does not depend on galleryRights /,
      ),
    ]);
  });

  test('diagnostics carry code, level, place and source', async () => {
    const folder = writeJudgeFolder({ 'main.bicep': "param unused string = 'x'\n" });
    const { template, diagnostics } = await judge.compile(join(folder, 'main.bicep'));
    expect(template).toBeUndefined();
    expect(diagnostics).toContainEqual({
      source: join(folder, 'main.bicep'),
      range: { start: { line: 0, char: 6 }, end: { line: 0, char: 12 } },
      level: 'Error',
      code: 'no-unused-params',
      message: expect.stringContaining('"unused"'),
    });
    rmSync(folder, { recursive: true });
  });
});

describe('the official schemas', () => {
  const versions = ['2022-07-01', '2023-07-01', '2024-02-01', '2025-10-01'];

  test.each(versions)('accept a template at %s', (apiVersion) => {
    expect(validateAgainstOfficialSchema({ ...imageTemplate, apiVersion }, apiVersion)).toEqual([]);
  });

  test('name what is wrong', () => {
    const properties = { ...imageTemplate.properties, buildTimeoutInMinutes: 961 };
    const found = validateAgainstOfficialSchema({ ...imageTemplate, properties }, '2022-07-01');
    expect(found.join('\n')).toContain('/properties/buildTimeoutInMinutes: ');
  });

  test('are those of the versions they are named after', () => {
    const file = join(__dirname, '..', 'data', 'schemas', '2021-10-01.json');
    expect(readFileSync(file, 'utf8')).toContain('schemas/2021-10-01/');
  });
});
