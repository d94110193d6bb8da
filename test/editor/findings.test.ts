/** What the editor shows is what `aibgen validate` prints, whatever happens to the files. */
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { published, sortDiagnostics } from '../../src/diagnostics/diagnostic';
import { cli, folderWith, minimal } from '../support/cli';
import { type Editor, openEditor } from '../support/editor';
import { root } from '../support/images';

/** All that is shown, in the order of `validate`. */
function all({ shown }: Editor): readonly Diagnostic[] {
  return sortDiagnostics([...shown.values()].flat()).map(published);
}

async function validated(folder: string, ...args: readonly string[]): Promise<unknown> {
  const { stdout } = await cli(folder, 'validate', ...args, '--format', 'json');
  return JSON.parse(stdout);
}

test('the examples, with their scripts', async () => {
  const editor = openEditor(root);
  await editor.work();
  expect(all(editor)).toEqual(await validated(root));
});

const invalid = path.join(root, 'test/invalid');
const names = readdirSync(invalid).filter((name) => /^AIB[1-5]\d\d-.*\.yaml$/.test(name));

test('a fleet of bad examples, with what is wrong between them', async () => {
  const some = names.filter((_, index) => index % 7 === 0);
  const specs = some.map((name) => [
    `specs/${name}`,
    readFileSync(path.join(invalid, name), 'utf8'),
  ]);
  const twins = { 'specs/one.yaml': minimal, 'specs/two.yaml': `name: one\n${minimal}` };
  const files = { ...Object.fromEntries(specs), ...twins, 'aibgen.config.yaml': 'strict: false\n' };
  const editor = openEditor(files);
  await editor.work();
  expect(all(editor).map(({ code }) => code)).toContain('AIB217');
  expect(all(editor)).toEqual(await validated(editor.folder));
});

const base = 'location: eastus2\nidentity: aib-identity\n';
const child = `extends: _base.yaml
source: Canonical:ubuntu-24_04-lts:server:latest
customize:
  - shell: ./setup.sh
scripts: { embed: true }
distribute:
  - gallery: corpGallery/web
`;
const family = {
  'specs/_base.yaml': base,
  'specs/a.yaml': child,
  'specs/b.yaml': child.replace('/web', '/api'),
  'specs/setup.sh': '#!/bin/sh\nset -e\necho hello\n',
  'aibgen.config.yaml': 'specs: specs\n',
};

describe('unsaved text', () => {
  test('of a base is seen by the specs that extend it', async () => {
    const editor = openEditor(family);
    await editor.work();
    expect(all(editor)).toEqual([]);
    editor.write('specs/_base.yaml', `${base}locaton: x\n`);
    await editor.work();
    expect(all(editor)).toMatchObject([{ code: 'AIB101', file: 'specs/_base.yaml', line: 3 }]);
    editor.write('specs/_base.yaml', base);
    await editor.work();
    expect(all(editor)).toEqual([]);
  });

  test('of a script is seen by the specs that run it', async () => {
    const editor = openEditor(family);
    editor.write('specs/setup.sh', '#!/bin/sh\nset -e\nif true; then\n');
    await editor.work();
    writeFileSync(path.join(editor.folder, 'specs/setup.sh'), '#!/bin/sh\nset -e\nif true; then\n');
    const expected = await validated(editor.folder);
    expect(expected).toMatchObject([{ code: 'AIB500', file: 'specs/setup.sh' }]);
    expect(all(editor)).toEqual(expected);
  });

  test('is forgotten when the file is closed', async () => {
    const editor = openEditor(family);
    editor.write('specs/a.yaml', 'location: [\n');
    await editor.work();
    expect(all(editor)).toMatchObject([{ file: 'specs/a.yaml' }]);
    editor.workspace.close(path.posix.join(editor.folder, 'specs/a.yaml'));
    await editor.work();
    expect(all(editor)).toEqual([]);
  });

  test('of a file outside of the project is not read', async () => {
    const folder = folderWith({ ...family, 'other/_secret.yaml': 'location: eastus2\n' });
    const project = folderWith({
      ...family,
      'specs/a.yaml': child.replace('_base.yaml', `${path.posix.relative('/tmp/x/specs', folder)}`),
    });
    symlinkSync(path.join(folder, 'other/_secret.yaml'), path.join(project, 'specs/_link.yaml'));
    const editor = openEditor(project);
    editor.write('specs/_link.yaml', 'location: mars\n');
    editor.write('specs/a.yaml', child.replace('_base.yaml', '_link.yaml'));
    await editor.work();
    expect(all(editor).map(({ code }) => code)).toContain('AIB922');
    expect(JSON.stringify(all(editor))).not.toContain('mars');
  });
});

describe('files that come and go', () => {
  test('a base that vanishes, and is there again', async () => {
    const editor = openEditor(family);
    await editor.work();
    const file = path.join(editor.folder, 'specs/_base.yaml');
    rmSync(file);
    editor.workspace.refresh();
    await editor.work();
    expect(all(editor)).toEqual(await validated(editor.folder));
    expect(all(editor).filter(({ code }) => code === 'AIB220')).toHaveLength(2);
    writeFileSync(file, base);
    editor.workspace.refresh();
    await editor.work();
    expect(all(editor)).toEqual([]);
  });

  test('defaults of the folder that appear', async () => {
    const editor = openEditor(family);
    await editor.work();
    writeFileSync(path.join(editor.folder, 'specs/_defaults.yaml'), 'locaton: x\n');
    editor.workspace.refresh();
    await editor.work();
    expect(all(editor)).toEqual(await validated(editor.folder));
    expect(all(editor)).toMatchObject([{ file: 'specs/_defaults.yaml' }]);
  });

  test('a spec that vanishes takes its findings along', async () => {
    const editor = openEditor({ ...family, 'specs/c.yaml': 'locaton: x\n' });
    await editor.work();
    expect(all(editor)).not.toEqual([]);
    rmSync(path.join(editor.folder, 'specs/c.yaml'));
    editor.workspace.refresh();
    await editor.work();
    expect(all(editor)).toEqual([]);
  });

  test('bases in a circle', async () => {
    const editor = openEditor(family);
    editor.write('specs/_base.yaml', 'extends: a.yaml\n');
    await editor.work();
    expect(all(editor).map(({ code }) => code)).toContain('AIB221');
    editor.write('specs/_base.yaml', base);
    await editor.work();
    expect(all(editor)).toEqual([]);
  });
});

test('a configuration with errors hides what is checked with it, as for the commands', async () => {
  const editor = openEditor({ ...family, 'specs/c.yaml': 'locaton: x\n' });
  await editor.work();
  expect(all(editor).map(({ file }) => file)).toContain('specs/c.yaml');
  editor.write('aibgen.config.yaml', 'spec: specs\n');
  await editor.work();
  expect(all(editor)).toMatchObject([{ code: 'AIB101', file: 'aibgen.config.yaml' }]);
  editor.write('aibgen.config.yaml', 'specs: specs\n');
  await editor.work();
  expect(all(editor)).toEqual(await validated(editor.folder));
});

test('findings of an older text are never shown', async () => {
  const editor = openEditor({ ...family, 'specs/a.yaml': `${child}locaton: x\n` });
  await editor.work();
  const texts: string[] = [];
  for (const text of ['# one\n', '# one\n# two\n', '']) {
    editor.write('specs/a.yaml', `${text}${child}locaton: x\n`);
    const before = all(editor).filter(({ file }) => file === 'specs/a.yaml');
    await editor.work();
    const lines = all(editor).map(({ line }) => line);
    texts.push(`${before.length} ${lines}`);
  }
  expect(texts).toEqual(['1 9', '1 10', '1 8']);
});

describe('which files are specs', () => {
  test('other YAML has no findings', async () => {
    const editor = openEditor({
      'docker-compose.yaml': 'services:\n  web: { image: nginx }\n',
      'specs/openapi.yaml': 'openapi: 3.1.0\n',
    });
    editor.write('docker-compose.yaml', 'services:\n  web: { image: nginx }\n');
    editor.write('specs/openapi.yaml', 'openapi: 3.1.0\npaths: 1\n');
    await editor.work();
    expect(all(editor)).toEqual([]);
  });

  test('an open spec is checked wherever it is', async () => {
    const editor = openEditor({ 'images/web.yaml': minimal });
    editor.write('images/web.yaml', `${minimal}locaton: x\n`);
    await editor.work();
    expect(all(editor)).toMatchObject([
      { code: 'AIB571' },
      { code: 'AIB101', file: 'images/web.yaml' },
    ]);
  });
});
