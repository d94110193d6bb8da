/** Rights beside a template are held against those that its image needs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importOne } from './support';

const deployment = readFileSync(
  join(__dirname, '..', '..', 'out', 'web-base', 'azuredeploy.json'),
  'utf8',
);

function rights(text: string): readonly string[] {
  return importOne(text).notes.flatMap(({ what, reason }) => (what === 'rights' ? [reason] : []));
}

test('what aibgen wrote itself differs in nothing', () => {
  expect(rights(deployment)).toEqual([]);
});

test('a right too many, and one too few', () => {
  const other = deployment.replace(
    '"Microsoft.Compute/galleries/images/versions/write"',
    '"Microsoft.Network/*"',
  );
  expect(rights(other)).toEqual([
    'aibgen no longer grants "Microsoft.Network/*": the image does not need it.',
    'aibgen grants "Microsoft.Compute/galleries/images/versions/write", which the template did not name.',
  ]);
});

test('a built-in role that is more than the image needs', () => {
  const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
  const template = JSON.parse(deployment) as { resources: unknown[] };
  template.resources.push({
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: 'a',
    properties: {
      roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${contributor}')]`,
    },
  });
  expect(rights(JSON.stringify(template))).toEqual([
    'aibgen no longer grants "Contributor": the image does not need it.',
  ]);
});
