/** Holds the outputs of one image against laws 1 and 2. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import * as markdown from 'prettier/plugins/markdown';
import * as yaml from 'prettier/plugins/yaml';
import { format } from 'prettier/standalone';
import { type BicepJudge, judgeDeployment } from '../support/bicep';
import type { Values } from '../support/deployment-place';
import type { Generated } from './generator';

type Outputs = Readonly<Record<string, string>>;

const place = '11111111-2222-3333-4444-555555555555';
const parsers: Readonly<Record<string, string>> = {
  '.json': 'json',
  '.md': 'markdown',
  '.yml': 'yaml',
};

/** What the laws have against the outputs of one image. */
export async function judgeImage(
  judge: BicepJudge,
  { own }: Pick<Generated, 'own'>,
  image: string,
  outputs: Outputs,
  others: Outputs,
  values: Values,
): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-law-'));
  try {
    const files = filesOf(outputs, image);
    for (const [name, text] of Object.entries(files)) {
      const target = path.join(folder, name);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const where = {
      subscriptionId: own.subscription ?? place,
      resourceGroup: own.resourceGroup ?? 'deploy-rg',
      location: 'westeurope',
    };
    const bare = filesOf(others, image)['imageTemplate.json'];
    const other =
      bare === undefined || Object.keys(values).length === 0 ? undefined : { values, bare };
    return [...(await judgeDeployment(judge, folder, where, other)), ...(await unpretty(files))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesOf(outputs: Outputs, image: string): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, text]) =>
      name.startsWith(`${image}/`) ? [[name.slice(image.length + 1), text]] : [],
    ),
  );
}

/** Texts that Prettier leaves alone: the pipelines of many specs are the same. */
const pretty = new Set<string>();

/** Files that Prettier would change, with the first line. */
async function unpretty(files: Outputs): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const parser = parsers[path.extname(name)];
    if (parser === undefined || pretty.has(`${parser} ${text}`)) continue;
    const wanted = (await format(text, { parser, plugins: [babel, estree, markdown, yaml] })).split(
      '\n',
    );
    const given = text.split('\n');
    const at = given.findIndex((line, index) => line !== wanted[index]);
    if (at < 0 && given.length === wanted.length) pretty.add(`${parser} ${text}`);
    else {
      problems.push(
        `${name}:${at + 1}: Prettier writes ${JSON.stringify(wanted[at])} for ${JSON.stringify(given[at])}`,
      );
    }
  }
  return problems;
}
