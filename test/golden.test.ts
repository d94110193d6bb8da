/** What the specs in `specs/` make is exactly what stands in `out/`: nothing different, missing or left over. */
import { cpSync } from 'node:fs';
import path from 'node:path';
import { cli, filesIn, folderWith } from './support/cli';
import { outFolder, root, specsFolder } from './support/images';

test('out/ is what a build of specs/ writes', async () => {
  // The pipelines name the output folder, so it has to be the same.
  const fresh = folderWith({ '.git/HEAD': '' });
  cpSync(specsFolder, path.join(fresh, 'specs'), { recursive: true });
  const { code, stderr } = await cli(fresh, 'build', 'specs', '-o', 'out');
  expect({ code, stderr: stderr.replace(/^\d+ images in .*: \d+ files written\n$/m, '') }).toEqual({
    code: 0,
    stderr: expect.not.stringContaining('error'),
  });
  const made = filesIn(path.join(fresh, 'out'));
  const checkedIn = filesIn(outFolder);
  expect(Object.keys(made)).toEqual(Object.keys(checkedIn));
  for (const [name, text] of Object.entries(made)) {
    expect({ name, text }).toEqual({ name, text: checkedIn[name] });
  }
});

test('--check agrees', async () => {
  const { code, stderr } = await cli(root, 'build', 'specs', '--check');
  expect({ code, errors: stderr.match(/^.*error AIB.*$/gm) }).toEqual({ code: 0, errors: null });
});
