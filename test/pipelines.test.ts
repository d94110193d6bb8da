/** Pipelines: actionlint, the published schema and shellcheck find nothing, and no text of a project becomes an expression. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as prettier from 'prettier/standalone';
import * as prettierYaml from 'prettier/plugins/yaml';
import { parse } from 'yaml';
import { renderPipeline } from '../src/emit/outputs';
import { ciWord, yamlText } from '../src/value/printers/yaml-printer';
import { pipelineView } from '../src/emit/views/pipelines-view';
import { hostileTexts } from './laws/hostile';
import { lintProblems, schemaProblems } from './support/pipelines';
import { describeIf, hasProgram } from './support/programs';

type Named = readonly [name: string, text: string];

/** A pipeline in which paths and values are this text. */
function pipeline(kind: 'github' | 'azure', text: string): Named {
  const paths = { specs: [`specs/${text}`], out: `out/${text}`, flags: ['--set', `a=${text}`], buildFlags: ['--templates', text] }; // prettier-ignore
  return [JSON.stringify(text), renderPipeline(kind, pipelineView(paths))];
}

const texts = ['plain', ...Object.values(hostileTexts)];
const github = texts.map((text) => pipeline('github', text));
const azure = texts.map((text) => pipeline('azure', text));

test('actionlint finds nothing, but where there is something', () => {
  const [[, good] = ['', '']] = github;
  const bad: Named = ['bad', good.replace('needs: check', 'needs: chekc')];
  const found = lintProblems(Object.fromEntries([...github, bad])).split('\n');
  expect(found.filter((problem) => !problem.startsWith('bad:'))).toEqual([]);
  expect(found.join()).toContain('chekc');
});

test('the published schema of Azure Pipelines finds nothing, but where there is something', () => {
  expect(azure.slice(0, 3).flatMap(([, text]) => schemaProblems(text))).toEqual([]);
  const [[, good] = ['', '']] = azure;
  expect(schemaProblems(good.replace('dependsOn: check', 'dependOn: check'))).not.toEqual([]);
});

test('Prettier changes nothing', async () => {
  for (const [name, text] of [...github, ...azure]) {
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

const scripts = [...github, ...azure].flatMap(([, text]) => scriptsOf(parse(text)));

test('scripts hold no expression of a pipeline', () => {
  expect(scripts.length).toBeGreaterThan(100);
  expect(scripts.filter((script) => /\$\{\{|\$\[|##vso\[(?!task\.)/.test(script))).toEqual([]);
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'scripts of pipelines', () => {
  test('are what shellcheck wants', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-steps-'));
    const files = [...new Set(scripts)].map((script, index) => {
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
  const expressions = ([, text]: Named): readonly string[] =>
    text.match(/\$\{\{[^}]*\}\}|\$\((?!npx|echo|printf|node|curl|\()[A-Za-z][^)]*\)|\$\[[^\]]*\]|##(?:vso)?\[[^\]]*\]/g) ?? []; // prettier-ignore
  for (const all of [github, azure]) {
    const [plain, ...hostile] = all.map(expressions);
    for (const one of hostile) expect(one).toEqual(plain);
  }
});

test('the shell and YAML read what was written', () => {
  const list = Object.values(hostileTexts);
  const script = `printf '%s\\0' ${list.map(ciWord).join(' ')}`;
  const printed = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(list);
  expect(list.map((text) => parse(yamlText(text)))).toEqual(list);
});

test.each([
  { specs: 'specs', paths: 'specs/**', folder: 'specs' },
  { specs: './a b/', paths: 'a*b/**', folder: 'a*b' },
  { specs: 'web.yaml', paths: 'web.yaml', folder: 'web.yaml' },
  { specs: '.', paths: '**', folder: '*' },
])('a pipeline of $specs starts with a change there', ({ specs: folder, ...want }) => {
  const view = pipelineView({ specs: [folder], out: 'out', flags: [], buildFlags: [] });
  expect([view.paths[0], view.folders[0]]).toEqual([want.paths, want.folder]);
});

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly if?: string;
        readonly 'timeout-minutes': number;
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
      }
    >
  >;
}

test('only the job that logs in may get a token, never for a pull request; actions are pinned', () => {
  const workflow: Workflow = parse(pipeline('github', 'plain')[1]);
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const { build, check } = workflow.jobs;
  expect(check?.permissions).toBeUndefined();
  expect(build?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(build?.if).toBe("github.event_name != 'pull_request'");
  for (const { steps, 'timeout-minutes': minutes } of Object.values(workflow.jobs)) {
    expect(minutes).toBeLessThan(360);
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.every((one) => /@[0-9a-f]{40}$/.test(one))).toBe(true);
  }
});

test('an image folder holds no pipeline and no script of its own', () => {
  expect(scripts.some((script) => script.includes('run.sh'))).toBe(false);
});
