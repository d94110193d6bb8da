/** What aibgen writes as Terraform comes back: the same template, the spec that the ARM form gives, the same deployment. */
import { compile, importTemplate } from '../../src';
import { outputFormats } from '../../src/language/own-keys';
import { specFiles, specNames } from '../support/images';

const project = { file: '', levels: {}, policies: {}, formats: outputFormats };

/** What a deployment does not say of its spec, in any language. */
const lost: Readonly<Record<string, string>> = {
  'app-server.yaml': 'a matrix: each variant is a spec of its own',
  'avm-max.yaml': '`network`',
  'azure-shape.yaml': 'ids in the one subscription of all are taken for those of the deployment',
  'builtin-roles.yaml': '`roles`',
  'content-hash.yaml': '`naming`: the hash is part of the name',
  'gallery-definition.yaml': '`keep`',
  'isolated-network.yaml': '`network`',
  'made-network.yaml': '`network`',
};

type Files = Readonly<Record<string, string>>;

/** Builds a spec; the files of each image by their path in its folder. */
function build(files: Files, entry: string): readonly Files[] {
  const { outputs, diagnostics } = compile({ files, entry, options: { project } });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const images = new Map<string, Record<string, string>>();
  for (const [file, text] of Object.entries(outputs)) {
    const [image = '', ...rest] = file.split('/');
    images.set(image, { ...images.get(image), [rest.join('/')]: text });
  }
  return [...images.values()];
}

/** Imports the Terraform form or the ARM form of an image. */
function importOf(image: Files, main: string, keepParameters: boolean) {
  const files = Object.fromEntries(Object.entries(image).filter(([name]) => name.endsWith('.tf') && name !== main)); // prettier-ignore
  const text = image[main] ?? '';
  const { specs: found, diagnostics } = importTemplate({ path: main, text, files, keepParameters });
  // Advice about the specs aside; of the ARM form, what depends on `deployRights` is taken as deployed, with a warning.
  const told = diagnostics.filter(
    ({ code, severity }) => severity !== 'info' && !/^AIB(?:4\d\d|602)$/.test(code),
  );
  expect(told).toEqual([]);
  expect(found).toHaveLength(1);
  return found[0]?.text ?? '';
}

const json = (image: Files | undefined, name: string): unknown =>
  JSON.parse(image?.[name] ?? 'null');

test.each(specNames)('%s', (entry) => {
  for (const image of build(specFiles, entry)) {
    const plain = importOf(image, 'main.tf', false);
    const [again] = build({ [entry]: plain }, entry);
    expect(json(again, 'imageTemplate.json')).toEqual(json(image, 'imageTemplate.json'));

    const kept = importOf(image, 'main.tf', true);
    // The place is known to `main.tf` alone.
    const place = /^(?:subscription|resourceGroup): .*\n/gm;
    const arm = importOf(image, 'azuredeploy.json', true);
    expect(kept.replaceAll(place, '')).toBe(arm.replaceAll(place, ''));
    const [same] = build({ [entry]: kept }, entry);
    const files = ['azuredeploy.json', 'main.bicep', 'main.tf', 'variables.tf'];
    const changed = files.filter((file) => same?.[file] !== image[file]);
    expect(Object.hasOwn(lost, entry) ? [] : changed).toEqual([]);
  }
});

test('what is said to be lost is lost', () => {
  for (const entry of Object.keys(lost).filter((one) => one !== 'app-server.yaml')) {
    const [image = {}] = build(specFiles, entry);
    const [again] = build({ [entry]: importOf(image, 'main.tf', true) }, entry);
    expect([entry, again?.['azuredeploy.json'] === image['azuredeploy.json']]).toEqual([entry, false]); // prettier-ignore
  }
});
