import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { bicepPath, describeWithBicep } from '../support/bicep';
import { cli, cliWithStdin, filesIn, folderWith } from '../support/cli';
import { root } from '../support/images';

const data = path.join(__dirname, '..', 'data');
const vhd = readFileSync(path.join(data, 'corpus', 'linux-vhd.json'), 'utf8');
const compiled = readFileSync(path.join(data, 'arm', 'compiled.json'), 'utf8');
const deployment = readFileSync(
  path.join(__dirname, '..', '..', 'out', 'web-base', 'azuredeploy.json'),
  'utf8',
);

test('the spec is on stdout, the report on stderr', async () => {
  const { code, stdout, stderr } = await cli(folderWith({ 'a.json': vhd }), 'import', 'a.json');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^# yaml-language-server: .*\nlocation: "\{\{ params\.region \}\}"\n/);
  expect(stderr).toContain('a.json:4: made a parameter: location');
});

test('the report as JSON', async () => {
  const folder = folderWith({ 'a.json': vhd });
  const { code, stderr } = await cli(folder, 'import', 'a.json', '--report', 'json');
  expect(code).toBe(0);
  expect(JSON.parse(stderr)).toMatchObject({
    images: [{ name: 'a', notes: expect.arrayContaining([expect.objectContaining({ line: 4 })]) }],
  });
});

test('several images need a folder, and get a file each', async () => {
  const template = JSON.parse(deployment) as { resources: { type: string; name: string }[] };
  const image = template.resources.find(({ type }) => type.endsWith('/imageTemplates'));
  const two = { ...template, resources: [image, { ...image, name: 'second' }] };
  const folder = folderWith({ 'two.json': JSON.stringify(two) });
  const refused = await cli(folder, 'import', 'two.json');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('AIB605');
  expect((await cli(folder, 'import', 'two.json', '-o', 'specs')).code).toBe(0);
  expect(
    Object.keys(filesIn(folder))
      .filter((name) => name.endsWith('.yaml'))
      .toSorted(),
  ).toEqual(['specs/second.yaml', 'specs/web-base.yaml']);
  expect((await cli(folder, 'build', 'specs')).code).toBe(0);
});

test('a spec that was edited since is not overwritten', async () => {
  const folder = folderWith({ 'a.json': vhd, 'specs/a.yaml': 'mine: true\n' });
  const { code, stderr } = await cli(folder, 'import', 'a.json', '-o', 'specs');
  expect(code).toBe(1);
  expect(stderr).toContain('AIB607');
  expect(readFileSync(path.join(folder, 'specs/a.yaml'), 'utf8')).toBe('mine: true\n');
  expect((await cli(folder, 'import', 'a.json', '-o', 'specs', '--force')).code).toBe(0);
});

test.each([
  ['no such file', ['import', 'nope.json'], 2],
  ['half of a template', ['import', 'half.json'], 1],
  ['no template', ['import', 'other.json'], 1],
  ['no file', ['import'], 2],
])('%s', async (_, args, code) => {
  const folder = folderWith({ 'half.json': vhd.slice(0, 300), 'other.json': '{"a": 1}' });
  const run = await cli(folder, ...args);
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).not.toMatch(/ at .*:\d+:\d+|has a bug/);
});

test('values from a parameters file', async () => {
  const values = { parameters: { imageName: { value: 'given' } } };
  const folder = folderWith({ 'a.json': compiled, 'p.json': JSON.stringify(values) });
  const { stdout } = await cli(folder, 'import', 'a.json', '--parameters', 'p.json');
  expect(stdout).toContain('name: given-dev\n');
});

test.each([
  ['10 MB of text', `{"properties": {"source": "${'x'.repeat(10_000_000)}"}}`, 'AIB601'],
  ['100,000 levels', '['.repeat(100_000), 'AIB601'],
  ['nothing', '', 'AIB601'],
  ['no text', '\u0000\ud800', 'AIB601'],
])('as a process: %s ends with a message', (_, text, code) => {
  const folder = folderWith({ 'a.json': text });
  const bin = path.join(root, 'dist', 'bin.js');
  const args = [bin, 'import', 'a.json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(code);
  expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
});

test('names of specs are safe and differ, whatever the images are called', async () => {
  const template = JSON.parse(deployment) as { resources: { type: string; name: string }[] };
  const image = template.resources.find(({ type }) => type.endsWith('/imageTemplates'));
  const names = ['../a', '.._a', '_part', 'Web', 'web', "[concat('w', 'eb')]", '<name>'];
  const resources = names.map((name) => ({ ...image, name }));
  const folder = folderWith({ 'many.json': JSON.stringify({ ...template, resources }) });
  await cli(folder, 'import', 'many.json', '-o', 'specs');
  const made = Object.keys(filesIn(folder)).filter((name) => name.endsWith('.yaml'));
  expect(made.every((name) => /^specs\/[A-Za-z0-9][A-Za-z0-9\-_.]*\.yaml$/.test(name))).toBe(true);
  expect(new Set(made.map((name) => name.toLowerCase())).size).toBe(made.length);
  expect(made).toEqual(
    expect.arrayContaining(['specs/Web.yaml', 'specs/web-2.yaml', 'specs/web-3.yaml']),
  );
});

describeWithBicep('Bicep', () => {
  test('is compiled first', async () => {
    const made = path.join(__dirname, '..', '..', 'out', 'web-base');
    const values = path.join(made, 'main.bicepparam');
    process.env.AIBGEN_BICEP = bicepPath ?? '';
    const folder = folderWith({});
    const { code, stdout } = await cli(
      folder,
      'import',
      path.join(made, 'main.bicep'),
      '--parameters',
      values,
    );
    delete process.env.AIBGEN_BICEP;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^#.*\nname: web-base\nlocation: eastus2\nidentity: aib-identity\n/);
  });
});

describe('a Bicep file of somebody else', () => {
  const compiler = (folder: string): void => {
    const script = `#!/bin/sh\necho "$@" > "${folder}/arguments"\ncat "${folder}/compiled.json"\n`;
    writeFileSync(path.join(folder, 'bicep'), script, { mode: 0o755 });
    process.env.AIBGEN_BICEP = path.join(folder, 'bicep');
  };
  afterEach(() => {
    delete process.env.AIBGEN_BICEP;
  });

  test.each([
    [
      "var x = loadTextContent('../../../etc/passwd')",
      '1:25',
      '"../../../etc/passwd", which is outside',
    ],
    ["var x = 1\nmodule m '/etc/m.bicep' = {}", '2:10', '"/etc/m.bicep", which is outside'],
    ["module m 'inner/m.bicep' = {}", 'a/inner/m.bicep:1:25', '"../../x.json", which is outside'],
    [
      "var x = loadTextContent('link/compiled.json')",
      '1:25',
      '"link/compiled.json", which is outside',
    ],
    ['var x = loadFileAsBase64(file)', '1:26', 'by an expression'],
  ])('does not read outside its folder: %s', async (text, place, message) => {
    const folder = folderWith({
      'a/main.bicep': `${text}\n`,
      'a/inner/m.bicep': "var y = loadJsonContent('../../x.json')\n",
      'compiled.json': vhd,
    });
    symlinkSync(folder, path.join(folder, 'a', 'link'));
    compiler(folder);
    const { code, stdout, stderr } = await cli(folder, 'import', 'a/main.bicep');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${place}: error AIB608: `);
    expect(stderr).toContain(message);
    expect(existsSync(path.join(folder, 'arguments'))).toBe(false);
  });

  test('is compiled without a network, and its lines are those of its own files', async () => {
    const resource = {
      type: 'Microsoft.VirtualMachineImages/imageTemplates',
      name: 'web',
      ...(JSON.parse(vhd) as object),
    };
    const folder = folderWith({
      'a/main.bicep': [
        "var x = loadTextContent('inner/x.sh')",
        "var y = 'loadTextContent(\\'../x\\')'",
        "resource t 'Microsoft.VirtualMachineImages/imageTemplates@2022-07-01' = {",
        "  name: 'web'",
        "  location: '<region>'",
        '}',
        '',
      ].join('\n'),
      'a/inner/x.sh': 'true\n',
      'compiled.json': JSON.stringify({ resources: { t: resource } }),
    });
    compiler(folder);
    const { code, stderr } = await cli(folder, 'import', 'a/main.bicep');
    expect(code).toBe(0);
    expect(stderr).toContain('a/main.bicep:5: made a parameter: location');
    expect(readFileSync(path.join(folder, 'arguments'), 'utf8')).toContain('build --no-restore ');
  });

  test('comes with its values where they are what is imported', async () => {
    const templateJson = JSON.stringify({
      parameters: { n: { type: 'string' } },
      resources: {
        t: {
          type: 'Microsoft.VirtualMachineImages/imageTemplates',
          ...(JSON.parse(vhd) as object),
          name: "[parameters('n')]",
        },
      },
    });
    const parametersJson = JSON.stringify({ parameters: { n: { value: 'from-values' } } });
    const folder = folderWith({
      'a/main.bicep':
        "param n string\nresource t 'Microsoft.VirtualMachineImages/imageTemplates@2022-07-01' = {\n  name: n\n  location: '<region>'\n}\n",
      'a/dev.bicepparam': "using 'main.bicep'\nparam n = 'from-values'\n",
      'compiled.json': JSON.stringify({ templateJson, parametersJson }),
    });
    compiler(folder);
    const { code, stdout, stderr } = await cli(folder, 'import', 'a/dev.bicepparam');
    expect(code).toBe(0);
    expect(stdout).toContain('name: from-values\n');
    expect(stderr).toContain('a/main.bicep:4: made a parameter: location');
    expect(readFileSync(path.join(folder, 'arguments'), 'utf8')).toContain('build-params ');
  });
});

describe('a folder of Packer', () => {
  const part = (name: string): string =>
    readFileSync(path.join(__dirname, '..', 'import', 'packer', name), 'utf8');
  const files = {
    'packer/build.pkr.hcl': part('gallery/build.pkr.hcl'),
    'packer/variables.pkr.hcl': part('gallery/variables.pkr.hcl'),
    'packer/values.auto.pkrvars.hcl': part('gallery/values.auto.pkrvars.hcl'),
    'packer/scripts/setup.sh': part('gallery/scripts/setup.sh'),
  };

  test('becomes a spec whose script paths lead there, and which builds', async () => {
    const folder = folderWith({ ...files, '.git/HEAD': '' });
    const { code, stderr } = await cli(folder, 'import', 'packer', '-o', 'specs');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const spec = readFileSync(path.join(folder, 'specs/packer.yaml'), 'utf8');
    expect(spec).toContain('- shell: ../packer/scripts/setup.sh\n    sudo: true\n');
    expect(spec).toContain('- gallery: corp/web-dev\n');
    expect(await cli(folder, 'build', 'specs')).toMatchObject({ code: 0 });
  });

  test('values come from --var and --var-file', async () => {
    const folder = folderWith({ ...files, 'prod.pkrvars.hcl': 'product = "Db"\nstage = "test"\n' });
    const flags = ['--var-file', 'prod.pkrvars.hcl', '--var', 'stage=prod'];
    const { code, stdout } = await cli(folder, 'import', 'packer/build.pkr.hcl', ...flags);
    expect(code).toBe(0);
    expect(stdout).toContain('- gallery: corp/db-prod\n');
  });

  test('a value for an unknown variable is a warning', async () => {
    const { code, stderr } = await cli(folderWith(files), 'import', 'packer', '--var', 'stag=prod');
    expect(code).toBe(0);
    expect(stderr).toContain('AIB614');
  });
});

test.each([
  ['an empty folder', { 'a/readme.md': '' }, 'a', 1, 'AIB611'],
  ['HCL on stdin without a name', {}, '-', 1, 'AIB610'],
  ['a script', { 'a.ps1': 'New-AzImageBuilderTemplate -Name x\n' }, 'a.ps1', 2, 'AIB609'],
])('%s', async (_, files, name, exitCode, expected) => {
  const stdin = 'source "azure-arm" "x" {\n';
  const { code, stderr } = await cliWithStdin(stdin, folderWith(files), 'import', name);
  expect({ code, named: stderr.includes(expected) }).toEqual({ code: exitCode, named: true });
});
