/** What specs, bases and scripts are called hides nothing from a reviewer. */
import { execFileSync } from 'node:child_process';
import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { diskHost } from '../../src/disk/host';
import { filesAt } from '../../src/disk/git';
import { compile } from '../../src/index';
import { cli, folderWith, minimal } from '../support/cli';

const controls = ['\n', '\r', '\u001b[31m', '\u0007', '\u202e', '\u2028', '\u0085', '\u007f'];

test.each(controls)('a spec with %j in its name is refused', async (control) => {
  const file = `specs/a${control}b.yaml`;
  const folder = folderWith({ [file]: `name: good\n${minimal}` });
  for (const argv of [['build', 'specs'], ['validate', file], ['roles', 'specs'], ['upgrade', file]]) {
    const { code, stderr } = await cli(folder, ...argv);
    expect({ argv, code, stderr }).toEqual({
      argv,
      code: 2,
      stderr: expect.stringContaining('cannot be read: its name has control characters'),
    });
  }
}); // prettier-ignore

test.each(controls)('a base, steps and a script with %j in their names are refused', (control) => {
  const name = `./_x${control}\`\`\`.yaml`;
  const quoted = JSON.stringify(name);
  for (const spec of [
    `extends: ${quoted}\n${minimal}`,
    minimal.replace('customize:\n', `customize:\n  - steps: ${quoted}\n`),
    `deprovision: { script: ${quoted} }\n${minimal}`,
  ]) {
    const files = { 'a.yaml': spec, [name.slice(2)]: 'tags: { a: b }\n' };
    const { diagnostics, outputs } = compile({ files, entry: 'a.yaml' });
    expect(diagnostics.map(({ code }) => code)).toContain('AIB922');
    expect(outputs).toEqual({});
  }
});

test('a name of two lines does not shift what git says of other files', () => {
  const folder = folderWith({ 'a\nb.yaml': 'two lines\n', 'x.yaml': 'x\n', 'y.yaml': 'y\n' });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'all');
  const found = filesAt(folder, 'HEAD', ['x.yaml', 'a\nb.yaml', 'none.yaml', 'y.yaml']);
  expect([...found]).toEqual([
    ['x.yaml', 'x\n'],
    ['y.yaml', 'y\n'],
  ]);
});

describe('--fix', () => {
  // No advice about the script, which has a fix of its own.
  const spec = minimal.replace(/^customize:[^]*?(?=^distribute:)/m, '');
  const wrong = `${spec}tags: { cost: 42 }\n`;
  const fixed = `${spec}tags: { cost: '42' }\n`;

  test('a spec that is a link stays one, and the file behind it is fixed', async () => {
    const folder = folderWith({ 'aibgen.config.yaml': '', 'real/a.yaml': wrong, 'specs/x': '' });
    symlinkSync('../real/a.yaml', path.join(folder, 'specs/a.yaml'));
    await cli(folder, 'validate', 'specs/a.yaml', '--fix');
    expect(lstatSync(path.join(folder, 'specs/a.yaml')).isSymbolicLink()).toBe(true);
    expect(readFileSync(path.join(folder, 'real/a.yaml'), 'utf8')).toBe(fixed);
  });

  test('a file outside of the project is not written', async () => {
    const folder = folderWith({ 'outside.yaml': wrong, 'repo/aibgen.config.yaml': '' });
    symlinkSync('../outside.yaml', path.join(folder, 'repo/a.yaml'));
    expect((await cli(path.join(folder, 'repo'), 'validate', 'a.yaml', '--fix')).code).toBe(2);
    expect(readFileSync(path.join(folder, 'outside.yaml'), 'utf8')).toBe(wrong);
  });

  test('the mark and the line breaks of a file stay; one in another encoding is left alone', async () => {
    const folder = folderWith({});
    const text = (content: string): string => `\uFEFF${content.replaceAll('\n', '\r\n')}`;
    writeFileSync(path.join(folder, 'a.yaml'), text(wrong));
    const wide = Buffer.from(text(wrong), 'utf16le');
    writeFileSync(path.join(folder, 'b.yaml'), wide);
    await cli(folder, 'validate', 'a.yaml', 'b.yaml', '--fix');
    expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toBe(text(fixed));
    expect(readFileSync(path.join(folder, 'b.yaml')).equals(wide)).toBe(true);
  });
});

test('a host reads what it is told to, whatever it is called', () => {
  const folder = folderWith({ 'a\nb': 'x' });
  expect(diskHost(folder).readFile('a\nb')).toEqual(Buffer.from('x'));
});
