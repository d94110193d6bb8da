/** Law 7: whatever a manifest, a link or a name says, nothing outside of the output folder is written or removed. */
import {
  existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs'; // prettier-ignore
import path from 'node:path';
import { checksum } from '../../src/lib/checksum';
import { cli, folderWith, minimal } from '../support/cli';

const hash = (text: string): string => checksum(new TextEncoder().encode(text));
const precious = 'precious\n';

let tried = 0;
afterAll(() => {
  process.stderr.write(`${tried} attempts to make a build leave its folder\n`);
});

/** All plain files below a folder, with their content; links are not followed. */
function filesIn(folder: string, prefix = ''): Readonly<Record<string, string>> {
  const entries = readdirSync(path.join(folder, prefix), { withFileTypes: true });
  const inner = entries.map((entry) => {
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) return filesIn(folder, `${name}/`);
    return entry.isFile() ? { [name]: readFileSync(path.join(folder, name), 'utf8') } : {};
  });
  return Object.assign({}, ...inner);
}

/** A spec with rights in another resource group: its outputs have a folder of modules. */
const spec = minimal.replace('corpGallery', 'images-rg/corpGallery');

/** A folder in which a spec was built once, beside what nobody may touch. */
async function built(): Promise<string> {
  const outside = Object.fromEntries(
    [
      'victim.txt',
      'out/victim.txt',
      'elsewhere/README.md',
      'elsewhere/modules/rights-images-rg.bicep',
    ].map((name) => [name, precious]),
  );
  const folder = folderWith({ 'web.yaml': spec, ...outside });
  expect((await cli(folder, 'build', 'web.yaml')).code).toBe(0);
  return folder;
}

/** What lies around the output of the image. */
function outsideOf(folder: string): unknown {
  const around = Object.entries(filesIn(folder)).filter(([name]) => !name.startsWith('out/web/'));
  return around.filter(([name]) => !/^out\/(\.aibgen|aibgen\.schema)\.json/.test(name));
}

/** Builds another state of the spec, with and without force: what lies around stays as it was. */
async function buildsStay(folder: string): Promise<readonly number[]> {
  const before = outsideOf(folder);
  const codes: number[] = [];
  for (const flags of [[], ['--force']]) {
    tried += 1;
    const { code, stderr } = await cli(folder, 'build', 'web.yaml', ...flags);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(outsideOf(folder)).toEqual(before);
    codes.push(code);
  }
  return codes;
}

test.each(['.aibgen.json', '.aibgen.pending.json'])('a %s that lies', async (manifest) => {
  const folder = await built();
  symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'out/web/link'));
  const lies = [
    '../victim.txt', '../../victim.txt', 'modules/../../victim.txt', './../victim.txt', '..\\victim.txt',
    path.join(folder, 'victim.txt'), '/victim.txt', '//victim.txt', 'C:victim.txt', 'C:\\victim.txt',
    'link/README.md', 'link/modules/rights-images-rg.bicep', 'modules/../link/README.md', '..', '.', '', '/', 'a\u0000b',
    '__proto__', 'constructor', '.aibgen.json/x', 'README.md/x', 'x'.repeat(5000), '\ud800',
  ]; // prettier-ignore
  const files = Object.fromEntries(lies.map((name) => [name, hash(precious)]));
  const lists = Object.fromEntries(lies.map((name) => [name, ['', hash(precious)]]));
  for (const content of [{ files }, { files: lists }]) {
    writeFileSync(path.join(folder, 'out/web', manifest), JSON.stringify(content));
    expect((await buildsStay(folder)).at(-1)).toBe(0);
  }
});

test.each(['[]', 'null', '{"files": []}', '{"files": {"README.md": 5}}', '{', '', '\u0000', '{"files": {"__proto__": null}}'])(
  'a manifest that is %s', async (text) => {
    const folder = await built();
    for (const name of ['out/web/.aibgen.json', 'out/web/.aibgen.pending.json', 'out/.aibgen.json']) {
      writeFileSync(path.join(folder, name), text);
    }
    expect((await buildsStay(folder)).at(-1)).toBe(0);
    expect((await cli(folder, 'build', 'web.yaml', '--check')).code).toBe(0);
  },
); // prettier-ignore

const links = [
  '', '/modules', '/main.bicep', '/modules/rights-images-rg.bicep', '/.aibgen.json', '/.aibgen.pending.json',
]; // prettier-ignore
test.each(links)('a symbolic link at out/web%s', async (name) => {
  for (const target of ['elsewhere', 'elsewhere/README.md', 'elsewhere/nothing', '.']) {
    const folder = await built();
    const link = path.join(folder, 'out/web', name);
    rmSync(link, { recursive: true, force: true });
    symlinkSync(path.join(folder, target), link);
    writeFileSync(path.join(folder, 'web.yaml'), spec.replace('nginx', 'apache2'));
    const codes = await buildsStay(folder);
    // A pending manifest is ours to replace, whatever it is; all else is left alone.
    expect(codes).toEqual(name.includes('pending') ? [0, 0] : [1, 1]);
  }
});

test('what stands where a file is written for a moment is not written through', async () => {
  for (const put of [symlinkSync, linkSync]) {
    const folder = await built();
    const victim = path.join(folder, 'victim.txt');
    for (const name of ['web/main.bicep', 'web/.aibgen.pending.json', 'aibgen.schema.json']) {
      rmSync(path.join(folder, 'out', name), { force: true });
      put(victim, path.join(folder, 'out', `${name}.${process.pid}.aibgen-tmp`));
    }
    rmSync(path.join(folder, 'out/.aibgen.json'));
    expect(await buildsStay(folder)).toEqual([0, 0]);
    expect(readFileSync(victim, 'utf8')).toBe(precious);
    // Links are nobody's left-overs: they stay, and --check names them.
    const { stderr } = await cli(folder, 'build', 'web.yaml', '--check');
    expect(stderr.includes('-tmp')).toBe(put === symlinkSync);
  }
});

test('a file with two names is replaced, not written into', async () => {
  const folder = await built();
  const twin = path.join(folder, 'twin.bicep');
  linkSync(path.join(folder, 'out/web/main.bicep'), twin);
  const before = readFileSync(twin, 'utf8');
  writeFileSync(path.join(folder, 'web.yaml'), spec.replace('nginx', 'apache2'));
  expect(await buildsStay(folder)).toEqual([0, 0]);
  expect(readFileSync(twin, 'utf8')).toBe(before);
});

describe('names', () => {
  const bad = [
    '.', '..', '...', 'a.', 'con', 'CON', 'Aux', 'nul.txt', 'COM1', 'lpt9.x', '.hidden', '.aibgen.json',
    'aibgen.schema.json', 'Aibgen.Schema.JSON', '../x', '/x', 'a/b', 'a\\b', 'a:b', 'a b', 'a\u0000', 'ä', 'x'.repeat(65),
  ]; // prettier-ignore
  test.each(bad)('%j is no name of an image', async (name) => {
    tried += 1;
    const folder = folderWith({ 'web.yaml': `name: ${JSON.stringify(name)}\n${minimal}` });
    const { code, stderr } = await cli(folder, 'build', 'web.yaml');
    expect({ code, said: /AIB(007|109|218)/.test(stderr) }).toEqual({ code: 1, said: true });
    expect(Object.keys(filesIn(folder))).toEqual(['web.yaml']);
  });

  test.each(bad.filter((name) => !/[/\\\0]|^\.+$/.test(name)))('nor the file %j', async (name) => {
    tried += 1;
    const file = `${name}.yaml`;
    const folder = folderWith({ [file]: minimal, [`x/${file}`]: minimal.replace('loc', 'name: "{{params.n}}"\nparameters: {n: {type: string, default: n}}\nloc') }); // prettier-ignore
    const { code } = await cli(folder, 'build', file);
    expect(code).toBe(1);
    // With a parameter in its name, the image's folder is called as the file: only what no folder can be is refused.
    const { code: other } = await cli(folder, 'build', `x/${file}`);
    expect([0, 1]).toContain(other);
    const written = Object.keys(filesIn(folder)).filter((one) => !one.endsWith('.yaml'));
    expect(written.filter((one) => !one.startsWith('out/'))).toEqual([]);
  });

  test('differ by more than case', async () => {
    const twins = [
      { 'a/web.yaml': minimal, 'b/Web.yaml': minimal },
      { 'a/x.yaml': `name: WEB\n${minimal}`, 'b/web.yaml': minimal },
      { 'a/x.yaml': `matrix: {v: [a, A]}\n${minimal}` },
      { 'a/x.yaml': `matrix: {v: [a, b]}\n${minimal}`, 'b/X-B.yaml': minimal },
    ];
    for (const files of twins) {
      tried += 1;
      const folder = folderWith(files);
      const { code, stderr } = await cli(folder, 'build', '.');
      expect({ code, said: stderr.includes('AIB217') }).toEqual({ code: 1, said: true });
      expect(existsSync(path.join(folder, 'out'))).toBe(false);
    }
  });
});

describe('the output folder', () => {
  const same = [
    'out', 'out/', './out', 'out//', 'a/../out', '../here/out', 'deep/er/out', '.', 'o u t', "it's", 'ä/ö', '-x', '$(id)', '{{x}}',
  ]; // prettier-ignore
  test.each(same)('%j', async (out) => {
    tried += 1;
    const folder = path.join(folderWith({ 'here/web.yaml': minimal }), 'here');
    const build = await cli(folder, 'build', 'web.yaml', `--out=${out}`);
    expect(build.code).toBe(0);
    const target = path.join(folder, out);
    expect(existsSync(path.join(target, 'web/main.bicep'))).toBe(true);
    const around = Object.keys(filesIn(path.dirname(folder))).filter(
      (name) => !path.join(path.dirname(folder), name).startsWith(target),
    );
    expect(around).toEqual(target === `${folder}/` || target === folder ? [] : ['here/web.yaml']);
    expect((await cli(folder, 'build', 'web.yaml', `--out=${out}`, '--check')).code).toBe(0);
  });

  test('absolute', async () => {
    const folder = folderWith({ 'web.yaml': minimal });
    const out = path.join(folderWith({}), 'new/');
    expect((await cli(folder, 'build', 'web.yaml', '-o', out)).code).toBe(0);
    expect(existsSync(path.join(out, 'web/main.bicep'))).toBe(true);
    expect(Object.keys(filesIn(folder))).toEqual(['web.yaml']);
  });

  test.each(['', ' '])('%j is none', async (out) => {
    const folder = folderWith({ 'web.yaml': minimal });
    expect((await cli(folder, 'build', 'web.yaml', '-o', out)).code).toBe(2);
  });

  test.each(['a file', 'a file/below', 'loop', 'nowhere'])(
    '%s is not written into',
    async (out) => {
      const folder = folderWith({ 'web.yaml': minimal, 'a file': precious });
      symlinkSync('loop', path.join(folder, 'loop'));
      symlinkSync('not/there', path.join(folder, 'nowhere'));
      const { code, stderr } = await cli(folder, 'build', 'web.yaml', '-o', out);
      const isLink = out === 'nowhere';
      const want = isLink ? 'AIB911' : out === 'loop' ? 'AIB925' : 'AIB905';
      const said = stderr.includes(want);
      expect({ code, said }).toEqual({ code: isLink ? 1 : 2, said: true });
      expect(readFileSync(path.join(folder, 'a file'), 'utf8')).toBe(precious);
    },
  );
});

test('a spec may be a link; a folder called like a spec is searched', async () => {
  const folder = folderWith({ 'real/base.yaml': minimal, 'x.yaml/inner.yaml': minimal });
  symlinkSync('real/base.yaml', path.join(folder, 'link.yaml'));
  symlinkSync('not-there.yaml', path.join(folder, 'dangling.yaml'));
  mkdirSync(path.join(folder, 'empty.yaml'));
  expect((await cli(folder, 'build', 'link.yaml')).code).toBe(0);
  expect((await cli(folder, 'build', 'x.yaml')).code).toBe(0);
  expect((await cli(folder, 'build', 'dangling.yaml')).code).toBe(2);
  expect((await cli(folder, 'build', 'empty.yaml')).code).toBe(2);
  const images = ['inner', 'link'].map((name) => `out/${name}/main.bicep`);
  expect(Object.keys(filesIn(folder))).toEqual(expect.arrayContaining(images));
});
