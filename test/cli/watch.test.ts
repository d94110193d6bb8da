/** `aibgen build --watch` as a real process: it follows edits, survives broken ones, and says only what is new. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

let child: ChildProcess | undefined;
afterEach(() => child?.kill());

function start(folder: string) {
  let text = '';
  const bin = path.join(root, 'dist', 'bin.js');
  child = spawn(process.execPath, [bin, 'build', 'specs', '--watch'], { cwd: folder });
  child.stderr?.on('data', (more: Buffer) => {
    text += more.toString();
  });
  return {
    /** Waits for a text, gives back all that was said up to now, and forgets it. */
    said: async (wanted: RegExp): Promise<string> => {
      for (const end = Date.now() + 20_000; !wanted.test(text) && Date.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const all = text;
      text = '';
      if (!wanted.test(all)) throw new Error(`waited for ${wanted}, and was told: ${all}`);
      return all;
    },
  };
}

test('edits of a spec and of its base, a broken save, and its repair', async () => {
  const folder = folderWith({
    'parts/base.yaml': 'timeout: 60\n',
    'specs/web.yaml': `extends: ../parts/base.yaml\n${minimal}`,
  });
  const file = (name: string): string => path.join(folder, name);
  const timeout = (): unknown =>
    JSON.parse(readFileSync(file('out/web/imageTemplate.json'), 'utf8')).properties
      .buildTimeoutInMinutes;
  const { said } = start(folder);
  expect(await said(/Watching/)).toMatch(/^1 image in out: \d+ files written$/m);
  expect(timeout()).toBe(60);

  writeFileSync(file('parts/base.yaml'), 'timeout: 90\n');
  const edited = await said(/files written\n/);
  expect(edited).toContain('out/web/imageTemplate.json\n');
  expect(edited).not.toContain('out/web/roles.json\n');
  expect(edited).not.toContain('pending');
  expect(timeout()).toBe(90);

  writeFileSync(file('specs/web.yaml'), 'extends: [\n');
  expect(await said(/1 error\n/)).toContain('specs/web.yaml:1:10: error AIB001');
  expect(timeout()).toBe(90);

  writeFileSync(file('specs/web.yaml'), `${minimal}timeout: 120\n`);
  expect(await said(/files written\n/)).not.toContain('error');
  expect(timeout()).toBe(120);
});
