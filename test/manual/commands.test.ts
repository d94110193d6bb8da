/**
 * Every `console` block of the manual is run, in a folder that holds `specs/` and `out/web-base/`: each line that begins with
 * `$` is a command, and what follows is what it prints. A line `...` stands for lines left out. `RECORD=1` writes the
 * blocks without such a line anew.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outFolder, root, specsFolder } from '../support/images';
import { type Block, blocksOf, manualPages } from '../support/manual';

const blocks = manualPages.flatMap((page) =>
  blocksOf(page).filter((block) => block.language === 'console'),
);

/** A block as it would be if it told the truth. */
function runBlock(text: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-manual-'));
  cpSync(specsFolder, path.join(folder, 'specs'), { recursive: true });
  cpSync(path.join(outFolder, 'web-base'), path.join(folder, 'out/web-base'), { recursive: true });
  const commands = text.split('\n').filter((line) => line.startsWith('$ '));
  const script = commands.map((line) => `cat <<'COMMAND'\n${line}\nCOMMAND\n${line.slice(2)}\n`);
  const aibgen = `aibgen() { '${process.execPath}' '${path.join(root, 'dist/bin.js')}' "$@"; }`;
  const { stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${aibgen}\n${script.join('')}`], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  });
  return `${stdout.trimEnd()}\n`;
}

/** A text as a pattern in which a line `...` stands for any lines. */
function pattern(text: string): RegExp {
  const parts = text.split(/^\.\.\.\n/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(?:.*\\n)*?')}$`);
}

/** Writes a block anew, unless it leaves out lines; gives back what it says. */
function record({ file, text }: Block, real: string): string {
  if (/^\.\.\.$/m.test(text)) return text;
  const page = path.join(root, file);
  writeFileSync(
    page,
    readFileSync(page, 'utf8').replace(text, () => real),
  );
  return real;
}

test.each(blocks.map((block) => [`${block.file}:${block.line}`, block] as const))(
  '%s',
  (_place, block) => {
    const real = runBlock(block.text);
    const told = process.env.RECORD ? record(block, real) : block.text;
    expect(real).toMatch(pattern(told));
  },
);

describe('every command', () => {
  const { stdout } = spawnSync(process.execPath, [path.join(root, 'dist/bin.js'), '--help'], {
    encoding: 'utf8',
  });
  const commands = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].flatMap(([, name]) => name ?? []);
  const names = commands.filter((name) => name !== 'help');
  const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

  test('has its help in the manual', () => {
    const page = read('docs/commands.md');
    expect(names.filter((name) => !page.includes(`$ aibgen ${name} --help\n`))).toEqual([]);
  });

  test('is in the README', () => {
    const page = read('README.md');
    expect(names.filter((name) => !page.includes(`| \`aibgen ${name}`))).toEqual([]);
  });
});
