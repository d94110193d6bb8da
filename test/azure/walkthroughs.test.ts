/**
 * The tutorial and the recipes, done as a reader does them: from an empty repository, block by block. A block that begins with a
 * comment that names a file is written to it; of a `console` block each line that begins with `$` is run, in Azure's stead against
 * the stand-in, and what follows is what it prints (`...` stands for lines left out). Any other block is read by other tests.
 * `RECORD=1` writes the blocks without such a line anew.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parsePowerShell } from '../../src/script-lint/powershell/parse-powershell';
import { contentOf } from '../support/azure/direct';
import { type AzureServer, startAzure } from '../support/azure/server';
import type { Azure } from '../support/azure/stand-in';
import { cli, folderWith } from '../support/cli';
import { root } from '../support/images';
import { type Block, blocksOf, manualPages, outputPattern, walkthroughs } from '../support/manual';

const pages = manualPages.filter(({ file }) => walkthroughs.test(file));
/** Commands that are played against the stand-in by the built command; all others are run in this process. */
const inAzure = /^(?:deploy|run|wait|outputs|status|cancel|delete|upload|promote|prune)$/;

let server: AzureServer;
beforeAll(async () => {
  server = await startAzure();
  process.stdout.isTTY = false;
});
afterAll(() => server.stop());

/** The file that a block holds; `undefined` for one that is no file. */
function fileOf({ text }: Block): string | undefined {
  return /^(?:#|\/\/) ((?:[\w.-]+\/)*[\w.-]+\.\w+)(?: .*)?\n/.exec(text)?.[1];
}

/** Lets deployments make what the specs of the folder say, and builds make what their targets name. */
async function prepare(azure: Azure, folder: string, args: readonly string[]): Promise<void> {
  const { stdout } = await cli(folder, 'matrix');
  const { include }: { include: readonly { name: string; spec: string }[] } = JSON.parse(stdout);
  for (const { name, spec } of include) {
    if (include.filter((one) => one.spec === spec).length > 1) continue;
    const content = await contentOf(azure, folder, spec);
    azure.contents.set(name, content);
    if (args[0] !== 'run' || !args.some((one) => one === name || one === spec)) continue;
    const { distribute } = content.properties as unknown as {
      distribute: readonly { runOutputName: string; galleryImageId?: string }[];
    };
    const outputs = Object.fromEntries(
      distribute.map(({ runOutputName, galleryImageId }) => {
        const artifactId = `${galleryImageId}/versions/1.0.0`;
        azure.resources.set(artifactId.toLowerCase(), {
          id: artifactId,
          name: '1.0.0',
          tags: {},
          properties: {
            provisioningState: 'Succeeded',
            publishingProfile: { excludeFromLatest: true, publishedDate: '2026-01-01T00:00:00Z' },
          },
        });
        return [runOutputName, { artifactId }];
      }),
    );
    azure.builds.push({ looks: 0, end: 'Succeeded', outputs });
  }
}

/** What a command prints. */
async function outputOf(command: string, azure: Azure, folder: string): Promise<string> {
  const [, args] = /^(?:npx )?aibgen (.*)$/.exec(command) ?? [];
  if (args === undefined || /[|>&]/.test(args)) {
    const own = `aibgen() { '${process.execPath}' '${path.join(root, 'dist/bin.js')}' "$@"; }; npx() { "$@"; }`;
    const { stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${own}\n${command}`], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...gitEnvironment },
    });
    return stdout;
  }
  const words = [...args.matchAll(/'([^']*)'|\S+/g)].map(([whole, quoted]) => quoted ?? whole);
  if (!inAzure.test(words[0] ?? '')) {
    const { stdout, stderr } = await cli(folder, ...words);
    return `${stdout}${stderr}`;
  }
  await prepare(azure, folder, words);
  const { stdout, stderr } = await server.run(azure, folder, words);
  return `${stdout}${stderr}`;
}

const gitEnvironment = {
  GIT_AUTHOR_NAME: 'reader',
  GIT_AUTHOR_EMAIL: 'reader@example.com',
  GIT_COMMITTER_NAME: 'reader',
  GIT_COMMITTER_EMAIL: 'reader@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

test.each(pages.map((page) => [page.file, page] as const))('%s', async (_file, page) => {
  const azure = server.azure();
  const folder = folderWith({});
  spawnSync('git', ['init', '-q', '-b', 'main'], { cwd: folder });
  const told: string[] = [];
  const real: string[] = [];
  for (const block of blocksOf(page)) {
    const file = fileOf(block);
    if (file !== undefined) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), block.text);
    }
    if (block.language !== 'console') continue;
    let printed = '';
    for (const [line, command = ''] of block.text.matchAll(/^\$ (.*)\n/gm)) {
      printed += `${line}${await outputOf(command, azure, folder)}`;
    }
    printed = `${printed.trimEnd()}\n`;
    const matches = outputPattern(block.text).test(printed);
    told.push(matches ? printed : block.text);
    real.push(printed);
    if (process.env.RECORD && !/^\.\.\.$/m.test(block.text)) {
      const whole = path.join(root, page.file);
      const text = readFileSync(whole, 'utf8');
      writeFileSync(
        whole,
        text.replace(block.text, () => printed),
      );
      told[told.length - 1] = printed;
    }
  }
  expect(real).toEqual(told);
});

test.each(
  pages
    .flatMap(blocksOf)
    .filter(({ language }) => language === 'powershell')
    .map((block) => [`${block.file}:${block.line}`, block] as const),
)('%s is PowerShell', (_place, { text }) => {
  expect(parsePowerShell(text).faults).toEqual([]);
});
