/** A build of an unchanged image: its sealed manifest says that there is nothing to do. Whatever breaks that, the build repairs. */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cli, filesIn, folderWith, minimal } from '../support/cli';

const image = 'out/web-base';
const manifestFile = `${image}/.aibgen.json`;
const files = {
  'web-base.yaml': `${minimal}tags: { team: "{{ params.team }}" }\nparameters: { team: { type: string, default: web } }\n`,
  'other.yaml': minimal.replace('corpGallery/web-base', 'corpGallery/other'),
};

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function built(): Promise<string> {
  const folder = folderWith(files);
  expect(await cli(folder, 'build', 'web-base.yaml', 'other.yaml')).toMatchObject({ code: 0 });
  return folder;
}

const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8');
const write = (folder: string, file: string, text: string): void =>
  writeFileSync(path.join(folder, file), text);

/** Edits an output, and the manifest with it: its hash, and with `sealed` the seal too. */
function forge(folder: string, { sealed }: { readonly sealed: boolean }): void {
  const readme = `${read(folder, `${image}/README.md`)}One more line.\n`;
  write(folder, `${image}/README.md`, readme);
  const { seal, ...manifest } = JSON.parse(read(folder, manifestFile));
  manifest.files['README.md'] = sha256(readme);
  const own = sealed ? sha256(JSON.stringify(manifest)) : seal;
  write(folder, manifestFile, `${JSON.stringify({ ...manifest, seal: own }, null, 2)}\n`);
}

test('writes nothing, and says so', async () => {
  const folder = await built();
  const before = filesIn(folder);
  expect(await cli(folder, 'build', 'web-base.yaml')).toEqual({
    code: 0,
    stdout: '',
    stderr: '1 image in out: nothing changed\n',
  });
  expect(filesIn(folder)).toEqual(before);
});

test.each<[string, (folder: string) => void]>([
  ['an output is gone', (folder) => rmSync(path.join(folder, image, 'main.bicep'))],
  ['the manifest is gone', (folder) => rmSync(path.join(folder, manifestFile))],
  ['the manifest is none', (folder) => write(folder, manifestFile, 'null')],
  ['the manifest is cut off', (folder) => write(folder, manifestFile, read(folder, manifestFile).slice(0, 200))], // prettier-ignore
  ['the manifest names a file less', (folder) => write(folder, manifestFile, read(folder, manifestFile).replace(/ *"main\.bicep": .*\n/, ''))], // prettier-ignore
  ['an output and its hash were edited', (folder) => forge(folder, { sealed: false })],
  ['a build was interrupted', (folder) => write(folder, `${image}/.aibgen.pending.json`, '{"files":{}}')], // prettier-ignore
  ['a write was interrupted', (folder) => write(folder, `${image}/x.bicep.999999999.aibgen-tmp`, 'half')], // prettier-ignore
])('where %s, the next build mends it', async (_what, damage) => {
  const folder = await built();
  const before = filesIn(folder);
  damage(folder);
  expect(filesIn(folder)).not.toEqual(before);
  expect(await cli(folder, 'build', 'web-base.yaml')).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^1 image in out: (\d+ files? written|nothing changed)\n$/),
  });
  expect(filesIn(folder)).toEqual(before);
});

test('the outputs and the manifest of another image are no excuse', async () => {
  const folder = await built();
  const before = filesIn(folder);
  rmSync(path.join(folder, image), { recursive: true });
  renameSync(path.join(folder, 'out/other'), path.join(folder, image));
  expect(await cli(folder, 'build', 'web-base.yaml', 'other.yaml')).toMatchObject({ code: 0 });
  expect(filesIn(folder)).toEqual(before);
});

test.each([
  ['--set', 'team=core'],
  ['--subscription', '99999999-2222-3333-4444-555555555555'],
  ['--resource-group', 'elsewhere'],
])('%s makes another image of it', async (...option) => {
  const folder = await built();
  const bare = read(folder, `${image}/imageTemplate.json`);
  expect(await cli(folder, 'build', 'web-base.yaml', ...option)).toMatchObject({ code: 0 });
  const manifest = JSON.parse(read(folder, manifestFile));
  expect(JSON.stringify(manifest)).toContain(option[1]?.replace('team=', ''));
  expect(await cli(folder, 'build', 'web-base.yaml')).toMatchObject({ code: 0 });
  expect(read(folder, `${image}/imageTemplate.json`)).toBe(bare);
});

test('an output that was edited by hand is in the way', async () => {
  const folder = await built();
  write(folder, `${image}/README.md`, 'my own words\n');
  const { code, stderr } = await cli(folder, 'build', 'web-base.yaml');
  expect(code).toBe(1);
  expect(stderr).toContain(`${image}/README.md:1:1: error AIB904`);
});

test('a link in place of an output is in the way, whatever it leads to', async () => {
  const folder = await built();
  renameSync(path.join(folder, image, 'README.md'), path.join(folder, 'README.md'));
  symlinkSync(path.join(folder, 'README.md'), path.join(folder, image, 'README.md'));
  const { code, stderr } = await cli(folder, 'build', 'web-base.yaml');
  expect(code).toBe(1);
  expect(stderr).toContain(`${image}/README.md:1:1: error AIB911`);
});

test('a forged seal deceives neither a check nor a build', async () => {
  const folder = await built();
  const before = filesIn(folder);
  forge(folder, { sealed: true });
  const { code, stderr } = await cli(folder, 'build', 'web-base.yaml', '--check');
  expect(code).toBe(1);
  expect(stderr).toContain(`${image}/README.md:1:1: error AIB906`);
  expect(await cli(folder, 'build', 'web-base.yaml')).toMatchObject({
    code: 0,
    stderr: '1 image in out: 2 files written\n',
  });
  expect(filesIn(folder)).toEqual(before);
});

test.each(['web-base.yaml', '.'])(
  'the schema of another tool is written anew: build %s',
  async (spec) => {
    const folder = folderWith(files);
    await cli(folder, 'build', '.');
    const schema = read(folder, 'out/aibgen.schema.json');
    const manifest = JSON.parse(read(folder, 'out/.aibgen.json'));
    manifest.files['aibgen.schema.json'] = sha256('{}\n');
    write(folder, 'out/aibgen.schema.json', '{}\n');
    write(folder, 'out/.aibgen.json', `${JSON.stringify(manifest, null, 2)}\n`);
    expect(await cli(folder, 'build', spec)).toMatchObject({ code: 0 });
    expect(read(folder, 'out/aibgen.schema.json')).toBe(schema);
    expect(await cli(folder, 'build', spec)).toMatchObject({
      stderr: expect.stringContaining('nothing changed'),
    });
  },
);

test.each([
  ['what the new release writes differently', true, '1 of its files changed; '],
  ['the manifests alone', false, 'its files stay as they are, but for the manifests\n'],
])('after an upgrade, a line says so: %s', async (_, isOther, expected) => {
  const folder = folderWith({ 'specs/web-base.yaml': files['other.yaml'] });
  await cli(folder, 'build', 'specs');
  for (const file of ['out/.aibgen.json', manifestFile]) {
    const { seal: _seal, ...manifest } = JSON.parse(read(folder, file));
    manifest.version = '0.0.9';
    if (isOther && file === manifestFile) {
      const readme = `${read(folder, `${image}/README.md`)}As 0.0.9 wrote it.\n`;
      write(folder, `${image}/README.md`, readme);
      manifest.files['README.md'] = sha256(readme);
    }
    const sealed = { ...manifest, seal: sha256(JSON.stringify(manifest)) };
    write(folder, file, `${JSON.stringify(sealed, null, 2)}\n`);
  }
  const { code, stderr } = await cli(folder, 'build', 'specs');
  expect(code).toBe(0);
  expect(stderr).toContain(
    `out was written by aibgen 0.0.9, this is ${AIBGEN_VERSION}: ${expected}`,
  );
  expect((await cli(folder, 'build', 'specs')).stderr).not.toContain('was written by');
});
