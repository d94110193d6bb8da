/** `aibgen explain` with keys of the language, and with the names that a spec uses. */
import { specType } from '../../src/language/language';
import { keysNamed, languageKeys } from '../../src/inspect/language-keys';
import { cli, folderWith, minimal } from '../support/cli';

const explain = (...args: readonly string[]) =>
  cli(folderWith({ 'specs/web.yaml': spec }), 'explain', ...args);

const spec = `${minimal}vm: { size: Standard_D4s_v5 }\n`.replace(
  'corpGallery/web-base\n',
  'corpGallery/web-base\n    regions: [eastus2, westeurope]\n',
);

test.each([
  ['vm.size', 'Short for vmProfile.vmSize.'],
  ['VM.Size', 'Short for vmProfile.vmSize.'],
  ['vmProfile.vmSize', 'Size of the build VM'],
  ['regions', 'distribute.regions\n'],
  ['customize.elevated', 'runElevated'],
  ['require.tags', 'Tags that every image template has.'],
  ['pipelines.github.mode', 'wait'],
  ['Standard_ZRS', 'distribute.storageAccountType\n'],
])('%s is explained', async (name, part) => {
  const { code, stdout } = await explain(name);
  expect([code, stdout]).toEqual([0, expect.stringContaining(part)]);
});

test('with JSON, keys are data', async () => {
  const { stdout } = await explain('vm.size', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    keys: [{ path: 'vm.size', azure: 'vmProfile.vmSize', value: 'a string' }],
  });
});

test.each([
  ['vm.szie', '"vm.size"'],
  ['regoins', '"regions"'],
  ['spec', '"specs"'],
])('%s is no key: did you mean %s?', async (name, near) => {
  const { code, stderr } = await explain(name);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean ${near}?`)]);
});

test('a spec explains values by the names that it uses', async () => {
  const values = async (path: string) =>
    (await explain('specs/web.yaml', path)).stdout.split('\n').filter((line) => / = /.test(line));
  expect(await values('vm.size')).toEqual(['vmProfile.vmSize = "Standard_D4s_v5"']);
  expect(await values('regions')).toEqual([
    'distribute[0].replicationRegions = ["eastus2","westeurope"]',
  ]);
  expect(await values('timeout')).toEqual(['buildTimeoutInMinutes = 240']);
});

test('every top-level key of a spec is explained by its name', () => {
  const keys = languageKeys(specType);
  const unknown = Object.keys(specType.fields).filter((key) => keysNamed(key, keys).length === 0);
  expect(unknown).toEqual([]);
});
