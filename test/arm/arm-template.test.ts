import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatArmPath } from '../../src/arm/document';
import {
  bodies,
  image,
  imageType,
  messages,
  readable,
  schema,
  tagsOf,
  template,
  read as readDocument,
  paths,
} from './arm-helpers';

const corpus = join(__dirname, '..', 'data', 'corpus');
const corpusFiles = readdirSync(corpus).filter((name) => name.endsWith('.json'));

function corpusText(name: string): string {
  return readFileSync(join(corpus, name), 'utf8');
}

describe('published templates', () => {
  test('are all here', () => expect(corpusFiles).toHaveLength(8));

  test.each(corpusFiles)('%s', (name) => {
    const result = readDocument(corpusText(name));
    expect(result.problems).toEqual([]);
    expect(result.others).toEqual([]);
    const [only] = result.images;
    expect(only).toMatchObject({ type: imageType, name: null, path: [], scope: {} });
    expect(bodies(result)).toEqual([JSON.parse(corpusText(name))]);
  });
});

test('what the Bicep compiler writes', () => {
  const text = readFileSync(join(__dirname, '..', 'data', 'arm', 'compiled.json'), 'utf8');
  const result = readDocument(text, { parameterValues: { imageName: 'img' } });
  const own = '/subscriptions/<subscriptionId>/resourceGroups/';
  const identity = `${own}<resourceGroup>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/img-id`;
  expect(bodies(result)).toMatchObject([
    {
      name: 'img-dev',
      location: '<location>',
      tags: { a: 'b' },
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      properties: {
        source: { sku: 'c' },
        customize: [
          { type: 'Shell', name: 'step-0', inline: ['echo one', 'echo two', ''] },
          { type: 'Shell', name: 'step-1', inline: ['[ -f /x ]', "echo '1' {x}"] },
          { type: 'Shell', name: 'step-2', inline: ['[ -f /x ]', "echo '2' {x}"] },
        ],
        distribute: [
          {
            galleryImageId: `${own}other/providers/Microsoft.Compute/galleries/gal/images/web`,
            targetRegions: [{ name: 'eastus2' }, { name: 'westus' }],
          },
          {
            galleryImageId: `${own}galrg/providers/Microsoft.Compute/galleries/gal/images/x`,
            replicationRegions: ['eastus2'],
          },
          { runOutputName: '2d796349-8c7e-55ec-9624-54ece82ed031' },
        ],
        vmProfile: { vmSize: 'S', osDiskSizeGB: 30 },
        stagingResourceGroup: '/subscriptions/<subscriptionId>/resourceGroups/stg',
      },
    },
  ]);
  expect(result.others.map((one) => [one.type, readable(one.name)])).toEqual([
    [`${imageType}/triggers`, 'img-dev/tr'],
    ['Microsoft.ManagedIdentity/userAssignedIdentities', 'img-id'],
    ['Microsoft.Authorization/roleAssignments', expect.stringContaining('<unknown: guid(')],
    ['Microsoft.Compute/galleries/images', 'gal/web'],
    ['Microsoft.Compute/galleries', 'gal'],
  ]);
  const warnings = result.problems.filter((one) => one.severity === 'warning');
  expect(warnings.map((one) => one.path)).toEqual([
    'resources[2].properties.distribute[1].runOutputName',
  ]);
});

describe('what is no image template is named', () => {
  test.each([
    ['', 'The document is empty'],
    [' \n ', 'The document is empty'],
    ['hello', 'This is not JSON'],
    ['name: web\nsource: x\n', 'This looks like YAML'],
    ["param location string = 'x'\nresource a 'b@c' = {}\n", 'This looks like Bicep'],
    ['{}', 'found an empty object'],
    ['[]', 'found an empty list'],
    ['[1]', 'found a list of 1, the first of them a number'],
    ['{"value": []}', 'found an empty list'],
    ['{"a": 1, "b": 2}', 'found an object with a, b'],
    [
      '{"type": "Microsoft.Storage/storageAccounts"}',
      'found a resource of the type Microsoft.Storage',
    ],
    [
      JSON.stringify({ $schema: schema.replace('Template', 'Parameters'), parameters: {} }),
      'found a parameters file, which goes with its template',
    ],
    [
      template({ resources: [{ type: 'Microsoft.Storage/storageAccounts', name: 'x' }] }),
      `The template deploys no ${imageType}; it deploys Microsoft.Storage/storageAccounts.`,
    ],
    [template({ resources: [] }), 'it deploys no resource at all'],
  ])('%s', (text, message) => {
    const result = readDocument(text);
    expect(result.images).toEqual([]);
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.severity).toBe('error');
    expect(result.problems[0]?.message).toContain(message);
  });
});

describe('resources by themselves', () => {
  test('texts in brackets are texts', () => {
    const inline = ['[ -f /x ]', '[[ -f /y ]]', '[a]'];
    const body = image({ properties: { source: {}, customize: [{ type: 'Shell', inline }] } });
    const result = readDocument(JSON.stringify(body));
    expect(result.problems).toEqual([]);
    expect(bodies(result)).toEqual([body]);
  });

  test('parts cut out of a template keep their parameters', () => {
    const result = readDocument(JSON.stringify(image({ location: "[parameters('place')]" })));
    expect(bodies(result)).toEqual([image({ location: "<parameters('place')>" })]);
    expect(result.parameters).toEqual([{ name: 'place', type: 'string', secure: false }]);
    expect(messages(result)).toEqual(['1 warning: Without their template these stay open: place.']);
  });

  test('a type that is misspelt is told', () => {
    const result = readDocument(JSON.stringify(image({ type: 'Microsoft.Images/templates' })));
    expect(result.images.map((one) => one.type)).toEqual([imageType]);
    expect(messages(result)).toEqual([
      `1 warning: The type Microsoft.Images/templates is taken for ${imageType}.`,
    ]);
  });

  test('an entry of a mere list is told to lack its properties', () => {
    const result = readDocument(JSON.stringify([{ id: 'x', name: 'web', type: imageType }]));
    expect(messages(result)).toEqual([
      '1 error: This has no properties, as in a list; "az image builder show" prints them.',
    ]);
  });

  test('other resources in a list with image templates', () => {
    const other = { type: 'Microsoft.Compute/galleries', name: 'g', properties: {} };
    const result = readDocument(JSON.stringify([other, image()]));
    expect(paths(result.images)).toEqual(['[1]']);
    expect(paths(result.others)).toEqual(['[0]']);
  });

  test('an answer of az resource show', () => {
    const id = `/subscriptions/s/resourceGroups/g/providers/${imageType}/web`;
    const shown = { ...image(), id, extendedLocation: null, resourceGroup: 'g' };
    const result = readDocument(JSON.stringify(shown));
    expect(result.images).toMatchObject([
      { name: 'web', scope: { subscription: 's', resourceGroup: 'g' } },
    ]);
    expect(bodies(result)).toEqual([
      { ...image(), id, resourceGroup: 'g', extendedLocation: null },
    ]);
  });

  test('an answer of az image builder show, which is flat', () => {
    const shown = {
      id: `/subscriptions/s/resourceGroups/g/providers/${imageType}/web`,
      name: 'web',
      type: imageType,
      location: 'eastus',
      tags: { osDiskSizeGb: 'mine', empty: null },
      source: { type: 'PlatformImage', planInfo: null },
      distribute: [{ type: 'VHD', artifactTags: { inVmValidations: 'x' } }],
      validate: { inVmValidations: [{ type: 'Shell' }] },
      vmProfile: { osDiskSizeGb: 30 },
      provisioningState: 'Succeeded',
      optimize: null,
    };
    const result = readDocument(JSON.stringify(shown));
    expect(result.problems).toEqual([]);
    expect(result.images).toMatchObject([{ type: imageType, name: 'web' }]);
    expect(bodies(result)).toEqual([
      {
        id: shown.id,
        name: 'web',
        type: imageType,
        location: 'eastus',
        tags: shown.tags,
        properties: {
          source: shown.source,
          distribute: shown.distribute,
          validate: { inVMValidations: [{ type: 'Shell' }] },
          vmProfile: { osDiskSizeGB: 30 },
          provisioningState: 'Succeeded',
          optimize: null,
        },
      },
    ]);
  });

  test.each([
    ['a list', [image({ name: 'a' }), image({ name: 'b' })], ['[0]', '[1]']],
    [
      'an answer',
      { value: [image({ name: 'a' }), image({ name: 'b' })] },
      ['value[0]', 'value[1]'],
    ],
  ])('%s of several', (_, json, wanted) => {
    const result = readDocument(JSON.stringify(json, null, 1));
    expect(result.images.map((one) => one.name)).toEqual(['a', 'b']);
    expect(paths(result.images)).toEqual(wanted);
  });
});

describe('ARM templates', () => {
  test('say where each resource stands, whatever the case of its type', () => {
    const text = template({
      resources: [
        {
          type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
          apiVersion: '2023-01-31',
          name: 'id',
        },
        image({
          type: 'microsoft.virtualmachineimages/imagetemplates',
          location: '[resourceGroup().location]',
        }),
      ],
    });
    const result = readDocument(text);
    expect(result.problems).toEqual([]);
    expect(result.images).toMatchObject([
      { type: imageType, apiVersion: '2022-02-14', name: 'web', path: ['resources', 1] },
    ]);
    expect(result.others).toMatchObject([{ name: 'id', path: ['resources', 0] }]);
  });

  test('resources may be a map of symbolic names, in which existing ones are not deployed', () => {
    const existing = { existing: true, type: 'Microsoft.Compute/galleries', name: 'g' };
    const result = readDocument(
      template({ languageVersion: '2.0', resources: { gallery: existing, web: image() } }),
    );
    expect(paths(result.images)).toEqual(['resources.web']);
    expect(result.others).toEqual([]);
  });

  test('children get the full type and name, and are told apart from their parent', () => {
    const child = {
      type: 'triggers',
      apiVersion: '2022-07-01',
      name: "[concat('t', 1)]",
      properties: {},
    };
    const result = readDocument(
      template({
        resources: [image({ name: "[parameters('n')]", resources: [child] })],
        parameters: { n: {} },
      }),
    );
    expect(bodies(result)[0]).not.toHaveProperty('resources');
    expect(
      result.others.map((one) => [one.type, readable(one.name), formatArmPath(one.path)]),
    ).toEqual([[`${imageType}/triggers`, "<parameters('n')>/t1", 'resources[0].resources[0]']]);
  });

  test('loops over resources', () => {
    const names = ['a', 'b'];
    const looped = image({
      name: "[concat(parameters('names')[copyIndex()], copyIndex('each', 1))]",
      copy: { name: 'each', count: "[length(parameters('names'))]" },
    });
    const parameters = { names: { type: 'array', defaultValue: names } };
    const result = readDocument(template({ parameters, resources: [looped] }));
    expect(result.images.map((one) => one.name)).toEqual(['a1', 'b2']);
    expect(bodies(result)[0]).not.toHaveProperty('copy');
    const open = readDocument(
      template({ parameters: { names: { type: 'array' } }, resources: [looped] }),
    );
    expect(open.images).toHaveLength(1);
    expect(messages(open)[0]).toBe(
      '26 warning: The copy loop cannot be expanded, so one resource stands for all: the parameter names has no value here.',
    );
  });

  test('conditions', () => {
    const parameters = { go: { type: 'bool' } };
    const resources = [
      image({ name: 'a', condition: false }),
      image({ name: 'b', condition: "[parameters('go')]" }),
      image({ name: 'c', condition: '[equals(1, 1)]' }),
      image({ name: 'd', copy: { name: 'x', count: 0 } }),
    ];
    const result = readDocument(template({ parameters, resources }));
    expect(result.images.map((one) => one.name)).toEqual(['b', 'c']);
    expect(result.problems.map((one) => `${one.path} ${one.severity}: ${one.message}`)).toEqual([
      `resources[0] info: ${imageType} is not deployed: its condition is false.`,
      `resources[1].condition warning: Whether ${imageType} is deployed cannot be told, so it is taken as deployed: the parameter go has no value here.`,
      `resources[3] info: ${imageType} is not deployed: its copy loop runs 0 times.`,
    ]);
    expect(bodies(result)[1]).not.toHaveProperty('condition');
  });

  test('variables, loops of variables and functions of the template', () => {
    const variables = {
      copy: [{ name: 'steps', count: 2, input: "[concat('s', copyIndex('steps'))]" }],
      inner: { copy: [{ name: 'list', count: 2, input: "[copyIndex('list', 5)]" }] },
      all: "[join(variables('steps'), '+')]",
    };
    const output = { type: 'string', value: "[toUpper(parameters('x'))]" };
    const functions = [
      {
        namespace: 'my',
        members: { loud: { parameters: [{ name: 'x', type: 'string' }], output } },
      },
    ];
    const tags = {
      a: "[variables('ALL')]",
      b: "[variables('inner').list[1]]",
      c: "[my.loud('x')]",
    };
    expect(tagsOf(tags, { variables, functions })).toEqual({ a: 's0+s1', b: 6, c: 'X' });
  });

  test('what is not static is told at its place', () => {
    const result = readDocument(
      template({ resources: [image({ tags: { a: "[concat('x', utcNow())]" } })] }),
    );
    expect(result.problems).toMatchObject([
      {
        severity: 'warning',
        message: 'utcNow() has no static value: utcNow() is the time of the deployment.',
        line: 20,
        column: 14,
        path: 'resources[0].tags.a',
      },
    ]);
  });
});
