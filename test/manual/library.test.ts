/** Every program of the manual runs, and prints what stands below it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../support/images';
import { blocksOf, manualPages } from '../support/manual';

const programs = manualPages.flatMap((page) => {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index) => {
    const name = /^\/\/ (\S+\.mjs)\n/.exec(block.text)?.[1];
    return name === undefined
      ? []
      : [[page.file, name, block.text, blocks[index + 1]?.text] as const];
  });
});

test.each(programs)('%s: %s', (_file, name, text, output) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-library-'));
  mkdirSync(path.join(folder, 'node_modules'));
  symlinkSync(root, path.join(folder, 'node_modules/aibgen'), 'dir');
  writeFileSync(path.join(folder, name), text);
  const { stdout, stderr } = spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: output, stderr: '' });
});
