/** The ready-made steps: each builds cleanly with its defaults, holds what the manual says, and cannot be edited unseen. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { compile } from '../src/compile';
import { lintScripts } from '../src/script-lint/lint-scripts';
import { readyMadeSteps } from '../src/service/ready-made-steps';
import { cli, folderWith } from './support/cli';
import { root } from './support/images';

const names = readyMadeSteps.map(({ name }) => name);
const textOf = (name: string): string =>
  readFileSync(path.join(root, 'steps', `${name}.yaml`), 'utf8');
const windows = 'MicrosoftWindowsDesktop:windows-11:win11-24h2-avd:latest';
const linux = 'Canonical:ubuntu-24_04-lts:server:latest';
const isWindows = (name: string): boolean => /^ +(?:powershell|windowsUpdate):/m.test(textOf(name));

/** A spec with one use of ready-made steps. */
function specWith(name: string, values: Readonly<Record<string, string>> = {}): string {
  const needed = { apps: 'Git.Git=2.51.0 7zip.7zip', language: 'de-DE' };
  const { parameters } = parse(textOf(name));
  const given = Object.entries({ ...needed, ...values }).filter(([key]) =>
    Object.hasOwn(parameters, key),
  );
  return `location: westeurope
identity: aib-identity
source: ${isWindows(name) ? windows : linux}
vm: { size: Standard_D4ds_v5 }
customize:
  - steps: aibgen/${name}
    with: ${JSON.stringify(Object.fromEntries(given))}
distribute: [{ gallery: corpGallery/base }]
`;
}

test('the list has every file, in order', () => {
  const files = readdirSync(path.join(root, 'steps')).toSorted();
  expect(names.map((name) => `${name}.yaml`)).toEqual(files);
});

test.each(names)('%s builds without a finding, inside its scripts too', (name) => {
  const files = { 'image.yaml': specWith(name) };
  const { diagnostics, outputs } = compile({ files, entry: 'image.yaml', lintScripts });
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  const steps = JSON.parse(outputs['image/imageTemplate.json'] ?? '').properties.customize;
  expect(steps.length).toBeGreaterThan(1);
  expect(JSON.stringify(steps)).not.toContain('{{');
  const manifest = JSON.parse(outputs['image/.aibgen.json'] ?? '');
  expect(Object.keys(manifest.inputs)).toEqual([`aibgen/${name}`, 'image.yaml']);
});

test.each(names)('%s says where its facts are from, and what each parameter is', (name) => {
  const text = textOf(name);
  const [head = ''] = text.split('parameters:\n');
  expect(head).toMatch(/^# [^]*\n# https:\/\/\S+ \(20\d\d-\d\d\)\n$/);
  const { parameters } = parse(text) as { parameters: Record<string, { description?: string }> };
  for (const { description } of Object.values(parameters)) expect(description).toMatch(/\.$/);
});

test('a download is checked: by a checksum that is given, and by its signature', () => {
  for (const name of names.filter((one) => textOf(one).includes('Invoke-WebRequest'))) {
    const text = textOf(name);
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    expect(count(/Get-AuthenticodeSignature/g)).toBe(count(/Invoke-WebRequest/g));
    expect(count(/Get-FileHash/g)).toBe(count(/Invoke-WebRequest/g));
  }
});

test('values reach the script', () => {
  const sha256 = 'a'.repeat(64);
  const spec = specWith('avd-fslogix', { sha256, profiles: '\\\\corp.file.core.windows.net\\p' });
  const { outputs } = compile({ files: { 'image.yaml': spec }, entry: 'image.yaml' });
  const template = outputs['image/imageTemplate.json'] ?? '';
  expect(template).toContain(`"$expected = '${sha256}'"`);
  expect(template).toContain(`"$share = '\\\\\\\\corp.file.core.windows.net\\\\p'"`);
});

test('what is wrong with them is said at their use', () => {
  const spec = specWith('docker').replace(linux, windows);
  const { diagnostics } = compile({ files: { 'image.yaml': spec }, entry: 'image.yaml' });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ file, line }) => [file, line])).toEqual([['image.yaml', 6]]);
});

test('build --check names steps that are others than those of the outputs', async () => {
  const folder = folderWith({ 'specs/web.yaml': specWith('docker') });
  expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  expect(await cli(folder, 'build', 'specs', '--check')).toMatchObject({ code: 0, stdout: '' });
  const manifest = path.join(folder, 'out/web/.aibgen.json');
  const { inputs } = JSON.parse(readFileSync(manifest, 'utf8'));
  expect(inputs['aibgen/docker']).toMatch(/^[0-9a-f]{64}$/);
  // As another version of aibgen would have left it.
  const { writeFileSync } = await import('node:fs');
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace(inputs['aibgen/docker'], 'b'.repeat(64)),
  );
  const { code, stderr } = await cli(folder, 'build', 'specs', '--check');
  expect(code).toBe(1);
  expect(stderr).toContain('aibgen/docker');
});

test('a file of the project in a folder "aibgen" is named by ./ or its ending', () => {
  const own = '- shell: echo own\n';
  for (const written of ['./aibgen/docker', 'aibgen/docker.yaml']) {
    const files = {
      'image.yaml': specWith('docker').replace(/- steps:.*\n.*with:.*/, `- steps: ${written}`),
      'aibgen/docker': own,
      'aibgen/docker.yaml': own,
    };
    const { outputs, diagnostics } = compile({ files, entry: 'image.yaml' });
    expect(diagnostics).toEqual([]);
    expect(outputs['image/imageTemplate.json']).toContain('echo own');
  }
});
