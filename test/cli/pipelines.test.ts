/** `--pipelines <folder>`: the pipeline where CI systems read it, beside other people's files. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { checksum } from '../../src/lib/checksum';
import { cli, filesIn, folderWith, minimal } from '../support/cli';

const workflows = '.github/workflows';
const specs = {
  'specs/web.yaml': minimal,
  'specs/db.yaml': minimal.replace('web-base', 'db'),
  [`${workflows}/ci.yml`]: 'theirs\n',
};

/** Names of the files in a folder of pipelines. */
function names(folder: string, at = workflows): readonly string[] {
  return Object.keys(filesIn(path.join(folder, at)));
}

function read(folder: string, name: string, at = workflows): string {
  return readFileSync(path.join(folder, at, name), 'utf8');
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

const all = ['build', '--pipelines', workflows] as const;

test('one workflow for all images lies where GitHub reads it, is checked, and found again', async () => {
  const folder = folderWith(specs);
  expect((await cli(folder, ...all)).code).toBe(0);
  expect(names(folder)).toEqual(['.aibgen.json', 'aibgen.yml', 'ci.yml']);
  const workflow = read(folder, 'aibgen.yml');
  expect(workflow).toContain(`npx --yes aibgen@${version} build specs --out out --pipelines .github/workflows --check`); // prettier-ignore
  expect(Object.keys(parse(workflow).jobs)).toEqual(['plan', 'preview', 'rights', 'build', 'stop']);
  expect(names(folder, 'out/pipelines')).toEqual(['azure-pipelines.yml', 'github.yml']);
  expect(await cli(folder, ...all, '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await cli(folder, ...all)).stderr).toContain('nothing changed');
});

test('another image changes no pipeline', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  const before = filesIn(path.join(folder, workflows));
  writeFileSync(path.join(folder, 'specs/app.yaml'), minimal.replace('web-base', 'app'));
  expect((await cli(folder, ...all)).code).toBe(0);
  expect(filesIn(path.join(folder, workflows))).toEqual(before);
});

test('each kind lies in its own folder where both are named, and both where one folder is for both', async () => {
  const folder = folderWith(specs);
  expect((await cli(folder, ...all, '--pipelines', './ci/')).code).toBe(0);
  expect(names(folder, 'ci')).toEqual(['.aibgen.json', 'aibgen.azure-pipelines.yml']);
  expect(read(folder, 'aibgen.yml')).toContain('--pipelines .github/workflows --pipelines ci --check'); // prettier-ignore
  const other = folderWith(specs);
  expect((await cli(other, 'build', '--pipelines', 'ci')).code).toBe(0);
  expect(names(other, 'ci')).toEqual(['.aibgen.json', 'aibgen.azure-pipelines.yml', 'aibgen.yml']);
});

test('a build of one spec leaves the pipeline of all alone', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  const before = filesIn(path.join(folder, workflows));
  const one = ['build', 'specs/web.yaml', '--pipelines', workflows] as const;
  expect((await cli(folder, ...one)).stderr).toContain('nothing changed');
  expect(filesIn(path.join(folder, workflows))).toEqual(before);
});

test('pipelines that an earlier release wrote for each image are removed, what others wrote never', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  const manifest = path.join(folder, workflows, '.aibgen.json');
  const written = JSON.parse(readFileSync(manifest, 'utf8'));
  const old = { 'web.yml': '# Made by aibgen.\njobs:\n', 'codeql.yml': 'name: CodeQL\njobs:\n' };
  for (const [name, text] of Object.entries(old)) {
    writeFileSync(path.join(folder, workflows, name), text);
    written.files[name] = checksum(new TextEncoder().encode(text));
  }
  writeFileSync(manifest, JSON.stringify(written));
  const { code, stderr } = await cli(folder, ...all, '--check');
  expect([code, stderr]).toEqual([1, expect.stringContaining(`${workflows}/web.yml:1:1: error AIB908`)]); // prettier-ignore
  expect(stderr).toContain(`${workflows}/codeql.yml:1:1: warning AIB924`);
  expect(stderr).not.toContain('ci.yml');
  expect((await cli(folder, ...all)).code).toBe(0);
  expect(names(folder)).toEqual(['.aibgen.json', 'aibgen.yml', 'ci.yml', 'codeql.yml']);
});

test('a pipeline edited by hand is not overwritten', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  writeFileSync(path.join(folder, workflows, 'aibgen.yml'), 'edited');
  writeFileSync(path.join(folder, 'specs/web.yaml'), `${minimal}timeout: 90\n`);
  const before = filesIn(folder);
  const { code, stderr } = await cli(folder, ...all);
  expect(code).toBe(1);
  expect(stderr).toContain(`${workflows}/aibgen.yml:1:1: error AIB904`);
  expect(filesIn(folder)).toEqual(before);
  expect((await cli(folder, ...all, '--check')).stderr).toContain(
    `${workflows}/aibgen.yml:1:1: error AIB912`,
  );
  expect((await cli(folder, ...all, '--force')).code).toBe(0);
  expect(read(folder, 'aibgen.yml')).toContain('deploy');
});

test("somebody else's file of the same name is in the way", async () => {
  const folder = folderWith({ ...specs, [`${workflows}/aibgen.yml`]: 'theirs' });
  const { code, stderr } = await cli(folder, ...all);
  expect(code).toBe(1);
  expect(stderr).toContain(`${workflows}/aibgen.yml:1:1: error AIB940`);
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
  expect(names(folder)).toEqual(['aibgen.yml', 'ci.yml']);
});

test.each(['out', 'out/ci', './out/'])('%s is no folder for pipelines', async (ci) => {
  const folder = folderWith(specs);
  const { code, stderr } = await cli(folder, 'build', '--pipelines', ci);
  expect(code).toBe(2);
  expect(stderr).toContain('AIB941');
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});

test('paths are those of the repository, with all that the build was told', async () => {
  const folder = folderWith({
    'images/specs/web.yaml': `${minimal}parameters: { env: { type: string, default: dev } }\ntags: { env: "{{ params.env }}" }\n`,
    'images/ours/x.txt.hbs': 'x',
  });
  mkdirSync(path.join(folder, '.git'));
  const cwd = path.join(folder, 'images');
  const { code } = await cli(cwd, 'build', '--pipelines', '../.github/workflows', '--set', 'env=prod', '--templates', 'ours', '--subscription', 's', '-o', 'made'); // prettier-ignore
  expect(code).toBe(0);
  const workflow = read(folder, 'aibgen.yml');
  expect(workflow).toContain('build images/specs --out images/made --templates images/ours --set env=prod --subscription s --pipelines .github/workflows --check'); // prettier-ignore
  expect(workflow).toContain('deploy images/specs --out images/made --templates images/ours --set env=prod --subscription s --rights only'); // prettier-ignore
  rmSync(folder, { recursive: true });
});

test('a version of an action that a bot has raised is kept, and nothing is stale', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  const file = path.join(folder, workflows, 'aibgen.yml');
  const raised = readFileSync(file, 'utf8').replaceAll(/(actions\/checkout)@[0-9a-f]{40} # v[\d.]+/g, `$1@${'b'.repeat(40)} # v42.0.0`); // prettier-ignore
  writeFileSync(file, raised);
  expect(await cli(folder, ...all, '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await cli(folder, ...all)).stderr).toContain('nothing changed');
  writeFileSync(
    path.join(folder, 'aibgen.config.yaml'),
    'pipelines: {github: {branches: [trunk]}}\n',
  );
  expect((await cli(folder, ...all)).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(raised.replace('"main"', '"trunk"'));
});

test('pipelines in a spec are a warning that says where they are set', async () => {
  const folder = folderWith({ 'specs/web.yaml': `${minimal}pipelines: github\n` });
  const { code, stderr } = await cli(folder, 'build');
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(/warning AIB948[^]*aibgen\.config\.yaml/),
  ]);
});

test('no image may be called as the folder of the pipelines', async () => {
  const folder = folderWith({ 'specs/pipelines.yaml': minimal.replace(/^name:.*$/m, '') });
  const { code, stderr } = await cli(folder, 'build');
  expect(code).toBe(1);
  expect(stderr).toContain(`specs/pipelines.yaml:1:1: error AIB949: The image "pipelines" would be written to the folder of the pipelines.
hint: Give the image another name.
`); // prettier-ignore
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
});
