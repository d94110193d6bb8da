/** Law 3 with the built command: another folder, order, time zone, language and home make the same bytes. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { filesIn, folderWith } from '../support/cli';
import { outFolder, root, specsFolder } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

function build(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv): string {
  const { stderr } = spawnSync(process.execPath, [bin, 'build', ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return stderr;
}

/** The files that are written, without those of the fleet, which tell of all that was built. */
function images(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filesIn(folder)).filter(
      ([name]) => name.includes('/') && !name.startsWith('pipelines/'),
    ),
  );
}

test('the same specs make the same bytes anywhere', () => {
  const folder = folderWith({});
  const moved = path.join(folder, 'Some where', "it's");
  cpSync(specsFolder, moved, { recursive: true });
  const specs = readdirSync(moved, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name) && !path.basename(name).startsWith('_'))
    .toSorted()
    .toReversed();
  const strange = {
    TZ: 'Pacific/Chatham',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    HOME: '/nowhere',
  };
  const absolute = specs.map((name) => path.join(moved, name));
  expect(build('/', [...absolute, '--out', path.join(folder, 'a')], strange)).toMatch(
    /^\d+ images in .*: \d+ files written$/m,
  );
  expect(build(moved, [...specs, '-o', '../../b/'], {})).toMatch(
    /^\d+ images in .*: \d+ files written$/m,
  );
  const wanted = images(outFolder);
  expect(images(path.join(folder, 'a'))).toEqual(wanted);
  expect(images(path.join(folder, 'b'))).toEqual(wanted);
  expect(build(moved, [...specs, '-o', '../../b'], strange)).toContain('nothing changed');
});
