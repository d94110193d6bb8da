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
import {
  azureView,
  githubView,
  type PipelineSettings,
  withoutPins,
} from '../src/emit/views/pipelines-view';
import { hostileTexts } from './laws/hostile';
import { cli, folderWith } from './support/cli';
import { lintProblems, schemaProblems } from './support/pipelines';
import { auditWorkflow } from './support/workflow-audit';
import { describeIf, hasProgram } from './support/programs';

type Named = readonly [name: string, text: string];

const pathsOf = (text: string) => ({ specs: [`specs/${text}`], out: `out/${text}`, flags: ['--set', `a=${text}`], buildFlags: [], templates: text }); // prettier-ignore

/** A pipeline in which paths and values are this text. */
function pipeline(kind: 'github' | 'azure', text: string, settings: PipelineSettings = {}): Named {
  const view = kind === 'github' ? githubView : azureView;
  return [JSON.stringify(text), renderPipeline(kind, view(pathsOf(text), settings))];
}

const system = { mode: 'collect', prune: true, schedule: ['patchTuesday', '0 1 * * 1'], branches: ['main', 'release/*'] }; // prettier-ignore
const everything: PipelineSettings = {
  github: { ...system, runsOn: ['self-hosted', 'linux'], actions: { checkout: 'v9', setupNode: 'corp/setup-node@v1' } }, // prettier-ignore
  azure: { ...system, runsOn: 'Own pool' },
  package: './vendor/aibgen.tgz',
};

const terraform: PipelineSettings = { formats: ['terraform'] };

/** Configurations that differ in what they emit. */
const configurations: readonly (readonly [string, PipelineSettings])[] = [
  ['the defaults', {}],
  ['collect', { github: { mode: 'collect' }, azure: { mode: 'collect' } }],
  ['a schedule', { github: { schedule: 'patchTuesday' }, azure: { schedule: 'patchTuesday' } }],
  ['prune', { github: { prune: true, schedule: '0 1 * * 1' }, azure: { prune: true, schedule: '0 1 * * 1' } }],
  ['a package', { package: '@corp/aibgen@1.0.0' }],
  ['environments', { github: { environment: 'prod', rightsEnvironment: 'prod rights', planEnvironment: 'prod-plan' }, azure: { environment: 'prod', serviceConnection: 'prod' } }],
  ['Terraform', terraform],
  ['Terraform, collected', { formats: ['terraform'], github: { mode: 'collect' }, azure: { mode: 'collect' } }],
  ['everything', everything],
]; // prettier-ignore

const texts = ['plain', ...Object.values(hostileTexts)];
const github = texts.map((text) => pipeline('github', text));
const azure = texts.map((text) => pipeline('azure', text));
const full = [
  pipeline('github', 'full', everything),
  pipeline('azure', 'full', everything),
  ...texts.slice(0, 3).flatMap((text) => [pipeline('github', text, terraform), pipeline('azure', text, terraform)]), // prettier-ignore
] as const;

test('actionlint finds nothing, but where there is something', () => {
  const [[, good] = ['', '']] = github;
  const bad: Named = ['bad', good.replace('needs: plan', 'needs: paln')];
  const others = configurations.map(([name, settings]): Named => [name, pipeline('github', 'plain', settings)[1]]); // prettier-ignore
  const found = lintProblems(Object.fromEntries([...github, ...others, bad])).split('\n');
  expect(found.filter((problem) => !problem.startsWith('bad:'))).toEqual([]);
  expect(found.join()).toContain('paln');
});

test('the published schema of Azure Pipelines finds nothing, but where there is something', () => {
  const others = configurations.map(([, settings]) => pipeline('azure', 'plain', settings));
  // The task of an extension is not in it.
  const known = (text: string): string => text.replaceAll(/^ +- task: TerraformInstaller@1\n(?: +.*\n){3}/gm, ''); // prettier-ignore
  expect([...azure.slice(0, 3), ...others].flatMap(([, text]) => schemaProblems(known(text)))).toEqual([]); // prettier-ignore
  const [[, good] = ['', '']] = azure;
  expect(schemaProblems(good.replace('dependsOn: plan', 'dependOn: plan'))).not.toEqual([]);
});

test.each(configurations)('a security review finds nothing with %s', (_name, settings) => {
  const asked = ['actions/checkout@v9', 'corp/setup-node@v1'];
  expect(auditWorkflow(pipeline('github', 'plain', settings)[1], asked)).toEqual([]);
});

test.each([
  ['the checkout leaves a token behind', /persist-credentials: false/, 'persist-credentials: true'],
  ['is not pinned by commit', /@[0-9a-f]{40} # v7.0.1/, '@v7'],
  ['no time limit', / {4}timeout-minutes: 45\n/, ''],
  ['id-token: write is too much', /security-events: write/, 'id-token: write'],
  ['a login for forks', / && !github\.event\.pull_request\.head\.repo\.fork\n    needs/, '\n    needs'],
  ['a login outside of an environment', /    environment: "images"\n/, ''],
  ['an expression inside of a script', /\$IMAGES/, '${{ inputs.images }}'],
  ['a secret is used', /vars\.AZURE_TENANT_ID/, 'secrets.AZURE_TENANT_ID'],
  ['runs with rights for what others write', /  pull_request:/, '  pull_request_target:'],
  ['permissions of the workflow', /contents: read/, 'contents: write'],
])('it finds what is there: %s', (finding, pattern, bad) => {
  const [, good] = pipeline('github', 'plain');
  expect(auditWorkflow(good.replace(pattern, bad)).join('\n')).toContain(finding);
}); // prettier-ignore

test('Prettier changes nothing', async () => {
  for (const [name, text] of [...github, ...azure, ...full]) {
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

const scripts = [...github, ...azure, ...full].flatMap(([, text]) => scriptsOf(parse(text)));

test('scripts hold no expression of a pipeline', () => {
  expect(scripts.length).toBeGreaterThan(100);
  expect(scripts.filter((script) => /\$\{\{|\$\[|##vso\[(?!task\.)/.test(script))).toEqual([]);
});

describeIf(hasProgram('shellcheck'), 'shellcheck', 'scripts of pipelines', () => {
  test('are what shellcheck wants', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aibgen-steps-'));
    // Hostile texts together, as each alone takes as long: those that are spelled with escapes, and those in quotes.
    const isSpelled = (text: string): boolean => ciWord(text).startsWith('"$(printf ');
    const spelled = texts.filter(isSpelled).join(' ');
    const quoted = texts.filter((text) => !isSpelled(text)).join(' ');
    expect([isSpelled(spelled), isSpelled(quoted)]).toEqual([true, false]);
    const all = [spelled, quoted, 'plain'];
    const looked = [
      ...all.flatMap((text) => [pipeline('github', text), pipeline('azure', text)]),
      ...full,
    ];
    const some = new Set(looked.flatMap(([, text]) => scriptsOf(parse(text))));
    const files = [...some].map((script, index) => {
      const file = path.join(folder, `${index}.sh`);
      writeFileSync(file, script);
      return file;
    });
    // Hostile texts in single quotes are meant as they are, and IMAGES is set by the pipeline.
    const exclude = '--exclude=SC1003,SC2016,SC2153';
    const { stdout } = spawnSync('shellcheck', ['--shell=bash', exclude, ...files], {
      encoding: 'utf8',
    });
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

interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly 'timeout-minutes': number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly {
    readonly run?: string;
    readonly uses?: string;
    readonly with?: object;
  }[];
}

const jobsOf = ([, text]: Named): Readonly<Record<string, Job>> => parse(text).jobs;

test('a job with a login has a guard, an environment and a time limit; each purpose has its identity', () => {
  for (const workflow of [pipeline('github', 'plain'), full[0]]) {
    expect(parse(workflow[1]).permissions).toEqual({ contents: 'read' });
    const jobs = jobsOf(workflow);
    for (const [name, job] of Object.entries(jobs)) {
      expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
      if (name === 'plan') continue;
      // Only "collect" and what it collects remember runs, as deployments of the repository.
      const remembers = 'collect' in jobs && ['build', 'collect'].includes(name);
      expect([name, job.permissions]).toEqual([name, { contents: 'read', ...(remembers ? { deployments: 'write' } : {}), 'id-token': 'write' }]); // prettier-ignore
      expect([name, job.if]).toEqual([name, expect.stringMatching(/./)]);
      expect([name, job.environment]).toEqual([name, expect.stringMatching(/./)]);
    }
    expect(jobs.plan?.permissions).not.toHaveProperty('id-token');
    expect(jobs.preview?.if).toContain('!github.event.pull_request.head.repo.fork');
    expect(jobs.rights?.if).toContain("needs.plan.outputs.rights == 'true'");
    expect(jobs.build?.if).toContain("github.event_name != 'pull_request'");
    expect(jobs.stop?.if).toContain("needs.build.result == 'cancelled'");
    const clients = ['preview', 'rights', 'build'].map((name) => jobs[name]?.env?.AZURE_CLIENT_ID);
    expect(new Set(clients).size).toBe(3);
  }
});

test('what is logged in or has a token runs no pull request that nobody has looked at', () => {
  const jobs = jobsOf(pipeline('github', 'plain'));
  // A run of a pull request cancels no build: it has none.
  expect(jobs.stop).toMatchObject({ needs: 'build' });
  expect(jobs.stop?.if).toMatch(
    /needs\.build\.result == 'cancelled' && needs\.build\.outputs\.runs != '' \}\}$/,
  );
  expect(jobs.build?.if).toMatch(/github\.event_name != 'pull_request' && /);
  // The plan runs on all pull requests; what has the token there is none of their code.
  const [steps = []] = [azureJobs()['plan']?.steps];
  const withToken = steps.filter((step) => JSON.stringify(step).includes('System.AccessToken'));
  expect(withToken.length).toBe(1);
  expect(JSON.stringify(withToken)).not.toMatch(/\bnpm|\bnpx|aibgen/);
  expect(JSON.stringify(steps)).toMatch(/\bnpx\b/);
});

test('the set-up trusts environments, and no pull request', async () => {
  const { stdout } = await cli(folderWith({}), 'init', '--pipelines');
  const subjects = [...stdout.matchAll(/\\"subject\\": \\"([^"\\]*)/g)].map(([, one]) => one);
  expect(subjects).toContain('$prefix:environment:$2');
  expect(stdout).not.toMatch(/:pull_request\b|:ref:refs/);
});

test('actions are pinned by commit, and no checkout leaves a token behind', () => {
  const steps = Object.values(jobsOf(pipeline('github', 'plain'))).flatMap((job) => job.steps);
  const uses = steps.flatMap((step) => step.uses ?? []);
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((one) => !/@[0-9a-f]{40}$/.test(one))).toEqual([]);
  for (const step of steps.filter((one) => one.uses?.startsWith('actions/checkout@'))) {
    expect(step.with).toMatchObject({ 'persist-credentials': false });
  }
});

test('settings reach the pipelines', () => {
  const [[, workflow], [, azurePipeline]] = full;
  expect(workflow).toContain('uses: actions/checkout@v9\n');
  expect(workflow).toContain('uses: corp/setup-node@v1\n');
  expect(workflow).toContain('npx --yes --package ./vendor/aibgen.tgz -- aibgen deploy');
  expect(parse(workflow).on).toMatchObject({
    push: { branches: ['main', 'release/*'] },
    schedule: [{ cron: '17 3 9-15 * *' }, { cron: '0 1 * * 1' }, { cron: '*/15 * * * *' }],
  });
  expect(Object.keys(jobsOf(full[0]))).toEqual(['plan', 'preview', 'rights', 'build', 'stop', 'collect', 'prune']); // prettier-ignore
  expect(parse(azurePipeline).pool).toEqual({ name: 'Own pool' });
});

test.each<readonly [string, PipelineSettings, string, string, string]>([
  ['by commit', {}, `${'a'.repeat(40)} # v99.0.1`, `${'a'.repeat(40)} # v1.2.3`, 'v7.0.1'],
  ['by a tag of the configuration', { github: { actions: { checkout: 'v7' } } }, 'v8', 'v6.9', 'v7'],
  ['by a commit of the configuration', { github: { actions: { checkout: `${'c'.repeat(40)} # v7.5` } } }, `${'d'.repeat(40)} # v7.6`, `${'d'.repeat(40)} # v7.4`, 'v7.5'],
])('a version of an action that a bot has raised stays, and is no edit by hand: %s', (_how, settings, newer, older, own) => {
  const made = (before?: string) => renderPipeline('github', githubView(pathsOf('plain'), settings, before)); // prettier-ignore
  const text = made();
  const raised = text.replaceAll(/(actions\/checkout)@.*/g, `$1@${newer}`);
  expect([raised === text, text.includes(own)]).toEqual([false, true]);
  expect(made(raised)).toBe(raised);
  expect(made(text)).toBe(text);
  expect(made(text.replaceAll(/(actions\/checkout)@.*/g, `$1@${older}`))).toBe(text);
  expect(withoutPins(raised)).toBe(withoutPins(text));
  const branch = raised.replaceAll(`@${newer}`, '@main');
  expect([withoutPins(branch) === withoutPins(text), made(branch)]).toEqual([false, text]);
}); // prettier-ignore

interface AzureJob {
  readonly job?: string;
  readonly deployment?: string;
  readonly dependsOn?: string | readonly string[];
  readonly condition?: string;
  readonly timeoutInMinutes?: number;
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly AzureStep[] } } };
  readonly steps?: readonly AzureStep[];
} // prettier-ignore
interface AzureStep {
  readonly checkout?: string;
  readonly persistCredentials?: boolean;
  readonly task?: string;
}

const azureJobs = (settings: PipelineSettings = {}): Readonly<Record<string, AzureJob>> => {
  const jobs: readonly AzureJob[] = parse(pipeline('azure', 'plain', settings)[1]).jobs;
  return Object.fromEntries(jobs.map((one) => [one.job ?? one.deployment ?? '', one]));
};

test.each(configurations)('jobs of Azure Pipelines have limits, and conditions of all that they wait for, with %s', (_name, settings) => {
  for (const [name, job] of Object.entries(azureJobs(settings))) {
    const steps = job.steps ?? job.strategy?.runOnce.deploy.steps ?? [];
    const dependsOn = [job.dependsOn ?? []].flat();
    const asked = [...(job.condition ?? '').matchAll(/\bdependencies\.(\w+)/g)].map(([, one]) => one);
    expect([name, job.timeoutInMinutes]).toEqual([name, expect.any(Number)]);
    expect([name, asked.filter((one) => !dependsOn.includes(one ?? ''))]).toEqual([name, []]);
    expect([name, steps.filter((step) => step.checkout !== undefined && step.persistCredentials !== false)]).toEqual([name, []]);
    // Whatever logs in does not do so for a fork: it is no pull request, or it comes after a job that is none.
    const logsIn = steps.some(({ task }) => task === 'AzureCLI@2');
    const isGuarded = /'PullRequest'|'System\.PullRequest\.IsFork'/.test(job.condition ?? '') || dependsOn.includes('build');
    expect([name, !logsIn || isGuarded]).toEqual([name, true]);
  }
}); // prettier-ignore

test('jobs of Azure Pipelines have the guards that one reads in them', () => {
  const jobs = azureJobs();
  expect(Object.keys(jobs)).toEqual(['plan', 'preview', 'rights', 'build', 'stop']);
  expect(Object.keys(azureJobs(everything))).toEqual(['plan', 'preview', 'rights', 'build', 'stop', 'pause', 'collect', 'prune']); // prettier-ignore
  expect(jobs.preview?.condition).toContain("ne(variables['System.PullRequest.IsFork'], 'True')");
  expect(jobs.rights?.condition).toContain("dependencies.plan.outputs['rights.gained']");
  expect(jobs.build?.condition).toContain("ne(variables['Build.Reason'], 'PullRequest')");
});

test.each(['github', 'azure'] as const)('where Terraform is the only format, it plans and applies, and nothing else deploys: %s', (kind) => {
  const [, text] = pipeline(kind, 'plain', terraform);
  expect(text).not.toMatch(/aibgen@\S+ deploy /);
  const jobs = kind === 'github' ? jobsOf(['', text]) : azureJobs(terraform);
  const uses = (pattern: RegExp) =>
    Object.entries(jobs).flatMap(([name, job]) => (pattern.test(scriptsOf(job).join('\n')) ? [name] : [])); // prettier-ignore
  expect(uses(/ plan "\$\{options\[@\]\}"[^]* apply -input=false plan/)).toEqual(['rights', 'build']);
  // What only looks changes nothing, not even the lock of the state.
  expect(uses(/ plan -lock=false /)).toEqual(['preview']);
  const beside: PipelineSettings = { formats: ['bicep', 'terraform'] };
  expect(pipeline(kind, 'plain', beside)).toEqual(pipeline(kind, 'plain'));
}); // prettier-ignore
