/** Shapes that templates have in the wild, restated: each becomes a spec that builds, or says what stands in its way. */
import type { Json, JsonObject } from '../../src/lib/json';
import { importDocument } from '../../src/import/import-document';
import {
  armTemplate as template,
  built,
  definitionId as definition,
  groupId as group,
  identityId,
  imageResource as image,
  imageType,
  importOne,
  subscription,
  ubuntu,
  userAssigned,
} from './support';

const windows = {
  ...ubuntu,
  publisher: 'MicrosoftWindowsServer',
  offer: 'WindowsServer',
  sku: '2019-Datacenter',
};
const text = { type: 'string' };

describe('quickstarts', () => {
  const own = '/subscriptions/<subscriptionID>/resourceGroups/<resourceGroup>';
  const compute = `${own}/providers/Microsoft.Compute`;

  test('an answer with places to fill in, its own id among them', () => {
    const { text: spec, obstacles } = importOne(
      JSON.stringify(
        image(
          {
            source: { ...ubuntu, exactVersion: '18.04.202210180' },
            provisioningState: 'Succeeded',
            buildTimeoutInMinutes: 0,
            vmProfile: {
              userAssignedIdentities: [
                `${own}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<buildId>`,
              ],
            },
            distribute: [
              {
                type: 'SharedImage',
                artifactTags: {},
                galleryImageId: `${compute}/galleries/<galleryName>/images/<imageDefName>/versions/<imageVersion>`,
                replicationRegions: ['<region1>', '<region2>'],
                runOutputName: '<runOutputName>',
              },
            ],
          },
          {
            id: `${own}/providers/${imageType}/<imageTemplateName>`,
            name: '<imageTemplateName>',
            location: '<region1>',
            tags: {},
          },
        ),
      ),
    );
    expect(obstacles).toEqual([]);
    expect(spec).toContain('vm: { identities: [<buildId>] } # to fill in\n');
    expect(spec).toContain('- gallery: <galleryName>/<imageDefName> # to fill in\n');
    expect(spec).toContain('version: "{{ params.imageVersion }}"\n');
    expect(spec).not.toMatch(/exactVersion|tags/);
    expect(built(spec)).toMatchObject({ name: '<imageTemplateName>', location: '<region1>' });
  });

  test('a subnet by its names, as the previews took it', () => {
    const vnetConfig = { name: '<vnet>', subnetName: '<subnet>', resourceGroupName: '<netRg>' };
    const { text: spec } = importOne(JSON.stringify(image({ vmProfile: { vnetConfig } })));
    expect(spec).toContain('<netRg>');
    expect(JSON.stringify(built(spec))).toContain(
      '/resourceGroups/<netRg>/providers/Microsoft.Network/virtualNetworks/<vnet>/subnets/<subnet>',
    );
  });

  test.each(['{location}', '${location}', '#{location}#', '$(location)', '{{ location }}'])(
    'the places of other tools: %s',
    (location) => {
      expect(importOne(JSON.stringify(image({}, { location }))).text).toContain(
        'location: "{{ params.location }}"\n',
      );
    },
  );

  test('a target of parameters and nothing else is a place to fill in', () => {
    const { text: spec, obstacles } = importOne(
      template(
        [
          image(
            {
              distribute: [
                {
                  type: 'ManagedImage',
                  imageId: "[concat(parameters('folder'), parameters('imageName'))]",
                  location: 'westeurope',
                  runOutputName: 'out',
                },
                {
                  type: 'SharedImage',
                  galleryImageId: "[concat(parameters('galleryId'), '/images/web')]",
                  runOutputName: 'web',
                },
              ],
            },
            { name: "[parameters('imageName')]", apiVersion: "[parameters('api-version')]" },
          ),
        ],
        { parameters: { folder: text, imageName: text, galleryId: text, 'api-version': text } },
      ),
    );
    expect(obstacles).toEqual([]);
    expect(spec).toContain('- image: <imageName> # to fill in\n');
    expect(spec).toContain('- gallery: <galleryId>/web # to fill in\n');
    expect(() => built(spec)).not.toThrow();
  });

  test('a marketplace image without a version', () => {
    const { version: _, ...rest } = ubuntu;
    const { text: spec, notes } = importOne(JSON.stringify(image({ source: rest })));
    expect(spec).toContain('source: Canonical:UbuntuServer:18.04-LTS:latest\n');
    expect(notes).toContainEqual(
      expect.objectContaining({ what: 'repaired', path: 'properties.source.version' }),
    );
  });
});

describe('what Azure answers', () => {
  const shown = {
    id: `${group}/providers/${imageType}/web`,
    name: 'web',
    type: imageType,
    location: 'westeurope',
    resourceGroup: 'demo',
    systemData: { createdAt: 'x' },
    tags: {},
    identity: {
      type: 'UserAssigned',
      principalId: null,
      userAssignedIdentities: { [identityId]: { clientId: 'c', principalId: 'p' } },
    },
    autoRun: null,
    buildTimeoutInMinutes: 0,
    customize: [{ type: 'Shell', name: 'a', inline: ['true'], scriptUri: null }],
    distribute: [
      {
        type: 'SharedImage',
        galleryImageId: definition,
        runOutputName: 'web',
        artifactTags: {},
        excludeFromLatest: false,
        replicationRegions: ['westeurope'],
        storageAccountType: null,
        targetRegions: [
          { name: 'westeurope', replicaCount: 1, storageAccountType: 'Standard_LRS' },
        ],
      },
    ],
    errorHandling: { onCustomizerError: 'cleanup', onValidationError: 'cleanup' },
    lastRunStatus: { runState: 'Succeeded' },
    provisioningState: 'Succeeded',
    source: { ...ubuntu, exactVersion: '1.2.3', planInfo: null },
    stagingResourceGroup: '',
    validate: { continueDistributeOnFailure: false, inVMValidations: [] },
    vmProfile: { osDiskSizeGb: 30, userAssignedIdentities: [], vmSize: 'Standard_D2s_v3' },
  };
  const snake = (value: Json): Json => {
    if (Array.isArray(value)) return value.map((one: Json) => snake(one));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key.startsWith('/') ? key : key.replaceAll(/[A-Z]/g, (one) => `_${one.toLowerCase()}`),
        snake(inner),
      ]),
    );
  };

  test.each<readonly [string, Json]>([
    ['flat', shown],
    ['flat, in snake case', snake(shown)],
    ['as a list', [shown]],
  ])('%s', (_, json) => {
    const { text: spec, obstacles } = importOne(JSON.stringify(json));
    expect(obstacles).toEqual([]);
    expect(spec.split('\n').slice(1)).toEqual([
      'name: web',
      'location: westeurope',
      `subscription: ${subscription}`,
      'resourceGroup: demo',
      'identity: aib',
      'source: Canonical:UbuntuServer:18.04-LTS:latest',
      'vm: { size: Standard_D2s_v3, osDiskSizeGB: 30 }',
      'customize:',
      '  - name: a',
      '    shell: "true"',
      'deprovision: service',
      'distribute:',
      '  - gallery: corp/web',
      '    targetRegions:',
      '      - name: westeurope',
      '        replicaCount: 1',
      '        storageAccountType: Standard_LRS',
      '',
    ]);
  });

  test('a resource of the azapi provider', () => {
    const { text: spec, obstacles } = importOne(
      JSON.stringify({
        type: `${imageType}@2022-02-14`,
        name: 'nginx',
        location: 'westeurope',
        parent_id: group,
        identity: { type: 'UserAssigned', identity_ids: [identityId] },
        body: {
          properties: { source: ubuntu, distribute: [{ type: 'VHD', runOutputName: 'v' }] },
        },
      }),
    );
    expect(obstacles).toEqual([]);
    expect(spec).toContain(
      `subscription: ${subscription}\nresourceGroup: demo\napiVersion: 2022-02-14\nidentity: aib\n`,
    );
  });

  test('an exported group', () => {
    const { text: spec, obstacles } = importOne(
      template(
        [
          image(
            {
              customize: [
                { type: 'Shell', inline: ['[[ -f /etc/x ] && echo yes', '[[[ -f /x ]]'] },
              ],
              distribute: [
                {
                  type: 'SharedImage',
                  galleryImageId:
                    "[concat(parameters('galleries_corp_externalid'), '/images/web')]",
                  runOutputName: 'web',
                },
              ],
            },
            { name: "[parameters('imageTemplates_web_name')]" },
          ),
        ],
        {
          parameters: {
            imageTemplates_web_name: { type: 'String', defaultValue: 'web-01' },
            galleries_corp_externalid: {
              type: 'String',
              defaultValue: `/subscriptions/${subscription}/resourceGroups/gal/providers/Microsoft.Compute/galleries/corp`,
            },
          },
        },
      ),
    );
    expect(obstacles).toEqual([]);
    expect(spec).toContain('name: web-01\n');
    expect(spec).toContain('- gallery: gal/corp/web\n');
    expect(built(spec)).toMatchObject({
      properties: { customize: [{ inline: ['[[ -f /etc/x ] && echo yes', '[[ -f /x ]]'] }] },
    });
  });
});

describe('compiled Bicep', () => {
  test('a module in another group, whose parameter has the time as its default', () => {
    const module = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'img',
      resourceGroup: 'images',
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { name: { value: 'web' } },
        template: {
          parameters: {
            name: text,
            stamp: { type: 'string', defaultValue: "[utcNow('yyyyMMdd')]" },
          },
          resources: [
            image(
              { vmProfile: { vmSize: "[reference('x').sizes.big]" } },
              { name: "[format('{0}-{1}', parameters('name'), parameters('stamp'))]" },
            ),
          ],
        },
      },
    };
    const spec = importOne(template([module]), { asFiles: true });
    expect(spec.name).toBe('web');
    expect(spec.text).toContain('name: web-{{ params.stamp }}\n');
    expect(spec.text).toContain('vm: { size: "{{ params.big }}" }\n');
  });

  test('a name with the time of the deployment, an identity of the template', () => {
    const { text: spec, notes } = importOne(
      template(
        [
          {
            type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
            apiVersion: '2023-01-31',
            name: "[parameters('identityName')]",
          },
          image(
            {},
            {
              name: "[format('{0}-{1}', parameters('name'), parameters('baseTime'))]",
              location: "[parameters('location')]",
              identity: userAssigned(
                "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', parameters('identityName'))]",
              ),
            },
          ),
        ],
        {
          parameters: {
            name: { type: 'string', defaultValue: 'web' },
            location: { type: 'string', defaultValue: '[resourceGroup().location]' },
            baseTime: { type: 'string', defaultValue: "[utcNow('yyyy-MM-dd')]" },
            identityName: {
              type: 'string',
              defaultValue: "[format('id-{0}', uniqueString(resourceGroup().id))]",
            },
          },
        },
      ),
    );
    expect(spec).toContain('name: web-{{ params.baseTime }}\nlocation: "{{ params.location }}"\n');
    expect(spec).toContain('identity: { name: <identityName>, create: true } # to fill in\n');
    expect(notes).toContainEqual(
      expect.objectContaining({
        what: 'parameter',
        path: 'name',
        reason: expect.stringContaining('"utcNow(\'yyyy-MM-dd\')" has no static value'),
      }),
    );
  });

  test('symbolic resources, loops, user functions and conditions', () => {
    const one = "parameters('images')[copyIndex()]";
    const { specs } = importDocument(
      template(
        {
          images: image(
            {
              customize: `[fx.commands(${one})]`,
              vmProfile: {
                vmSize: `[${one}.size]`,
                vnetConfig:
                  "[if(empty(parameters('subnetId')), null(), createObject('subnetId', parameters('subnetId')))]",
              },
            },
            {
              name: `[${one}.name]`,
              copy: { name: 'images', count: "[length(parameters('images'))]" },
            },
          ),
        },
        {
          languageVersion: '2.0',
          metadata: { _generator: { name: 'bicep' } },
          functions: [
            {
              namespace: 'fx',
              members: {
                commands: {
                  parameters: [{ name: 'image', type: 'object' }],
                  output: {
                    type: 'array',
                    value: [
                      {
                        type: 'Shell',
                        inline: ["[concat('hostname ', parameters('image').name)]"],
                      },
                    ],
                  },
                },
              },
            },
          ],
          parameters: {
            subnetId: { type: 'string', nullable: true },
            images: {
              type: 'array',
              defaultValue: [
                { name: 'farm', size: 'Standard_D8s_v5' },
                { name: 'store', size: 'Standard_D4s_v5' },
              ],
            },
          },
        },
      ),
    );
    expect(specs.map(({ name, obstacles }) => ({ name, obstacles }))).toEqual([
      { name: 'farm', obstacles: [] },
      { name: 'store', obstacles: [] },
    ]);
    expect(built(specs[1]?.text ?? '')).toMatchObject({
      name: 'store',
      properties: {
        vmProfile: { vmSize: 'Standard_D4s_v5' },
        customize: [{ inline: ['hostname store'] }],
      },
    });
  });

  test('what stands beside the image is told, once for each type', () => {
    const lock = { type: 'Microsoft.Authorization/locks', apiVersion: '2020-05-01', name: 'a' };
    const { diagnostics: problems } = importDocument(
      template([lock, { ...lock, name: 'b' }, image({})], {
        outputs: { id: { type: 'string', value: 'x' } },
      }),
    );
    const codes = problems.filter(({ code }) => code.startsWith('AIB6'));
    expect(codes.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'info The outputs of the template are left out: a deployment of a spec has its own.',
      'info "Microsoft.Authorization/locks" is not the image: a spec does not deploy it. Keep it in a template of its own.',
    ]);
  });
});

test('a size that cannot boot what the source is by its name', () => {
  const { text: spec, notes } = importOne(
    JSON.stringify(
      image({
        source: { ...windows, sku: '2022-datacenter-g2' },
        vmProfile: { vmSize: 'Standard_D2_v2' },
      }),
    ),
  );
  expect(spec).toContain('generation: 1\nvm: { size: Standard_D2_v2 }\n');
  expect(notes).toContainEqual(
    expect.objectContaining({ what: 'note', path: 'properties.vmProfile.vmSize' }),
  );
});

test('why there is no image is told at the place of the template', () => {
  const { properties, ...rest } = image({});
  const { distribute: _, ...others } = properties as JsonObject;
  expect(importOne(JSON.stringify({ ...rest, properties: others })).obstacles).toEqual([
    expect.objectContaining({
      path: 'properties.distribute',
      reason: expect.stringContaining('"distribute" is missing'),
    }),
  ]);
});

test('names that every object has by its prototype are keys and words like any other', () => {
  const word = 'constructor';
  const body = image(
    {
      [word]: 1,
      source: { ...ubuntu, [word]: 2 },
      vmProfile: { [word]: 3 },
      customize: [{ type: 'Shell', name: 'a', inline: ['x'], [word]: 4 }],
      distribute: [
        { type: 'SharedImage', galleryImageId: definition, runOutputName: 'r', [word]: 5 },
      ],
    },
    { [word]: 6 },
  );
  const { specs } = importDocument(JSON.stringify(body));
  const dropped = specs[0]?.notes.filter(({ what }) => what === 'dropped').map(({ from }) => from);
  expect(dropped?.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const [key, value] of [
    ['source', { type: word }],
    ['customize', [{ type: word }]],
  ] as const) {
    const { specs: refused } = importDocument(JSON.stringify(image({ [key]: value })));
    expect(refused[0]?.obstacles.map(({ reason }) => reason).join()).toContain(
      `"${word}" is none of`,
    );
  }
  const other = { type: word, apiVersion: '2020-01-01', name: 'x' };
  const wrapper = { resources: [body, other] };
  expect(() => importDocument(JSON.stringify(wrapper))).not.toThrow();
});

test('what is told of steps names them as the template counts them, behind one that is lost too', () => {
  const body = image({
    customize: ['${step}', { type: 'WindowsRestart', restartTimeout: '5m' }],
    source: windows,
  });
  const { specs } = importDocument(JSON.stringify(body));
  expect(specs[0]?.obstacles.map(({ path }) => path)).toEqual(['properties.customize[0]']);
  expect(specs[0]?.notes.map(({ path }) => path)).toContain(
    'properties.customize[1].restartTimeout',
  );
});

test('a type under a key in another case is told, as any other key', () => {
  const identity = { TYPE: 'UserAssigned', userAssignedIdentities: { [identityId]: {} } };
  const distribute = [{ Type: 'VHD', runOutputName: 'out' }];
  const { specs } = importDocument(JSON.stringify(image({ distribute }, { identity })));
  for (const path of ['identity.TYPE', 'properties.distribute[0].Type'])
    expect(specs[0]?.notes).toContainEqual(expect.objectContaining({ what: 'repaired', path }));
});
