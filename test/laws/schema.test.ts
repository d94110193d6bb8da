/** What the tool accepts, the editor does not mark: examples against the JSON Schema. `coverage.test.ts` does so with generated specs. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile } from '../../src/compile';
import { specsFolder } from '../support/images';
import { schemaMarks } from './schema-marks';

const examples = readdirSync(specsFolder, { recursive: true, encoding: 'utf8' });

test.each(examples.filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  expect(schemaMarks(readFileSync(path.join(specsFolder, name), 'utf8'))).toEqual([]);
});

const head =
  'location: East US 2\nidentity: aib\nsource: Canonical:ubuntu-24_04-lts:server:latest\n';
const target = 'distribute: [{ gallery: g/d }]\n';

test.each([
  [
    'words in any case',
    `${head}roles: BuiltIn\npipelines: GITHUB\nerrorHandling: Abort\noptimize: { vmBoot: { state: ENABLED } }\ndistribute: [{ type: sharedimage, galleryImageId: g/d, targetRegions: [{ name: West Europe, storageAccountType: standard_zrs }] }]\n`,
  ],
  [
    'parameters in the place of numbers and booleans',
    `parameters: { n: { type: int, default: 90 }, b: { type: bool, default: true } }\n${head}timeout: "{{ params.n }}"\nvm: { osDiskSizeGB: "{{params.n}}" }\nvalidate: { sourceValidationOnly: "{{ params.b }}", inVMValidations: [{ shell: x }] }\n${target}`,
  ],
  [
    'values of the matrix anywhere',
    `${head}matrix: { t: [90], b: [true], r: [[eastus2]], e: [[0, 1]] }\nos: windows\ntimeout: "{{ matrix.t }}"\ncustomize: [{ powershell: x, elevated: "{{ matrix.b }}", exitCodes: "{{ matrix.e }}" }]\ndistribute: [{ gallery: g/d, regions: "{{ matrix.r }}" }]\n`,
  ],
  ['times of every form', `${head}timeout: 1h 30m\n${target}`],
])('%s', (_what, spec) => {
  const { diagnostics } = compile({ files: { 'a.yaml': spec }, entry: 'a.yaml' });
  expect(diagnostics.filter((one) => one.severity === 'error')).toEqual([]);
  expect(schemaMarks(spec)).toEqual([]);
});

test.each([
  ['part of a source', 'source: { type: PlatformImage, version: 1.2.3 }\n'],
  ['an identity to be made', 'identity: { create: true }\n'],
  [
    'one of two',
    'errorHandling: { onCustomizerError: abort }\nvm: { vnetConfig: { subnetId: n/s } }\n',
  ],
  ['what is cleared', 'source:\nvm: { size: }\ncustomize:\ntags: { a: }\n'],
])('a file that extends others may have %s', (_what, spec) => {
  expect(schemaMarks(`extends: _base.yaml\n${spec}`)).toEqual([]);
});
