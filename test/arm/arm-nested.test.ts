import type { Json } from '../../src/lib/json';
import { bodies, image, schema, template, read as readDocument, paths } from './arm-helpers';

function nested(scope: string, inner: Json, parts: { readonly [key: string]: Json } = {}): Json {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: "[format('m-{0}', uniqueString(deployment().name))]",
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope },
      parameters: { n: { value: "[concat('in-', parameters('n'))]" } },
      template: { $schema: schema, parameters: { n: { type: 'string' } }, ...(inner as object) },
    },
    ...parts,
  };
}

describe('nested deployments', () => {
  const idOf = "[resourceId('Microsoft.Compute/images', parameters('n'))]";
  const parameters = { n: { type: 'string', defaultValue: 'outer' } };
  const own = '/subscriptions/<subscriptionId>/resourceGroups/';

  test.each([
    ['inner', {}, {}, `${own}<resourceGroup>/providers/Microsoft.Compute/images/in-outer`],
    ['outer', {}, {}, `${own}<resourceGroup>/providers/Microsoft.Compute/images/outer`],
    [
      'inner',
      { resourceGroup: "[concat('g', 1)]" },
      { resourceGroup: 'g1' },
      `${own}g1/providers/Microsoft.Compute/images/in-outer`,
    ],
    [
      'inner',
      { resourceGroup: 'g', subscriptionId: 's' },
      { resourceGroup: 'g', subscription: 's' },
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/in-outer',
    ],
    [
      'outer',
      { resourceGroup: 'g' },
      { resourceGroup: 'g' },
      `${own}<resourceGroup>/providers/Microsoft.Compute/images/outer`,
    ],
  ])('%s scope with %j', (scope, parts, wanted, id) => {
    const inner = { resources: [image({ tags: { id: idOf } })] };
    const result = readDocument(template({ parameters, resources: [nested(scope, inner, parts)] }));
    expect(result.problems).toEqual([]);
    expect(bodies(result)).toEqual([image({ tags: { id } })]);
    expect(result.images[0]?.scope).toEqual(wanted);
    expect(paths(result.images)).toEqual(['resources[0].properties.template.resources[0]']);
  });

  test('their outputs are known where they are static', () => {
    const outputs = {
      id: { type: 'string', value: idOf },
      late: { type: 'string', value: "[reference('x').y]" },
      list: { type: 'array', copy: { count: 2, input: '[copyIndex()]' } },
    };
    const target =
      "reference(resourceId('Microsoft.Resources/deployments', format('m-{0}', uniqueString(deployment().name))), '2022-09-01').outputs";
    const tags = {
      a: `[${target}.id.value]`,
      b: `[${target}.list.value[1]]`,
      c: `[${target}.late.value]`,
    };
    const text = template({
      parameters,
      resources: [image({ tags }), nested('inner', { resources: [], outputs })],
    });
    const result = readDocument(text);
    expect(bodies(result)).toEqual([
      image({
        tags: {
          a: `${own}<resourceGroup>/providers/Microsoft.Compute/images/in-outer`,
          b: 1,
          c: "<unknown: reference('x').y>",
        },
      }),
    ]);
    const symbolic = template({
      languageVersion: '2.0',
      parameters,
      resources: {
        web: image({ tags: { a: "[reference('mod').outputs.id.value]" } }),
        mod: nested('inner', { resources: {}, outputs }),
      },
    });
    expect(bodies(readDocument(symbolic))).toEqual([
      image({ tags: { a: `${own}<resourceGroup>/providers/Microsoft.Compute/images/in-outer` } }),
    ]);
  });

  test('outputs that need each other stay unknown', () => {
    const outputs = { id: { type: 'string', value: "[parameters('n')]" } };
    const around = (other: string) => ({
      type: 'Microsoft.Resources/deployments',
      name: other === 'b' ? 'a' : 'b',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { n: { value: `[reference('${other}').outputs.id.value]` } },
        template: { parameters: { n: { type: 'string' } }, resources: [], outputs },
      },
    });
    const tags = { a: "[reference('a').outputs.id.value]" };
    const result = readDocument(
      template({ resources: [image({ tags }), around('b'), around('a')] }),
    );
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]?.message).toContain('reference() asks the deployed resource');
  });

  test('the location of a group that the template makes is known', () => {
    const inner = { resources: [image({ location: '[resourceGroup().location]' })] };
    const group = { type: 'Microsoft.Resources/resourceGroups', name: 'g', location: 'eastus' };
    const deployment = nested('inner', inner, { resourceGroup: 'g' });
    const made = readDocument(template({ parameters, resources: [group, deployment] }));
    expect(bodies(made)).toEqual([image({ location: 'eastus' })]);
    const other = readDocument(template({ parameters, resources: [deployment] }));
    expect(other.problems[0]?.message).toContain(
      'the location of the resource group g is known only to Azure',
    );
  });

  test('linked templates are not read, and that is told', () => {
    const linked = {
      type: 'Microsoft.Resources/deployments',
      name: 'linked',
      properties: { templateLink: { uri: 'https://example.com/a.json' } },
    };
    const result = readDocument(template({ resources: [image(), linked] }));
    expect(result.others.map((one) => one.name)).toEqual(['linked']);
    expect(result.problems.map((one) => one.path)).toEqual([
      'resources[1].properties.templateLink',
    ]);
  });

  test.each([
    [
      'an exported template',
      { template: JSON.parse(template({ resources: [image()] })) },
      'template.resources[0]',
    ],
    [
      'the request of a deployment',
      {
        properties: {
          mode: 'Incremental',
          parameters: { n: { value: 'web' } },
          template: JSON.parse(
            template({ parameters, resources: [image({ name: "[parameters('n')]" })] }),
          ),
        },
      },
      'properties.template.resources[0]',
    ],
    [
      'a template spec',
      { properties: { mainTemplate: JSON.parse(template({ resources: [image()] })) } },
      'properties.mainTemplate.resources[0]',
    ],
  ])('%s', (_, json, path) => {
    const result = readDocument(JSON.stringify(json));
    expect(result.images).toMatchObject([{ name: 'web' }]);
    expect(paths(result.images)).toEqual([path]);
  });
});
