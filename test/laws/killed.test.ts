/** Law 4 with the built command: killed at one of its writes, it leaves whole files, and builds again. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn, folderWith, minimal } from '../support/cli';
import { root } from '../support/images';

const bin = path.join(root, 'dist', 'bin.js');

/** Put before the command: kills it in the n-th call that changes the disk, a file half written. */
const killer = `
const fs = require('node:fs');
let left = Number(process.env.KILL_AT);
for (const name of ['writeFileSync', 'renameSync', 'rmSync', 'rmdirSync', 'mkdirSync']) {
  const real = fs[name];
  fs[name] = (...args) => {
    left -= 1;
    if (left > 0) return real(...args);
    if (name === 'writeFileSync') real(args[0], String(args[1]).slice(0, 100), args[2]);
    process.kill(process.pid, 'SIGKILL');
  };
}
`;

function build(folder: string, killAt: number) {
  const preload = path.join(folder, 'killer.cjs');
  const { signal, status } = spawnSync(
    process.execPath,
    [...(killAt > 0 ? ['--require', preload] : []), bin, 'build', 'web.yaml'],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, KILL_AT: String(killAt) } },
  );
  return signal ?? status;
}

test('killed at its writes, the command leaves old or new files', () => {
  const folder = folderWith({ 'web.yaml': minimal, 'killer.cjs': killer });
  const out = path.join(folder, 'out');
  const spec = path.join(folder, 'web.yaml');
  const changed = minimal.replace('corpGallery/', 'other-rg/corpGallery/');
  expect(build(folder, 0)).toBe(0);
  const old = filesIn(out);
  writeFileSync(spec, changed);
  expect(build(folder, 0)).toBe(0);
  const fresh = filesIn(out);
  let killed = 0;
  for (let at = 1, end: unknown = 'SIGKILL'; end === 'SIGKILL'; at += 3) {
    rmSync(out, { recursive: true });
    for (const [name, text] of Object.entries(old)) {
      mkdirSync(path.dirname(path.join(out, name)), { recursive: true });
      writeFileSync(path.join(out, name), text);
    }
    end = build(folder, at);
    const neither = Object.entries(filesIn(out)).filter(
      ([name, text]) =>
        text !== old[name] && text !== fresh[name] && !/pending|-tmp$|\.aibgen\.lock$/.test(name),
    );
    if (end === 'SIGKILL') killed += 1;
    const last = end === 'SIGKILL' ? build(folder, 0) : end;
    expect({ at, neither, last }).toEqual({ at, neither: [], last: 0 });
    expect(filesIn(out)).toEqual(fresh);
  }
  expect(killed).toBeGreaterThan(5);
  process.stderr.write(`${killed} builds killed, each repaired by the next\n`);
});
