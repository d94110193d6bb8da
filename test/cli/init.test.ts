/** `aibgen init`: from an empty folder to a checked build, by flags, by defaults and by questions on a terminal. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier/standalone';
import * as prettierYaml from 'prettier/plugins/yaml';
import { compile } from '../../src';
import { firstSpec, osOfSource, withDefaults } from '../../src/cli/init/first-spec';
import { currentSources } from '../../src/service/current-sources';
import { describeMarketplaceImage } from '../../src/service/marketplace';
import { exampleSpecs } from '../../scripts/example-specs';
import { cli, filesIn, folderWith } from '../support/cli';
import { root } from '../support/images';
import { describeIf, hasProgram } from '../support/programs';

function read(folder: string, name: string): string {
  return readFileSync(path.join(folder, name), 'utf8');
}

test('with no terminal and no flags: defaults, said so, that build and check without a word', async () => {
  const folder = folderWith({});
  const { code, stdout, stderr } = await cli(folder, 'init');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr)
    .toBe(`No terminal and no flags, so the defaults: linux-base from Canonical:ubuntu-24_04-lts:server:latest, built in eastus2 by aib-identity, to gallery corpGallery/linux-base.
specs/linux-base.yaml
aibgen.config.yaml
.gitattributes

Needed in Azure:
  the resource group of the template
      az group create --name '<group>' --location eastus2
  the identity aib-identity, or "identity: { name: aib-identity, create: true }"
      az identity create --name aib-identity --resource-group '<group>'
  the gallery corpGallery with the image definition, or "definition:" at the target
      az sig create --gallery-name corpGallery --resource-group '<group>'
      az sig image-definition create --help

Next:
  npx aibgen build
  npx aibgen deploy specs/linux-base.yaml --what-if
  npx aibgen deploy specs/linux-base.yaml
  npx aibgen run specs/linux-base.yaml --wait

Commit the spec and the folder out. In CI, "npx aibgen build --check" finds outputs that are stale.
`);
  expect(read(folder, 'aibgen.config.yaml')).toContain('specs: specs\nout: out\n');
  expect(read(folder, '.gitattributes')).toBe('out/** linguist-generated eol=lf\n');
  const lines = read(folder, 'specs/linux-base.yaml').split('\n');
  expect(lines[0]).toBe('# yaml-language-server: $schema=../out/aibgen.schema.json');
  const built = await cli(folder, 'build', '--strict', '--format', 'json');
  expect(built).toEqual({ code: 0, stdout: '[]\n', stderr: '' });
  expect(existsSync(path.join(folder, 'out/linux-base/main.bicep'))).toBe(true);
  expect(existsSync(path.join(folder, 'out/aibgen.schema.json'))).toBe(true);
  expect(await cli(folder, 'build', '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test.each(currentSources)('$label makes a spec without a warning', async ({ urn, os }) => {
  const settings = withDefaults({ source: urn, pipelines: 'none', subscription: '1'.repeat(8) });
  expect(osOfSource(urn)).toBe(os);
  const [publisher = '', offer = '', sku = ''] = urn.split(':');
  const facts = describeMarketplaceImage({ publisher, offer, sku });
  expect(facts).toMatchObject({ generation: 2, generationSure: true });
  expect(facts.plan).not.toBe('required');
  const text = firstSpec(settings, '../out/aibgen.schema.json');
  const { diagnostics } = compile({ files: { 'a.yaml': text }, entry: 'a.yaml' });
  // Of AlmaLinux a note says that its plan is not known.
  expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  const plugins = [prettierYaml];
  expect(await prettier.format(text, { parser: 'yaml', plugins, singleQuote: true })).toBe(text);
});

test('flags say what is in the spec', async () => {
  const folder = folderWith({});
  const { code, stderr } = await cli(folder, 'init', '--name', 'win', '--os', 'windows', '--location', 'West Europe', '--identity', 'ids/builder', '--gallery', 'g/d', '--image', 'i', '--vhd', 'v', '--resource-group', 'images: rg', '--pipelines', 'github', '-o', 'a/b'); // prettier-ignore
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^a\/b\/win.yaml\naibgen.config.yaml\n.gitattributes\n1 image in out: \d+ files written\n(?:\d+ notes?: .*\n)?pipelines in .github\/workflows\n"aibgen init --pipelines" prints what they need.\n\nNeeded in Azure:\n[^]*\nNext:\n {2}npx aibgen build\n[^]*$/) }); // prettier-ignore
  expect(existsSync(path.join(folder, '.github/workflows/aibgen.yml'))).toBe(true);
  expect(await cli(path.join(folder, 'a'), 'build', '--check')).toMatchObject({
    code: 0,
    stderr: '',
  });
  const said = read(folder, 'a/b/win.yaml').split('\n').filter((line) => line !== '' && !/^# [A-Z]/.test(line)); // prettier-ignore
  expect(said).toEqual([
    '# yaml-language-server: $schema=../../out/aibgen.schema.json',
    'location: West Europe',
    'identity: ids/builder',
    "resourceGroup: 'images: rg'",
    'source: MicrosoftWindowsServer:WindowsServer:2025-datacenter-g2:latest',
    'vm: { size: Standard_D4ds_v5 }',
    'customize:',
    '  - windowsUpdate: true',
    '  - powershell: |',
    "      Write-Output 'Install here what the image needs.'",
    'deprovision: { limit: 30m }',
    'distribute:',
    '  - gallery: g/d',
    '  - image: i',
    '  - vhd: v',
  ]);
});

test("a source of one's own gets its os said where its name does not tell it", async () => {
  const folder = folderWith({});
  const { code, stderr } = await cli(folder, 'init', '--source', 'corp:golden:v1:latest', '--os', 'linux'); // prettier-ignore
  expect(code).toBe(0);
  expect(stderr).toContain('warning AIB401');
  expect(read(folder, 'specs/linux-base.yaml')).toContain(
    '\nsource: corp:golden:v1:latest\nos: linux\n',
  );
});

test.each([
  [['--name', 'a/b'], 'AIB950: --name cannot be "a/b": "a/b" is not a valid image name.'],
  [['--source', 'ubuntu'], 'AIB950: --source cannot be "ubuntu": Invalid source "ubuntu"'],
  [['--gallery', 'x'], 'AIB950: --gallery cannot be "x": Invalid reference "x"'],
  [['--vhd', 'v', '--image', 'a/b/c'], 'AIB950: --image cannot be "a/b/c":'],
  [['--identity', '{{ params.id }}'], 'AIB950: --identity cannot be "{{ params.id }}":'],
  [['--os', 'windows', '--source', 'Canonical:ubuntu-24_04-lts:server:latest'], 'AIB950: --os cannot be "windows":'], // prettier-ignore
  [['--os', 'beos'], 'Allowed choices are linux, windows.'],
  [['--pipelines', 'jenkins'], 'Allowed choices are both, github, azure, none.'],
])('%j is wrong usage, and writes nothing', async (flags, message) => {
  const folder = folderWith({});
  const { code, stderr } = await cli(folder, 'init', ...flags);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(filesIn(folder)).toEqual({});
});

test('--from writes an example under its own name or another, and names the nearest where there is none', async () => {
  const folder = folderWith({});
  const list = await cli(folder, 'init', '--from');
  expect(list.stdout).toMatch(/^avd-windows-11 +Windows 11 multi-session/m);
  expect((await cli(folder, 'init', '--from', 'avd-windows-11', '--name', 'avd')).code).toBe(0);
  expect(read(folder, 'specs/avd.yaml')).toContain('\n# Windows 11 multi-session');
  expect((await cli(folder, 'build')).code).toBe(0);
  const wrong = await cli(folder, 'init', '--from', 'avd-windwos-11');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('"avd-windows-11"')]);
});

test('every example builds alone', async () => {
  for (const [name, text] of Object.entries(exampleSpecs(path.join(root, 'specs')))) {
    const { diagnostics } = compile({ files: { [`${name}.yaml`]: text }, entry: `${name}.yaml` });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
});

test('a configuration file that is there already stays as it is', async () => {
  const folder = folderWith({ 'aibgen.config.yaml': 'out: made\n' });
  const { stderr } = await cli(folder, 'init', '--yes', '--pipelines', 'github');
  expect(read(folder, 'aibgen.config.yaml')).toBe('out: made\n');
  expect(stderr).toContain('npx aibgen build specs --pipelines .github/workflows\n');
});

test('overwrites nothing without --force', async () => {
  const folder = folderWith({ 'specs/linux-base.yaml': 'mine', '.gitattributes': '*.png binary' });
  const refused = await cli(folder, 'init', '--yes');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('specs/linux-base.yaml:1:1: error AIB951');
  expect(read(folder, 'specs/linux-base.yaml')).toBe('mine');
  expect((await cli(folder, 'init', '--yes', '--force')).code).toBe(0);
  expect(read(folder, 'specs/linux-base.yaml')).toContain('distribute:');
  expect(read(folder, '.gitattributes')).toBe('*.png binary\nout/** linguist-generated eol=lf\n');
  const again = await cli(folder, 'init', '--yes');
  expect(again).toMatchObject({ code: 0, stderr: expect.not.stringContaining('.gitattributes') });
});

test('a .gitattributes that speaks of out/ stays as it is', async () => {
  const folder = folderWith({});
  const own = 'out/** text linguist-generated=true\r\n';
  writeFileSync(path.join(folder, '.gitattributes'), own);
  expect((await cli(folder, 'init')).code).toBe(0);
  expect(read(folder, '.gitattributes')).toBe(own);
});

test('where a file is in the way of the folder, that is said', async () => {
  const { code, stderr } = await cli(folderWith({ specs: 'x' }), 'init');
  expect(code).toBe(2);
  expect(stderr).toContain('AIB905');
});

test('without a spec and without the folder specs, a build says what to do', async () => {
  const folder = folderWith({});
  for (const command of ['build', 'validate', 'diff', 'roles', 'matrix']) {
    const { code, stderr } = await cli(folder, command);
    expect(code).toBe(2);
    expect(stderr).toContain('AIB921');
  }
});

describeIf(hasProgram('script'), 'script(1)', 'on a terminal', () => {
  /** Runs the command in a pseudo terminal, and types each answer when its question has come. */
  async function typed(
    folder: string,
    flags: string,
    answers: readonly (readonly [question: string, keys: string])[],
  ) {
    const bin = path.join(root, 'dist', 'bin.js');
    const command = `'${process.execPath}' '${bin}' init ${flags}; echo "ended with $?."`;
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd: folder });
    let output = '';
    let next = 0;
    let from = 0;
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      // script(1) itself goes on as long as somebody could type.
      if (/ended with \d+\./.test(output)) child.stdin.end();
      const [question, keys] = answers[next] ?? [];
      if (question === undefined || keys === undefined || !output.includes(question, from)) return;
      next += 1;
      from = output.length;
      child.stdin.write(keys);
    });
    await new Promise((done) => child.on('close', done));
    const code = Number(/ended with (\d+)\./.exec(output)?.[1]);
    return { code, output, asked: next };
  }

  test('the questions make a spec', async () => {
    const folder = folderWith({});
    const { code, output, asked } = await typed(folder, '--location westeurope', [
      ['Operating system', '\r'],
      ['Source', '\u001b[B\u001b[B\r'],
      ['Name of the image', 'a b\r'],
      ['not a valid image name', '\u0015web\r'],
      ['Target', '\u001b[B\r'],
      ['Name of the managed image', '\r'],
      ['User-assigned identity', '\r'],
      ['Pipelines', '\r'],
    ]);
    expect({ code, asked }).toEqual({ code: 0, asked: 8 });
    expect(output).toContain('specs/web.yaml');
    const text = read(folder, 'specs/web.yaml');
    expect(text).toContain('\nsource: Debian:debian-13:13-gen2:latest\n');
    expect(text).toContain('\nlocation: westeurope\n');
    expect(text).toContain('\n  - image: web\n');
    expect(text).not.toContain('pipelines:');
  });

  test.each([
    ['Ctrl+C', '\u0003'],
    ['the end of the input', '\u0004'],
  ])('%s stops, and nothing is written', async (_, keys) => {
    const folder = folderWith({});
    const { code, output } = await typed(folder, '', [
      ['Operating system', '\r'],
      ['Source', keys],
    ]);
    expect(code).toBe(1);
    expect(output).toContain('Nothing was written.');
    expect(filesIn(folder)).toEqual({});
  });
});

test('--pipelines alone prints what the pipelines need, with the names of the project, and writes nothing', async () => {
  const folder = folderWith({
    'aibgen.config.yaml': 'pipelines: {github: {environment: golden, branches: [trunk]}}\n',
  });
  const { code, stdout } = await cli(folder, 'init', '--pipelines');
  expect(code).toBe(0);
  expect(stdout).toContain('trust "$build" golden');
  expect(stdout).toContain('repo:owner/name:environment:golden');
  expect(stdout).toContain('repo:owner@<owner id>/name@<repository id>:environment:golden');
  expect(stdout).toContain('--field name=trunk');
  expect(Object.keys(filesIn(folder))).toEqual(['aibgen.config.yaml']);
});
