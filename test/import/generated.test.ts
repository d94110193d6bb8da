/** Generated specs: built, imported and built again they give the same image template. */
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { compile } from '../../src';
import { built, importOne } from './support';

const subscription = '11111111-2222-3333-4444-555555555555';
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const region = fc.constantFrom('eastus2', 'West Europe', 'northeurope');
const line = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    '{{ params.env }}',
    '\\{{ params.env }}',
    "[concat('a')]",
    '[resourceGroup().location]',
    '${x}',
    '',
    ' ',
    "'@",
    '# x',
    'https://a.b/c',
  ),
);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const tags = optional(fc.dictionary(word, fc.oneof(word, line), { maxKeys: 3 }));

function reference(...segments: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc
    .tuple(optional(word), ...segments)
    .map((all) => all.filter((one) => one !== undefined).join('/'));
}

const script = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 4 }),
  fc.constant('https://example.com/scripts/setup'),
  line.map((one) => `echo ${one}\nsecond`),
);

const steps = {
  linux: fc.oneof(
    fc.record({ shell: script }),
    fc.record({ file: fc.constant('https://example.com/a'), to: fc.constant('/tmp/a') }),
  ),
  windows: fc.oneof(
    fc.record(
      {
        powershell: script,
        elevated: fc.boolean(),
        exitCodes: fc.array(fc.nat(4000), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['powershell'] },
    ),
    fc.record({
      restart: fc.oneof(fc.constant(true), fc.record({ timeout: fc.constantFrom('5m', '1h') })),
    }),
    fc.record({ windowsUpdate: fc.oneof(fc.constant(true), fc.record({ limit: fc.nat(2000) })) }),
    fc.record({ file: fc.constant('https://example.com/a'), to: fc.constant('c:\\a') }),
  ),
};

const target = fc.oneof(
  fc.record(
    {
      gallery: reference(word, word),
      version: fc.constant('1.2.3'),
      regions: fc.uniqueArray(region, { minLength: 1, maxLength: 3 }),
      storage: fc.constantFrom('Standard_LRS', 'Standard_ZRS', 'Premium_LRS'),
      exclude: fc.boolean(),
      tags,
    },
    { requiredKeys: ['gallery'] },
  ),
  fc.record({ image: reference(word), location: region, tags }, { requiredKeys: ['image'] }),
  fc.record({ vhd: word, tags }, { requiredKeys: ['vhd'] }),
);

function spec(os: 'linux' | 'windows') {
  const source = fc.oneof(
    fc.constant(
      os === 'linux'
        ? 'Canonical:ubuntu-24_04-lts:server:latest'
        : 'MicrosoftWindowsServer:WindowsServer:2022-datacenter-g2:latest',
    ),
    reference(word).map((image) => ({ image })),
    reference(word, word).map((gallery) => ({ gallery })),
  );
  return fc.record(
    {
      name: word,
      location: region,
      subscription: fc.constant(subscription),
      resourceGroup: fc.constant('images-rg'),
      apiVersion: fc.constantFrom('latest', '2025-10-01'),
      tags,
      identity: reference(word),
      parameters: fc.constant({ env: { type: 'string', default: 'dev' } }),
      source,
      os: fc.constant(os),
      vm: fc.record(
        {
          size: fc.constant('Standard_D4ds_v5'),
          osDiskSizeGB: fc.nat(500),
          subnet: reference(word, word),
        },
        { requiredKeys: [] },
      ),
      timeout: fc.integer({ min: 60, max: 960 }),
      customize: fc.array<unknown>(steps[os], { maxLength: 5 }),
      deprovision: fc.oneof(
        fc.constantFrom<unknown>(
          'service',
          'default',
          ...(os === 'windows' ? [{ mode: 'vm' }] : []),
        ),
        fc.array(line, { minLength: 1, maxLength: 4 }).map((inline) => ({ inline })),
      ),
      validate: fc.array(fc.record({ [os === 'linux' ? 'shell' : 'powershell']: script }), {
        minLength: 1,
        maxLength: 2,
      }),
      distribute: fc.array(target, { minLength: 1, maxLength: 3 }),
      optimize: fc.constant(true),
      errorHandling: fc.constantFrom<unknown>('abort', 'cleanup', { onCustomizerError: 'abort' }),
      autoRun: fc.constant(true),
      stagingResourceGroup: word,
    },
    { requiredKeys: ['name', 'location', 'identity', 'parameters', 'source', 'os', 'distribute'] },
  );
}

test('300 of them', () => {
  let accepted = 0;
  const specs = fc.oneof(spec('linux'), spec('windows'));
  for (const data of fc.sample(specs, { numRuns: 600, seed: 8 })) {
    const text = stringify(JSON.parse(JSON.stringify(data)));
    const { outputs } = compile({ files: { 'x.yaml': text }, entry: 'x.yaml' });
    const bare = outputs[`${data.name}/imageTemplate.json`];
    const wrapper = outputs[`${data.name}/azuredeploy.json`];
    if (bare === undefined || wrapper === undefined) continue;
    const wanted: unknown = JSON.parse(bare);
    for (const from of accepted % 3 === 0 ? [bare, wrapper] : [bare]) {
      const imported = importOne(from);
      const place = {
        ...(data.subscription === undefined ? {} : { subscription }),
        ...(data.resourceGroup === undefined ? {} : { resourceGroup: 'images-rg' }),
      };
      const again =
        imported.obstacles.length > 0
          ? imported.obstacles
          : built(imported.text, from === bare ? {} : place);
      expect({ text, again }).toEqual({ text, again: wanted });
    }
    accepted += 1;
    if (accepted === 300) break;
  }
  expect(accepted).toBe(300);
});
