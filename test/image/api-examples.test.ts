/**
 * The requests that the published API specification shows, said in our language: what a spec of each builds has all of
 * it, and nothing else but documented defaults.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explain } from '../../src/inspect/explain-values';
import { type Compiled, compileText } from '../support/compile';
import { root } from '../support/images';

const version = '2025-10-01';

/** What the two image templates have in common. */
const common = `name: myImageTemplate
apiVersion: ${version}
location: West US
subscription: 00000000-0000-0000-0000-000000000000
resourceGroup: rg1
tags: { imagetemplate_tag1: IT_T1, imagetemplate_tag2: IT_T2 }
identity: identity_1
source: { image: source_image }
vm: { size: Standard_D2s_v3, osDiskSizeGB: 64, subnet: vnet_name/subnet_name }
deprovision: service
distribute:
  - { image: image_it_1, location: 1_location, tags: { tagName: value }, runOutputName: image_it_pir_1 }
`;

const linux = `${common}
customize:
  - { name: Shell Customizer Example, shell: https://example.com/path/to/script.sh }
`;

const script = 'https://example.com/path/to/script.ps1';
const windows = `${common}
x-commands: &commands [Powershell command-1, Powershell command-2, Powershell command-3]
customize:
  - { name: PowerShell (inline) Customizer Example, powershell: *commands }
  - { name: PowerShell (inline) Customizer Elevated user Example, powershell: *commands, elevated: true }
  - name: PowerShell (inline) Customizer Elevated Local System user Example
    powershell: *commands
    elevated: true
    system: true
  - { name: PowerShell (script) Customizer Example, powershell: ${script}, exitCodes: [0, 1] }
  - name: &name PowerShell (script) Customizer Elevated Local System user Example
    powershell: ${script}
    elevated: true
    exitCodes: [0, 1]
  - name: *name
    powershell: ${script}
    elevated: true
    system: true
    exitCodes: [0, 1]
  - name: Restart Customizer Example
    restart:
      command: shutdown /f /r /t 0 /c "packer restart"
      check: powershell -command "& {Write-Output 'restarted.'}"
      timeout: 10m
  - name: Windows Update Customizer Example
    windowsUpdate:
      criteria: BrowseOnly=0 and IsInstalled=0
      filters: [$_.BrowseOnly]
      limit: 100
`;

function example(name: string): unknown {
  return JSON.parse(readFileSync(path.join(root, 'test/data/api-examples', name), 'utf8'));
}

type Leaves = ReadonlyMap<string, unknown>;

/** All values of a body by their path, written as `explain` writes it: a list of scalars is one value. */
function leavesOf(value: unknown, at = ''): Leaves {
  const isScalars = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  if (typeof value !== 'object' || value === null || isScalars) return new Map([[at, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [
      ...leavesOf(inner, Array.isArray(value) ? `${at}[${key}]` : `${at}.${key}`),
    ]),
  );
}

/** The body of a template without what the spec leaves to defaults that the example does not write. */
function withoutDefaults({ template, model }: Compiled, wanted: Leaves): Leaves {
  const [image] = model.images;
  const defaults = new Set(
    image &&
      explain(image).flatMap((one) =>
        one.origin === 'default' ? [`.properties.${one.path}`] : [],
      ),
  );
  const { name, location, tags, identity, properties } = { ...Object(template) };
  return new Map(
    [...leavesOf({ name, location, tags, identity, properties })].filter(
      ([at]) => wanted.has(at) || !defaults.has(at),
    ),
  );
}

test.each([
  ['linux.json', linux],
  ['windows.json', windows],
])('%s', (name, spec) => {
  const wanted = leavesOf(example(name));
  const built = compileText(spec);
  expect(built.errors).toEqual([]);
  expect(built.template?.apiVersion).toBe(version);
  expect(Object.fromEntries(withoutDefaults(built, wanted))).toEqual(Object.fromEntries(wanted));
});

test('trigger.json', () => {
  const { outputs, errors } = compileText(
    'location: westus\nidentity: builder\nsource: Canonical:ubuntu-24_04-lts:server:latest\ndistribute: [{ vhd: v }]\ntrigger: { name: source, kind: SourceImage }\n',
  );
  expect(errors).toEqual([]);
  expect(JSON.parse(outputs['image/trigger.json'] ?? '')).toEqual(example('trigger.json'));
});
