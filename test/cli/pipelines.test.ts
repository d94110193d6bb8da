/** `--pipelines <folder>`: pipelines where CI systems read them, beside other people's files. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
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

const all = ['build', '--pipelines', workflows] as const;

test('workflows lie where GitHub reads them, checked, and found again', async () => {
  const folder = folderWith(specs);
  const { code, stderr } = await cli(folder, ...all);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '2 images in out: 30 files written\n' });
  expect(names(folder)).toEqual([
    '.aibgen.json',
    'aibgen-images.yml',
    'ci.yml',
    'db.yml',
    'web.yml',
  ]);
  const web = read(folder, 'web.yml');
  expect(web).toContain('npx --no-install aibgen build specs/web.yaml --out out --pipelines .github/workflows --check'); // prettier-ignore
  expect(web).toContain('sh out/web/run.sh deploy');
  expect(Object.keys(parse(web).on)).toEqual(['workflow_call', 'workflow_dispatch']);
  const fleet = read(folder, 'aibgen-images.yml');
  expect(fleet).toContain('npx --no-install aibgen build specs --out out --pipelines .github/workflows --check'); // prettier-ignore
  expect(fleet).toContain('npx --no-install aibgen matrix specs --out out ${BASE:+--changed-since');
  expect(await cli(folder, ...all, '--check')).toEqual({ code: 0, stdout: '', stderr: '' });
  expect((await cli(folder, ...all)).stderr).toContain('nothing changed');
});

test('Azure Pipelines lie in another folder, each kind in its own where both are named', async () => {
  const folder = folderWith(specs);
  expect((await cli(folder, ...all, '--pipelines', './ci/')).code).toBe(0);
  expect(names(folder, 'ci')).toEqual(['.aibgen.json', 'aibgen-images.azure-pipelines.yml', 'db.azure-pipelines.yml', 'web.azure-pipelines.yml']); // prettier-ignore
  expect(read(folder, 'web.yml')).toContain('--pipelines .github/workflows --pipelines ci --check');
  const alone = folderWith({
    'specs/web.yaml': `${minimal}pipelines: azure\n`,
    'specs/db.yaml': minimal,
  });
  expect((await cli(alone, 'build', '--pipelines', 'ci')).code).toBe(0);
  expect(names(alone, 'ci')).toEqual(['.aibgen.json', 'aibgen-images.azure-pipelines.yml', 'aibgen-images.yml', 'db.azure-pipelines.yml', 'db.yml', 'web.azure-pipelines.yml']); // prettier-ignore
});

test('a build of one spec leaves the pipelines of the others alone', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  const before = filesIn(path.join(folder, workflows));
  const one = ['build', 'specs/web.yaml', '--pipelines', workflows] as const;
  expect((await cli(folder, ...one)).stderr).toContain('nothing changed');
  expect(filesIn(path.join(folder, workflows))).toEqual(before);
  expect(await cli(folder, ...one, '--check')).toMatchObject({ code: 0 });
  writeFileSync(path.join(folder, workflows, 'db.yml'), 'edited');
  expect(await cli(folder, ...one, '--check')).toMatchObject({ code: 0 });
  writeFileSync(path.join(folder, 'specs/web.yaml'), `${minimal}pipelines: none\n`);
  expect((await cli(folder, ...one)).code).toBe(0);
  expect(names(folder)).toEqual(['.aibgen.json', 'aibgen-images.yml', 'ci.yml', 'db.yml']);
});

test('what is left over is found and removed, what others wrote never', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  rmSync(path.join(folder, 'specs/db.yaml'));
  const { code, stderr } = await cli(folder, ...all, '--check');
  expect(code).toBe(1);
  expect(stderr).toContain(`${workflows}/db.yml:1:1: error AIB908`);
  expect(stderr).not.toContain('ci.yml');
  expect((await cli(folder, ...all)).code).toBe(0);
  expect(names(folder)).toEqual(['.aibgen.json', 'aibgen-images.yml', 'ci.yml', 'web.yml']);
  expect(read(folder, 'ci.yml')).toBe('theirs\n');
});

test('a pipeline edited by hand is not overwritten', async () => {
  const folder = folderWith(specs);
  await cli(folder, ...all);
  writeFileSync(path.join(folder, workflows, 'web.yml'), 'edited');
  writeFileSync(path.join(folder, 'specs/web.yaml'), `${minimal}timeout: 90\n`);
  const before = filesIn(folder);
  const { code, stderr } = await cli(folder, ...all);
  expect(code).toBe(1);
  expect(stderr).toContain(`${workflows}/web.yml:1:1: error AIB904`);
  expect(filesIn(folder)).toEqual(before);
  expect((await cli(folder, ...all, '--check')).stderr).toContain(
    `${workflows}/web.yml:1:1: error AIB912`,
  );
  expect((await cli(folder, ...all, '--force')).code).toBe(0);
  expect(read(folder, 'web.yml')).toContain('run.sh');
});

test("somebody else's file of the same name is in the way", async () => {
  const folder = folderWith({ ...specs, [`${workflows}/web.yml`]: 'theirs' });
  const { code, stderr } = await cli(folder, ...all);
  expect(code).toBe(1);
  expect(stderr).toContain(`${workflows}/web.yml:1:1: error AIB940`);
  expect(existsSync(path.join(folder, 'out'))).toBe(false);
  expect(names(folder)).toEqual(['ci.yml', 'web.yml']);
});

test('two pipelines of one file are an error', async () => {
  const folder = folderWith({ 'specs/aibgen-images.yaml': minimal });
  const { code, stderr } = await cli(folder, ...all);
  expect(code).toBe(1);
  expect(stderr).toContain('AIB942');
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
  const told = '--set env=prod --subscription s --templates images/ours --pipelines .github/workflows --check'; // prettier-ignore
  expect(read(folder, 'web.yml')).toContain(
    `aibgen build images/specs/web.yaml --out images/made ${told}`,
  );
  expect(read(folder, 'web.yml')).toContain('sh images/made/web/run.sh');
  expect(read(folder, 'aibgen-images.yml')).toContain(
    `aibgen build images/specs --out images/made ${told}`,
  );
  const own = readFileSync(path.join(cwd, 'made/web/pipelines/github.yml'), 'utf8');
  expect(own).toContain('aibgen build specs/web.yaml --out out --set env=prod --subscription s --templates ours --check'); // prettier-ignore
});
