/** `aibgen validate --fix`: certain fixes are made in the files, and what is left is reported. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { cli, folderWith, minimal } from '../support/cli';

const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), 'utf8');

/** The minimal spec with what a note advises: its fix is certain too. */
const waiting = minimal.replace(
  '      sudo apt-get update',
  '      cloud-init status --wait || [ $? -eq 2 ]\n      sudo apt-get update',
);

test('fixes are made, comments stay, and the rest is reported', async () => {
  const spec = `${minimal}tags:\n  release: 24.10 # of the month\n  cost: 42\nlocaton: x\n`;
  const folder = folderWith({ 'specs/web-base.yaml': spec, 'specs/_base.yaml': 'x-a: 1\n' });
  const { code, stderr } = await cli(folder, 'validate', 'specs', '--fix');
  expect(read(folder, 'specs/web-base.yaml')).toBe(
    `${waiting}tags:\n  release: '24.10' # of the month\n  cost: '42'\nlocaton: x\n`,
  );
  expect(code).toBe(1);
  expect(stderr).toContain('AIB101');
  expect(stderr).not.toContain('AIB107');
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('3 problems fixed');
});

test('without --fix nothing is written; with nothing to fix nothing is either', async () => {
  const wrong = `${minimal}tags: { cost: 42 }\n`;
  const folder = folderWith({ 'specs/web-base.yaml': wrong });
  expect(await cli(folder, 'validate', 'specs')).toMatchObject({ code: 1 });
  expect(read(folder, 'specs/web-base.yaml')).toBe(wrong);
  const right = folderWith({ 'specs/web-base.yaml': waiting });
  const { code, stderr } = await cli(right, 'validate', 'specs', '--fix');
  expect(code).toBe(0);
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('0 problems fixed');
  expect(read(right, 'specs/web-base.yaml')).toBe(waiting);
});
