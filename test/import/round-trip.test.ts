/** A spec, built, imported and built again, gives the same image template. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readArmTemplate } from '../../src/arm/read-template';
import { imageNames, root } from '../support/images';
import { built, importOne, output } from './support';

describe('what the example specs make', () => {
  test.each(imageNames)('%s', (name) => {
    const text = file('out', name, 'imageTemplate.json');
    const bare = importOne(text);
    expect(bare.obstacles).toEqual([]);
    expect(built(bare.text)).toEqual(JSON.parse(text));

    const parametersText = file('out', name, 'azuredeploy.parameters.json');
    const wrapped = importOne(file('out', name, 'azuredeploy.json'), { parametersText });
    expect(wrapped.obstacles).toEqual([]);
    expect(built(wrapped.text, placeOf(name))).toEqual(JSON.parse(text));
  });
});

test('the gallery and the definition that a template creates come back', () => {
  const parametersText = file('out', 'gallery-definition', 'azuredeploy.parameters.json');
  const text = file('out', 'gallery-definition', 'azuredeploy.json');
  const { text: spec, notes } = importOne(text, { parametersText });
  expect(notes.filter(({ what }) => what === 'note')).toEqual([]);
  const deployed = (template: string): readonly unknown[] =>
    readArmTemplate({ path: 'a', text: template })
      .others.filter(({ type }) => type.startsWith('Microsoft.Compute/galleries'))
      .map(({ type, name, body }) => ({ type, name, body }));
  const values = JSON.parse(parametersText) as {
    readonly parameters: { readonly release: { readonly value: string } };
  };
  const before = readArmTemplate(
    { path: 'a', text },
    { parameterValues: { release: values.parameters.release.value } },
  ).others.filter(({ type }) => type.startsWith('Microsoft.Compute/galleries'));
  expect(deployed(output(spec, 'azuredeploy.json'))).toEqual(
    before.map(({ type, name, body }) => ({ type, name, body })),
  );
});

function file(...path: readonly string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

/** The deployment's own place as the spec says it: a wrapper deploys anywhere, so it does not hold it. */
function placeOf(name: string): {
  readonly subscription?: string;
  readonly resourceGroup?: string;
} {
  const manifest: unknown = JSON.parse(file('out', name, '.aibgen.json'));
  if (typeof manifest !== 'object' || manifest === null || !('spec' in manifest)) return {};
  const found = readdirSync(join(root, 'specs'), { recursive: true, encoding: 'utf8' }).find(
    (path) => basename(path) === manifest.spec,
  );
  const spec = file('specs', found ?? String(manifest.spec));
  const subscription = /^subscription: (.+)$/m.exec(spec)?.[1];
  const resourceGroup = /^resourceGroup: (.+)$/m.exec(spec)?.[1];
  return {
    ...(subscription === undefined ? {} : { subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
  };
}
