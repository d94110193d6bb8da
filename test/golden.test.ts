/** What the specs in `specs/` make is exactly what stands in `out/`: nothing different, missing or left over. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, filesIn } from './support/cli';
import { outFolder, root } from './support/images';

test('out/ is what a build of specs/ writes', async () => {
  const fresh = mkdtempSync(path.join(tmpdir(), 'aibgen-golden-'));
  const { code, stderr } = await cli(root, 'build', 'specs', '-o', fresh);
  expect({ code, stderr: stderr.replace(/^\d+ images in .*: \d+ files written\n$/m, '') }).toEqual({
    code: 0,
    stderr: expect.not.stringContaining('error'),
  });
  const made = filesIn(fresh);
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
