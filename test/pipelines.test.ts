/** Pipelines: actionlint, the published schema and shellcheck find nothing, and no text of a spec becomes an expression. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sample } from 'fast-check';
import * as prettier from 'prettier/standalone';
import * as prettierYaml from 'prettier/plugins/yaml';
import { parse } from 'yaml';
import { compile } from '../src';
import { renderPipeline } from '../src/emit/outputs';
import { ciWord, yamlLabel, yamlText } from '../src/value/printers/yaml-printer';
import { fleetView, pipelineView } from '../src/emit/views/pipelines-view';
import { specs } from './laws/generator';
import { hostileTexts } from './laws/hostile';
import { seed } from './laws/runs';
import { lintProblems, schemaProblems } from './support/pipelines';
import { describeIf, hasProgram } from './support/programs';

const out = path.join(__dirname, '..', 'out');
const images = readdirSync(out, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

type Named = readonly [name: string, text: string];

/** Pipelines of both kinds, each with a name that tells where it comes from. */
interface Pipelines {
  readonly github: readonly Named[];
  readonly azure: readonly Named[];
}

function compiled(
  spec: Readonly<Record<string, unknown>>,
  set: Readonly<Record<string, string>> = {},
) {
  const whole = {
    location: 'eastus2',
    identity: 'aib-identity',
    source: 'Canonical:ubuntu-24_04-lts:server:latest',
    distribute: [{ gallery: 'g/d' }],
    ...spec,
  };
  return compile({
    files: { 'web.yaml': JSON.stringify(whole) },
    entry: 'web.yaml',
    options: { set },
  });
}

/** Both pipelines of an image whose paths and values are awkward, and of a fleet. */
function awkward(text: string, minutes: number): Pipelines {
  const [first] = compiled({ timeout: minutes }).model.images;
  if (!first) throw new Error('no image');
  const image = { ...first, folder: text, contentHash: minutes > 360 };
  const environment = { subscription: '', resourceGroup: '', valueOf: () => '' };
  const paths = { spec: `specs/${text}`, out: `out/${text}`, flags: ['--set', `a=${text}`], buildFlags: ['--templates', text] }; // prettier-ignore
  const views = [pipelineView(image, environment, paths), fleetView(paths, minutes + 15)];
  const render = (kind: 'github' | 'azure') =>
    views.map((view): Named => [
      `${view.label} ${minutes} ${JSON.stringify(text)}`,
      renderPipeline(kind, view),
    ]);
  return { github: render('github'), azure: render('azure') };
}

/** Pipelines of the examples and of generated specs. */
function written(): Pipelines {
  const all = sample(specs(), { numRuns: 40, seed }).flatMap(({ files, entry, set }, index) =>
    Object.entries(compile({ files, entry, options: { set } }).outputs).map(
      ([file, text]): Named => [`generated ${index} ${file}`, text],
    ),
  );
  for (const image of images) {
    for (const kind of ['github.yml', 'azure-pipelines.yml']) {
      const file = path.join(out, image, 'pipelines', kind);
      all.push([path.relative(out, file), readFileSync(file, 'utf8')]);
    }
  }
  const ending = (end: string) => all.filter(([name]) => name.endsWith(`pipelines/${end}`));
  return { github: ending('github.yml'), azure: ending('azure-pipelines.yml') };
}

const times = [30, 360, 960];
/** Each text in a pipeline of one of these times. */
const hostile = Object.values(hostileTexts).map((text, index) =>
  awkward(text, times[index % times.length] ?? 0),
);
const examples = written();
const everything = [examples, awkward('plain', 960), ...hostile];
const github = everything.flatMap((one) => one.github);
const azure = everything.flatMap((one) => one.azure);

test('actionlint finds nothing, but where there is something', () => {
  expect(github.length).toBeGreaterThan(150);
  const [[, good] = ['', '']] = github;
  const bad: Named = ['bad', good.replace('needs: check', 'needs: chekc')];
  const found = lintProblems(Object.fromEntries([...github, bad])).split('\n');
  expect(found.filter((problem) => !problem.startsWith('bad:'))).toEqual([]);
  expect(found.join()).toContain('chekc');
});

test('the published schema of Azure Pipelines finds nothing, but where there is something', () => {
  // It takes a while for each: texts are read by YAML below, and mean nothing to the schema.
  const some = [...examples.azure, ...azure.filter((_, index) => index % 8 === 0)];
  expect(some.flatMap(([, text]) => schemaProblems(text))).toEqual([]);
  const [[, good] = ['', '']] = azure;
  expect(schemaProblems(good.replace('dependsOn: check', 'dependOn: check'))).not.toEqual([]);
});

test('Prettier changes nothing', async () => {
  const all = [...github, ...azure];
  // The layout is that of the templates; the texts in it differ little.
  const some = all.filter((_, index) => index % 8 === 0);
  for (const [name, text] of some) {
    const formatted = await prettier.format(text, { parser: 'yaml', plugins: [prettierYaml] });
    expect([name, formatted]).toEqual([name, text]);
  }
});

/** Every value of the keys that hold a script. */
function scriptsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['run', 'bash', 'inlineScript'].includes(key) && typeof inner === 'string'
      ? [inner]
      : scriptsOf(inner),
  );
}

/** The scripts of pipelines, those that differ by the image alone but once. */
function differing(all: readonly Named[]): readonly string[] {
  const found = all.flatMap(([name, text]) =>
    scriptsOf(parse(text)).map((script) => script.replaceAll(name.split('/')[0] ?? '', 'x')),
  );
  return [...new Set(found)];
}

describe('the scripts in them', () => {
  const scripts = differing([...github, ...azure]);
  test('hold no expression of a pipeline', () => {
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.filter((script) => /\$\{\{|\$\[|##vso\[(?!task\.)/.test(script))).toEqual([]);
  });
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'scripts of pipelines', () => {
  test('are what shellcheck wants', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-steps-'));
    const { github: plain, azure: too } = awkward('plain', 960);
    const some = differing([...examples.github, ...examples.azure, ...plain, ...too]);
    const files = some.map((script, index) => {
      const file = path.join(folder, `${index}.sh`);
      writeFileSync(file, script);
      return file;
    });
    const { stdout } = spawnSync('shellcheck', ['--shell=bash', ...files], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stdout).toBe('');
  });
});

test('no text is an expression', () => {
  const expressions = (all: readonly Named[]): readonly string[] =>
    all.flatMap(([, text]) => text.match(/\$\{\{[^}]*\}\}|\$\((?!npx|echo|printf|node|curl|\()[A-Za-z][^)]*\)|\$\[[^\]]*\]|##(?:vso)?\[[^\]]*\]/g) ?? []); // prettier-ignore
  const plain = times.map((time) => awkward('plain', time));
  hostile.forEach((one, index) => {
    const like = plain[index % times.length];
    expect(expressions(one.github)).toEqual(expressions(like?.github ?? []));
    expect(expressions(one.azure)).toEqual(expressions(like?.azure ?? []));
  });
});

test('the shell and YAML read what was written', () => {
  const list = Object.values(hostileTexts);
  const script = `printf '%s\\0' ${list.map(ciWord).join(' ')}`;
  const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(list);
  expect(list.map((text) => parse(yamlText(text)))).toEqual(list);
  const bare = (text: string): string => text.replaceAll(' ', '');
  expect(list.map((text) => bare(parse(yamlLabel(text))))).toEqual(list.map(bare));
});

test.each([
  { specs: 'specs', paths: 'specs/**', folder: 'specs' },
  { specs: './a b/', paths: 'a*b/**', folder: 'a*b' },
  { specs: '.', paths: '**', folder: '*' },
])('a fleet in $specs starts with a change there', ({ specs: folder, ...want }) => {
  const view = fleetView({ spec: folder, out: 'out', flags: [], buildFlags: [] }, 255);
  expect([view.paths[0], view.folders[0]]).toEqual([want.paths, want.folder]);
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

test('the check reads what the build was given', () => {
  const parameters = { env: { type: 'string', default: 'dev' } };
  const given = { parameters, tags: { env: '{{ params.env }}' } };
  const { outputs } = compiled(given, { env: "o'prod" });
  const command = `specs/web.yaml --out out --set 'env=o'\\''prod' --check`;
  expect(outputs['web/pipelines/github.yml']).toContain(command);
  expect(outputs['web/pipelines/azure-pipelines.yml']).toContain(command);
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'timeout-minutes': number;
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
      }
    >
  >;
}

test.each([
  { minutes: 6, jobs: 1 },
  { minutes: 315, jobs: 1 },
  { minutes: 316, jobs: 2 },
  { minutes: 960, jobs: 3 },
])(
  'a build of $minutes minutes: $jobs waiting jobs, each shorter than a hosted job may be',
  (given) => {
    const { outputs } = compiled({ timeout: given.minutes });
    const workflow: Workflow = parse(outputs['web/pipelines/github.yml'] ?? '');
    const waits = Object.entries(workflow.jobs).filter(([name]) => name.startsWith('wait'));
    expect(waits).toHaveLength(given.jobs);
    let total = 0;
    for (const [, job] of waits) {
      const wait = job.steps
        .map((step) => /wait --minutes (\d+)/.exec(step.run ?? '')?.[1])
        .find(Boolean);
      expect(job['timeout-minutes']).toBeGreaterThan(Number(wait));
      expect(job['timeout-minutes']).toBeLessThan(360);
      total += Number(wait);
    }
    expect(total).toBeGreaterThan(given.minutes);
  },
);

test('only jobs that log in may get a token; actions are pinned', () => {
  const { outputs } = compiled({});
  const workflow: Workflow = parse(outputs['web/pipelines/github.yml'] ?? '');
  expect(workflow.permissions).toEqual({ contents: 'read' });
  for (const { permissions, steps } of Object.values(workflow.jobs)) {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(permissions?.['id-token'] === 'write').toBe(uses.some((one) => one.startsWith('azure/login@'))); // prettier-ignore
    expect(uses.every((one) => /@[0-9a-f]{40}$/.test(one))).toBe(true);
  }
});
