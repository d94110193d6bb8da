/**
 * Every `console` block of the manual, but for the walkthroughs (test/azure), is run, in a folder that holds `specs/` and `out/web-base/`: each line that begins with
 * `$` is a command, and what follows is what it prints. A line `...` stands for lines left out. `RECORD=1` writes the
 * blocks without such a line anew.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli } from '../support/cli';
import { outFolder, root, specsFolder } from '../support/images';
import { type Block, blocksOf, manualPages, outputPattern, walkthroughs } from '../support/manual';

const blocks = manualPages
  .filter(({ file }) => !walkthroughs.test(file))
  .flatMap((page) => blocksOf(page).filter((block) => block.language === 'console'));

// Help is as wide as the terminal.
beforeAll(() => {
  process.stdout.isTTY = false;
});

/** What a command prints: of aibgen in this process, of anything else in a shell. */
async function outputOf(command: string, cwd: string): Promise<string> {
  const [program, ...args] = command.split(' ');
  if (program === 'aibgen') {
    const { stdout, stderr } = await cli(cwd, ...args);
    return `${stdout}${stderr}`;
  }
  return spawnSync('sh', ['-c', `exec 2>&1\n${command}`], { cwd, encoding: 'utf8' }).stdout;
}

/** A block as it would be if it told the truth. */
async function runBlock(text: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-manual-'));
  cpSync(specsFolder, path.join(folder, 'specs'), { recursive: true });
  cpSync(path.join(outFolder, 'web-base'), path.join(folder, 'out/web-base'), { recursive: true });
  let real = '';
  for (const [line, command = ''] of text.matchAll(/^\$ (.*)\n/gm)) {
    real += `${line}${await outputOf(command, folder)}`;
  }
  return `${real.trimEnd()}\n`;
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
  async (_place, block) => {
    const real = await runBlock(block.text);
    const told = process.env.RECORD ? record(block, real) : block.text;
    expect(real).toMatch(outputPattern(told));
  },
);

/** Names of the commands, and the help of each. */
async function helpOfAll(): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await cli(root, '--help');
  const names = [...stdout.matchAll(/^ {2}([a-z]+) /gm)].flatMap(([, name]) => name ?? []);
  const helps = names
    .filter((name) => name !== 'help')
    .map(async (name) => [name, (await cli(root, name, '--help')).stdout] as const);
  return new Map(await Promise.all(helps));
}

test('every command has its help in the manual, and a line in the README', async () => {
  const names = [...(await helpOfAll()).keys()];
  const page = readFileSync(path.join(root, 'docs/commands.md'), 'utf8');
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  expect(names.filter((name) => !page.includes(`$ aibgen ${name} --help\n`))).toEqual([]);
  expect(names.filter((name) => !readme.includes(`| \`aibgen ${name}`))).toEqual([]);
});

/** Command lines of aibgen, in prose or in blocks: the command and its long options. */
const uses = manualPages.flatMap(({ file, text }) =>
  [...text.matchAll(/(?:[`$|]|^|^ +|npx )(?: ?)aibgen ([a-z]+)([^`\n|>#]*)/gm)].map(
    ([whole, command = '', rest = '']) => ({
      use: `${file}: ${whole.trim()}`,
      command,
      options: rest.match(/(?<= )--[a-z-]+/g) ?? [],
    }),
  ),
);

test('every command and option that the manual uses exists', async () => {
  const helps = await helpOfAll();
  const unknown = uses.filter(({ command, options }) => {
    const help = helps.get(command);
    return help === undefined || !options.every((option) => help.includes(`${option} `));
  });
  expect(uses.length).toBeGreaterThan(30);
  expect(unknown.map(({ use }) => use)).toEqual([]);
});
