/** Pipelines: actionlint and the published schema find nothing, and no text of a spec becomes an expression. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier/standalone';
import * as prettierYaml from 'prettier/plugins/yaml';
import { parse } from 'yaml';
import { compile } from '../src';
import { renderPipeline } from '../src/emit/outputs';
import { ciWord, yamlLabel, yamlText } from '../src/emit/printers/yaml';
import { fleetView, pipelineView } from '../src/emit/views/pipelines';
import { lintProblems, schemaProblems } from './support/pipelines';

const out = path.join(__dirname, '..', 'out');
const images = readdirSync(out, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const awkward = [
  'plain',
  '${{ secrets.TOKEN }}',
  '$(System.AccessToken) $[x] ${HOME}',
  '##vso[task.complete result=Failed] ##[error] ::error::x',
  "it's \\ \"quoted\" 'twice'",
  'new\nline\ttab',
  '- [a]: {b} # c | é 中 \u{1f600}',
];

function compiled(spec: Readonly<Record<string, unknown>>, file = 'web.yaml') {
  const whole = {
    location: 'eastus2',
    identity: 'aib-identity',
    source: 'Canonical:ubuntu-24_04-lts:server:latest',
    distribute: [{ gallery: 'g/d' }],
    ...spec,
  };
  return compile({ files: { [file]: JSON.stringify(whole) }, entry: file });
}

/** Both pipelines of an image whose paths are awkward, and of a fleet. */
function pipelines(text: string, minutes: number): { github: string[]; azure: string[] } {
  const { model } = compiled({ timeout: minutes });
  const [first] = model.images;
  if (!first) throw new Error('no image');
  const image = { ...first, folder: text };
  const environment = { subscription: '', resourceGroup: '', valueOf: () => '' };
  const paths = { spec: `specs/${text}`, out: `out/${text}`, flags: ['--set', `a=${text}`], buildFlags: ['--templates', text] }; // prettier-ignore
  const view = pipelineView(image, environment, paths);
  const fleet = fleetView(paths, minutes + 15);
  const both = [view, fleet];
  return {
    github: both.map((one) => renderPipeline('github', one)),
    azure: both.map((one) => renderPipeline('azure', one)),
  };
}

async function isFixedPoint(text: string): Promise<void> {
  const formatted = await prettier.format(text, { parser: 'yaml', plugins: [prettierYaml] });
  expect(formatted).toBe(text);
}

describe('out/', () => {
  const files = (name: string): string[] =>
    images.map((image) => readFileSync(path.join(out, image, 'pipelines', name), 'utf8'));
  test('actionlint finds nothing', () => {
    expect(lintProblems(files('github.yml'))).toBe('');
  });
});

test('actionlint finds something where there is something', () => {
  const [good = ''] = pipelines('plain', 30).github;
  expect(lintProblems([good.replace('needs: check', 'needs: chekc')])).toContain('chekc');
});

test('actionlint finds nothing in any text', () => {
  const all = awkward.flatMap((text) => [30, 960].flatMap((time) => pipelines(text, time).github));
  expect(lintProblems(all)).toBe('');
});

describe.each(awkward)('with the text %j', (text) => {
  test.each([30, 360, 960])('and a build of %i minutes', async (minutes) => {
    const { github, azure } = pipelines(text, minutes);
    expect(azure.flatMap(schemaProblems)).toEqual([]);
    for (const one of [...github, ...azure]) await isFixedPoint(one);
  });
  test('nothing is an expression', () => {
    const plain = pipelines('plain', 30);
    const found = pipelines(text, 30);
    const expressions = (all: readonly string[]): readonly string[] =>
      all.flatMap((one) => one.match(/\$\{\{[^}]*\}\}|\$\((?!npx|echo|printf)[A-Za-z][^)]*\)|\$\[[^\]]*\]|##(?:vso)?\[[^\]]*\]/g) ?? []); // prettier-ignore
    expect(expressions(found.github)).toEqual(expressions(plain.github));
    expect(expressions(found.azure)).toEqual(expressions(plain.azure));
  });
  test('the shell and YAML read what was written', () => {
    const printed = execFileSync('sh', ['-c', `printf %s ${ciWord(text)}`], { encoding: 'utf8' });
    expect(printed).toBe(text);
    expect(parse(yamlText(text))).toBe(text);
    expect(parse(yamlLabel(text)).replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });
});

test.each([
  { given: {}, want: ['pipelines/azure-pipelines.yml', 'pipelines/github.yml'] },
  { given: { pipelines: 'both' }, want: ['pipelines/azure-pipelines.yml', 'pipelines/github.yml'] },
  { given: { pipelines: 'GitHub' }, want: ['pipelines/github.yml'] },
  { given: { pipelines: 'azure' }, want: ['pipelines/azure-pipelines.yml'] },
  { given: { pipelines: 'none' }, want: [] },
])('$given writes $want', ({ given, want }) => {
  const { outputs } = compiled(given);
  expect(Object.keys(outputs).flatMap((file) => /pipelines\/.*/.exec(file)?.[0] ?? []).toSorted()).toEqual(want); // prettier-ignore
});

test.each([
  { minutes: 30, jobs: 1 },
  { minutes: 315, jobs: 1 },
  { minutes: 316, jobs: 2 },
  { minutes: 960, jobs: 3 },
])(
  'a build of $minutes minutes: $jobs waiting jobs, each shorter than a hosted job may be',
  ({ minutes, jobs }) => {
    const { outputs } = compiled({ timeout: minutes });
    const workflow: {
      jobs: Record<string, { 'timeout-minutes': number; steps: { run?: string }[] }>;
    } = parse(outputs['web/pipelines/github.yml'] ?? '');
    const waits = Object.entries(workflow.jobs).filter(([name]) => name.startsWith('wait'));
    expect(waits).toHaveLength(jobs);
    let total = 0;
    for (const [, job] of waits) {
      const wait = job.steps
        .map((step) => /wait --minutes (\d+)/.exec(step.run ?? '')?.[1])
        .find(Boolean);
      expect(job['timeout-minutes']).toBeGreaterThan(Number(wait));
      expect(job['timeout-minutes']).toBeLessThan(360);
      total += Number(wait);
    }
    expect(total).toBeGreaterThan(minutes);
  },
);
